"""The clipboard of a real display: ours is marked and cleared, what another program has copied since is left alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.support.displays import needs_a_display, private_display

ROOT = Path(__file__).resolve().parents[2]

PROGRAM = """
import json, subprocess, sys
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QClipboard, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from ui.system.clipboard import CopiedText

app = QApplication([])
board, follower, seen = app.clipboard(), CopiedText(), {}
MODES = {"copied": QClipboard.Mode.Clipboard, "selected": QClipboard.Mode.Selection}


def now():
    found = {name: board.mimeData(mode) for name, mode in MODES.items()}
    return {name: [data.text(), bytes(data.data("x-kde-passwordManagerHint").data()).decode()] if data else ["", ""]
            for name, data in found.items()}


def wait(until):
    for _ in range(500):
        if until():
            return
        QTest.qWait(20)
    raise TimeoutError


field = QLineEdit("invented words")
field.show()
field.activateWindow()
field.setFocus()
QTest.keySequence(field, QKeySequence("Ctrl+A"))
QTest.keySequence(field, QKeySequence("Ctrl+C"))
wait(lambda: now()["copied"][1])
seen["ours"] = now()
seen["counts"] = any(timer.isActive() for timer in follower._timers.values())
follower.clear()
wait(lambda: not board.text())
seen["cleared"] = now()

QTest.keySequence(field, QKeySequence("Ctrl+C"))
other = subprocess.Popen([sys.executable, "-c", sys.argv[1]], stdout=subprocess.PIPE, text=True)
wait(lambda: board.text() == "another's")
follower.clear()
QTest.qWait(100)
seen["another's"] = now()
other.kill()
other.wait()
print(json.dumps(seen))
"""

ANOTHER = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
app = QApplication([])
app.clipboard().setText("another's")
QTimer.singleShot(60000, app.quit)
app.exec()
"""


SELECTING = """
import sys
from PySide6.QtCore import QElapsedTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from ui.system import clipboard

clipboard.CLEARED_AFTER_MS = 400
app = QApplication([])
follower, field, passed = clipboard.CopiedText(), QLineEdit("invented words"), QElapsedTimer()
field.show()
field.activateWindow()
field.setFocus()
QTest.keySequence(field, QKeySequence("Ctrl+A"))
QTest.keySequence(field, QKeySequence("Ctrl+C"))
passed.start()
while app.clipboard().text() and passed.elapsed() < 5000:
    QTest.keySequence(field, QKeySequence("Home"))
    QTest.keySequence(field, QKeySequence("Shift+End"))
    QTest.qWait(50)
print("true" if passed.elapsed() < 5000 else "false")
"""


def run_on_a_display(home: Path, program: str = PROGRAM) -> Any:  # noqa: ANN401 - what it printed[str, Any]:
    with private_display() as display:
        environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "HOME": str(home)}
        command = [sys.executable, "-c", program, ANOTHER]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=100)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@needs_a_display
def test_what_is_copied_or_selected_is_marked_and_cleared_while_it_is_ours(tmp_path: Path) -> None:
    seen = run_on_a_display(tmp_path)
    assert seen["ours"] == {"copied": ["invented words", "secret"], "selected": ["invented words", "secret"]}
    assert seen["counts"]
    assert seen["cleared"] == {"copied": ["", ""], "selected": ["", ""]}
    assert seen["another's"]["copied"] == ["another's", ""]


@needs_a_display
def test_selecting_on_and_on_does_not_put_off_that_what_was_copied_is_cleared(tmp_path: Path) -> None:
    assert run_on_a_display(tmp_path, SELECTING) is True
