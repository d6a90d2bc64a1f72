"""What is due around the meetings of an area: the to-do list of the home page, in working days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from marac_desk.meetings import MeetingState
from marac_desk.timetable import TimetableSettings, TimetableStep, WorkingDays, deadlines

AHEAD = timedelta(days=14)
"""How far ahead the list looks: one meeting to the next in most areas."""

_BEFORE = (
    TimetableStep.REFERRALS,
    TimetableStep.CASE_LIST,
    TimetableStep.IDVA_UPDATE,
    TimetableStep.WRITTEN,
    TimetableStep.MEETING,
)
_AFTER = (TimetableStep.ACTION_LIST, TimetableStep.MINUTES)


@dataclass(frozen=True)
class MeetingDay:
    """A meeting as far as its deadlines need to know it."""

    meeting_id: UUID
    reference: str
    on: date
    state: MeetingState


@dataclass(frozen=True)
class Due:
    """One thing to do for a meeting, and by when."""

    meeting_id: UUID
    reference: str
    step: TimetableStep
    on: date

    @property
    def of_papers(self) -> bool:
        """Whether it is done with the papers of a meeting that is over, and not before a meeting."""
        return self.step in _AFTER

    def late(self, today: date) -> bool:
        """Whether its day has passed."""
        return self.on < today


@dataclass(frozen=True)
class Owed:
    """How many actions agencies should have done before today, have to do today, and in the two weeks after.

    `first` and `last` are the days of the earliest and the latest of them.
    """

    overdue: int
    today: int
    later: int
    first: date | None
    last: date | None

    def said(self) -> str:
        """`2 actions are due today, 6 more by 3 Dec`; nothing when there are none."""
        by = f"by {self.last.day} {self.last:%b}" if self.last else ""
        found = [(self.overdue, "overdue"), (self.today, "due today")]
        parts = [(many, what) for many, what in (*found, (self.later, f"more {by}")) if many]
        if not parts:
            return ""
        (many, what), *others = parts
        first = f"{many} action{' is' if many == 1 else 's are'} {what.replace('more', 'due')}"
        return ", ".join((first, *(f"{count} {state}" for count, state in others)))


def due(
    meetings: Iterable[MeetingDay], today: date, settings: TimetableSettings, calendar: WorkingDays
) -> tuple[Due, ...]:
    """What is due within two weeks, the earliest first.

    Before a meeting only what is still to come: a day that has passed cannot be mended. After it the
    papers stay due, however late, until the minutes are signed off.
    """
    found = [each for meeting in meetings for each in _of(meeting, today, settings, calendar)]
    return tuple(sorted(found, key=lambda each: (each.on, each.reference)))


def _of(meeting: MeetingDay, today: date, settings: TimetableSettings, calendar: WorkingDays) -> list[Due]:
    after = meeting.state is MeetingState.DRAFT_MINUTES
    steps = _AFTER if after else _BEFORE
    if meeting.state is MeetingState.SIGNED_OFF:
        return []
    return [
        Due(meeting.meeting_id, meeting.reference, each.step, each.on)
        for each in deadlines(meeting.on, settings, calendar)
        if each.step in steps and each.on <= today + AHEAD and (after or each.on >= today)
    ]
