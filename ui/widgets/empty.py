"""What an empty page shows: what belongs here, and an offer to begin."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget


class EmptyState(QWidget):
    """A title, a sentence and, where something can be begun, one button."""

    def __init__(
        self,
        title: str,
        text: str,
        button: str = "",
        begin: Callable[[], None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch()
        for words, name in ((title, "cardTitle"), (text, "soft")):
            label = QLabel(words)
            label.setObjectName(name)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        self.button = QPushButton(button)
        self.button.setObjectName("primary")
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignCenter)
        self.button.setVisible(bool(button))  # not before it has its place: it would be a window of its own
        column.addStretch()
        if begin is not None:
            self.button.clicked.connect(begin)
