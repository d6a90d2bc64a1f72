"""Letting somebody new open the vault."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from PySide6.QtCore import Qt, Signal

from marac_desk.errors import Refused
from marac_desk.keyholders import ROLES_TO_GIVE, Role
from storage import people
from ui.people.working import WorkingCard
from ui.shell.desk import Desk
from ui.widgets.chips import Option
from ui.widgets.form import Form
from ui.widgets.new_passphrase import NewPassphrase

ROLE_OPTIONS = tuple(Option(role.value, role.value.capitalize()) for role in ROLES_TO_GIVE)
ROLE_HINT = (
    "Chairs and coordinators may do everything. A deputy edits and signs off, but does not decide who opens the vault. "
    "Read only looks, and every look at a case file is noted."
)
HAND_OVER = "Tell them in person. They change it themselves, here, once they are in."


class AddCard(WorkingCard):
    """A name, a role and a first passphrase. `added` tells who it is."""

    added = Signal(object)

    def __init__(self, desk: Desk, known: Iterable[str]) -> None:
        super().__init__(desk, "Add a person")
        self.form = form = Form()
        self.name = form.line("Name", "It stands beside each change that they make.")
        self.role = form.choice("Role", ROLE_OPTIONS, ROLE_HINT)
        self.new = NewPassphrase(form, desk.jobs, lambda: [*known, self.name.text()], "First passphrase")
        form.field(self.new.again).hint.setText(HAND_OVER)
        form.field(self.new.again).hint.show()
        self.add = self.button("Add this person", self._add)
        self.body.addWidget(form)
        self.body.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.name.returnPressed.connect(self.new.first.setFocus)
        self.new.again.returnPressed.connect(self.add.click)
        self.role.choose(Role.DEPUTY.value)

    def begin(self) -> None:
        """The cursor goes to the name."""
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self) -> None:
        self.form.clear_errors()
        name, role = self.name.text(), Role(self.role.chosen())
        vault = self.desk.vault
        try:
            people.must_be_new(vault, name)
        except Refused as refused:
            self.form.fail(self.name, refused.say)
            return
        if passphrase := self.new.given():
            self.work(
                "Adding the person",
                lambda: people.add_person(vault, name, role, passphrase),
                self._done,
                lambda told: self.form.fail(self.new.first, told.say),
            )

    def _done(self, person_id: UUID) -> None:
        name = self.name.text().strip()
        self.name.clear()
        self.new.clear()
        self.desk.messages.done(f"{name} can open the vault now, with the passphrase that you tell them.")
        self.added.emit(person_id)
