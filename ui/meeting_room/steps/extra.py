"""A line that only some actions need, with the button that shows it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from ui.widgets.form import Field
from ui.widgets.keycap import KeyButton


class Extra(Field):
    """A line that only some actions need: shown once its button is pressed, or when something stands in it."""

    def __init__(self, label: str, button: str, shortcut: str) -> None:
        self.line = QLineEdit()
        super().__init__(label, self.line)
        self.button = KeyButton(button, shortcut)
        self.button.setObjectName("toggle")
        self.button.setCheckable(True)
        self.button.toggled.connect(self._toggled)
        self.setVisible(False)

    def open(self) -> None:
        """The key of its button: shows the line and goes there, or puts it away again."""
        self.button.setChecked(not self.button.isChecked())
        if self.button.isChecked():
            self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def text(self) -> str:
        """What stands in it, while it is shown."""
        return self.line.text().strip() if self.button.isChecked() else ""

    def say(self, text: str) -> None:
        """Shows another text, or puts the line away."""
        self.line.setText(text)
        self.button.setChecked(bool(text))

    def _toggled(self, on: bool) -> None:
        self.setVisible(on)
        if on and self.button.hasFocus():
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
