"""The first thing in a new vault: a MARAC with its name, and the agencies at its table."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Qt

from marac_desk.agencies import Agency
from marac_desk.maracs import Marac
from marac_desk.reference import Reference
from marac_desk.reference_entries import AgencyEntry
from ui.shell.desk import Desk
from ui.widgets.card import Card
from ui.widgets.chips import Option
from ui.widgets.form import Form
from ui.widgets.keycap import KeyButton

_LETTERS = 6


class NewMarac(Card):
    """A name, a prefix and chips of agencies; those that come to every meeting are chosen already."""

    def __init__(self, desk: Desk, reference: Reference, made: Callable[[UUID], None]) -> None:
        super().__init__("A new MARAC")
        self._desk, self._reference, self._made = desk, reference, made
        self.form = Form()
        self.name = self.form.line("Name", "Such as Northvale MARAC")
        self.prefix = self.form.line("Prefix of its references", "A few letters, such as NV for NV-2026-0142")
        options = [Option(each.key, each.name) for each in reference.agencies]
        self.agencies = self.form.choice("Agencies at its table", options, several=True)
        self.make = KeyButton("Make this MARAC", "Return")
        self.make.setObjectName("primary")
        self.body.addWidget(self.form)
        self.body.addWidget(self.make, 0, Qt.AlignmentFlag.AlignLeft)
        self.make.clicked.connect(self._make)
        for line in (self.name, self.prefix):
            line.returnPressed.connect(self._make)

    def begin(self) -> None:
        """An empty form."""
        self.form.clear_errors()
        self.name.clear()
        self.prefix.clear()
        self.agencies.choose(*(each.key for each in self._reference.agencies if each.core))
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make(self) -> None:
        self.form.clear_errors()
        name, prefix = self.name.text().strip(), self.prefix.text().strip().upper()
        if not name:
            self.form.fail(self.name, "Please give the MARAC its name.")
        elif not (prefix.isalnum() and len(prefix) <= _LETTERS):
            self.form.fail(self.prefix, f"Please give one to {_LETTERS} letters or figures.")
        else:
            self._made(self._keep(name, prefix))

    def _keep(self, name: str, prefix: str) -> UUID:
        chosen = self.agencies.all_chosen()
        with self._desk.vault.edit("Set up the MARAC") as edit:
            agencies = [agency_of(each) for each in self._reference.agencies if each.key in chosen]
            marac = Marac(name, prefix, agencies=agencies)
            edit.add(marac)
            return marac.id


def agency_of(entry: AgencyEntry) -> Agency:
    """An agency as the reference table begins it."""
    return Agency(entry.name, entry.key, entry.bucket, entry.speaking_order, entry.core, entry.works_with)
