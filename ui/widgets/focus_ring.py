"""The ring around whatever has the keyboard: three pixels outside the control, drawn once for the whole program.

Yellow is hardly seen on white, so an edge of one pixel lies around it that is. The ring is a child of the window
above everything else, and lets the mouse through. Outside means that a control does not move or change when the
focus comes to it.
"""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from ui.guarded import guarded

EDGE = 1
WIDTH = 3 + EDGE
_CORNER = 6
_MOVES = {
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.LayoutRequest,
    QEvent.Type.ZOrderChange,
}


class Ring(QWidget):
    """What is drawn in one window."""

    def __init__(self, window: QWidget, corner: int) -> None:
        super().__init__(window)
        self._corner = corner
        self.setObjectName("focusRing")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.ring = QRect()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        """The ring itself; what is scrolled out of sight is not in the widget."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw(painter, QPalette.ColorRole.Shadow, 0)
        self._draw(painter, QPalette.ColorRole.BrightText, EDGE)

    def _draw(self, painter: QPainter, colour: QPalette.ColorRole, outside: int) -> None:
        """A band up to the control, which leaves so many pixels free outside it."""
        width = WIDTH - outside
        inset, corner = outside + width / 2, self._corner + (EDGE - outside) / 2
        painter.setPen(QPen(QColor(self.palette().color(colour)), width))
        painter.drawRoundedRect(self.ring.toRectF().adjusted(inset, inset, -inset, -inset), corner, corner)


class FocusRing(QObject):
    """Follows the focus through all windows of the program."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self._ring: Ring | None = None
        app.focusChanged.connect(self._follow)

    @guarded
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The control, or something that it lies in, has moved."""
        if event.type() in _MOVES:
            self._place()
        return False

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        self._let_go()
        if now is None or now.isWindow():
            return
        self._target = now
        self._ring = Ring(now.window(), int(now.property("ring") or _CORNER) + 1)
        step: QWidget | None = now
        while step is not None:
            step.installEventFilter(self)
            self._watched.append(step)
            step = None if step.isWindow() else step.parentWidget()
        self._place()

    def _let_go(self) -> None:
        """What was watched may be gone by now, and the ring with its window."""
        for widget in filter(shiboken6.isValid, self._watched):
            widget.removeEventFilter(self)
        if self._ring is not None and shiboken6.isValid(self._ring):
            self._ring.hide()
            self._ring.deleteLater()
        self._watched, self._target, self._ring = [], None, None

    def _place(self) -> None:
        if self._ring is None or self._target is None or not _alive(self._ring, self._target):
            return
        window = self._target.window()
        around = QRect(self._target.mapTo(window, QPoint()), self._target.size()).adjusted(-WIDTH, -WIDTH, WIDTH, WIDTH)
        seen = around & _seen(self._target, window)
        if seen.isEmpty() or not self._target.isVisible():
            self._ring.hide()
            return
        self._ring.ring = around.translated(-seen.topLeft())
        self._ring.setGeometry(seen)
        self._ring.raise_()
        self._ring.show()
        self._ring.update()


def _alive(*widgets: QWidget) -> bool:
    return all(map(shiboken6.isValid, widgets))


def _seen(target: QWidget, window: QWidget) -> QRect:
    """The part of the window in which the control can be seen: what lies in a scroll area ends at its edge."""
    seen = window.rect()
    step = target.parentWidget()
    while step is not None and step is not window:
        if isinstance(step.parentWidget(), QAbstractScrollArea):
            seen &= QRect(step.mapTo(window, QPoint()), step.size()).adjusted(-WIDTH, -WIDTH, WIDTH, WIDTH)
        step = step.parentWidget()
    return seen
