"""Fills a vault with any number of made-up records, for trials and benchmarks.

The same seed and the same day give the same records, down to their identifiers. Meetings are two
weeks apart, or closer where they would hear more than 25 cases.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import UUID

from marac_desk.agencies import Agency, Representative
from marac_desk.errors import Refused
from marac_desk.identity import seeded
from marac_desk.maracs import Marac
from marac_desk.meetings import Attendance, Listing, Meeting, Presence
from marac_desk.reference import load
from marac_desk.sample.bulk_cases import MadeUpCase, new_case, referral_of
from marac_desk.sample.bulk_talk import Talk
from marac_desk.sample.chance import Chance
from marac_desk.sample.door import Door, Editing
from marac_desk.timetable import WorkingDays

MOST_CASES = 25
REPEATS = 25
"""How many in a hundred of a meeting's new cases are matched by one that comes back."""


@dataclass(frozen=True)
class Filled:
    """What was made: the MARAC, and how many meetings and cases it has."""

    marac_id: UUID
    meetings: int
    cases: int


def fill(door: Door, cases: int, years: int, seed: int, now: datetime) -> Filled:
    """Adds a MARAC with so many cases, heard at meetings in the `years` before `now`.

    Raises Refused when the vault holds the records of this seed already.
    """
    random = Random(seed)
    with seeded(random):
        filler = _Filler(door, Chance(random, load()), seed, now)
        days = list(_meeting_days(now.date(), years, cases))
        for place, day in enumerate(days):
            filler.hold(day, share(cases, len(days), place))
    return Filled(filler.marac_id, len(days), cases)


def share(cases: int, meetings: int, place: int) -> int:
    """How many of the cases are new at the meeting in this place, shared out evenly."""
    return cases * (place + 1) // meetings - cases * place // meetings


def _meeting_days(today: date, years: int, cases: int) -> Iterator[date]:
    """The days of the meetings, first to last; at least one."""
    calendar, span = WorkingDays(), 365 * years
    apart = max(1, min(14, span * MOST_CASES // (cases + cases * REPEATS // 100)))
    for back in range(span // apart, 0, -1):
        day = today - timedelta(days=back * apart)
        yield day if calendar.is_working_day(day) else calendar.next(day)


class _Filler:
    """Holds the meetings one after the other, each in one edit."""

    def __init__(self, door: Door, chance: Chance, seed: int, now: datetime) -> None:
        self.door, self.chance, self.now = door, chance, now
        self.recent: list[MadeUpCase] = []
        marac = _marac(seed)
        self.marac_id, self.agencies = marac.id, tuple(marac.agencies)
        self.talk = Talk(chance, self.agencies, now)
        with door.edit("Set up the MARAC") as edit:
            _must_be_new(edit, marac.id)
            edit.add(marac)

    def hold(self, day: date, new: int) -> None:
        """One meeting from its referrals to its close."""
        with self.door.edit("Hold a made-up meeting") as edit:
            marac = edit.get(Marac, self.marac_id)
            meeting = self._open(marac, day)
            edit.add(meeting)
            for case in self._listed(edit, marac, day, new):
                self._hear(edit, meeting, case, day)
            meeting.close(meeting.starts_at + timedelta(hours=3))

    def _open(self, marac: Marac, day: date) -> Meeting:
        starts = datetime.combine(day, time(9, 30), tzinfo=UTC)
        meeting = Meeting(marac.id, marac.next_meeting_reference(day.year), starts, marac.venue, marac.chair)
        for agency in self.agencies:
            here = Presence.PRESENT if self.chance.happens(85) else Presence.APOLOGIES
            meeting.attendance.append(Attendance(agency.representatives[0].name, here, agency.id, signed=True))
        meeting.open(starts)
        meeting.statement_read = True
        return meeting

    def _listed(self, edit: Editing, marac: Marac, day: date, new: int) -> list[MadeUpCase]:
        """The meeting's cases: new ones, and some of the last year's that come back."""
        self.recent = [each for each in self.recent if each.received > day - timedelta(days=365)]
        back = self.chance.random.sample(self.recent, min(new * REPEATS // 100, len(self.recent)))
        made = [new_case(self.chance, marac, day) for _ in range(new)]
        for each in made:
            edit.add(*each.people, each.case)
        self.recent += [each.known for each in made]
        return [*back, *(each.known for each in made)]

    def _hear(self, edit: Editing, meeting: Meeting, case: MadeUpCase, day: date) -> None:
        repeat = case.heard
        case.heard, case.received = True, day - timedelta(days=self.chance.random.randint(8, 20))
        meeting.list_case(case.case_id, Listing.REPEAT if repeat else Listing.NEW)
        referral = referral_of(self.chance, case, self.agencies, repeat)
        edit.add(referral)
        if self.chance.happens(3):
            meeting.defer(case.case_id, self.chance.text("deferred"))
        else:
            edit.add(self.talk.about(case, meeting, referral))


def _must_be_new(edit: Editing, marac_id: UUID) -> None:
    try:
        edit.get(Marac, marac_id)
    except Refused:
        return
    raise Refused("This vault holds the made-up records of this seed already. Choose another seed.")


def _marac(seed: int) -> Marac:
    """A MARAC of its own for each seed, so that no reference is given twice in a vault."""
    agencies = [
        Agency(
            entry.name,
            entry.key,
            entry.bucket,
            entry.speaking_order,
            entry.core,
            entry.works_with,
            representatives=[Representative(f"{entry.name} Example")],
        )
        for entry in load().agencies
        if entry.core
    ]
    return Marac(
        f"Madeupshire {seed}", f"MU{seed}", venue="Sample House", chair="DI Example Specimen", agencies=agencies
    )
