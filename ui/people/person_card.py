"""Somebody else who can open the vault: their role, a new passphrase when they forgot theirs, and their leaving."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal

from marac_desk.errors import Refused
from marac_desk.keyholders import Role
from storage import people
from storage.people_rows import PersonRow
from ui.people.add_card import HAND_OVER, ROLE_HINT, ROLE_OPTIONS
from ui.people.working import WorkingCard
from ui.shell.desk import Desk
from ui.shell.dialogs import Choice
from ui.widgets.form import Form
from ui.widgets.new_passphrase import NewPassphrase
from ui.widgets.rows import words

DOES = (
    "Their passphrase opens the vault no longer, and the vault gets a new key that they never had. "
    "Everybody else goes on with the passphrase that they have. Their name stays in the history."
)
DOES_NOT = (
    "It does not reach what is out of the vault: backups and copies made before now still open with their passphrase, "
    "and papers and notes stay where they are. Destroy what you can, and keep old backups out of their hands."
)
REMOVED = "They are removed, and the vault has a new key. Backups made before still open with their passphrase."


class PersonCard(WorkingCard):
    """Made for one person, and for somebody who may manage people. `removed`: they are gone."""

    removed = Signal()

    def __init__(self, desk: Desk, row: PersonRow, known: Iterable[str]) -> None:
        super().__init__(desk, row.name)
        self._row = row
        self.role_form, self.form = Form(), Form()
        form = self.form
        self.role = self.role_form.choice("Role", ROLE_OPTIONS, ROLE_HINT)
        self.role.choose(row.role.value)
        self.new = NewPassphrase(form, desk.jobs, lambda: [*known, row.name], "New passphrase")
        form.field(self.new.again).hint.setText(HAND_OVER)
        form.field(self.new.again).hint.show()
        self.reset = self.button("Set the new passphrase", self._reset, primary=False)
        self.remove = self.button("Remove this person", self._remove, primary=False)
        self.body.addWidget(self.role_form)
        self.body.addSpacing(8)
        for part in (words("When they forgot their passphrase", "strong"), form):
            self.body.addWidget(part)
        self.body.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addSpacing(8)
        for part in (words("When they leave", "strong"), words(DOES), words(DOES_NOT)):
            self.body.addWidget(part)
        self.body.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        self.role.changed.connect(self._change_role)
        self.new.again.returnPressed.connect(self.reset.click)

    def begin(self) -> None:
        """The cursor goes to the role."""
        next(chip for chip in self.role.buttons() if chip.isChecked()).setFocus(Qt.FocusReason.OtherFocusReason)

    def _change_role(self) -> None:
        self.role_form.clear_errors()
        try:
            people.change_role(self.desk.vault, self._row.id, Role(self.role.chosen()))
        except Refused as refused:
            self.role.choose(self._row.role.value)
            self.role_form.fail(self.role, refused.say)
            self.begin()
        else:
            self.desk.messages.done("The role is changed. It holds from their next unlock on.")

    def _reset(self) -> None:
        self.form.clear_errors()
        if new := self.new.given():
            vault, person = self.desk.vault, self._row.id
            self.work(
                "Setting the passphrase",
                lambda: people.reset_passphrase(vault, person, new),
                self._reset_done,
                lambda told: self.form.fail(self.new.first, told.say),
            )

    def _reset_done(self, _: object) -> None:
        self.new.clear()
        self.desk.messages.done("The new passphrase is set, and the old one opens nothing any more.")

    def _remove(self) -> None:
        choices = (Choice("remove", "Remove this person"), Choice("keep", "Keep"))
        if (
            self.desk.dialogs.ask("Remove this person?", f"{self._row.name}\n\n{DOES}\n\n{DOES_NOT}", choices)
            == "remove"
        ):
            vault, person = self.desk.vault, self._row.id
            self.work("Giving the vault a new key", lambda: people.remove_person(vault, person), self._removed)

    def _removed(self, _: object) -> None:
        self.desk.messages.told(REMOVED)
        self.removed.emit()
