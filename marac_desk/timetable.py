"""Working days, the deadlines of a meeting, and the dates that are offered for an action.

Saturdays, Sundays and bank holidays are no working days; an area may
close on more days, such as a royal event that was announced late.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Protocol, TypeVar

from marac_desk.bank_holidays import bank_holidays

DAY = timedelta(days=1)


class Dated(Protocol):
    """Anything that has its day, such as a key date of a case."""

    @property
    def on(self) -> date:
        """Its day."""


SomeDated = TypeVar("SomeDated", bound=Dated)


@dataclass(frozen=True)
class WorkingDays:
    """The working days of a nation (`ENG` or `WLS`), less the days on which this area closes besides."""

    nation: str = "ENG"
    extra_closures: frozenset[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        """Whether people are at their desks on `day`."""
        return day.weekday() < 5 and day not in self.extra_closures and day not in bank_holidays(self.nation, day.year)

    def next(self, day: date) -> date:
        """The first working day after `day`."""
        return self.add(day, 1)

    def add(self, start: date, days: int) -> date:
        """The working day `days` working days after `start`; `start` itself when that is none."""
        return self._walk(start, days, DAY)

    def before(self, day: date, days: int) -> date:
        """The working day `days` working days before `day`; `day` itself when that is none."""
        return self._walk(day, days, -DAY)

    def between(self, first: date, last: date) -> int:
        """How many working days come after `first`, up to and with `last`; none when `last` is not later."""
        return sum(self.is_working_day(first + DAY * step) for step in range(1, (last - first).days + 1))

    def _walk(self, day: date, days: int, step: timedelta) -> date:
        left = days
        while left > 0:
            day += step
            left -= self.is_working_day(day)
        return day


class TimetableStep(Enum):
    """What has to be done around a meeting, in the words of the to-do list."""

    REFERRALS = "Referrals close"
    CASE_LIST = "Case list goes out"
    IDVA_UPDATE = "IDVA's update reaches the coordinator"
    WRITTEN = "Written information from absent agencies is in"
    MEETING = "Meeting"
    ACTION_LIST = "Action list goes out"
    MINUTES = "Minutes go out"
    CORRECTIONS = "Corrections to the minutes are in"


@dataclass(frozen=True)
class TimetableSettings:
    """Working days before or after the meeting at which each step is due.

    Case list S48, minutes S22, written information S5; the others are common practice. Corrections
    are counted from the day the minutes go out, everything else from the meeting.
    """

    referrals_before: int = 10
    case_list_before: int = 8
    idva_update_before: int = 1
    written_before: int = 1
    action_list_after: int = 0
    minutes_after: int = 3
    corrections_after_minutes: int = 5


@dataclass(frozen=True)
class Deadline:
    """One step and the day by which it is done."""

    step: TimetableStep
    on: date


def deadlines(meeting_on: date, settings: TimetableSettings, calendar: WorkingDays) -> tuple[Deadline, ...]:
    """What is due around a meeting, in the order of the days."""
    minutes = calendar.add(meeting_on, settings.minutes_after)
    due = {
        TimetableStep.REFERRALS: calendar.before(meeting_on, settings.referrals_before),
        TimetableStep.CASE_LIST: calendar.before(meeting_on, settings.case_list_before),
        TimetableStep.IDVA_UPDATE: calendar.before(meeting_on, settings.idva_update_before),
        TimetableStep.WRITTEN: calendar.before(meeting_on, settings.written_before),
        TimetableStep.MEETING: meeting_on,
        TimetableStep.ACTION_LIST: calendar.add(meeting_on, settings.action_list_after),
        TimetableStep.MINUTES: minutes,
        TimetableStep.CORRECTIONS: calendar.add(minutes, settings.corrections_after_minutes),
    }
    return tuple(sorted((Deadline(step, on) for step, on in due.items()), key=lambda deadline: deadline.on))


@dataclass(frozen=True)
class DueChip:
    """A date offered for an action, with the words on its chip."""

    label: str
    on: date


def due_chips(today: date, next_meeting: date | None, calendar: WorkingDays) -> tuple[DueChip, ...]:
    """The dates that an action usually gets, soonest first, each day once.

    A chip that would fall after the next meeting is not offered: by then the action has to be done (S7).
    """
    offered = [
        DueChip("Today", today),
        DueChip("Next working day", calendar.next(today)),
        DueChip("2 working days", calendar.add(today, 2)),
        DueChip("5 working days", calendar.add(today, 5)),
    ]
    if next_meeting is not None and next_meeting > today:
        offered = [chip for chip in offered if chip.on < next_meeting] + [DueChip("Next MARAC", next_meeting)]
    return tuple(offered)


def not_beaten(due: date, key_dates: Iterable[SomeDated]) -> tuple[SomeDated, ...]:
    """The key dates that an action due on `due` comes too late for: those on that day or before it, soonest first."""
    return tuple(sorted((each for each in key_dates if each.on <= due), key=lambda each: each.on))


def fits(due: date, key_dates: Iterable[Dated]) -> bool:
    """Whether the action beats every key date. One due on the day itself does not."""
    return not not_beaten(due, key_dates)
