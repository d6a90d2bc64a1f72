"""The dialog after a mistake of the program: what is typed while it comes up, and where one is afterwards."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from storage.moments import moment_in
from tests.support.screens import named, press_here
from ui.shell import crash
from ui.shell.crash import CrashDialog, report_of
from ui.shell.dialogs import Dialogs

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A window with two fields; the focus is in the second."""
    made = QWidget()
    column = QVBoxLayout(made)
    for name in ("First", "Second"):
        field = QLineEdit()
        field.setAccessibleName(name)
        column.addWidget(field)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    named(made, "Second").setFocus()
    return made


def open_and(qtbot: QtBot, window: QWidget, do: Callable[[CrashDialog], object]) -> None:
    """Opens the dialog as the window does, and does something in it once it has the keyboard."""
    dialog = CrashDialog("builtins.ValueError", window)

    def done() -> None:
        qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
        try:
            do(dialog)
        finally:
            dialog.accept()

    QTimer.singleShot(0, dialog, done)
    Dialogs(window).open(dialog)


def test_what_is_typed_while_it_comes_up_presses_nothing(window: QWidget, qtbot: QtBot) -> None:
    seen: list[bool] = []

    def type_on(dialog: CrashDialog) -> None:
        for key in ("a", "Space", "Return", "Escape"):
            press_here(key)
            seen.append(dialog.isVisible())

    QApplication.clipboard().clear()
    open_and(qtbot, window, type_on)
    assert seen == [True] * 4
    assert QApplication.clipboard().text() == ""


def test_after_a_moment_without_typing_enter_goes_on(
    window: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crash, "QUIET_MS", 20)

    def go_on(dialog: CrashDialog) -> None:
        press_here("Return")
        assert dialog.isVisible()
        qtbot.waitUntil(dialog.listens)
        press_here("Return")
        assert not dialog.isVisible()

    open_and(qtbot, window, go_on)


def test_the_focus_comes_back_to_the_field(window: QWidget, qtbot: QtBot) -> None:
    open_and(qtbot, window, lambda _: named(window, "First").setFocus())
    second = named(window, "Second", QLineEdit)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is second)


def raised(error: BaseException, before: BaseException | None = None) -> BaseException:
    try:
        raise error from before
    except type(error) as caught:
        return caught


def test_a_report_of_errors_that_lead_back_to_each_other_comes_to_an_end() -> None:
    first, second = ValueError("Marta Invented"), KeyError("ZZ99")
    first.__cause__, second.__context__ = second, first
    report = report_of(raised(first, second))
    assert report.count("builtins.ValueError") == report.count("builtins.KeyError") == 1
    assert "Marta" not in report


def test_a_report_names_no_folder_of_the_computer_though_it_is_called_like_one_of_ours() -> None:
    code = compile("raise ValueError", "/home/ui/Anna Example/storage/Anna Example/lib/work.py", "exec")
    with pytest.raises(ValueError) as caught:  # noqa: PT011
        exec(code)
    report = report_of(caught.value)
    assert "work.py:1" in report
    assert "Anna" not in report


def test_a_report_names_our_own_files_from_their_room_on() -> None:
    with pytest.raises(ValueError, match="no moment") as caught:
        moment_in("1066-10-14T09:00:00+00:00")
    assert "storage/moments.py:" in report_of(caught.value)


BEHIND_THE_WINDOW = """
import threading
from ui.shell.crash import catch_everything

class Breaks:
    def __del__(self):
        raise ValueError("Marta Invented")

def work():
    raise ValueError("Marta Invented")

catch_everything(lambda error: None)
Breaks()
thread = threading.Thread(target=work)
thread.start()
thread.join()
"""


def test_what_goes_wrong_where_no_window_can_tell_leaves_no_word_of_the_record_in_a_log() -> None:
    command = [sys.executable, "-c", BEHIND_THE_WINDOW]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr.count("builtins.ValueError") == 2
    assert "Marta" not in done.stderr
