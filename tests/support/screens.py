"""A window for tests, worked as a person works it: by the names of things, and by keys."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent
from PySide6.QtGui import QAccessible, QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from storage.vault import Vault
from tests.support.vaults import TickingClock
from ui.pages import PAGES, PageEntry
from ui.preferences import SettingsFile
from ui.shell.dialogs import Choice, Dialogs
from ui.shell.jobs import Jobs, JobsAtOnce
from ui.shell.main_window import MainWindow
from ui.theme.appearance import Appearance

SHELL_PAGES = tuple(page for page in PAGES if page.key in ("papers", "appearance", "shortcuts"))
"""For tests that are about what is around the pages."""

Widget = TypeVar("Widget", bound=QWidget)


class AnsweredDialogs(Dialogs):
    """Answers instead of a person, in order; a question that no test expected fails it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.answers: list[str | Path | None] = []
        self.asked: list[str] = []
        self.opened: list[QDialog] = []

    def ask(self, title: str, text: str, choices: Sequence[Choice]) -> str:
        assert text
        self.asked.append(title)
        answer = str(self.answers.pop(0))
        assert answer in {choice.key for choice in choices}
        return answer

    def choose_folder(self, title: str, start: Path, new: str = "") -> Path | None:
        assert start.is_absolute()
        assert "/" not in new
        self.asked.append(title)
        answer = self.answers.pop(0)
        assert answer is None or isinstance(answer, Path)
        return answer

    def open(self, dialog: QDialog) -> int:
        self.opened.append(dialog)
        dialog.deleteLater()
        return 0


def open_window(
    qtbot: QtBot,
    *,
    settings: SettingsFile | None = None,
    clock: TickingClock | None = None,
    entries: Sequence[PageEntry] = PAGES,
    jobs: type[Jobs] = JobsAtOnce,
    dialogs: type[Dialogs] = AnsweredDialogs,
) -> MainWindow:
    """The window at its front door, shown and active. Settings are those of the test's own home."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    appearance = Appearance(app, settings or SettingsFile())
    appearance.apply()
    window = MainWindow(appearance, clock or TickingClock(), entries=entries, jobs=jobs, dialogs=dialogs)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


def open_desk(
    qtbot: QtBot,
    vault: Vault,
    *,
    clock: TickingClock | None = None,
    entries: Sequence[PageEntry] = PAGES,
    jobs: type[Jobs] = JobsAtOnce,
    dialogs: type[Dialogs] = AnsweredDialogs,
) -> MainWindow:
    """The window with this vault open."""
    window = open_window(qtbot, clock=clock, entries=entries, jobs=jobs, dialogs=dialogs)
    window.enter(vault)
    return window


def answers(window: MainWindow) -> AnsweredDialogs:
    """Where answers are laid ready."""
    assert isinstance(window.dialogs, AnsweredDialogs)
    return window.dialogs


def named(within: QWidget, name: str, kind: type[Widget] | None = None) -> Widget:
    """The one visible widget with this accessible name, or with this text on it."""
    found = [each for each in within.findChildren(kind or QWidget) if each.isVisible() and called(each) == name]
    taking_focus = [each for each in found if each.focusPolicy().value] or found
    assert len(taking_focus) == 1, f"{len(taking_focus)} widgets are called “{name}”"
    return taking_focus[0]  # type: ignore[return-value]


def called(widget: QWidget) -> str:
    """What a screen reader calls a widget."""
    heard = QAccessible.queryAccessibleInterface(widget)
    return heard.text(QAccessible.Text.Name)


def press(widget: QWidget, keys: str) -> None:
    """Presses a key or a combination, such as `Ctrl+K`, in a widget."""
    QTest.keySequence(widget, QKeySequence(keys))


def press_here(keys: str) -> None:
    """Presses it in whatever has the focus."""
    focus = QApplication.focusWidget()
    assert focus is not None, "nothing has the focus"
    press(focus, keys)


def click(within: QWidget, name: str) -> None:
    """Presses the button of this name with the space bar, as somebody without a mouse does."""
    button = named(within, name, QPushButton)
    button.setFocus()
    press(button, "Space")


def show(qtbot: QtBot, widget: Widget) -> Widget:
    """Shows a widget by itself, in a window that has the keyboard."""
    qtbot.addWidget(widget)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    return widget


def type_text(widget: QWidget, text: str) -> None:
    """Types any letters, also such as no keyboard has, where the widget's focus is."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget.focusProxy() or widget, event)


def settle_deletions() -> None:
    """What was asked to go goes now."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()
