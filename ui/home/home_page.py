"""The day at a glance: the next meeting, what is due, which agencies to chase, and how the vault stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QStackedWidget

from marac_desk.dates import long_date
from marac_desk.due import Due, Owed, due
from marac_desk.maracs import Marac
from marac_desk.repeats import months_after
from marac_desk.timetable import TimetableSettings, WorkingDays
from storage.door import Changes, Read
from storage.home_rows import (
    ChaseRow,
    NextMeeting,
    agreed_day,
    flags_ending,
    meeting_days,
    next_meeting,
    owed,
    to_chase,
)
from storage.list_rows import CaseFilter, case_list
from storage.queries import maracs
from ui.backups.wording import stands
from ui.guarded import guarded
from ui.home.cards import ChaseCard, DueCard, MeetingCard, VaultCard
from ui.pages import PAGES
from ui.shell.actions import Action
from ui.shell.desk import Desk
from ui.shell.page import Help, Page
from ui.widgets.empty import EmptyState
from ui.widgets.scroll import Scrolled
from ui.widgets.tab_order import follow_in_tab_order

ROOM_KEY = "Ctrl+Return"
ROOM = "room"
WIDE = 84
"""From how many letters across two cards stand side by side."""
WELCOME = "A vault holds one MARAC or several. Give the first one its name, and choose the agencies at its table."
HELP = Help(
    "Today",
    (
        "The next meeting with one button into its meeting room, and beside it what is due around your meetings.",
        "How many actions agencies owe today and in the next two weeks stands there first.",
        "Enter on a line of what is due leads to where it is done. Papers stay due until the minutes are signed off.",
        "“Actions to chase” lists agencies with something still to do; Enter on one opens its actions.",
        "Deadlines are counted in working days, bank holidays left out.",
        "The way of a case: a new referral, then a meeting with the case on its agenda.",
        "On the day it is heard in the meeting room; afterwards its papers are made.",
    ),
)


@dataclass(frozen=True)
class Today:
    """Everything that the page shows, read in one look."""

    day: date
    meeting: NextMeeting | None
    agreed: date | None
    due: tuple[Due, ...]
    owed: Owed
    chase: tuple[ChaseRow, ...]
    flags: int
    cases: int
    calendar: WorkingDays


class HomePage(Page):
    """Four cards, two and two where there is room."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Today")
        self._meeting_id: UUID | None = None
        self.sub = QLabel()
        self.sub.setObjectName("soft")
        self.sub.setWordWrap(True)
        self.meeting = MeetingCard(self._open_room, self._open_agenda, self._plan, desk.can_edit)
        actions = partial(desk.open_page, "actions")
        self.due, self.chase = DueCard(self._open_due, actions), ChaseCard(self._open_actions, actions)
        self.vault = VaultCard(lambda: desk.open_page("backups"))
        desk.backups.changed.connect(self._stand_changed)
        sheet = Scrolled()
        sheet.column.addWidget(self.sub)
        self._grid = QGridLayout()
        self._grid.setSpacing(16)
        sheet.column.addLayout(self._grid)
        sheet.column.addStretch()
        self.begin = EmptyState(
            "Welcome to your new vault", WELCOME, "Set up a MARAC", lambda: desk.open_page("practice")
        )
        self._rooms = QStackedWidget()
        self._rooms.addWidget(self.begin)
        self._rooms.addWidget(sheet)
        self.body.addWidget(self._rooms, 1)
        self._place_cards(two=True)
        self.only_for_editors(self.begin.button)

    def arrive(self, place: str) -> None:
        """Reads the day; the focus is on the one thing that comes next."""
        self._read()
        first = self._first()
        (self.chase.all if first.isHidden() else first).setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, changes: Changes) -> None:
        """Almost anything may change the day."""
        self._read()

    def help(self) -> Help:
        """What stands where."""
        return HELP

    def offers(self) -> tuple[Action, ...]:
        """Into the room."""
        return (
            Action(
                "home.room",
                "Open the meeting room",
                self._open_room,
                ROOM_KEY,
                ("hold", "begin", "next"),
                "Meeting",
                when=self._may_hold,
            ),
        )

    def hints(self) -> tuple[str, ...]:
        """The same."""
        return ("home.room",) if self._may_hold() else ()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns, or one where the window is small or the text large."""
        super().resizeEvent(event)
        self._place_cards(two=self.width() > WIDE * self.fontMetrics().averageCharWidth())

    def _may_hold(self) -> bool:
        return has_room() and self._meeting_id is not None and self.desk.can_edit

    def _first(self) -> QPushButton:
        return self.meeting.first() if self._rooms.currentIndex() else self.begin.button

    def _place_cards(self, *, two: bool) -> None:
        places = ((0, 0), (0, 1), (1, 0), (1, 1)) if two else ((0, 0), (1, 0), (2, 0), (3, 0))
        for card, (row, column) in zip((self.meeting, self.due, self.chase, self.vault), places, strict=True):
            self._grid.addWidget(card, row, column)
        self._grid.setColumnStretch(0, 9)
        self._grid.setColumnStretch(1, 10 if two else 0)

    def _read(self) -> None:
        with self.desk.vault.read() as read:
            today = _today(read)
        self._rooms.setCurrentIndex(0 if today is None else 1)
        if today is None:
            self._meeting_id = None
            return
        self._meeting_id = today.meeting.id if today.meeting else None
        self.title.setText(f"{today.day:%A} {today.day.day} {today.day:%B}")
        self.sub.setText(_sentence(today))
        self.meeting.show_meeting(today.meeting, has_room())
        self.due.show_due(today.due, today.owed, today.day)
        follow_in_tab_order(self.meeting.plan, self.due.lines())
        self.chase.show_rows(today.chase, today.day, today.calendar)
        vault = self.desk.vault
        stand = stands(self.desk.backups.state, self.desk.clock())
        self.vault.show_vault(vault.person.name, len(vault.findings), today.flags, today.cases, stand)

    def _stand_changed(self) -> None:
        """While another page is shown, nobody waits for this one to be read."""
        if self.isVisible():
            self._read()

    def _open_room(self) -> None:
        if self._meeting_id is not None:
            self.desk.open_page(ROOM, str(self._meeting_id))

    def _open_agenda(self) -> None:
        self.desk.open_page("agenda", str(self._meeting_id or ""))

    def _open_actions(self, row: ChaseRow) -> None:
        self.desk.open_page("actions", str(row.agency_id))

    def _open_due(self, what: Due) -> None:
        self.desk.open_page("papers" if what.of_papers else "agenda", str(what.meeting_id))

    def _plan(self) -> None:
        self.desk.open_page("new_meeting")


def has_room() -> bool:
    """Whether there is a meeting room to open."""
    return any(entry.key == ROOM for entry in PAGES)


def _today(read: Read) -> Today | None:
    """Nothing while the vault has no MARAC."""
    areas = maracs(read.session)
    if not areas:
        return None
    found: list[Due] = []
    calendar = WorkingDays()
    for area in areas:
        calendar = WorkingDays(read.get(Marac, area.id).practice.nation)
        found += due(meeting_days(read.session, area.id), read.today, TimetableSettings(), calendar)
    last = months_after(read.today.replace(day=1), 1) - timedelta(days=1)
    return Today(
        day=read.today,
        meeting=next_meeting(read.session, read.now),
        agreed=agreed_day(read.session, read.now),
        due=tuple(sorted(found, key=lambda each: each.on)),
        owed=owed(read.session, read.today),
        chase=to_chase(read.session, read.today),
        flags=flags_ending(read.session, read.today, last),
        cases=case_list(read.session, CaseFilter()).of,
        calendar=calendar,
    )


def _sentence(today: Today) -> str:
    """The one sentence of the day."""
    if today.meeting is None:
        if today.agreed is None:
            return "No meeting is planned yet."
        return f"The next meeting is to be on {long_date(today.agreed)}. It is not planned yet."
    at = today.meeting.starts_at.astimezone()
    days = (at.date() - today.day).days
    when = {0: "today", 1: "tomorrow"}.get(days, f"on {long_date(at.date())}")
    waiting = today.meeting.cases - today.meeting.voices
    voices = f" The victim's voice is still to be had for {waiting} of {today.meeting.cases} cases." if waiting else ""
    return f"{today.meeting.marac} meets {when} at {at:%H:%M}.{voices}"
