"""A label that never widens its row: what does not fit ends in dots, and stands whole in the tooltip."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.guarded import guarded


class ElidedLabel(QLabel):
    """One line of text, cut at its end."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        self._whole = ""
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.say(text)

    @property
    def whole(self) -> str:
        """The text, however little of it is seen."""
        return self._whole

    def say(self, text: str) -> None:
        """Shows another text."""
        self._whole = text
        self.setAccessibleName(text)
        self._fit()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for the whole text, where there is some."""
        margins = self.contentsMargins()
        width = self.fontMetrics().horizontalAdvance(self._whole) + 2 + margins.left() + margins.right()
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """A few letters are enough."""
        few = self.fontMetrics().horizontalAdvance("MMM…")
        return QSize(min(few, self.sizeHint().width()), super().minimumSizeHint().height())

    @guarded
    def changeEvent(self, event: QEvent) -> None:
        """Another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cuts anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.contentsRect().width()
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")
