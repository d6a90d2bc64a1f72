"""A field for several lines. Tab leaves it, as it leaves every other field; Ctrl+Tab writes one."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QMimeData, QSize
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.guarded import guarded

_EDGES = 14
"""The border and padding that the style sheet gives it above and below, and a little room under the last line."""

_ENDLESS = re.compile(r"\S{1000}(?=\S)")


class TextBox(QPlainTextEdit):
    """Plain text, `lines` high at least, and with `most` no higher than so many."""

    def __init__(self, lines: int = 3, parent: QWidget | None = None, *, most: int = 0) -> None:
        super().__init__(parent)
        self._lines, self._most = lines, most
        self.setTabChangesFocus(True)

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        return QSize(200, self._high(self._lines))

    @guarded
    def changeEvent(self, event: QEvent) -> None:
        """Another size of text."""
        super().changeEvent(event)
        if self._most and event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.setMaximumHeight(self._high(self._most))

    def _high(self, lines: int) -> int:
        frame = round(2 * self.document().documentMargin()) + _EDGES
        return lines * self.fontMetrics().lineSpacing() + frame

    def minimumSizeHint(self) -> QSize:
        """No lower than its lines."""
        return QSize(80, self.sizeHint().height())

    @guarded
    def insertFromMimeData(self, source: QMimeData) -> None:
        """Pasting brings the words alone, and breaks one that has no end: laying it out would take minutes."""
        if source.hasText():
            self.insertPlainText(_ENDLESS.sub("\\g<0>\n", source.text()))
