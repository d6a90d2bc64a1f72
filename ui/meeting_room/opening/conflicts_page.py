"""Conflicts of interest: who, in which case, what it is, and whether they leave for it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from marac_desk.errors import Refused
from marac_desk.meetings import Meeting, Presence
from storage.door import Changes, Edit
from storage.room_rows import running_order
from ui.meeting_room.line_page import LinePage
from ui.meeting_room.room import Room
from ui.widgets.card import Card
from ui.widgets.chips import Option
from ui.widgets.form import Form
from ui.widgets.keycap import KeyButton
from ui.widgets.tab_order import follow_in_tab_order
from ui.widgets.table import Column, Table

LEAVES, STAYS = "leaves", "stays"


@dataclass(frozen=True)
class Declared:
    """A conflict as the page lists it."""

    case: str
    who: str
    nature: str
    decision: str


class ConflictsPage(LinePage):
    """What was declared, and a form for the next one."""

    title = "Conflicts of interest"
    prompts = slice(4, 6)

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.declared: Table[Declared] = Table(
            "Conflicts declared",
            (
                Column("Case", lambda row: row.case),
                Column("Who", lambda row: row.who),
                Column("What", lambda row: row.nature, wide=True),
                Column("Decision", lambda row: row.decision),
            ),
        )
        form = Form()
        self.who = form.choice("Who", ())
        self.case = form.choice("In which case", ())
        self.nature = form.line("What it is, in a few words")
        self.decision = form.choice(
            "The chair decides", (Option(LEAVES, "Leaves for this case", "L"), Option(STAYS, "May stay", "S"))
        )
        self.decision.choose(LEAVES)
        self.nature.returnPressed.connect(self._declare)
        card = Card("Does anyone know, work with or employ somebody in a case?")
        card.body.addWidget(form)
        card.body.addLayout(self._buttons())
        self.body.addWidget(card)
        self.body.addWidget(self.declared, 1)
        self.body.addStretch()
        self._lead_from_the_button()
        self.show_meeting()

    def show_meeting(self) -> None:
        """Who is here, which cases are heard, what was declared."""
        with self.desk.vault.read() as read:
            meeting = read.get(Meeting, self.room.meeting_id)
            cases = {row.case_id: row.reference for row in running_order(read.session, meeting.id)}
            here = [each for each in meeting.attendance if each.presence is not Presence.APOLOGIES]
            people = [Option(str(each.id), each.name) for each in here]
            rows = [
                Declared(cases.get(each.case_id, ""), each.who, each.nature, each.decision)
                for each in meeting.conflicts
            ]
        self.who.set_options(people)
        self.case.set_options([Option(str(case_id), reference) for case_id, reference in cases.items()])
        self.declared.show_rows(rows)
        self.declared.setVisible(bool(rows))

    def refresh(self, changes: Changes) -> None:
        """One was declared, or somebody came."""
        if changes.touch("conflict_of_interest") or changes.touch("attendance"):
            self.show_meeting()

    def focus_first(self) -> None:
        """Usually there is none, and Enter goes on."""
        self.none.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lead_from_the_button(self) -> None:
        """The focus begins at the last button; Tab leads from it to who it is, and on through the form."""
        choices = (self.who, *self.who.buttons(), self.case, *self.case.buttons())
        decision = (self.decision, *self.decision.buttons())
        follow_in_tab_order(self.none, (*choices, self.nature, *decision, self.add, self.declared))

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.none = KeyButton("No more: go on", "Return")
        self.none.setObjectName("primary")
        self.none.setAutoDefault(True)
        self.none.clicked.connect(self.on)
        self.add = KeyButton("Declare")
        self.add.clicked.connect(self._declare)
        row.addStretch()
        row.addWidget(self.add)
        row.addWidget(self.none)
        return row

    def _declare(self) -> None:
        who, case, leaves = self.who.chosen(), self.case.chosen(), self.decision.chosen() == LEAVES
        nature = self.nature.text()

        def change(edit: Edit, meeting: Meeting) -> None:
            if not who or not case:
                raise Refused("Please choose who it is, and in which case.")
            line = next(each for each in meeting.attendance if str(each.id) == who)
            meeting.declare_conflict(line, UUID(case), nature, leaves)

        if self.try_edit("Declare conflict of interest", change):
            self.nature.clear()
            self.none.setFocus(Qt.FocusReason.OtherFocusReason)
