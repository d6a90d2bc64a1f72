"""A column that scrolls where the window is small or the text large; what has the focus is always in sight."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.guarded import guarded
from ui.widgets.form import Field

_AROUND = 24


class Scrolled(QScrollArea):
    """Fill `column`."""

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


class InSight(QObject):
    """Scrolls an area so that what has the focus is seen, also where a key of the program put it there.

    It stays in sight where the area becomes lower, as it does when a message appears under it.
    """

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        area.viewport().installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    @guarded
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The area has another height."""
        if isinstance(event, QResizeEvent) and event.size().height() < event.oldSize().height():
            QTimer.singleShot(0, self, self._look_again)
        return super().eventFilter(watched, event)

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self._holds(now):
            self._show(now)
            QTimer.singleShot(0, self, self._look_again)  # a page that was just made has its places only then

    def _look_again(self) -> None:
        now = QApplication.focusWidget()
        if now is not None and self._holds(now):
            self._show(now)

    def _show(self, widget: QWidget) -> None:
        """From the very top where it is seen from there, so that a heading is not cut without need.

        A line is shown with its label and its hint.
        """
        inside = self._area.widget()
        field = widget.parentWidget()
        if isinstance(field, Field) and field.height() < self._area.viewport().height():
            widget = field
        foot = widget.mapTo(inside, QPoint(0, widget.height())).y() if inside is not None else 0
        if foot + _AROUND <= self._area.viewport().height():
            self._area.verticalScrollBar().setValue(0)
        else:
            self._area.ensureWidgetVisible(widget, _AROUND, _AROUND)

    def _holds(self, widget: QWidget) -> bool:
        inside = self._area.widget()
        return inside is not None and inside.isAncestorOf(widget)
