"""A field for several lines. Tab leaves it, as it leaves every other field; Ctrl+Tab writes one."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QSize
from PySide6.QtWidgets import QPlainTextEdit, QWidget

_EDGES = 14
"""The border and padding that the style sheet gives it above and below, and a little room under the last line."""


class TextBox(QPlainTextEdit):
    """Plain text, `lines` high at least."""

    def __init__(self, lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setTabChangesFocus(True)

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        frame = round(2 * self.document().documentMargin()) + _EDGES
        return QSize(200, self._lines * self.fontMetrics().lineSpacing() + frame)

    def minimumSizeHint(self) -> QSize:
        """No lower than its lines."""
        return QSize(80, self.sizeHint().height())

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Pasting brings the words and nothing else."""
        if source.hasText():
            self.insertPlainText(source.text())
