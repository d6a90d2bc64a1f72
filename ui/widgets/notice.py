"""A notice: a sentence or two in a tone, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from ui.widgets.mark import Tone, restyle

_SIGNS = {Tone.OK: "✓", Tone.WARN: "!", Tone.DANGER: "!"}


class Notice(QFrame):
    """Stays where it is put; `say` changes its words."""

    def __init__(self, text: str = "", tone: Tone = Tone.WARN, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(12, 8, 12, 8)
        self.row.setSpacing(8)
        self._sign = QLabel()
        self._sign.setObjectName("strong")
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)  # beside the first line of several
        self.row.addWidget(self.text, 1)
        self.say(text, tone)

    def add_button(self, button: QPushButton) -> None:
        """What can be done about it. The button is higher than a line, so the sign stands in the middle beside it."""
        self.row.addWidget(button)
        self.row.setAlignment(self._sign, Qt.AlignmentFlag.AlignVCenter)

    def say(self, text: str, tone: Tone | None = None) -> None:
        """Shows another sentence."""
        if tone is not None:
            self.setProperty("tone", tone.value)
            self._sign.setText(_SIGNS.get(tone, ""))
            for part in (self, self._sign, self.text):  # what is written takes its colour from the frame's tone
                restyle(part)
            self._sign.setVisible(tone in _SIGNS)
        self.text.setText(text)
        self.setAccessibleName(text)
