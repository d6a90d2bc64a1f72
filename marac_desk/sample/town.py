"""Types the sample: the made-up MARAC of Northvale, with a finished meeting and one about to start.

Everything goes through the one door in the steps and under the labels of a person's own work, so
that its history, its papers and its views are like those of a real vault.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from marac_desk.agencies import Agency, Representative
from marac_desk.maracs import LocalPractice, Marac
from marac_desk.reference import load
from marac_desk.sample.cases import type_case
from marac_desk.sample.cast import Cast
from marac_desk.sample.days import LOCAL, Days
from marac_desk.sample.discussions import CaseTyping
from marac_desk.sample.door import Door
from marac_desk.sample.meetings import close_meeting, list_cases, open_meeting, plan_meeting, take_attendance
from marac_desk.sample.pages import MEETINGS, Page, page
from marac_desk.timetable import WorkingDays

_WEEKS_BEFORE_NEXT = {"year_ago": 56, "earlier": 8, "finished": 4, "next": 0}


@dataclass(frozen=True)
class Sample:
    """What was typed, by identifier."""

    marac_id: UUID
    year_ago_id: UUID
    earlier_id: UUID
    finished_id: UUID
    next_id: UUID


def type_sample(door: Door, now: datetime) -> Sample:
    """Types the whole sample. The next meeting is on the first working day after `now`.

    The finished meeting's minutes are left a draft: signing keeps the composed paper.
    """
    days = _meeting_days(now)
    cast = _set_up(door, page("northvale"), days["earlier"])
    meetings = {name: _type_meeting(door, cast, days, name) for name in MEETINGS}
    return Sample(cast.marac_id, *(meetings[name] for name in MEETINGS))


def _meeting_days(now: datetime) -> dict[str, Days]:
    calendar = WorkingDays()
    last = calendar.next(now.astimezone(LOCAL).date())
    return {name: Days(_meets(last, weeks, calendar), calendar) for name, weeks in _WEEKS_BEFORE_NEXT.items()}


def _meets(last: date, weeks: int, calendar: WorkingDays) -> date:
    """So many weeks before `last`, or the first working day after a bank holiday."""
    day = last - timedelta(weeks=weeks)
    return day if calendar.is_working_day(day) else calendar.next(day)


def _set_up(door: Door, town: Page, days: Days) -> Cast:
    entries = {entry.key: entry for entry in load().agencies}
    agencies = {}
    for each in town["agency"]:
        entry = entries[each["key"]]
        agencies[entry.key] = Agency(
            entry.name,
            entry.key,
            entry.bucket,
            entry.speaking_order,
            entry.core,
            entry.works_with,
            secure_email=each.get("email", ""),
            agreement_signed=days.on(each["agreement"]) if "agreement" in each else None,
            representatives=[Representative(**who) for who in each["representative"]],
        )
    marac = Marac(practice=LocalPractice(**town["practice"]), agencies=[*agencies.values()], **town["marac"])
    with door.edit("Set up the MARAC") as edit:
        edit.add(marac)
        return Cast(
            marac.id,
            {key: agency.id for key, agency in agencies.items()},
            {agency.id: agency.name for agency in agencies.values()},
            {key: _name(agency, deputy=False) for key, agency in agencies.items()},
            {key: _name(agency, deputy=True) for key, agency in agencies.items()},
        )


def _name(agency: Agency, deputy: bool) -> str:
    return next((each.name for each in agency.representatives if each.deputy is deputy), "")


def _type_meeting(door: Door, cast: Cast, days: Mapping[str, Days], name: str) -> UUID:
    text, here = page(name), days[name]
    meeting_id = plan_meeting(door, cast, here, text)
    for case in text["case"]:
        type_case(door, cast, here, case)
    list_cases(door, cast, meeting_id, text)
    take_attendance(door, cast, here, meeting_id, text)
    if "ends" in text:
        open_meeting(door, cast, here, meeting_id, text)
        _hear_cases(door, cast, here, meeting_id, text)
        close_meeting(door, here, meeting_id, text, days)
    else:
        for typing in _typings(door, cast, here, meeting_id, text):
            typing.type_ahead()
    return meeting_id


def _hear_cases(door: Door, cast: Cast, days: Days, meeting_id: UUID, text: Page) -> None:
    at = days.at(text["starts"], text["opening_minutes"])
    for typing in _typings(door, cast, days, meeting_id, text):
        at = typing.type_through(at) + timedelta(minutes=1)


def _typings(door: Door, cast: Cast, days: Days, meeting_id: UUID, text: Page) -> list[CaseTyping]:
    """The cases that are heard: neither put off nor refused."""
    deputising = text.get("deputising", ())
    speakers = {key: cast.speaker(key, key in deputising) for key in text.get("present", cast.agencies)}
    return [
        CaseTyping(door, cast, days, {"asked": text["asked"], **case}, meeting_id, speakers)
        for case in text["case"]
        if "listing" in case and "deferred" not in case
    ]
