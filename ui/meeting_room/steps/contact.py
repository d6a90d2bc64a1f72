"""How the victim must not be contacted, and the one way that is allowed: changed when the room knows better."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from marac_desk.cases import Case, ContactRule
from ui.meeting_room.room import Room
from ui.widgets.card import Card
from ui.widgets.draft import Draft
from ui.widgets.entry_draft import follow
from ui.widgets.form import Field


class ContactEntry(Card):
    """Two lines of the case itself. Each becomes an edit when it is left, as all typing does."""

    def __init__(self, room: Room) -> None:
        super().__init__("How the victim must not be contacted")
        self._room = room
        self.never, self.only = QLineEdit(), QLineEdit()
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(Field("Must not", self.never), 1)
        row.addWidget(Field("The one way allowed", self.only), 1)
        self.body.addLayout(row)

    def show_case(self) -> None:
        """Shows what the case says."""
        self._case_id = self._room.heard.case_id
        rule = self._read()
        self._never = self._kept(self.never, "never", rule.never)
        self._only = self._kept(self.only, "only", rule.only)

    def refresh(self) -> None:
        """It may say something else now."""
        rule = self._read()
        follow(self.never, self._never, rule.never)
        follow(self.only, self._only, rule.only)

    def _read(self) -> ContactRule:
        with self._room.reading() as read:
            return read.get(Case, self._case_id).contact

    def _kept(self, line: QLineEdit, name: str, stored: str) -> Draft:
        desk, field = self._room.desk, self._room.field(f"contact {name}")

        def settle(text: str) -> None:
            with desk.vault.edit("Change how not to contact", settles=field) as edit:
                case = edit.get(Case, self._case_id)
                case.contact = replace(case.contact, **{name: text.strip()})

        return desk.drafted(line, field=field, stored=stored, settle=settle)
