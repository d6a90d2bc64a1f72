from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marac_desk.due import AHEAD, MeetingDay, Owed, due
from marac_desk.identity import new_id
from marac_desk.meetings import MeetingState
from marac_desk.timetable import TimetableSettings, TimetableStep, WorkingDays

CALENDAR, SETTINGS = WorkingDays(), TimetableSettings()
MEETING = date(2026, 11, 26)


def listed(today: date, state: MeetingState = MeetingState.LISTED, on: date = MEETING) -> list[tuple[str, date]]:
    meetings = [MeetingDay(new_id(), "NV-M-2026-23", on, state)]
    return [(each.step.value, each.on) for each in due(meetings, today, SETTINGS, CALENDAR)]


def test_before_a_meeting_what_is_still_to_come_is_due_in_the_order_of_the_days() -> None:
    assert listed(date(2026, 11, 16)) == [
        (TimetableStep.CASE_LIST.value, date(2026, 11, 16)),
        (TimetableStep.IDVA_UPDATE.value, date(2026, 11, 25)),
        (TimetableStep.WRITTEN.value, date(2026, 11, 25)),
        (TimetableStep.MEETING.value, MEETING),
    ]


def test_what_is_further_away_than_two_weeks_is_not_shown() -> None:
    assert listed(MEETING - timedelta(days=40)) == []
    assert [step for step, _ in listed(date(2026, 11, 12))][-1] == TimetableStep.MEETING.value
    assert TimetableStep.MEETING.value not in [step for step, _ in listed(date(2026, 11, 11))]


def test_after_a_meeting_the_papers_stay_due_however_late_until_they_are_signed_off() -> None:
    much_later = MEETING + timedelta(days=90)
    assert listed(much_later, MeetingState.DRAFT_MINUTES) == [
        (TimetableStep.ACTION_LIST.value, MEETING),
        (TimetableStep.MINUTES.value, date(2026, 12, 1)),
    ]
    assert listed(much_later, MeetingState.SIGNED_OFF) == []


@pytest.mark.parametrize(("today", "late"), [(date(2026, 12, 1), False), (date(2026, 12, 2), True)])
def test_something_is_late_after_its_day(today: date, late: bool) -> None:
    meetings = [MeetingDay(new_id(), "NV-M-2026-23", MEETING, MeetingState.DRAFT_MINUTES)]
    assert due(meetings, today, SETTINGS, CALENDAR)[-1].late(today) is late


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.lists(st.dates(date(2026, 1, 1), date(2027, 12, 31))))
def test_the_list_goes_by_the_days_and_before_a_meeting_holds_nothing_that_has_passed(
    today: date, days: list[date]
) -> None:
    meetings = [MeetingDay(new_id(), str(on), on, MeetingState.PLANNED) for on in days]
    found = [each.on for each in due(meetings, today, SETTINGS, CALENDAR)]
    assert found == sorted(found)
    assert all(today <= on <= today + AHEAD for on in found)


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((0, 2, 6), "2 actions are due today, 6 more by 3 Dec"),
        ((1, 0, 0), "1 action is overdue"),
        ((3, 1, 0), "3 actions are overdue, 1 due today"),
        ((1, 0, 2), "1 action is overdue, 2 more by 3 Dec"),
        ((0, 0, 1), "1 action is due by 3 Dec"),
        ((0, 0, 0), ""),
    ],
)
def test_what_agencies_owe_is_said_in_one_line(counts: tuple[int, int, int], said: str) -> None:
    assert Owed(*counts, first=date(2026, 11, 26), last=date(2026, 12, 3)).said() == said
