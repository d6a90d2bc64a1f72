from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest
from holidays import country_holidays
from hypothesis import given
from hypothesis import strategies as st

from marac_desk.bank_holidays import bank_holidays
from marac_desk.cases import KeyDate, KeyDateKind
from marac_desk.timetable import (
    DueChip,
    TimetableSettings,
    TimetableStep,
    WorkingDays,
    deadlines,
    due_chips,
    fits,
    not_beaten,
)

ENGLAND = WorkingDays()
THURSDAY = date(2026, 11, 26)
days = st.dates(date(2024, 1, 1), date(2030, 12, 31))
few = st.integers(0, 30)


@pytest.mark.parametrize(
    "closed",
    [
        date(2026, 11, 28),  # Saturday
        date(2026, 11, 29),  # Sunday
        date(2026, 12, 25),
        date(2026, 12, 28),  # in lieu of Boxing Day
        date(2027, 3, 26),  # Good Friday
        date(2027, 12, 27),  # in lieu of Christmas Day
    ],
)
def test_nobody_works_at_a_weekend_or_on_a_bank_holiday(closed: date) -> None:
    assert not ENGLAND.is_working_day(closed)


def test_an_ordinary_thursday_is_a_working_day() -> None:
    assert ENGLAND.is_working_day(THURSDAY)


@pytest.mark.parametrize("nation", ["ENG", "WLS"])
def test_a_scottish_or_irish_holiday_is_a_working_day_here(nation: str) -> None:
    calendar = WorkingDays(nation)
    assert calendar.is_working_day(date(2026, 1, 2))
    assert calendar.is_working_day(date(2026, 3, 17))
    assert not calendar.is_working_day(date(2026, 4, 6))


def test_the_calendars_of_other_countries_are_not_loaded() -> None:
    look = (
        "import sys; from datetime import date; from marac_desk.timetable import WorkingDays;"
        "assert not WorkingDays().is_working_day(date(2026, 12, 25));"
        "print(sorted(name for name in sys.modules if name.startswith('holidays.countries.')))"
    )
    ran = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "['holidays.countries.united_kingdom']"


@pytest.mark.parametrize("nation", ["ENG", "WLS"])
def test_the_bank_holidays_are_those_that_the_library_has(nation: str) -> None:
    for year in range(2000, 2060):
        assert bank_holidays(nation, year) == set(country_holidays("GB", subdiv=nation, years=year))


def test_an_area_may_close_on_a_day_of_its_own() -> None:
    closed = WorkingDays("ENG", frozenset({THURSDAY}))
    assert not closed.is_working_day(THURSDAY)
    assert closed.add(date(2026, 11, 25), 1) == date(2026, 11, 27)


def test_ten_working_days_jump_over_christmas() -> None:
    assert ENGLAND.add(date(2026, 12, 18), 10) == date(2027, 1, 6)
    assert ENGLAND.before(date(2027, 1, 6), 10) == date(2026, 12, 18)


def test_no_days_on_is_the_same_day_even_at_a_weekend() -> None:
    assert ENGLAND.add(date(2026, 11, 28), 0) == date(2026, 11, 28)


def test_days_between_leave_out_the_first_and_count_the_last() -> None:
    assert ENGLAND.between(THURSDAY, THURSDAY) == 0
    assert ENGLAND.between(THURSDAY, date(2026, 11, 30)) == 2
    assert ENGLAND.between(date(2026, 11, 30), THURSDAY) == 0


@given(days, few)
def test_going_on_and_counting_back_agree(start: date, steps: int) -> None:
    end = ENGLAND.add(start, steps)
    assert ENGLAND.between(start, end) == steps
    assert steps == 0 or ENGLAND.is_working_day(end)


@given(days, st.integers(1, 30))
def test_a_working_day_is_reached_again_from_either_side(start: date, steps: int) -> None:
    working = ENGLAND.next(start)
    assert ENGLAND.before(ENGLAND.add(working, steps), steps) == working


def test_a_meeting_has_its_deadlines_in_order() -> None:
    found = deadlines(THURSDAY, TimetableSettings(), ENGLAND)
    assert [(each.step, each.on) for each in found] == [
        (TimetableStep.REFERRALS, date(2026, 11, 12)),
        (TimetableStep.CASE_LIST, date(2026, 11, 16)),
        (TimetableStep.IDVA_UPDATE, date(2026, 11, 25)),
        (TimetableStep.WRITTEN, date(2026, 11, 25)),
        (TimetableStep.MEETING, THURSDAY),
        (TimetableStep.ACTION_LIST, THURSDAY),
        (TimetableStep.MINUTES, date(2026, 12, 1)),
        (TimetableStep.CORRECTIONS, date(2026, 12, 8)),
    ]


def test_an_area_may_send_its_case_list_earlier() -> None:
    found = deadlines(THURSDAY, TimetableSettings(case_list_before=9), ENGLAND)
    assert next(each.on for each in found if each.step is TimetableStep.CASE_LIST) == date(2026, 11, 13)


def test_the_chips_offer_the_usual_dates_and_the_next_meeting() -> None:
    assert due_chips(THURSDAY, date(2026, 12, 10), ENGLAND) == (
        DueChip("Today", THURSDAY),
        DueChip("Next working day", date(2026, 11, 27)),
        DueChip("2 working days", date(2026, 11, 30)),
        DueChip("5 working days", date(2026, 12, 3)),
        DueChip("Next MARAC", date(2026, 12, 10)),
    )


def test_a_chip_past_the_next_meeting_is_not_offered() -> None:
    labels = [chip.label for chip in due_chips(THURSDAY, date(2026, 11, 30), ENGLAND)]
    assert labels == ["Today", "Next working day", "Next MARAC"]


def test_a_meeting_held_today_is_not_the_next_one() -> None:
    assert due_chips(THURSDAY, THURSDAY, ENGLAND) == due_chips(THURSDAY, None, ENGLAND)


def test_without_a_next_meeting_there_is_no_chip_for_it() -> None:
    assert [chip.label for chip in due_chips(THURSDAY, None, ENGLAND)][-1] == "5 working days"


@given(days, st.one_of(st.none(), days))
def test_no_two_chips_offer_the_same_day(today: date, next_meeting: date | None) -> None:
    offered = [chip.on for chip in due_chips(today, next_meeting, ENGLAND)]
    assert len(set(offered)) == len(offered)
    assert offered == sorted(offered)


def test_a_due_date_must_come_before_the_day_it_has_to_beat() -> None:
    release = KeyDate(KeyDateKind.RELEASE, THURSDAY)
    assert fits(THURSDAY - timedelta(days=1), [release])
    assert not fits(THURSDAY, [release])
    assert not fits(THURSDAY + timedelta(days=1), [release])


def test_the_dates_that_are_missed_come_soonest_first() -> None:
    hearing, bail = KeyDate(KeyDateKind.HEARING, date(2026, 12, 3)), KeyDate(KeyDateKind.BAIL_ENDS, THURSDAY)
    birth = KeyDate(KeyDateKind.BIRTH, date(2027, 1, 20))
    assert not_beaten(date(2026, 12, 5), [birth, hearing, bail]) == (bail, hearing)
