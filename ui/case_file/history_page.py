"""The history of a case: who opened, entered and changed what, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt

from marac_desk.cases import Case
from marac_desk.dates import short_date
from storage.case_rows import hearings, referrals_of
from storage.door import Changes
from storage.history import HistoryEntry
from storage.journal import Verb
from storage.room_cases import discussion_at
from ui.shell.actions import Action
from ui.shell.desk import Desk
from ui.shell.page import Help, Page
from ui.widgets.card import Card
from ui.widgets.rows import words
from ui.widgets.table import Column, Table

ABOUT = "Every change of the case, its referrals and what was written at meetings. It cannot be altered unnoticed."
HELP = Help(
    "History",
    (
        "Each line is one change, with who made it and when; a look at the case file is recorded too.",
        "Nobody can alter this unnoticed: each entry is sealed to the one before it.",
    ),
)


@dataclass(frozen=True)
class HistoryLine:
    """One entry: when, who, what was done, and which fields of the record it touched."""

    sequence: int
    when: str
    who: str
    what: str
    fields: str


class HistoryPage(Page):
    """One table."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "History of a case")
        self._case_id: UUID | None = None
        self.body.addWidget(words(ABOUT, "soft"))
        self.table: Table[HistoryLine] = Table("History", _COLUMNS)
        card = Card()
        card.body.addWidget(self.table)
        self.body.addWidget(card, 1)

    def arrive(self, place: str) -> None:
        """The case's."""
        self._case_id = UUID(place) if place else self._case_id
        self._read()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self) -> str:
        """Which case."""
        return str(self._case_id or "")

    def refresh(self, changes: Changes) -> None:
        """There is one more entry."""
        self._read()

    def help(self) -> Help:
        """What it is."""
        return HELP

    def offers(self) -> tuple[Action, ...]:
        """The way back."""
        return (Action("history.case", "Case file", self._back, "Alt+Up", ("back",), "Case"),)

    def hints(self) -> tuple[str, ...]:
        """The same."""
        return ("history.case",)

    def _read(self) -> None:
        if self._case_id is None:
            return
        vault = self.desk.vault
        with vault.read() as read:
            case = read.get(Case, self._case_id)
            self.title.setText(f"History of {case.reference}")
            records = [("case_file", case.id), ("person", case.victim_id)]
            records += [("referral", each) for each in referrals_of(read.session, case.id)]
            found = (discussion_at(read.session, row.meeting_id, case.id) for row in hearings(read.session, case.id))
            records += [("discussion", each[0]) for each in found if each is not None]
        entries: dict[int, HistoryLine] = {}
        for table, key in records:
            for entry in vault.history(table, key):
                entries.setdefault(entry.line.sequence, _line(entry))
        self.table.show_rows(sorted(entries.values(), key=lambda each: each.sequence, reverse=True))

    def _back(self) -> None:
        self.desk.open_page("case", self.place())


def _line(entry: HistoryEntry) -> HistoryLine:
    at = entry.line.at.astimezone()
    changed = [change for change in entry.changes if change.verb is Verb.UPDATE and not change.field.endswith("_id")]
    told = ", ".join(dict.fromkeys(change.field.replace("_", " ") for change in changed))
    return HistoryLine(
        entry.line.sequence, f"{short_date(at.date())} {at:%H:%M}", entry.line.who, entry.line.label, told
    )


_COLUMNS = (
    Column[HistoryLine]("When", lambda row: row.when),
    Column[HistoryLine]("Who", lambda row: row.who),
    Column[HistoryLine]("What", lambda row: row.what),
    Column[HistoryLine]("Changed", lambda row: row.fields, wide=True),
)
