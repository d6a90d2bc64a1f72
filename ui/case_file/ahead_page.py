"""What comes in before a meeting, typed ahead on the case: each agency's return, and the victim's voice from the IDVA.

It waits in the case's discussion at that meeting and is taken as read there.
"""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from marac_desk.cases import Case
from marac_desk.dates import short_date
from marac_desk.discussion import Contribution, Discussion, Said
from marac_desk.maracs import Marac
from marac_desk.people import Person
from storage.case_rows import next_hearing
from storage.door import Changes
from storage.room_cases import discussion_at
from ui.case_file.return_form import Returned, ReturnForm
from ui.case_file.voice_form import VoiceForm, VoiceSaid
from ui.shell.actions import Action
from ui.shell.desk import Desk
from ui.shell.page import Help, Page
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.rows import words
from ui.widgets.scroll import Scrolled
from ui.widgets.table import Column, Table

FILE_KEY, VOICE_KEY = "Ctrl+Return", "Alt+V"
NOT_LISTED = "Put the case on the agenda of a meeting first. What is sent in belongs to that meeting."
HELP = Help(
    "Typing ahead",
    (
        "Choose an agency, say what it answered, and type fact apart from its professional view.",
        "“Not known to us” and “known, nothing relevant” are two answers; they are never one.",
        "Ctrl Enter files the return and goes on to the next agency that has sent nothing yet.",
        "The victim's voice: Alt V. Each line is known only from the victim unless you say otherwise.",
    ),
)


class AheadPage(Page):
    """Agencies at the left, one return and the voice at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Before the meeting")
        self._case_id: UUID | None = None
        self._meeting_id: UUID | None = None
        self.sub = words("", "soft")
        self.body.addWidget(self.sub)
        self.agencies: Table[Returned] = Table("Agencies", _COLUMNS)
        self.form, self.voice = ReturnForm(desk), VoiceForm(desk)
        self.not_listed = EmptyState("Not on an agenda", NOT_LISTED, "All meetings", lambda: desk.open_page("meetings"))
        self.body.addWidget(self.not_listed, 1)
        self.inside = QWidget()
        self.body.addWidget(self.inside, 1)
        self.inside.hide()
        self._lay_out()
        self.agencies.chosen.connect(self._choose)
        self.agencies.opened.connect(self.form.begin)
        self.form.filed.connect(self._go_on)

    def arrive(self, place: str) -> None:
        """The case's next meeting."""
        self._case_id = UUID(place) if place else self._case_id
        self._read()
        begin = self.not_listed.button if self._meeting_id is None else self.agencies
        begin.setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self) -> str:
        """Which case."""
        return str(self._case_id or "")

    def refresh(self, changes: Changes) -> None:
        """Something was filed, or taken back."""
        if any(map(changes.touch, ("contribution", "voice_line", "discussion", "agenda_item"))):
            self._read()

    def help(self) -> Help:
        """How it is typed."""
        return HELP

    def offers(self) -> tuple[Action, ...]:
        """Filing, the voice, and the way back."""
        filing, voice, listed = self.form.file, self.voice.begin, self._is_listed
        return (
            Action("ahead.file", "File this return", filing, FILE_KEY, ("save", "agency"), "Case", listed),
            Action("ahead.voice", "Victim's voice", voice, VOICE_KEY, ("idva", "wish"), "Case", listed),
            Action("ahead.case", "Case file", self._back, "Alt+Up", ("back",), "Case"),
        )

    def hints(self) -> tuple[str, ...]:
        """The same."""
        return ("ahead.file", "ahead.voice", "ahead.case")

    def _is_listed(self) -> bool:
        return self._meeting_id is not None

    def _lay_out(self) -> None:
        asked, right = Card("Agencies"), Scrolled()
        asked.body.addWidget(self.agencies)
        right.column.addWidget(self.form)
        right.column.addWidget(self.voice)
        right.column.addStretch()
        across = QHBoxLayout(self.inside)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(16)
        across.addWidget(asked, 2)
        across.addWidget(right, 3)

    def _read(self) -> None:
        if self._case_id is None:
            return
        with self.desk.vault.read() as read:
            case = read.get(Case, self._case_id)
            listed = next_hearing(read.session, case.id)
            self._meeting_id = listed.meeting_id if listed else None
            victim = read.get(Person, case.victim_id).name
            self.sub.setText(victim)
            self.title.setText(f"Before the meeting: {case.reference}")
            if listed is not None:
                day = short_date(listed.starts_at.astimezone().date())
                self.sub.setText(f"{victim} · for {listed.reference}, {day}")
                found = discussion_at(read.session, listed.meeting_id, case.id)
                talk = read.get(Discussion, found[0]) if found else None
                agencies = [(each.id, each.name) for each in read.get(Marac, case.marac_id).round_table()]
                rows = tuple(_row(agency_id, name, talk) for agency_id, name in agencies)
                said = tuple(VoiceSaid(each.kind, each.text, each.told_to) for each in talk.voice) if talk else ()
        self.not_listed.setVisible(self._meeting_id is None)
        self.inside.setVisible(self._meeting_id is not None)
        if self._meeting_id is not None:
            self.voice.show_case(self._meeting_id, self._case_id, said)
            self.agencies.show_rows(rows)
            if (row := self.agencies.row()) is not None:
                self._choose(row)

    def _choose(self, row: Returned) -> None:
        if self._meeting_id is not None and self._case_id is not None:
            self.form.show_return(self._meeting_id, self._case_id, row)

    def _go_on(self) -> None:
        """To the next agency of which nothing is known yet, from here on and then from the top."""
        rows = self.agencies.rows()
        at = self.agencies.currentIndex().row()
        order = (*range(at + 1, len(rows)), *range(at))
        self.agencies.selectRow(next((each for each in order if rows[each].said is None), at))
        self.form.begin()

    def _back(self) -> None:
        self.desk.open_page("case", self.place())


def _row(agency_id: UUID, name: str, talk: Discussion | None) -> Returned:
    sent: Contribution | None = talk.contribution_of(agency_id) if talk else None
    if sent is None:
        return Returned(agency_id, name)
    return Returned(agency_id, name, sent.said, sent.fact, sent.view, sent.source, sent.speaker, sent.may_know)


_WORDS = {
    None: "nothing yet",
    Said.NOT_KNOWN: "✓ not known",
    Said.NOTHING_RELEVANT: "✓ nothing relevant",
    Said.NOT_PRESENT: "nothing sent",
}
_COLUMNS = (
    Column[Returned]("Agency", lambda row: row.agency, wide=True),
    Column[Returned]("Stands", lambda row: _WORDS.get(row.said, "✓ returned")),
)
