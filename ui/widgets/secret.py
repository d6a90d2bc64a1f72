"""A field for a passphrase: hidden as it is typed, shown while somebody wants to see it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget


class SecretEdit(QWidget):
    """A line with a button beside it. What is in it is never remembered, completed or corrected."""

    returnPressed = Signal()
    textChanged = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.line.returnPressed.connect(self.returnPressed)
        self.line.textChanged.connect(self.textChanged)
        self.eye = QPushButton("Show")
        self.eye.setCheckable(True)
        self.eye.toggled.connect(self._show)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self.eye)
        self.setFocusProxy(self.line)

    def text(self) -> str:
        """What was typed."""
        return self.line.text()

    def clear(self) -> None:
        """Empties and hides it."""
        self.line.clear()
        self.eye.setChecked(False)

    def call_it(self, name: str) -> None:
        """Gives both parts their accessible names."""
        self.line.setAccessibleName(name)
        self.eye.setAccessibleName(f"Show {name[:1].lower()}{name[1:]}")

    def _show(self, shown: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self.eye.setText("Hide" if shown else "Show")
