"""Step 3: the round table. Police first, then each agency in its order, with one of five answers by one key."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout

from marac_desk.discussion import Discussion, RiskTo, Said, Step, Subject
from marac_desk.errors import Told
from marac_desk.proposals import Proposal, proposals, usually_to
from marac_desk.referrals import Referral
from marac_desk.step_states import LineState, TableLine, round_table
from storage.door import Changes, Edit, Read
from ui.guarded import guarded
from ui.meeting_room.case_in_room import Seat
from ui.meeting_room.room import Room
from ui.meeting_room.step_page import StepPage
from ui.meeting_room.steps.risks_view import case_of, names_of_agencies
from ui.meeting_room.steps.rows import Line, Rows
from ui.meeting_room.steps.sharing import SAID, WITH_WORDS, Shared, Sharing
from ui.widgets.card import Card
from ui.widgets.chips import Option
from ui.widgets.entry_draft import EntryDraft
from ui.widgets.keycap import KeyButton
from ui.widgets.mark import MarkState

_MARKS = {
    LineState.DONE: MarkState.DONE,
    LineState.MISSING: MarkState.MISSING,
    LineState.OPEN: MarkState.OPEN,
    LineState.TO_COME: MarkState.OPEN,
}
_SHOWN = ("contribution", "risk", "attendance", "left_for")
_BEARS_ON = 3
_TABLE_LETTERS = 38


LETTERS_ANSWER = "In the round table each letter is an answer. Press S, or Enter, to write what an agency says."


class AgenciesPage(StepPage):
    """The step Agencies: the table at the left, what one of them shares at the right."""

    step = Step.AGENCIES
    title = "Agencies"

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._lines: tuple[TableLine, ...] = ()
        self.table = Rows("Round table", one_line=True)
        self.entry = Sharing()
        self.take_all = KeyButton("Take as read", "Alt+T")
        self._draft = EntryDraft(self.entry, self.desk, room.field("shared"), self.entry.parts)
        self.desk.savers.add(self.settle, self.entry)
        self._lay_out()
        self._connect()

    def show_case(self) -> None:
        """Reads the case, and goes to the agency that was being written, or else to the first without an answer."""
        self._read()
        kept = self._draft.kept()
        waiting = next((line for line in self._lines if line.state is not LineState.DONE), None)
        first = UUID(kept["agency"]) if kept else waiting.agency_id if waiting else self._first()
        if first is not None and self.room.heard.seat(first) is not None:
            self._aim(first)
            if kept:
                self.entry.restore(kept)

    def refresh(self, changes: Changes) -> None:
        """Reads again what it shows."""
        if not any(map(changes.touch, _SHOWN)):
            return
        self._read()
        agency_id = self.entry.agency_id()
        if agency_id is not None:
            self._show_recorded(agency_id)

    def settle(self) -> None:
        """The step is left."""
        self._keep()

    def focus_first(self) -> None:
        """The table, where one key answers."""
        self.table.focus()

    def part(self) -> str:
        """The agency whose words stand in the entry."""
        return str(self.entry.agency_id() or "")

    def go_to_part(self, part: str) -> None:
        """Back to that agency, while it still sits at the table; or into what it said: `<agency> fact`."""
        agency, _, field = part.partition(" ")
        if any(str(line.agency_id) == agency for line in self._lines):
            self._go_to(agency)
            if field and str(self.entry.agency_id()) == agency:
                self.entry.go_to(field)

    def keys(self) -> tuple[tuple[str, str], ...]:
        """The page's own keys."""
        return (
            ("S N R W A", "shares, not known, nothing relevant, in writing, not present"),
            ("T", "take this return as read"),
            ("Alt+T", "take every return as read"),
            ("Ctrl+Enter", "next agency"),
        )

    # Answers

    def _answer(self, key: str, said: Said) -> None:
        """One key in the table: the answer itself, or the place to write."""
        self._go_to(key)
        if said in WITH_WORDS:
            self.entry.begin(said)
        else:
            self.entry.said.choose(said.name)
            self._answered(said.name)

    def _answered(self, name: str) -> None:
        """The answer was chosen. Where it goes with words, they are next."""
        agency_id = self.entry.agency_id()
        if agency_id is None:
            return
        if Said[name] in WITH_WORDS:
            self.entry.fact.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._keep():
            self._hear(agency_id)
            self._next(agency_id)
        else:
            self.entry.show_stored(self.entry.stored)

    def _keep(self) -> bool:
        """What stands in the entry becomes an edit; false when a rule refuses it, and then it stays in the entry."""
        seat = self.entry.seat
        if seat is None or not self.entry.is_changed():
            return True
        entered, in_room = self.entry.entered(), self._in_room(seat)
        try:
            self.room.edit(
                "Record what agencies shared",
                lambda _, talk: entered.record(talk, seat, in_room=in_room),
                self._draft.field,
            )
        except Told as told:
            self.desk.messages.told(told.say, self.entry)
            return False
        self.desk.messages.right(self.entry)
        self._draft.added()
        return True

    def _in_room(self, seat: Seat) -> bool:
        """Whether the agency can have answered itself, in the room or with what it wrote instead.

        Where nobody is signed in, nobody is known to be away.
        """
        seats = self.room.case.seats if self.room.case else ()
        there = {each.agency_id for each in seats if each.present or each.wrote}
        return seat.agency_id in there or not any(each.present for each in seats)

    def _take_as_read(self, *agency_ids: UUID) -> None:
        self._keep()
        if self.room.try_edit("Take returns as read", lambda _, talk: talk.take_as_read(*agency_ids)):
            self._next(agency_ids[-1] if agency_ids else None)

    def _go_on(self) -> None:
        """Ctrl+Enter: this agency has spoken; what it sent in before is heard with it."""
        agency_id = self.entry.agency_id()
        if agency_id is None or not self._keep():
            return
        self._hear(agency_id)
        self._next(agency_id)

    def _hear(self, agency_id: UUID) -> None:
        if self.entry.stored.filed and not self.entry.stored.heard:
            self.room.try_edit("Take returns as read", lambda _, talk: talk.take_as_read(agency_id))

    def _next(self, after: UUID | None) -> None:
        """The next one without an answer, in speaking order; after the last one the focus stays at the table."""
        keys = [line.agency_id for line in self._lines]
        start = keys.index(after) + 1 if after in keys else 0
        ordered = (*self._lines[start:], *self._lines[:start])
        waiting = next((line.agency_id for line in ordered if line.state is not LineState.DONE), None)
        target = waiting or after or self._first()
        if target is not None:
            self._go_to(str(target))
            self.table.focus()

    def _go_to(self, key: str) -> None:
        """Aims the entry at another agency, once what stands in it is kept."""
        agency_id = self.entry.agency_id()
        if key == str(agency_id):
            return
        if self._keep():
            self._aim(UUID(key))
        elif agency_id is not None:
            self.table.go_to(str(agency_id))

    def _aim(self, agency_id: UUID) -> None:
        self.table.go_to(str(agency_id), focus=False)
        self._show_recorded(agency_id)

    def _first(self) -> UUID | None:
        return self._lines[0].agency_id if self._lines else None

    # Showing

    def _read(self) -> None:
        with self.room.look() as (_, discussion):
            self._lines = round_table(discussion, self.room.heard.at_table)
            waiting = len(discussion.waiting())
        self.table.show_lines([_line(line) for line in self._lines])
        self.take_all.setVisible(bool(waiting))
        self.take_all.setText(f"{waiting} as read")
        self.take_all.setAccessibleName(f"Take {waiting} returns as read")

    def _show_recorded(self, agency_id: UUID) -> None:
        seat = self.room.heard.seat(agency_id)
        if seat is None:
            return
        with self.room.look() as (read, discussion):
            stored = Shared.of(discussion.contribution_of(agency_id))
            raised = [Option(str(each.id), each.label) for each in discussion.risks if each.raised_by == agency_id]
            found = self._proposals(read, discussion)
        if self.entry.agency_id() != agency_id:
            self.entry.aim(seat, stored)
        elif stored != self.entry.stored:
            self.entry.show_stored(stored)
        mine = [each for each in found if seat.name in each.origins][:_BEARS_ON]
        self.entry.offer_risks(raised, [Option(each.heading.key, f"+ {each.heading.label}") for each in mine])

    def _proposals(self, read: Read, discussion: Discussion) -> tuple[Proposal, ...]:
        referral = read.get(Referral, discussion.referral_id) if discussion.referral_id else None
        return proposals(discussion, referral, self.room.reference, names_of_agencies(self.room))

    def _bear_on(self) -> None:
        """A chip of a proposed risk: the agency raises it. What is raised stays raised."""
        headings = {heading.key: heading for heading in self.room.reference.risks}
        agency_id = self.entry.agency_id()
        for key in self.entry.bears_on.all_chosen():
            if key in headings:
                self.room.try_edit("Add risk", partial(self._raise, key=key, agency_id=agency_id))
        if agency_id is not None:
            self._show_recorded(agency_id)

    def _raise(self, edit: Edit, talk: Discussion, key: str, agency_id: UUID | None) -> None:
        heading = self.room.reference.risk(key)
        at_risk = usually_to(heading, case_of(edit, self.room)) or [RiskTo(Subject.VICTIM)]
        talk.raise_risk(heading.label, *at_risk, heading=key, raised_by=agency_id)

    def _lay_out(self) -> None:
        self._table = table = Card()
        table.setAccessibleName("Round table")
        table.body.setContentsMargins(6, 6, 6, 6)
        table.body.setSpacing(4)
        table.body.addWidget(self.table)
        table.body.addWidget(self.take_all, 0, Qt.AlignmentFlag.AlignLeft)
        table.body.addStretch()
        self.take_all.setObjectName("quiet")
        across = QHBoxLayout()
        across.setSpacing(10)
        across.addWidget(table)
        across.addWidget(self.entry, 1)
        self.body.addLayout(across, 1)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """The table takes what its names need, and never more than a good third."""
        super().resizeEvent(event)
        letters = _TABLE_LETTERS * self.fontMetrics().averageCharWidth()
        self._table.setFixedWidth(min(letters, event.size().width() * 36 // 100))

    def _connect(self) -> None:
        self.table.chosen.connect(self._go_to)
        self.table.opened.connect(partial(self._answer, said=Said.SHARES))
        self.table.written_to.connect(lambda: self.desk.messages.noted(LETTERS_ANSWER))
        for said, (_, letter) in SAID.items():
            self.table.on_key(letter, partial(self._answer, said=said))
        self.table.on_key("T", lambda key: self._take_as_read(UUID(key)))
        self.entry.touched.connect(self._draft.touched)
        self.entry.left.connect(self._keep)
        self.entry.answered.connect(self._answered)
        self.entry.go_on.connect(self._go_on)
        self.entry.bears_on.changed.connect(self._bear_on)
        self.take_all.clicked.connect(lambda: self._take_as_read())
        for keys, do in (("Alt+T", self.take_all.click), ("Ctrl+Return", self._go_on), ("Ctrl+Enter", self._go_on)):
            QShortcut(
                QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
            ).activated.connect(do)


def _line(line: TableLine) -> Line:
    return Line(str(line.agency_id), line.name, cells=(line.word,), mark=_MARKS[line.state])
