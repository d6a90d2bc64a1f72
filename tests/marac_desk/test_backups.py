from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marac_desk.backups import (
    AT_MOST_TIMES,
    FREELY,
    LATEST,
    SECOND_TOO_LONG,
    TOO_LONG,
    Mark,
    Why,
    how_long_ago,
    is_due,
    superfluous,
    to_make_room,
    too_long,
)

NOW = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)


def mark(made_at: datetime, why: Why = Why.DAY, digest: str = "old", size: int = 0) -> Mark:
    return Mark(f"{made_at:%Y-%m-%dT%H%M%SZ}", made_at, why, digest, size)


def ago(days: float, why: Why = Why.DAY, digest: str = "old") -> Mark:
    return mark(NOW - timedelta(days=days), why, digest)


def left(marks: Iterable[Mark], now: datetime = NOW) -> list[Mark]:
    known = list(marks)
    gone = superfluous(known, now)
    return [each for each in known if each.name not in gone]


def test_a_backup_is_due_after_a_day_in_which_something_was_changed() -> None:
    assert is_due([ago(1.1)], "new", ago(90).made_at, NOW)
    assert not is_due([ago(0.9)], "new", ago(90).made_at, NOW)
    assert not is_due([ago(30, digest="new")], "new", ago(90).made_at, NOW)


def test_a_new_vault_gets_its_first_backup_after_an_hour() -> None:
    assert not is_due([], "new", NOW - timedelta(minutes=50), NOW)
    assert is_due([], "new", NOW - timedelta(minutes=61), NOW)


def test_a_backup_from_the_future_does_not_keep_the_next_one_away() -> None:
    assert is_due([ago(-400)], "new", ago(90).made_at, NOW)
    assert not is_due([ago(-400), ago(0.5)], "new", ago(90).made_at, NOW)
    assert is_due([], "new", NOW + timedelta(days=9), NOW)


def test_a_year_of_daily_backups_thins_to_days_weeks_and_months() -> None:
    known: list[Mark] = []
    for day in range(400, -1, -1):
        known.append(ago(day))
        known = left(known, NOW - timedelta(days=day))
    ages = [(NOW - each.made_at).days for each in reversed(known)]
    assert ages[:7] == [0, 1, 2, 3, 4, 5, 6]
    assert len(ages) <= 3 + 7 + 5 + 12
    assert max(ages) > 300
    assert len({each.made_at.strftime("%Y-%m") for each in known}) == 12


def test_the_last_three_stay_though_they_are_of_one_hour() -> None:
    one_day = [mark(NOW - timedelta(minutes=minutes)) for minutes in range(6)]
    assert left(one_day) == one_day[:3]


def test_what_was_made_by_hand_stays_a_week_and_what_was_made_before_a_change_a_month() -> None:
    several_a_day = [mark(NOW - timedelta(days=day, hours=hour)) for day in range(40) for hour in range(3)]
    by_hand, before = ago(6.3, Why.BY_HAND), ago(29.3, Why.RESTORE)
    assert {by_hand, before} <= set(left([*several_a_day, by_hand, before]))
    late = NOW + timedelta(days=2)
    assert not {by_hand, before} & set(left([*several_a_day, by_hand, before], late))


def test_the_newest_always_stays_whatever_the_clock_says() -> None:
    known = [ago(-day) for day in range(40)] + [ago(0)]
    assert ago(0) in left(known)


GB = 1024**3


def of_size(count: int, size: int) -> list[Mark]:
    """One a day, newest first."""
    return [mark(NOW - timedelta(days=day), size=size) for day in range(count)]


def test_small_backups_are_thinned_by_their_age_alone() -> None:
    assert left(of_size(7, GB // 4)) == of_size(7, GB // 4)


def test_large_ones_take_no_more_than_ten_times_the_newest_and_the_oldest_go() -> None:
    a_month_each = [mark(NOW - timedelta(days=31 * month), size=2 * GB) for month in range(12)]
    assert left(a_month_each) == a_month_each[:AT_MOST_TIMES]


def test_no_more_go_than_make_the_room_that_is_missing() -> None:
    known = of_size(9, 100)
    assert to_make_room(known, 0, NOW) == ()
    assert to_make_room(known, 1, NOW) == (known[8].name,)
    assert to_make_room(known, 250, NOW) == (known[8].name, known[7].name, known[6].name)


def test_where_all_that_may_go_are_not_enough_none_goes() -> None:
    assert len(to_make_room(of_size(9, 100), 600, NOW)) == 6
    assert to_make_room(of_size(9, 100), 601, NOW) == ()


any_mark = st.builds(
    mark,
    st.integers(-90_000, 40_000_000).map(lambda seconds: NOW - timedelta(seconds=seconds)),
    st.sampled_from(Why),
    size=st.integers(0, 3 * GB),
)
any_marks = st.lists(any_mark, max_size=60, unique_by=lambda each: each.name)


@given(any_marks, st.integers(0, 40 * GB))
def test_whatever_there_is_the_newest_stay_and_what_goes_is_the_oldest_that_may(
    known: list[Mark], missing: int
) -> None:
    by_age = sorted(known, key=lambda each: (each.made_at <= NOW, each.made_at, each.name), reverse=True)
    gone, for_room = superfluous(known, NOW), to_make_room(known, missing, NOW)
    newest = {each.name for each in by_age[:LATEST]}
    assert not newest & {*gone, *for_room}
    stay = [each for each in by_age if each.name not in gone]
    may_go = [each for each in stay[LATEST:] if each.why is Why.DAY]
    within = not stay or sum(each.size for each in stay) <= max(FREELY, AT_MOST_TIMES * stay[0].size)
    assert within or not may_go
    sizes = [each.size for each in by_age if each.name in for_room]
    assert not for_room or sum(sizes) >= missing > sum(sizes[1:])  # without the newest of them it would not do


@pytest.mark.parametrize(("days", "late"), [(0, False), (2, False), (2.1, True), (-3, True)])
def test_two_days_without_a_backup_are_too_long(days: float, late: bool) -> None:
    assert too_long(ago(days).made_at, NOW, TOO_LONG) is late
    assert too_long(None, NOW, SECOND_TOO_LONG)


def test_how_long_ago_is_said_as_people_say_it() -> None:
    assert how_long_ago(NOW, NOW) == f"today {NOW.astimezone():%H:%M}"
    assert how_long_ago(NOW - timedelta(days=1), NOW).startswith("yesterday ")
    assert how_long_ago(NOW - timedelta(days=9), NOW) == "9 days ago"
    assert how_long_ago(NOW + timedelta(days=9), NOW) == "at a time still to come"
