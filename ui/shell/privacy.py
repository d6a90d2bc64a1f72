"""The privacy key: covers every window at once, and within a minute the same key shows them again.

After a minute the vault locks. While covered, no other key does anything but lock.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from ui.guarded import guarded

KEY = Qt.Key.Key_F9
KEY_NAME = "F9"
LOCKS_AFTER_MS = 60_000
_KEYS = {QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride, QEvent.Type.KeyRelease}


class Cover(QWidget):
    """What is seen instead of a window's content."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("cover")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(f"Hidden. {KEY_NAME} shows it again.")
        column = QVBoxLayout(self)
        for words, name in (("Hidden", "pageTitle"), (f"{KEY_NAME} shows it again. After a minute it locks.", "soft")):
            label = QLabel(words)
            label.setObjectName(name)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.insertStretch(0)
        column.addStretch()
        window.installEventFilter(self)
        self.setGeometry(window.rect())
        self.raise_()
        self.show()

    @guarded
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stays as large as the window."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False


class Privacy(QObject):
    """Sees every key first. `toggled` says whether all is hidden; `expired` that the minute is over."""

    toggled = Signal(bool)
    expired = Signal()

    def __init__(self, is_wanted: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_wanted = is_wanted
        self._covers: list[Cover] = []
        self._focus: QWidget | None = None
        self._timer = QTimer(self, singleShot=True, interval=LOCKS_AFTER_MS)
        self._timer.timeout.connect(self.expired)

    @property
    def hidden(self) -> bool:
        """Whether everything is covered."""
        return bool(self._covers)

    def toggle(self) -> None:
        """Hides, or shows again."""
        if self.hidden:
            self.show_again()
        elif self._is_wanted():
            self._hide()

    def show_again(self) -> None:
        """Takes the covers away, and gives the focus back."""
        self._timer.stop()
        covers, self._covers = self._covers, []
        for cover in covers:
            cover.hide()
            cover.deleteLater()
        self.toggled.emit(False)
        if self._focus is not None:
            self._focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self._let_go()

    @guarded
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The privacy key works wherever the focus is; while all is hidden every other key is swallowed."""
        if event.type() in _KEYS and isinstance(event, QKeyEvent):
            return self._key(event)
        if self.hidden and event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self._cover(watched)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() == KEY and not event.modifiers():
            event.accept()
            if event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat():
                self.toggle()
            return True
        return self.hidden

    def _hide(self) -> None:
        self._focus = QApplication.focusWidget()
        if self._focus is not None:
            self._focus.destroyed.connect(self._let_go)
            self._focus.clearFocus()
        for window in QApplication.topLevelWidgets():
            if window.isVisible():
                self._cover(window)
        self.toggled.emit(True)
        self._timer.start()

    def _cover(self, window: QWidget) -> None:
        cover = Cover(window)
        cover.destroyed.connect(lambda: self._covers.remove(cover) if cover in self._covers else None)
        self._covers.append(cover)

    def _let_go(self) -> None:
        if self._focus is not None:
            self._focus.destroyed.disconnect(self._let_go)
        self._focus = None
