"""A new meeting: its day, its time, where it is held and who chairs it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from marac_desk.dates import long_date, short_date
from marac_desk.errors import Refused
from marac_desk.maracs import Marac
from marac_desk.meetings import Meeting
from marac_desk.timetable import TimetableSettings, TimetableStep, WorkingDays, deadlines
from marac_desk.typed_dates import read_day
from storage.home_rows import agreed_day
from storage.planner_rows import MaracWithPlaces, maracs_with_places
from ui.shell.actions import Action
from ui.shell.desk import Desk
from ui.shell.page import Help, Page
from ui.widgets.card import Card
from ui.widgets.chips import Option
from ui.widgets.form import Form
from ui.widgets.keycap import KeyButton
from ui.widgets.rows import words
from ui.widgets.scroll import Scrolled

Read = TypeVar("Read")
ADD_KEY = "Ctrl+Return"
HELP = Help(
    "New meeting",
    (
        "The date as day/month; without a year it is the next such day. The time as hours:minutes.",
        "Where the last meeting set the day of the next one, it stands there already; typing replaces it.",
        "Venue, chair and coordinator come from the MARAC's own settings and may differ for one meeting.",
    ),
)


class NewMeetingPage(Page):
    """One form. Ctrl+Enter plans the meeting and opens its agenda."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "New meeting")
        self._maracs: tuple[MaracWithPlaces, ...] = ()
        self._agreed: dict[UUID, date | None] = {}
        self.form = Form()
        self.marac = self.form.choice("MARAC", ())
        self.day = self.form.line("Date", "day/month, such as 26/11")
        self.starts = self.form.line("Time", "such as 09:30")
        self.when = words("", "soft")
        self.venue, self.chair = self.form.line("Venue"), self.form.line("Chair")
        self.coordinator = self.form.line("Coordinator")
        self.add = KeyButton("Plan the meeting", ADD_KEY)
        self.add.setObjectName("primary")
        self.add.clicked.connect(self._add)
        card = Card()
        card.body.addWidget(self.form)
        card.body.addWidget(self.when)
        card.body.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        sheet = Scrolled()
        sheet.column.addWidget(card)
        sheet.column.addStretch()
        self.body.addWidget(sheet, 1)
        self.marac.changed.connect(self._take_places)
        self.day.textChanged.connect(self._say_when)
        for line in (self.day, self.starts, self.venue, self.chair, self.coordinator):
            line.returnPressed.connect(self._add)

    def arrive(self, place: str) -> None:
        """An empty form, with what the MARAC usually has."""
        with self.desk.vault.read() as read:
            self._maracs = maracs_with_places(read.session)
            self._agreed = {each.id: agreed_day(read.session, read.now, each.id) for each in self._maracs}
        if not self._maracs:
            self.desk.open_page("practice")
            return
        self.marac.set_options([Option(str(each.id), each.name) for each in self._maracs])
        self.marac.choose(str(self._maracs[0].id))
        self.form.field(self.marac).setVisible(len(self._maracs) > 1)
        self.starts.setText("09:30")
        self._take_places()
        self.form.clear_errors()
        self.day.setFocus(Qt.FocusReason.OtherFocusReason)

    def help(self) -> Help:
        """How to write a date."""
        return HELP

    def offers(self) -> tuple[Action, ...]:
        """Planning it, and the way back."""
        return (
            Action("new_meeting.add", "Plan the meeting", self._add, ADD_KEY, ("save",), "Meetings"),
            Action("new_meeting.back", "All meetings", lambda: self.desk.open_page("meetings"), "Alt+Up", ("back",)),
        )

    def hints(self) -> tuple[str, ...]:
        """Both."""
        return ("new_meeting.add", "new_meeting.back")

    def _take_places(self) -> None:
        chosen = next(each for each in self._maracs if str(each.id) == self.marac.chosen())
        for line, text in (
            (self.venue, chosen.venue),
            (self.chair, chosen.chair),
            (self.coordinator, chosen.coordinator),
        ):
            line.setText(text)
        agreed = self._agreed.get(chosen.id)
        self.day.setText(f"{agreed:%d/%m/%Y}" if agreed else "")
        self.day.selectAll()

    def _today(self) -> date:
        return self.desk.clock().astimezone().date()

    def _say_when(self) -> None:
        """The day in full, and when its referrals close: so that a wrong month is seen."""
        try:
            day = read_day(self.day.text(), self._today())
        except Refused:
            self.when.setText("")
            return
        due = {each.step: each.on for each in deadlines(day, TimetableSettings(), WorkingDays())}
        closes = due[TimetableStep.REFERRALS]
        self.when.setText(f"{long_date(day)}. Referrals close on {short_date(closes)}.")

    def _add(self) -> None:
        self.form.clear_errors()
        starts, day = self._read(self.starts, _time), self._read(self.day, self._day)
        if day is None or starts is None:
            return
        local = datetime.combine(day, starts).astimezone()
        with self.desk.vault.edit("Plan meeting") as edit:
            marac = edit.get(Marac, UUID(self.marac.chosen()))
            meeting = Meeting(
                marac.id,
                marac.next_meeting_reference(day.year),
                local.astimezone(UTC),
                venue=self.venue.text().strip(),
                chair=self.chair.text().strip(),
                coordinator=self.coordinator.text().strip(),
            )
            edit.add(meeting)
            meeting_id = meeting.id
        self.desk.open_page("agenda", str(meeting_id))

    def _day(self, typed: str) -> date:
        return read_day(typed, self._today())

    def _read(self, line: QLineEdit, read: Callable[[str], Read]) -> Read | None:
        """What was typed; when it can't be read, says so under the line."""
        try:
            return read(line.text())
        except Refused as refused:
            self.form.fail(line, refused.say)
            return None


def _time(typed: str) -> time:
    """`9:30`, `09.30` or `0930`. Raises Refused when it is no time."""
    digits = "".join(letter for letter in typed if letter.isdecimal())
    try:
        return time(int(digits[:-2]), int(digits[-2:]))
    except ValueError:
        raise Refused("Please give the time as hours:minutes, such as 09:30.") from None
