"""The calm timer: how long a case and the meeting have taken, and when the meeting will end.

Every minute is reckoned from moments that are passed in. Slots are planned from the meeting's
start: the opening first, then each case in its turn (10 minutes a case is common, S21).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from itertools import takewhile
from uuid import UUID

from marac_desk.meetings import Listing

OPENING = 15
"""Minutes for welcome, attendance, conflicts and earlier actions: local practice, allowed for in the slots."""

ALERT_ONLY = 1
"""Minutes for a case that is only made known and not discussed (S61)."""

ON_TIME = 3
"""So many minutes either way still count as on time."""

MINUTE = timedelta(minutes=1)

EARLY = timedelta(hours=1)
"""Opened so much before its time, a meeting was moved: its plan counts from then, as on the eve or in a rehearsal."""


@dataclass(frozen=True)
class CaseTimes:
    """A case on the agenda, as far as the clock needs to know it."""

    case_id: UUID
    listing: Listing
    deferred: bool = False
    started_at: datetime | None = None
    ended_at: datetime | None = None


def planned_minutes(listing: Listing, deferred: bool, per_case: int) -> int:
    """How long a case is planned for: nothing when deferred, a minute when it is an alert only."""
    if deferred:
        return 0
    return ALERT_ONLY if listing is Listing.ALERT_ONLY else per_case


@dataclass(frozen=True)
class MeetingClock:
    """The times of one meeting. `cases` come in running order; `per_case` is the area's minutes a case."""

    starts_at: datetime
    per_case: int
    cases: Sequence[CaseTimes]
    opened_at: datetime | None = None
    closed_at: datetime | None = None

    @property
    def planned_end(self) -> datetime:
        """When it ends if everything takes as long as planned."""
        return self._planned_start + MINUTE * (OPENING + sum(self.planned_for(each) for each in self.cases))

    @property
    def _planned_start(self) -> datetime:
        moved = self.opened_at is not None and self.starts_at - self.opened_at > EARLY
        return self.opened_at if moved and self.opened_at is not None else self.starts_at

    def planned_for(self, case: CaseTimes) -> int:
        """How many minutes the case is planned for."""
        return planned_minutes(case.listing, case.deferred, self.per_case)

    def begins_at(self, case: CaseTimes, now: datetime) -> datetime:
        """When a case that waits begins, if what is left before it takes as long as planned, as the end is reckoned."""
        before = {each.case_id for each in takewhile(lambda each: each.case_id != case.case_id, self.cases)}
        left = (self._left_of(each, now) for each in self.cases if each.case_id in before or each.started_at)
        return self._opening_ends(now) + sum(left, timedelta())

    def minutes_of(self, case: CaseTimes, now: datetime) -> int:
        """How many whole minutes the case has taken, or took."""
        return _minutes(case.started_at, case.ended_at or now)

    def elapsed(self, now: datetime) -> int:
        """How many whole minutes the meeting has taken, or took."""
        return _minutes(self.opened_at, self.closed_at or now)

    def ends_at(self, now: datetime) -> datetime:
        """When it will end if what is left takes as long as planned; the end itself once it is closed."""
        if self.closed_at is not None:
            return self.closed_at
        return self._opening_ends(now) + sum((self._left_of(each, now) for each in self.cases), timedelta())

    def behind(self, now: datetime) -> int:
        """How many whole minutes it is behind its plan; below nought when it is ahead."""
        return round((self.ends_at(now) - self.planned_end) / MINUTE)

    def say(self, now: datetime, zone: tzinfo) -> str:
        """`Meeting on time · ends 12:35`, `8 minutes behind · ends 12:43`, in the time of the place."""
        behind, ends = self.behind(now), f"{self.ends_at(now).astimezone(zone):%H:%M}"
        if self.closed_at is not None:
            return f"Meeting closed at {ends}"
        if abs(behind) < ON_TIME:
            return f"Meeting on time · ends {ends}"
        return f"{abs(behind)} minutes {'behind' if behind > 0 else 'ahead'} · ends {ends}"

    def _opening_ends(self, now: datetime) -> datetime:
        """The opening is over once the first case has begun."""
        if self.opened_at is None:
            return max(now, self.starts_at) + MINUTE * OPENING
        if any(each.started_at for each in self.cases):
            return now
        return max(self.opened_at + MINUTE * OPENING, now)

    def _left_of(self, case: CaseTimes, now: datetime) -> timedelta:
        if case.ended_at is not None:
            return timedelta()
        planned = MINUTE * self.planned_for(case)
        return planned if case.started_at is None else max(planned - (now - case.started_at), timedelta())


def _minutes(start: datetime | None, end: datetime) -> int:
    """Whole minutes; none before it has begun, nor when a computer's clock was set back."""
    return 0 if start is None else max((end - start) // MINUTE, 0)
