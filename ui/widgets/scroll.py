"""A column that scrolls where the window is small or the text large; what has the focus is always in sight."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from ui.guarded import guarded
from ui.widgets.form import Field

_AROUND = 24
_ENDS = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: 1}
READING_KEYS = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, *_ENDS}


class Scrolled(QScrollArea):
    """Fill `column`. What is there to be read more than to be worked in is `to_read`, and takes the focus itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("scroll")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.inside = QWidget()
        self.inside.setObjectName("scrolled")
        self.column = QVBoxLayout(self.inside)
        self.column.setContentsMargins(0, 0, 12, 4)
        self.column.setSpacing(16)
        self.setWidget(self.inside)
        InSight(self)

    def to_read(self, name: str) -> None:
        """Lets the keyboard in, so that the arrow and page keys scroll at once; `name` is what a screen reader says."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.column.setContentsMargins(8, 8, 12, 8)  # or the ring would run over the cards

    def scrolls(self) -> bool:
        """Whether there is more than can be seen."""
        return self.verticalScrollBar().maximum() > 0

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrow and page keys scroll; Home and End go to the top and to the foot."""
        end = _ENDS.get(Qt.Key(event.key()))
        if end is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        else:
            self.verticalScrollBar().setValue(end * self.verticalScrollBar().maximum())


def scroll_by_key(within: QWidget, event: QKeyEvent) -> bool:
    """Gives a key of reading that nobody else wanted to the first sheet that has more than can be seen."""
    if Qt.Key(event.key()) not in READING_KEYS or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return False
    sheets = (each for each in within.findChildren(Scrolled) if each.isVisible() and each.scrolls())
    if (sheet := next(sheets, None)) is None:
        return False
    sheet.keyPressEvent(event)
    return True


class InSight(QObject):
    """Scrolls an area so that what has the focus is seen, also where a key of the program put it there.

    It stays in sight where the area becomes lower, as it does when a message appears under it, and where something
    grows above it. In a table or a box that is higher than the area, it is the row or the line one is at.
    """

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        area.viewport().installEventFilter(self)
        self._rows: QItemSelectionModel | None = None
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)
        if (inside := area.widget()) is not None:
            inside.installEventFilter(self)

    @guarded
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The area is lower than it was, or what stands above has grown: either may push the focus under the edge."""
        if isinstance(event, QResizeEvent):
            grown = event.size().height() - event.oldSize().height()
            if (grown < 0) if watched is self._area.viewport() else (grown > 0):
                QTimer.singleShot(0, self, self._look_again)
        return super().eventFilter(watched, event)

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        if self._rows is not None and isValid(self._rows):
            self._rows.currentChanged.disconnect(self._look_again)
        self._rows = None
        if now is None or not self._holds(now):
            return
        if isinstance(now, QAbstractItemView) and (rows := now.selectionModel()) is not None:
            self._rows = rows
            rows.currentChanged.connect(self._look_again)
        self._show(now)
        QTimer.singleShot(0, self, self._look_again)  # a page that was just made has its places only then

    def _look_again(self) -> None:
        now = QApplication.focusWidget()
        if now is not None and self._holds(now):
            self._show(now)

    def _show(self, widget: QWidget) -> None:
        """From the very top where it is seen from there, so that a heading is not cut without need."""
        part, high, bar = self._part(widget), self._area.viewport().height(), self._area.verticalScrollBar()
        top, foot = part.top() - _AROUND, part.bottom() + _AROUND
        if foot <= high:
            bar.setValue(0)
        elif foot > bar.value() + high:
            bar.setValue(min(top, foot - high))
        elif top < bar.value():
            bar.setValue(top)

    def _part(self, widget: QWidget) -> QRect:
        """What is to be seen, as it lies in the area: a line with its label and its hint, a table whole if it fits."""
        high = self._area.viewport().height()
        field = widget.parentWidget()
        shown = field if isinstance(field, Field) and field.height() < high else widget
        part = shown.rect()
        if part.height() > high and isinstance(widget, QAbstractItemView):
            shown, part = widget.viewport(), widget.visualRect(widget.currentIndex())
        elif part.height() > high and isinstance(widget, QPlainTextEdit):
            shown, part = widget.viewport(), widget.cursorRect()
        return QRect(shown.mapTo(self._area.widget(), part.topLeft()), part.size())  # type: ignore[arg-type]

    def _holds(self, widget: QWidget) -> bool:
        inside = self._area.widget()
        return inside is not None and inside.isAncestorOf(widget)
