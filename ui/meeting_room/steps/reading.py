"""What the chair reads back: composed from the actions until it was read, then the text as it stands, to be edited."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel

from ui.guarded import guarded
from ui.meeting_room.steps.pickers import box
from ui.widgets.card import Card
from ui.widgets.form import Field
from ui.widgets.keycap import KeyButton


class Reading(Card):
    """`was_read`: the chair has read what was composed."""

    was_read = Signal()

    def __init__(self) -> None:
        super().__init__("Read back: who, what, by when")
        self.composed = ""
        self.words = QLabel()
        self.words.setObjectName("statement")
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.text = box(5)
        self._field = Field("As it was read back", self.text)
        self.read = KeyButton("Read back", "Ctrl+Return")
        self.read.setObjectName("primary")
        self.corner.addWidget(self.read)
        self.body.addWidget(self.words)
        self.body.addWidget(self._field)
        self.read.clicked.connect(self.was_read)

    def show_text(self, composed: str, *, read: bool) -> None:
        """Shows what is to be read, or that it was. Reading again puts what the actions say now in its place."""
        self.composed = composed
        self.words.setText(composed)
        self.words.setVisible(not read)
        self._field.setVisible(read)
        self._read = read
        self.read.setText("Read back anew" if read else "Read back")
        self.read.setAccessibleName(self.read.text())

    def is_read(self) -> bool:
        """Whether it was read."""
        return self._read

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on the button is a press of it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.read.hasFocus():
            self.was_read.emit()
        else:
            super().keyPressEvent(event)
