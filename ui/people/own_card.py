"""One's own passphrase, changed by typing the old one."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt

from marac_desk.errors import Told, WrongPassphrase
from storage import people
from ui.people.working import WorkingCard
from ui.shell.desk import Desk
from ui.widgets.form import Form
from ui.widgets.new_passphrase import NewPassphrase
from ui.widgets.rows import words

ABOUT = "Backups made before still open with the passphrase of then."


class OwnCard(WorkingCard):
    """Made for whoever has the vault open."""

    def __init__(self, desk: Desk, known: Iterable[str]) -> None:
        super().__init__(desk, "My passphrase")
        self.form = form = Form()
        self.old = form.secret("Current passphrase")
        self.new = NewPassphrase(form, desk.jobs, lambda: known, "New passphrase")
        self.change = self.button("Change my passphrase", self._change)
        for part in (form, words(ABOUT, "side")):
            self.body.addWidget(part)
        self.body.addWidget(self.change, 0, Qt.AlignmentFlag.AlignLeft)
        self.old.returnPressed.connect(self.new.first.setFocus)
        self.new.again.returnPressed.connect(self.change.click)

    def begin(self) -> None:
        """The cursor goes to the first field."""
        self.old.setFocus(Qt.FocusReason.OtherFocusReason)

    def _change(self) -> None:
        self.form.clear_errors()
        if not self.old.text():
            self.form.fail(self.old, "Please type the passphrase that you use now.")
        elif new := self.new.given():
            old, vault = self.old.text(), self.desk.vault
            self.work(
                "Changing the passphrase",
                lambda: people.change_own_passphrase(vault, old, new),
                self._done,
                self._refused,
            )

    def _done(self, _: object) -> None:
        self.old.clear()
        self.new.clear()
        self.desk.messages.done("Your passphrase is changed. The new one counts from now on.")
        self.begin()

    def _refused(self, told: Told) -> None:
        self.form.fail(self.old if isinstance(told, WrongPassphrase) else self.new.first, told.say)
