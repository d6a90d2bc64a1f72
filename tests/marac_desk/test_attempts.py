"""How long a further attempt waits after failed ones, and what is told of them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from marac_desk.attempts import LONGEST, seconds_to_wait, told_sentence
from tests.support.vaults import MORNING

SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("count", "wait"), [(0, 0), (1, 0), (2, 0), (3, 2), (4, 4), (5, 8), (6, 16), (7, 30), (8, 30), (10**9, 30)]
)
def test_after_the_third_each_further_one_waits_longer_but_never_long(count: int, wait: int) -> None:
    assert seconds_to_wait(count, MORNING, MORNING) == wait


def test_the_wait_ends_by_itself() -> None:
    left = [seconds_to_wait(5, MORNING, MORNING + passed * SECOND) for passed in (0, 1, 7, 8, 9)]
    assert left == [8, 7, 1, 0, 0]
    assert seconds_to_wait(5, MORNING, MORNING + 7.2 * SECOND) == 1


def test_a_clock_that_jumps_locks_nobody_out() -> None:
    years = timedelta(days=4000)
    assert seconds_to_wait(9, MORNING, MORNING - years) == 0
    assert seconds_to_wait(9, MORNING - years, MORNING) == 0
    assert max(seconds_to_wait(9, MORNING, MORNING + n * SECOND) for n in range(-100, 100)) == LONGEST


def test_attempts_are_told_with_their_number_and_since_when() -> None:
    first, last = MORNING - timedelta(hours=3), MORNING - timedelta(hours=1)
    told = told_sentence(4, first, last, MORNING)
    assert told.startswith("4 failed attempts to unlock this vault since 26 Nov 2026 at ")
    assert told_sentence(1, first, first, MORNING).startswith("One failed attempt to unlock this vault on 26 Nov 2026")


def test_one_or_two_slips_of_the_last_minutes_are_not_made_much_of() -> None:
    assert told_sentence(2, MORNING - 60 * SECOND, MORNING, MORNING) == ""
    assert told_sentence(3, MORNING - 60 * SECOND, MORNING, MORNING)
    assert told_sentence(1, MORNING - 3600 * SECOND, MORNING, MORNING)
    assert told_sentence(1, MORNING + 3600 * SECOND, MORNING, MORNING)
