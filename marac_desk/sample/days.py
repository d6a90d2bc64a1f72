"""The sample's days: each text tells how far it is from the meeting, so that the sample is always of today."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from marac_desk.dates import PartialDate
from marac_desk.timetable import WorkingDays

LOCAL = ZoneInfo("Europe/London")
"""The time by which Northvale meets."""

_DAY_IN_TEXT = re.compile(r"\{([+-]?\d+)\}")


@dataclass(frozen=True)
class Days:
    """The days around one meeting: `on(-12)` is twelve days before it."""

    meeting: date
    calendar: WorkingDays

    def on(self, days: int) -> date:
        """The day so many days after the meeting; before it when negative."""
        return self.meeting + timedelta(days=days)

    def due(self, working_days: int) -> date:
        """The working day so many working days after the meeting."""
        return self.calendar.add(self.meeting, working_days)

    def at(self, clock: str, minutes: int = 0) -> datetime:
        """The time on the meeting's day, `09:30` by the clock in Northvale, so many minutes later; as UTC."""
        start = datetime.combine(self.meeting, time.fromisoformat(clock), tzinfo=LOCAL)
        return start.astimezone(UTC) + timedelta(minutes=minutes)

    def later(self, days: int) -> datetime:
        """Ten in the morning so many days after the meeting, as UTC."""
        return datetime.combine(self.on(days), time(10), tzinfo=LOCAL).astimezone(UTC)

    def words(self, text: str) -> str:
        """The text with each `{-12}` in it written out: `14 November`."""
        return _DAY_IN_TEXT.sub(lambda found: _spoken(self.on(int(found[1]))), text)

    def born(self, age: int, birthday: str = "") -> PartialDate:
        """The date of birth of somebody who is `age` on the meeting's day; `birthday` is `2/3`, a month or nothing."""
        this_year = PartialDate.read(f"{birthday}/{self.meeting.year}" if birthday else str(self.meeting.year))
        had = this_year.month is None or this_year.latest <= self.meeting
        return PartialDate(self.meeting.year - age - (not had), this_year.month, this_year.day)


def _spoken(day: date) -> str:
    """`14 November`."""
    return f"{day.day} {day:%B}"
