"""The recovery code: what it is for, and a new one when the paper is lost or somebody has seen it."""

from __future__ import annotations

from PySide6.QtCore import Qt

from storage import people
from storage.recovery import new_recovery_code
from ui.people.working import WorkingCard
from ui.shell.desk import Desk
from ui.unlock.code_panel import CodePanel
from ui.widgets.rows import words

ABOUT = (
    "The printed recovery code opens the vault when passphrases are forgotten. When the paper is lost, or somebody has "
    "seen it, make a new code: the old one stops working, and the vault gets a new key. "
    "Backups made before still open with the old code."
)
SHOWN = "Nothing is changed yet. The new code counts once two of its groups are typed back."
REPLACED = "The new code counts from now on. Destroy the old paper; backups made before still open with it."


class CodeCard(WorkingCard):
    """For somebody who may manage people."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Recovery code")
        self._code = ""
        self.make = self.button("Make a new code", self._make, primary=False)
        self.about = words(ABOUT)
        self.panel = CodePanel(desk.clock)
        self.body.addWidget(self.about)
        self.body.addWidget(self.make, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.panel)
        self.body.addWidget(self.panel.go_on, 0, Qt.AlignmentFlag.AlignLeft)
        self._buttons.append(self.panel.go_on)
        self.panel.go_on.setObjectName("primary")
        self.panel.written.connect(self._replace)
        self._show_code(False)

    def begin(self) -> None:
        """The button has the focus."""
        self.make.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make(self) -> None:
        self._code = new_recovery_code()
        self._show_code(True)
        self.panel.begin(self._code)

    def _replace(self) -> None:
        vault, code = self.desk.vault, self._code
        self.work("Giving the vault a new key", lambda: people.replace_recovery_code(vault, code), self._replaced)

    def _replaced(self, _: object) -> None:
        self._code = ""
        self.panel.forget()
        self._show_code(False)
        self.desk.messages.told(REPLACED)
        self.begin()

    def _show_code(self, shown: bool) -> None:
        self.about.setText(SHOWN if shown else ABOUT)
        self.make.setVisible(not shown)
        for part in (self.panel, self.panel.go_on):
            part.setVisible(shown)
