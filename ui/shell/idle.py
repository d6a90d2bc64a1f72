"""Locks the vault when nobody has touched the computer for a while.

Time is told by the clock on the wall and not by a timer, which sleeps when the machine does: after a
long sleep the first look at the clock locks.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

from marac_desk.locking import IdleLimits
from ui.guarded import guarded

_LOOKS_EVERY_MS = 5000
_TOUCHES = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.InputMethod,
}


class IdleWatch(QObject):
    """Notes each touch that passes through the program; `expired` says that there was none for the time allowed."""

    expired = Signal()

    def __init__(self, clock: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._last = clock()
        self._touched = False
        self.limit = IdleLimits().usual
        self._timer = QTimer(self, interval=_LOOKS_EVERY_MS)
        self._soon = QTimer(self, singleShot=True, interval=0)
        for timer in (self._timer, self._soon):
            timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begins to watch."""
        self._last = self._clock()
        self._timer.start()

    def stop(self) -> None:
        """Watches no more."""
        self._timer.stop()
        self._soon.stop()

    def look(self) -> None:
        """Looks at the clock."""
        now = self._clock()
        if now - self._last > self.limit:
            self._touched = False
            self.expired.emit()
        elif self._touched or now < self._last:  # a clock that was set back counts from now
            self._last, self._touched = now, False

    @guarded
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A touch, anywhere. The first one after a long sleep locks, and does not wait for the next look."""
        if event.type() in _TOUCHES:
            self._touched = True
            if self._timer.isActive() and not self._soon.isActive():
                self._soon.start()
        return False
