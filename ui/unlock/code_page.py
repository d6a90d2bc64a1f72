"""The recovery code, shown once: to be written down or printed, and typed back in part so that it surely was."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton

from ui.unlock.sheet import Sheet
from ui.widgets.form import Form

TEXT = (
    "This code opens the vault when every passphrase is forgotten. It is shown only now, and kept nowhere. "
    "Write it on paper and put the paper into a safe."
)
ASKED_FOR = (2, 5)
"""Which groups of the code (from 0) are typed back."""

_READ_AS = str.maketrans("OIL", "011")  # letters that no code has
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh")


class CodePage(Sheet):
    """`written` says that the person has it."""

    written = Signal()

    def __init__(self) -> None:
        super().__init__("Your recovery code", TEXT)
        self._groups: list[str] = []
        self.code = QLabel()
        self.code.setObjectName("code")
        self.code.setWordWrap(True)
        self.code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.code.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._form = Form()
        self.typed = [self._form.line(f"Type the {_ORDINALS[at]} group from your paper") for at in ASKED_FOR]
        self.go_on = QPushButton("It is written down")
        for part in (self.code, self._form):
            self.body.addWidget(part)
        self.add_buttons(self.go_on)
        self.go_on.clicked.connect(self._check)
        self.typed[0].returnPressed.connect(self.typed[1].setFocus)
        self.typed[1].returnPressed.connect(self._check)

    def begin(self, code: str) -> None:
        """Shows a code, such as `7KQ2M-...` in seven groups."""
        self._groups = code.split("-")
        self.code.setText("  ".join(self._groups))
        self.code.setAccessibleName("Recovery code: " + ", ".join(" ".join(group) for group in self._groups))
        for line in self.typed:
            line.clear()
        self._form.clear_errors()
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """It is never shown again."""
        self._groups = []
        self.code.clear()
        self.code.setAccessibleName("")
        for line in self.typed:
            line.clear()

    def _check(self) -> None:
        self._form.clear_errors()
        for at, line in zip(ASKED_FOR, self.typed, strict=True):
            if line.text().strip().upper().translate(_READ_AS) != self._groups[at]:
                self._form.fail(line, f"This is not the {_ORDINALS[at]} group. Please look at your paper again.")
                return
        self.written.emit()
