"""Types in a meeting: its agenda, who was there, conflicts of interest, opening and closing."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from marac_desk.agenda import give_slots
from marac_desk.maracs import Marac
from marac_desk.meetings import Attendance, Listing, Meeting, MeetingState, Presence
from marac_desk.sample.cast import Cast
from marac_desk.sample.days import LOCAL, Days
from marac_desk.sample.door import Door
from marac_desk.sample.pages import Page


def plan_meeting(door: Door, cast: Cast, days: Days, page: Page) -> UUID:
    """Plans the meeting and gives its identifier."""
    with door.edit("Plan meeting") as edit:
        marac = edit.get(Marac, cast.marac_id)
        meeting = Meeting(
            marac.id,
            marac.next_meeting_reference(days.meeting.year),
            days.at(page["starts"]),
            venue=marac.venue,
            chair=page.get("chair", marac.chair),
            coordinator=marac.coordinator,
        )
        edit.add(meeting)
        return meeting.id


def list_cases(door: Door, cast: Cast, meeting_id: UUID, page: Page) -> None:
    """Puts the cases on the agenda; those that were put off say why."""
    with door.edit("Set the agenda") as edit:
        meeting = edit.get(Meeting, meeting_id)
        for case in page["case"]:
            if "listing" in case:
                meeting.list_case(cast.cases[case["key"]], Listing(case["listing"]))
            if "deferred" in case:
                meeting.defer(cast.cases[case["key"]], case["deferred"])
        give_slots(meeting, edit.get(Marac, cast.marac_id).practice.minutes_per_case, LOCAL)
        meeting.state = MeetingState.LISTED


def take_attendance(door: Door, cast: Cast, days: Days, meeting_id: UUID, page: Page) -> None:
    """Writes the attendance sheet with observers, apologies and what was sent instead."""
    with door.edit("Take attendance") as edit:
        meeting = edit.get(Meeting, meeting_id)
        meeting.attendance = [
            *(_spoke(cast, key, page) for key in page.get("present", ())),
            *(Attendance(presence=Presence.OBSERVER, **each) for each in page.get("observer", ())),
            *(_apologies(cast, days, key, sent) for key, sent in page.get("apologies", {}).items()),
        ]


def _spoke(cast: Cast, key: str, page: Page) -> Attendance:
    deputising = key in page.get("deputising", ())
    role = "deputy" if deputising else ""
    return Attendance(cast.speaker(key, deputising), Presence.PRESENT, cast.agency(key), role=role, signed=True)


def _apologies(cast: Cast, days: Days, key: str, sent: int | bool) -> Attendance:
    """`sent` is the day on which information came instead; false when nothing did."""
    received = None if sent is False else days.on(sent)
    return Attendance(
        cast.speaker(key),
        Presence.APOLOGIES,
        cast.agency(key),
        information_sent=received is not None,
        information_received=received,
    )


def open_meeting(door: Door, cast: Cast, days: Days, meeting_id: UUID, page: Page) -> None:
    """Opens it: the statement is read and conflicts of interest are declared."""
    with door.edit("Open meeting") as edit:
        meeting = edit.get(Meeting, meeting_id)
        meeting.open(days.at(page["starts"], 2))
        meeting.statement_read, meeting.earlier_minutes_agreed = True, page.get("earlier_minutes_agreed")
        by_name = {each.name: each for each in meeting.attendance}
        for each in page.get("conflict", ()):
            who = by_name[cast.speaker(each["agency"], each["agency"] in page.get("deputising", ()))]
            meeting.declare_conflict(who, cast.cases[each["case"]], each["nature"], leaves=each["leaves"])


def close_meeting(door: Door, days: Days, meeting_id: UUID, page: Page, next_day: Mapping[str, Days]) -> None:
    """Closes it. Its minutes stay a draft: signing keeps the composed paper, which is for whoever makes papers."""
    with door.edit("Close meeting") as edit:
        meeting = edit.get(Meeting, meeting_id)
        meeting.other_business = page.get("other_business", "")
        if page["followed_by"] in next_day:
            meeting.next_meeting = next_day[page["followed_by"]].meeting
        meeting.close(days.at(page["ends"]))
