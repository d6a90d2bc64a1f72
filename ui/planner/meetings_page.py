"""The meetings: those to come, the one in session, and those whose minutes are written."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from marac_desk.dates import short_date
from marac_desk.meetings import MeetingState
from storage.door import Changes
from storage.queries import MeetingRow, maracs, meetings
from ui.shell.actions import Action
from ui.shell.desk import Desk
from ui.shell.page import Help, Page
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.keycap import KeyButton
from ui.widgets.table import Column, Table

NEW_KEY = "Ctrl+N"
HELP = Help(
    "Meetings",
    (
        "Plan a meeting, then open it to put its agenda together. Enter opens a meeting.",
        "A meeting that was held opens its papers.",
    ),
)


class MeetingsPage(Page):
    """A table, and a button for a new one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Meetings")
        self._has_marac = True
        self.table: Table[MeetingRow] = Table("Meetings", _COLUMNS)
        self.table.opened.connect(self._open)
        self.new = KeyButton("New meeting", NEW_KEY)
        self.new.setObjectName("primary")
        self.new.clicked.connect(self._new)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        card = Card()
        card.body.addWidget(self.table)
        column.addWidget(card, 1)
        row = QHBoxLayout()
        row.addWidget(self.new)
        row.addStretch()
        column.addLayout(row)
        self.no_meeting = EmptyState(
            "No meetings yet", "Plan the first one; its agenda comes next.", "Plan a meeting", self._new
        )
        self.no_marac = EmptyState(
            "No MARAC yet",
            "Meetings belong to a MARAC. Begin with its name and its agencies.",
            "Set up a MARAC",
            lambda: desk.open_page("practice"),
        )
        self._rooms = QStackedWidget()
        for room in (self.no_marac, self.no_meeting, inside):
            self._rooms.addWidget(room)
        self.body.addWidget(self._rooms, 1)
        self.only_for_editors(self.new, self.no_meeting.button, self.no_marac.button)

    def arrive(self, place: str) -> None:
        """The newest first."""
        self._read()
        begin = (self.no_marac.button, self.no_meeting.button, self.table)[self._rooms.currentIndex()]
        begin.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, changes: Changes) -> None:
        """A meeting or its agenda changed."""
        if any(map(changes.touch, ("meeting", "agenda_item", "marac"))):
            self._read()

    def help(self) -> Help:
        """What the page is for."""
        return HELP

    def offers(self) -> tuple[Action, ...]:
        """A new meeting."""
        words = ("plan", "add", "agenda")
        return (
            Action(
                "meetings.new",
                "New meeting",
                self._new,
                NEW_KEY,
                words,
                "Meetings",
                when=lambda: self._has_marac,
                changes=True,
            ),
        )

    def hints(self) -> tuple[str, ...]:
        """The same."""
        return ("meetings.new",)

    def _read(self) -> None:
        with self.desk.vault.read() as read:
            self._has_marac = bool(maracs(read.session))
            rows = meetings(read.session)
        self.table.show_rows(rows)
        self._rooms.setCurrentIndex((2 if rows else 1) if self._has_marac else 0)

    def _open(self, row: MeetingRow) -> None:
        held = row.state in (MeetingState.DRAFT_MINUTES, MeetingState.SIGNED_OFF)
        self.desk.open_page("papers" if held else "agenda", str(row.id))

    def _new(self) -> None:
        self.desk.open_page("new_meeting")


_COLUMNS = (
    Column[MeetingRow]("Reference", lambda row: row.reference),
    Column[MeetingRow]("Date", lambda row: short_date(row.starts_at.astimezone().date())),
    Column[MeetingRow]("Time", lambda row: f"{row.starts_at.astimezone():%H:%M}"),
    Column[MeetingRow]("Venue", lambda row: row.venue, wide=True),
    Column[MeetingRow]("Cases", lambda row: str(row.cases), number=True),
    Column[MeetingRow]("State", lambda row: row.state.value),
)
