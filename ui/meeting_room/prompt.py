"""The line of the aide memoire above a page: what the chair may say here."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout


class Prompt(QFrame):
    """A quiet line with a mark at its left."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("prompt")
        self._words = QLabel()
        self._words.setObjectName("side")
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 2, 0, 2)
        column.addWidget(self._words)

    def say(self, words: str) -> None:
        """Shows other words; none, and it is gone. What has no parent yet is not shown: it would be a window."""
        self._words.setText(f"“{words}”" if words else "")
        if not words or self.parentWidget() is not None:
            self.setVisible(bool(words))
