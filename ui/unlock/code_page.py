"""The recovery code of a new vault, shown once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal

from ui.unlock.code_panel import CodePanel
from ui.unlock.sheet import Sheet

TEXT = (
    "This code opens the vault when every passphrase is forgotten. It is shown only now, and kept nowhere. "
    "Write or print it on paper, and put the paper into a safe."
)


class CodePage(Sheet):
    """`written` says that the person has it."""

    written = Signal()

    def __init__(self, clock: Callable[[], datetime]) -> None:
        super().__init__("Your recovery code", TEXT)
        self.panel = CodePanel(clock)
        self.body.addWidget(self.panel)
        self.add_buttons(self.panel.go_on)
        self.panel.written.connect(self.written)

    def begin(self, code: str) -> None:
        """Shows a code, such as `7KQ2M-...` in seven groups."""
        self.panel.begin(code)

    def forget(self) -> None:
        """It is never shown again."""
        self.panel.forget()
