"""A mistake in one of Qt's handlers is told, and neither ends the program nor reaches the next handler."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ui.guarded import guarded

ROOT = Path(__file__).resolve().parents[2]
RAISES = 300

PROGRAM = """
import faulthandler, gc, sys
from ui.constants_alive import keep_constants_alive
keep_constants_alive()
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from ui.guarded import guarded

told = []
sys.excepthook = lambda kind, error, at: told.append(str(error))
maybe = guarded if sys.argv[1] == "guarded" else lambda handler: handler


class Filter(QObject):
    @maybe
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.KeyPress:
            raise ValueError("in the filter")
        return False


class Field(QLineEdit):
    @maybe
    def keyPressEvent(self, event):
        super().keyPressEvent(event)
        if "keys" in sys.argv:
            raise ValueError("in the handler")


app, field, filter = QApplication([]), Field(), Filter()
field.installEventFilter(filter)
field.show()
for _ in range(int(sys.argv[2])):
    try:
        QTest.keyClick(field, Qt.Key.Key_A)
    except BaseException:
        pass
    gc.collect()
print(len(told), len(field.text()))
"""


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", PROGRAM, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=100)


def test_hundreds_of_mistakes_are_told_and_every_key_still_arrives() -> None:
    done = run("guarded", str(RAISES), "keys")
    assert (done.returncode, done.stdout.split()) == (0, [str(2 * RAISES), str(RAISES)]), done.stderr[-2000:]


@pytest.mark.skipif(os.name != "posix", reason="a segmentation fault is told by a signal on POSIX systems only")
def test_without_the_guard_the_interpreter_still_ends() -> None:
    """Once this fails PySide6 has been mended, and `ui/guarded.py` can go."""
    assert run("bare", str(RAISES)).returncode < 0


def test_what_a_filter_did_not_expect_lets_the_event_pass(qtbot: QtBot) -> None:
    class Filter(QObject):
        @guarded
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802  as Qt has it
            if event.type() == QEvent.Type.KeyPress:
                raise ValueError
            return False

    field, watching = QLineEdit(), Filter()
    qtbot.addWidget(field)
    field.installEventFilter(watching)
    with qtbot.captureExceptions() as told:
        QTest.keyClicks(field, "a")
    assert field.text() == "a"
    assert told
    assert all(kind is ValueError for kind, _, _ in told)


def test_every_handler_of_ours_is_guarded() -> None:
    bare = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in sorted((ROOT / "ui").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and (node.name == "eventFilter" or node.name.endswith("Event"))
        if "guarded" not in {each.id for each in node.decorator_list if isinstance(each, ast.Name)}
    ]
    assert bare == []
