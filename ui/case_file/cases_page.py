"""All cases, newest first, and a line that finds one by any name, date or word in it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from marac_desk.dates import short_date
from storage.door import Changes
from storage.list_rows import CaseFilter, CaseListRow, case_list
from storage.search import find
from ui.shell.actions import Action
from ui.shell.desk import Desk
from ui.shell.page import Help, Page
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.form import Form
from ui.widgets.keycap import KeyButton
from ui.widgets.rows import words
from ui.widgets.table import Column, Table

NEW_KEY = "Ctrl+N"
EMPTY = "A case begins with its referral. Enter the first one, and the case is here with everything that follows."
HELP = Help(
    "Cases",
    (
        "Type any part of a name, a reference, an address or a word that was said; the list follows as you type.",
        "Enter opens a case. Opening a case file is recorded.",
        "Further abuse after a referral comes in as another referral of the same case: open the case and refer again.",
    ),
)
_PAUSE_MS = 120


class CasesPage(Page):
    """A search line over a table."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Cases")
        form = Form()
        self.line = form.line("Find a case", "A name, a reference, or any word in the case")
        self.table: Table[CaseListRow] = Table("Cases", _COLUMNS)
        self.table.opened.connect(self._open)
        self.line.returnPressed.connect(self._open_first)
        self.count = words("", "soft")
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._read)
        self.line.textChanged.connect(self._typed)
        self.new = KeyButton("New referral", NEW_KEY)
        self.new.setObjectName("primary")
        self.new.clicked.connect(self._new)
        card = Card()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(form)
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self.count)
        column.addWidget(card, 1)
        column.addWidget(self.new, 0, Qt.AlignmentFlag.AlignLeft)
        self._rooms = QStackedWidget()
        self.empty = EmptyState("No cases yet", EMPTY, "Enter a referral", self._new)
        self._rooms.addWidget(self.empty)
        self.only_for_editors(self.new, self.empty.button)
        self._rooms.addWidget(inside)
        self.body.addWidget(self._rooms, 1)

    def arrive(self, place: str) -> None:
        """All cases, or those found before a lock."""
        self.line.setText(place)
        self._pause.stop()
        self._read()
        begin = self.line if self._rooms.currentIndex() else self.empty.button
        begin.setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self) -> str:
        """What was looked for."""
        return self.line.text()

    def refresh(self, changes: Changes) -> None:
        """A case, a name or a referral changed."""
        if any(map(changes.touch, ("case_file", "person", "referral"))):
            self._read()

    def leave(self) -> None:
        """Nothing is looked for any more."""
        self._pause.stop()

    def help(self) -> Help:
        """How to find a case."""
        return HELP

    def offers(self) -> tuple[Action, ...]:
        """A new referral."""
        return (
            Action("cases.new", "New referral", self._new, NEW_KEY, ("case", "add", "refer"), "Cases", changes=True),
        )

    def hints(self) -> tuple[str, ...]:
        """The same."""
        return ("cases.new",)

    def _read(self) -> None:
        typed = self.line.text().strip()
        with self.desk.vault.read() as read:
            among = None
            if typed:
                among = frozenset(hit.case_id for hit in find(read.session, typed, 200) if hit.case_id is not None)
            page = case_list(read.session, CaseFilter(among=among))
        self._rooms.setCurrentIndex(1 if page.of or typed else 0)
        self.table.show_rows(page.rows)
        self.count.setText(_counted(len(page.rows), page.of, bool(typed)))

    def _typed(self) -> None:
        self._pause.start()

    def _open(self, row: CaseListRow) -> None:
        self.desk.open_page("case", str(row.id))

    def _open_first(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self._read()
        if (row := self.table.row()) is not None:
            self._open(row)

    def _new(self) -> None:
        self.desk.open_page("referral")


def _counted(shown: int, of: int, found: bool) -> str:
    if not of:
        return "Nothing is found. Try fewer letters, or another spelling."
    what = "found" if found else "in this vault"
    more = f"; the newest {shown} are shown" if shown < of else ""
    return f"{of} {'case' if of == 1 else 'cases'} {what}{more}."


def _day(day: date | None) -> str:
    return short_date(day) if day else ""


_COLUMNS = (
    Column[CaseListRow]("Reference", lambda row: row.reference),
    Column[CaseListRow]("Victim", lambda row: f"{row.given_names} {row.family_name}".strip(), wide=True),
    Column[CaseListRow]("Referred", lambda row: _day(row.last_referred)),
    Column[CaseListRow]("Referrals", lambda row: str(row.referrals), number=True),
    Column[CaseListRow]("Flag until", lambda row: _day(row.flagged_until)),
    Column[CaseListRow]("", lambda row: "restricted" if row.restricted else ""),
)
