"""Keeps our windows out of shared screens and screenshots, where the system can; the presentation window is left alone.

It is a courtesy and no wall: the makers of the systems say so themselves, and a camera sees any screen.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from ui.guarded import guarded

MAY_BE_SEEN = "mayBeSeen"
"""A window with this property is meant to be shared."""
_KEPT = "keptOut"
_OPENS_WINDOWS = {
    QEvent.Type.KeyPress,
    QEvent.Type.KeyRelease,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
}


class CaptureBlock:
    """What a system can do about it: here, nothing."""

    possible = False

    def keep_out(self, window: QWidget, out: bool) -> None:
        """Keeps a window out of what others see of this screen, or lets it in again."""


def block_of_this_system(platform: str = sys.platform) -> CaptureBlock:
    """Windows and macOS can; X11 and Wayland have no such thing."""
    if platform == "win32":
        from ui.system.windows import WindowsCapture

        return WindowsCapture()
    if platform == "darwin":
        from ui.system.macos import MacCapture

        return MacCapture()
    return CaptureBlock()


class Shield(QObject):
    """Looks for windows that are new whenever a person does something or another window comes to the front.

    `changed` says that our windows can be seen now, or no more.
    """

    changed = Signal()

    def __init__(self, block: CaptureBlock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._block = block
        self.up = block.possible
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._look)
        application = QApplication.instance()
        if isinstance(application, QApplication) and self.possible:
            application.focusWindowChanged.connect(self._look)

    @property
    def possible(self) -> bool:
        """Whether this system can keep a window out."""
        return self._block.possible

    def toggle(self) -> None:
        """Lets our windows be seen in shared screens, or keeps them out again."""
        self.put(up=not self.up)

    def put(self, *, up: bool) -> None:
        """Keeps our windows out, or not."""
        if self.possible and up != self.up:
            self.up = up
            self._look()
            self.changed.emit()

    @guarded
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What a person does may open a list or a menu, which is a window too."""
        if self.possible and event.type() in _OPENS_WINDOWS:
            self._soon.start()
        return False

    def _look(self) -> None:
        for window in QApplication.topLevelWidgets():
            if window.isVisible() and not window.property(MAY_BE_SEEN):
                self._keep(window)

    def _keep(self, window: QWidget) -> None:
        """Once for each native window, as Qt now and then makes it anew."""
        wanted = f"{int(window.winId())} {self.up}"
        if window.property(_KEPT) != wanted:
            self._block.keep_out(window, self.up)
            window.setProperty(_KEPT, wanted)
