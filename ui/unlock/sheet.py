"""A sheet of the front door: one card in the middle, which scrolls where the window is small or the text large."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ui.widgets.card import Card

_LETTERS_WIDE = 66


class Sheet(QScrollArea):
    """Fill `body`. `primary` is the button that Enter presses."""

    def __init__(self, title: str, text: str = "") -> None:
        super().__init__()
        self.setObjectName("scroll")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewport(QWidget())  # PySide takes a while to know what Qt made, and the ring asks for it
        inside = QWidget()
        inside.setObjectName("scrolled")
        self.card = Card(title)
        self.card.body.setContentsMargins(28, 24, 28, 24)
        self.card.body.setSpacing(14)
        self.card.title.setObjectName("pageTitle")
        self.body = self.card.body
        self.text = QLabel(text)
        self.text.setObjectName("soft")
        self.text.setWordWrap(True)
        self.body.addWidget(self.text)
        self.text.setVisible(bool(text))
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self.card, 4)
        across.addStretch(1)
        down = QVBoxLayout(inside)
        down.setContentsMargins(24, 24, 24, 24)
        down.addStretch(1)
        down.addLayout(across)
        down.addStretch(2)
        self.setWidget(inside)
        self.ensurePolished()
        self.card.setMaximumWidth(self.fontMetrics().averageCharWidth() * _LETTERS_WIDE + 56)

    def add_buttons(self, *buttons: QPushButton) -> None:
        """A row of buttons; the first is the one to press."""
        row = QHBoxLayout()
        row.setSpacing(8)
        buttons[0].setObjectName("primary")
        for button in buttons:
            row.addWidget(button)
        row.addStretch()
        self.body.addLayout(row)
