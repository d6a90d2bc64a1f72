"""What is done for the steps of a case while nobody does anything, so that each is there at once when it is wanted.

A key never waits for it: every key puts it off, and it is done in pieces of a few milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ui.guarded import guarded

QUIET_MS = 250
"""So long nobody has pressed a key before anything is done."""

APART_MS = 15
"""Between two pieces, so that what was asked for meanwhile comes first."""


class Ahead(QObject):
    """Calls `piece` again and again in quiet moments; it says whether there is more to do."""

    def __init__(self, piece: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._piece = piece
        self._focus: QWidget | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._do)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def wanted(self) -> None:
        """There is something to be done once it is quiet."""
        self._timer.start(QUIET_MS)

    def stop(self) -> None:
        """There is nothing to be done any more."""
        self._timer.stop()

    @guarded
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A key puts it off."""
        if event.type() == QEvent.Type.KeyPress and self._timer.isActive():
            self._timer.start(QUIET_MS)
        return False

    def _do(self) -> None:
        if self._piece():
            self._timer.start(APART_MS)

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        before, self._focus = self._focus, now
        if before is not None and shiboken6.isValid(before):
            before.removeEventFilter(self)
        if now is not None:
            now.installEventFilter(self)
