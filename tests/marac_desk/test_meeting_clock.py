from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marac_desk.meeting_clock import OPENING, CaseTimes, MeetingClock, planned_minutes
from marac_desk.meetings import Listing

START = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")


def at(minutes: float) -> datetime:
    """So many minutes after the meeting's start."""
    return START + timedelta(minutes=minutes)


def cases(*took: tuple[float, float | None] | None) -> list[CaseTimes]:
    """One case each, with the minutes at which it began and ended, or nothing when it is still to come."""
    return [
        CaseTimes(
            UUID(int=number),
            Listing.NEW,
            started_at=at(each[0]) if each else None,
            ended_at=at(each[1]) if each and each[1] is not None else None,
        )
        for number, each in enumerate(took)
    ]


def clock(*took: tuple[float, float | None] | None, opened: bool = True) -> MeetingClock:
    return MeetingClock(START, 10, cases(*took), opened_at=START if opened else None)


@pytest.mark.parametrize(
    ("listing", "deferred", "minutes"),
    [
        (Listing.NEW, False, 10),
        (Listing.REPEAT, False, 10),
        (Listing.TRANSFER_IN, False, 10),
        (Listing.ALERT_ONLY, False, 1),
        (Listing.NEW, True, 0),
        (Listing.ALERT_ONLY, True, 0),
    ],
)
def test_a_deferred_case_takes_no_time_and_an_alert_a_minute(listing: Listing, deferred: bool, minutes: int) -> None:
    assert planned_minutes(listing, deferred, 10) == minutes


def test_each_case_begins_when_those_before_it_are_planned_to_end() -> None:
    waiting = clock(None, None, None, opened=False)
    put_off = [waiting.cases[0], replace(waiting.cases[1], deferred=True), waiting.cases[2]]
    waiting = replace(waiting, cases=put_off)
    begins = [waiting.begins_at(each, at(-30)) for each in waiting.cases]
    assert begins == [at(OPENING), at(OPENING + 10), at(OPENING + 10)]
    assert waiting.planned_end == begins[-1] + timedelta(minutes=10)


@pytest.mark.parametrize(
    ("taken", "now", "begins"),
    [
        ((None, None), 8, 25),
        ((None, None), 20, 30),
        (((6, 10), None), 10, 10),
        (((6, None), None), 12, 16),
        (((15, None), None), 40, 40),
        ((None, (15, None), None), 20, 35),
    ],
    ids=["opening", "long opening", "ahead", "under way", "behind", "out of order"],
)
def test_the_last_case_begins_so_long_before_the_end_as_it_is_planned_to_take(
    taken: tuple[tuple[float, float | None] | None, ...], now: float, begins: float
) -> None:
    running = clock(*taken)
    assert running.begins_at(running.cases[-1], at(now)) == at(begins)
    assert running.ends_at(at(now)) == at(begins + 10)


def test_before_it_opens_the_meeting_is_on_time_until_its_hour_has_passed() -> None:
    waiting = clock(None, None, opened=False)
    assert waiting.say(at(-30), UTC) == "Meeting on time · ends 10:05"
    assert waiting.say(at(8), UTC) == "8 minutes behind · ends 10:13"


def test_times_are_those_of_the_place() -> None:
    summer = replace(clock(None), starts_at=datetime(2026, 7, 2, 8, 30, tzinfo=UTC), opened_at=None)
    assert summer.say(datetime(2026, 7, 2, 8, 0, tzinfo=UTC), LONDON) == "Meeting on time · ends 09:55"


def test_a_case_within_its_minutes_leaves_the_meeting_on_time() -> None:
    running = clock((15, 25), (25, None), None)
    assert running.say(at(33), UTC) == "Meeting on time · ends 10:15"
    assert running.minutes_of(running.cases[1], at(33)) == 8
    assert running.minutes_of(running.cases[0], at(33)) == 10
    assert running.minutes_of(running.cases[2], at(33)) == 0
    assert running.elapsed(at(33)) == 33


def test_a_case_over_its_minutes_pushes_the_end_back() -> None:
    running = clock((15, None), None)
    assert running.behind(at(25)) == 0
    assert running.say(at(33), UTC) == "8 minutes behind · ends 10:13"


def test_quick_cases_bring_the_end_forward() -> None:
    assert clock((15, 19), None).say(at(19), UTC) == "6 minutes ahead · ends 09:59"


def test_two_minutes_either_way_are_on_time() -> None:
    running = clock((15, None), None)
    assert running.say(at(27), UTC) == "Meeting on time · ends 10:07"
    assert running.say(at(28), UTC) == "3 minutes behind · ends 10:08"


def test_a_break_between_cases_counts() -> None:
    assert clock((15, 25), None).behind(at(30)) == 5


def test_a_closed_meeting_stands_still() -> None:
    closed = replace(clock((15, 25)), closed_at=at(31))
    assert closed.say(at(500), UTC) == "Meeting closed at 10:01"
    assert closed.elapsed(at(500)) == 31


def test_a_clock_that_was_set_back_shows_no_minutes_below_nought() -> None:
    running = clock((15, None))
    assert running.minutes_of(running.cases[0], at(10)) == 0


@given(st.lists(st.sampled_from(list(Listing)), max_size=25), st.integers(5, 15), st.integers(0, 400))
def test_the_end_never_lies_behind_us_and_moves_on_with_the_time(
    listings: list[Listing], per_case: int, minutes: int
) -> None:
    listed = [CaseTimes(UUID(int=number), each) for number, each in enumerate(listings)]
    running = MeetingClock(START, per_case, listed, opened_at=START)
    assert running.ends_at(at(minutes)) >= at(minutes)
    assert running.ends_at(at(minutes + 1)) >= running.ends_at(at(minutes))
    assert running.behind(at(minutes)) == max(minutes - OPENING, 0)


def test_a_meeting_that_is_opened_on_the_eve_is_not_hours_ahead() -> None:
    held = replace(clock(None, None), opened_at=START - timedelta(hours=16))
    assert held.say(START - timedelta(hours=16), LONDON) == "Meeting on time · ends 18:05"
