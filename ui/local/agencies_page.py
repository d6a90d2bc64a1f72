"""The agencies at the table, in the order in which they speak, and who represents each."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from marac_desk.agencies import Agency
from marac_desk.maracs import Marac
from marac_desk.reference import load
from storage.door import Changes, Read
from storage.queries import maracs
from ui.local.agency_card import AgencyCard
from ui.local.new_marac import agency_of
from ui.shell.actions import Action
from ui.shell.desk import Desk
from ui.shell.page import Help, Page
from ui.widgets.card import Card
from ui.widgets.chips import Chips, Option
from ui.widgets.empty import EmptyState
from ui.widgets.form import Field
from ui.widgets.keycap import KeyButton
from ui.widgets.scroll import Scrolled
from ui.widgets.table import Column, Table

HISTORY_KEY = "Alt+H"
EMPTY = "Agencies sit at the table of a MARAC. Begin with its name."
HELP = Help(
    "Agencies",
    (
        "Police speak first, then the IDVA, then the others in this order.",
        "The representative is proposed on the attendance sheet; the deputy is one key away there.",
        "Each agency's action plan goes to its secure e-mail address.",
    ),
)


@dataclass(frozen=True)
class AgencyLine:
    """One agency in the list."""

    id: UUID
    name: str
    representative: str
    deputy: str


class AgenciesPage(Page):
    """The table at the left, the chosen agency at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Agencies")
        self._reference = load()
        self._marac_id: UUID | None = None
        self.card: AgencyCard | None = None
        self.table: Table[AgencyLine] = Table("Agencies", _COLUMNS)
        self.which, self.more = Chips("MARAC"), Chips("Agencies to add", several=True)
        self.more_field = Field("Add an agency", self.more)
        self.no_marac = EmptyState("No MARAC yet", EMPTY, "Set up a MARAC", lambda: desk.open_page("practice"))
        self.right = Scrolled()
        self.right.column.addStretch()
        left = Card("At the table")
        self.history = KeyButton("History", HISTORY_KEY)
        self.history.clicked.connect(self._open_history)
        left.corner.addWidget(self.history)
        left.body.addWidget(self.which)
        left.body.addWidget(self.table, 1)
        left.body.addWidget(self.more_field)
        self.left = left
        self.body.addWidget(self.no_marac, 1)
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addWidget(left, 3)
        across.addWidget(self.right, 2)
        self.body.addLayout(across, 1)
        self.for_editors(self.more_field, self.no_marac)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(self._begin)
        self.more.changed.connect(self._add)
        self.which.changed.connect(lambda: self.arrive(self.which.chosen()))

    def arrive(self, place: str) -> None:
        """The agencies of the first MARAC, or of the one asked for."""
        self.desk.savers.flush()
        with self.desk.vault.read() as read:
            areas = maracs(read.session)
        known = {str(each.id): each.id for each in areas}
        self._marac_id = known.get(place, areas[0].id if areas else None)
        self.which.set_options([Option(str(each.id), each.name) for each in areas])
        self.which.choose(self.place())
        self.which.setVisible(len(areas) > 1)
        for part, shown in ((self.no_marac, not areas), (self.left, bool(areas)), (self.right, bool(areas))):
            part.setVisible(shown)
        self._read()
        (self.table if areas else self.no_marac.button).setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self) -> str:
        """Of which MARAC."""
        return str(self._marac_id or "")

    def refresh(self, changes: Changes) -> None:
        """An agency, or who represents it."""
        if any(map(changes.touch, ("agency", "representative", "marac_agency"))):
            self._read()

    def help(self) -> Help:
        """What they are for."""
        return HELP

    def offers(self) -> tuple[Action, ...]:
        """The history of the agency one is at."""
        history = self._open_history
        return (Action("agencies.history", "History of this agency", history, HISTORY_KEY, ("who",), "Agencies"),)

    def _read(self) -> None:
        if self._marac_id is None:
            return
        with self.desk.vault.read() as read:
            rows, there = self._lines(read, self._marac_id)
        self.table.show_rows(rows)
        options = [Option(each.key, each.name) for each in self._reference.agencies if each.key not in there]
        self.more.set_options(options)
        self.more_field.setVisible(bool(options))

    def _lines(self, read: Read, marac_id: UUID) -> tuple[tuple[AgencyLine, ...], set[str]]:
        agencies = read.get(Marac, marac_id).round_table()
        return tuple(_line(each) for each in agencies), {each.key for each in agencies}

    def _choose(self, row: AgencyLine) -> None:
        """Fields of its own for each agency: a draft belongs to one field of one record."""
        if self.card is not None:
            if self.card.agency_id == row.id:
                return
            self.desk.savers.flush()
            self.card.hide()
            self.card.deleteLater()
        self.card = AgencyCard(self.desk, row.id)
        self.right.column.insertWidget(0, self.card)
        self.for_editors(self.card)
        self.card.show()  # at once, so that it can take the focus

    def _begin(self) -> None:
        if self.card is not None:
            self.card.begin()

    def _open_history(self) -> None:
        if self.card is not None:
            self.desk.open_page("history", f"agency/{self.card.agency_id}")

    def _add(self) -> None:
        entry = next(each for each in self._reference.agencies if each.key == self.more.chosen())
        with self.desk.vault.edit("Add agency") as edit:
            marac = edit.get(Marac, UUID(self.place()))
            marac.agencies.append(agency_of(entry))
        self.desk.messages.done("The agency is at the table.")
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)


def _line(agency: Agency) -> AgencyLine:
    names = {each.deputy: each.name for each in reversed(agency.representatives)}
    return AgencyLine(agency.id, agency.name, names.get(False, ""), names.get(True, ""))


_COLUMNS = (
    Column[AgencyLine]("Agency", lambda row: row.name, wide=True),
    Column[AgencyLine]("Representative", lambda row: row.representative or "nobody named"),
    Column[AgencyLine]("Deputy", lambda row: row.deputy),
)
