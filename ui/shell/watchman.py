"""Everything that locks by itself, and what keeps the window's content from others while it is open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from marac_desk.locking import IdleLimits
from ui.shell.idle import IdleWatch
from ui.shell.input_watch import InputWatch
from ui.shell.privacy import Privacy
from ui.system.away import Away, AwayWatch
from ui.system.capture import CaptureBlock, Shield
from ui.system.clipboard import CopiedText

LOCKED_IDLE = "Locked, because nobody used it for a while. Everything typed is saved."
LOCKED_HIDDEN = "Locked, a minute after everything was hidden. Everything typed is saved."
LOCKED_AWAY = {
    Away.SCREEN: "Locked, because the screen was locked. Everything typed is saved.",
    Away.SLEEP: "Locked, because the computer went to sleep. Everything typed is saved.",
    Away.SWITCH: "Locked, because another person signed in at this computer. Everything typed is saved.",
}


class Watchman(QObject):
    """`locks` brings the sentence that says why."""

    locks = Signal(str)

    def __init__(
        self, is_open: Callable[[], bool], clock: Callable[[], datetime], block: CaptureBlock, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.privacy = Privacy(is_open, self)
        self.idle = IdleWatch(clock, self)
        self.shield = Shield(block, self)
        self.copied = CopiedText(self)
        self.away: AwayWatch | None = None
        self.limits = IdleLimits()
        self.privacy.expired.connect(lambda: self.locks.emit(LOCKED_HIDDEN))
        self.idle.expired.connect(lambda: self.locks.emit(LOCKED_IDLE))
        self._input = InputWatch(_application(), self, self.privacy, self.idle, self.shield)
        self.privacy.toggled.connect(self._input.everything)

    def listen(self, away: AwayWatch) -> None:
        """From now on leaving the computer locks too."""
        self.away = away
        away.away.connect(self._left)

    def begin(self, limits: IdleLimits) -> None:
        """A vault is open."""
        self.limits = limits
        self.idle.start()

    def look(self, in_meeting: bool) -> None:
        """Another page is shown: in a meeting people talk more than they type."""
        self.idle.limit = self.limits.in_meeting if in_meeting else self.limits.usual

    def end(self) -> None:
        """The vault locks: nothing of it stays on the clipboard, and the next one is kept out of shared screens."""
        self.idle.stop()
        if self.privacy.hidden:
            self.privacy.show_again()
        self.copied.clear()
        self.shield.put(up=True)

    def go(self) -> None:
        """The window closes."""
        self.copied.clear()
        self._input.everything(all_of_it=False)
        if self.away is not None:
            self.away.stop()

    def _left(self, how: Away) -> None:
        self.locks.emit(LOCKED_AWAY[how])


def _application() -> QApplication:
    found = QApplication.instance()
    if not isinstance(found, QApplication):
        raise RuntimeError("a window needs its application")  # noqa: TRY004  not a matter of types
    return found


def close_popups() -> None:
    """Menus and lists that drop down hold the keyboard; they go first."""
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
        if QApplication.activePopupWidget() is popup:
            popup.hide()
            return
