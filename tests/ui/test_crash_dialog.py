"""The dialog after a mistake of the program: what is typed while it comes up, and where one is afterwards."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.support.screens import named, press_here
from ui.shell import crash
from ui.shell.crash import CrashDialog
from ui.shell.dialogs import Dialogs


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
