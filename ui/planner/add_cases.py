"""The cases that wait for a meeting, and a line that finds any other; Enter adds one to the agenda."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel

from marac_desk.agenda import usual_listing
from marac_desk.dates import short_date
from marac_desk.maracs import LocalPractice
from marac_desk.meetings import Listing
from storage.list_rows import CaseFilter, CaseListRow, case_list
from storage.planner_rows import WaitingCase, waiting_cases
from storage.search import find
from ui.shell.desk import Desk
from ui.widgets.card import Card
from ui.widgets.form import Form
from ui.widgets.table import Column, Table

WAITING = "Referred and not listed yet, the longest waiting first"
NONE_WAITS = "No referral waits. Any case can be found by a name or its reference."
_PAUSE_MS = 120
_AT_MOST = 30


@dataclass(frozen=True)
class CaseToAdd:
    """A case that may go on the agenda, and how it would usually be listed."""

    case_id: UUID
    reference: str
    victim: str
    referred: str
    listing: Listing


class AddCases(Card):
    """A line over a table. `added` brings the case that was chosen."""

    added = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__("Add a case")
        self._desk = desk
        self._waiting: tuple[CaseToAdd, ...] = ()
        self._on_it: frozenset[UUID] = frozenset()
        form = Form()
        self.line = form.line("Find a case to add", "A name or a reference; Enter adds the one that is marked")
        self.said = QLabel()
        self.said.setObjectName("soft")
        self.said.setWordWrap(True)
        self.table: Table[CaseToAdd] = Table("Cases to add", _COLUMNS)
        self.table.setMinimumHeight(140)
        for part in (form, self.said):
            self.body.addWidget(part)
        self.body.addWidget(self.table, 1)
        self.body.addStretch()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._show)
        self.line.textChanged.connect(self._typed)
        self.line.returnPressed.connect(self._add)
        self.table.opened.connect(self.added.emit)

    def show_meeting(self, meeting_id: UUID, on_it: frozenset[UUID], practice: LocalPractice) -> None:
        """Reads which cases wait for this meeting."""
        with self._desk.vault.read() as read:
            rows = waiting_cases(read.session, meeting_id)
        self._waiting = tuple(_waits(row, practice) for row in rows if row.case_id not in on_it)
        self._on_it = on_it
        self._show()

    def stop(self) -> None:
        """Nothing is looked for any more."""
        self._pause.stop()

    def _typed(self) -> None:
        self._pause.start()

    def _show(self) -> None:
        typed = self.line.text().strip()
        rows = self._found(typed) if typed else self._waiting
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        if typed:
            self.said.setText("" if rows else "Nothing else is found. A case on the agenda is not offered again.")
        else:
            self.said.setText(WAITING if rows else NONE_WAITS)
        self.said.setVisible(bool(self.said.text()))

    def _found(self, typed: str) -> tuple[CaseToAdd, ...]:
        known = {each.case_id: each for each in self._waiting}
        with self._desk.vault.read() as read:
            hits = {hit.case_id for hit in find(read.session, typed, _AT_MOST) if hit.case_id is not None}
            rows = case_list(read.session, CaseFilter(among=frozenset(hits - self._on_it))).rows
        return tuple(known.get(row.id) or _listed(row) for row in rows)

    def _add(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self._show()
        if (row := self.table.row()) is not None:
            self.line.clear()
            self._pause.stop()
            self.added.emit(row)
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)


def _waits(row: WaitingCase, practice: LocalPractice) -> CaseToAdd:
    listing = usual_listing(row.transfer, row.repeat, row.before, row.referred_on, practice.repeat_months)
    return CaseToAdd(row.case_id, row.reference, row.victim, short_date(row.referred_on), listing)


def _listed(row: CaseListRow) -> CaseToAdd:
    referred = short_date(row.last_referred) if row.last_referred else ""
    victim = f"{row.given_names} {row.family_name}".strip()
    return CaseToAdd(row.id, row.reference, victim, referred, Listing.REPEAT if row.referrals > 1 else Listing.NEW)


_COLUMNS = (
    Column[CaseToAdd]("Victim", lambda row: row.victim, wide=True),
    Column[CaseToAdd]("Reference", lambda row: row.reference),
    Column[CaseToAdd]("Referred", lambda row: row.referred),
    Column[CaseToAdd]("As", lambda row: row.listing.value),
)
