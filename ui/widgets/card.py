"""A card: a quiet frame around what belongs together, with a title and room for one button beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget


class Card(QFrame):
    """Fill `body`; put what belongs to the title into `corner`."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName(title)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 12, 16, 12)
        self.body.setSpacing(8)
        self.corner = QHBoxLayout()
        self.corner.setSpacing(8)
        if title:
            self.title = QLabel(title)
            self.title.setObjectName("cardTitle")
            self.title.setWordWrap(True)
            self.title.setTextFormat(Qt.TextFormat.PlainText)
            head = QHBoxLayout()
            head.addWidget(self.title, 1)
            head.addLayout(self.corner)
            self.body.addLayout(head)
