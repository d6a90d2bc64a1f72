from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest

from marac_desk.backups import (
    SECOND_TOO_LONG,
    TOO_LONG,
    Mark,
    Why,
    how_long_ago,
    is_due,
    superfluous,
    too_long,
)

NOW = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)


def mark(made_at: datetime, why: Why = Why.DAY, digest: str = "old") -> Mark:
    return Mark(f"{made_at:%Y-%m-%dT%H%M%SZ}", made_at, why, digest)


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


@pytest.mark.parametrize(("days", "late"), [(0, False), (2, False), (2.1, True), (-3, True)])
def test_two_days_without_a_backup_are_too_long(days: float, late: bool) -> None:
    assert too_long(ago(days).made_at, NOW, TOO_LONG) is late
    assert too_long(None, NOW, SECOND_TOO_LONG)


def test_how_long_ago_is_said_as_people_say_it() -> None:
    assert how_long_ago(NOW, NOW) == f"today {NOW.astimezone():%H:%M}"
    assert how_long_ago(NOW - timedelta(days=1), NOW).startswith("yesterday ")
    assert how_long_ago(NOW - timedelta(days=9), NOW) == "9 days ago"
    assert how_long_ago(NOW + timedelta(days=9), NOW) == "at a time still to come"
