"""Shows what a person does to whoever has to see it first, and spares them everything else that happens.

To make one page takes thousands of events, and each that passes through Python costs microseconds: a filter
on the whole program made every step of a meeting a quarter slower. What a person does comes through the
window that is in front, and from there to what has the focus.
"""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication, QWidget


class InputWatch(QObject):
    """Puts its filters on each window that comes to the front, and on what has the focus."""

    def __init__(self, app: QApplication, parent: QObject, *filters: QObject) -> None:
        super().__init__(parent)
        self._app = app
        self._filters = filters
        self._focus: QWidget | None = None
        app.focusWindowChanged.connect(self._to_front)
        app.focusChanged.connect(self._follow)
        self._to_front(app.focusWindow())
        self._follow(None, app.focusWidget())

    def everything(self, all_of_it: bool) -> None:
        """Whether the first filter sees every event of the program, as while all is hidden."""
        if all_of_it:
            self._app.installEventFilter(self._filters[0])
        else:
            self._app.removeEventFilter(self._filters[0])

    def _to_front(self, window: QWindow | None) -> None:
        if window is not None:
            self._watch(window)

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        before, self._focus = self._focus, now
        if before is not None and shiboken6.isValid(before) and not before.isWindow():
            for each in self._filters:
                before.removeEventFilter(each)
        if now is not None:
            self._watch(now)
            self._watch(now.window())

    def _watch(self, what: QObject) -> None:
        for each in self._filters:
            what.installEventFilter(each)
