"""What is offered under a line while somebody types. The focus never leaves the line.

Down and Up go through what is offered, Enter or Tab takes it, Escape hides it. It lies over the page, so nothing
below it jumps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout
from shiboken6 import isValid

from ui.guarded import guarded
from ui.widgets.announce import announce

_TAKES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


@dataclass(frozen=True)
class Offer:
    """One thing offered: what takes it, and how it reads."""

    key: str
    text: str


class Suggestions(QObject):
    """Serves one line. `eager`: the first one is ready to be taken without Down. `taken` brings its key."""

    taken = Signal(str)

    def __init__(self, line: QLineEdit, *, eager: bool, width: int = 0) -> None:
        super().__init__(line)
        self._line = line
        self._eager = eager
        self._width = width
        self._offers: tuple[Offer, ...] = ()
        self._frame: QFrame | None = None
        self._list = QListWidget()
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setAccessibleName(f"{line.accessibleName()} suggestions")
        self._list.itemClicked.connect(lambda: self._take())
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.hide()
        line.installEventFilter(self)
        line.destroyed.connect(self._go)

    def offer(self, offers: Sequence[Offer]) -> None:
        """Offers these, or nothing. Shown only while the line has the focus."""
        self._offers = tuple(offers)
        self._list.clear()
        for each in offers:
            QListWidgetItem(each.text, self._list).setToolTip(each.text)
        self._list.setCurrentRow(0 if self._eager and offers else -1)
        if offers and self._line.hasFocus():
            self._show()
        else:
            self.hide()

    def hide(self) -> None:
        """Puts it away."""
        if self._frame is not None and isValid(self._frame):
            self._frame.hide()

    @property
    def shown(self) -> bool:
        """Whether something is offered now."""
        return self._frame is not None and isValid(self._frame) and self._frame.isVisible()

    @guarded
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the line, before the line has them."""
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self.shown:
            return self._key(Qt.Key(event.key()), event)
        return super().eventFilter(watched, event)

    def _key(self, key: Qt.Key, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._move(1 if key == Qt.Key.Key_Down else -1)
            return True
        if key == Qt.Key.Key_Escape:
            self.hide()
            return True
        if key in _TAKES and self._list.currentRow() >= 0:
            self._take()
            return True
        return False

    def _move(self, by: int) -> None:
        at = max(0, min(self._list.currentRow() + by, len(self._offers) - 1))
        self._list.setCurrentRow(at)
        announce(self._line, self._offers[at].text)

    def _take(self) -> None:
        offer = self._offers[self._list.currentRow()]
        self.hide()
        self.taken.emit(offer.key)

    def _show(self) -> None:
        if self._frame is None or not isValid(self._frame):
            self._frame = QFrame(self._line.window())
            self._frame.setObjectName("palette")
            column = QVBoxLayout(self._frame)
            column.setContentsMargins(4, 4, 4, 4)
            column.addWidget(self._list)
            self._list.show()
        rows = len(self._offers)
        height = sum(self._list.sizeHintForRow(row) for row in range(rows)) + 14
        place = self._line.mapTo(self._line.window(), QPoint(0, self._line.height() + 4))
        width = min(max(self._width, self._line.width()), self._line.window().width() - place.x() - 8)
        self._frame.setGeometry(place.x(), place.y(), width, height)
        self._frame.raise_()
        self._frame.show()

    def _go(self) -> None:
        for widget in (self._frame, self._list):
            if widget is not None and isValid(widget):
                widget.deleteLater()
