from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marac_desk.repeats import is_repeat, months_after


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 4, 9), 12, date(2027, 4, 9)),
        (date(2024, 2, 29), 12, date(2025, 3, 1)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 3, 1)),
        (date(2026, 12, 31), 2, date(2027, 3, 1)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
    ],
)
def test_the_twelve_months_never_end_early(start: date, months: int, end: date) -> None:
    assert months_after(start, months) == end


@given(st.dates(max_value=date(9000, 1, 1)), st.integers(1, 120))
def test_months_after_is_always_later_and_within_a_day_of_the_calendar(start: date, months: int) -> None:
    end = months_after(start, months)
    assert end > start
    assert end.day in (start.day, 1)


@pytest.mark.parametrize(
    ("last", "further", "repeat"),
    [
        (None, date(2026, 11, 1), False),
        (date(2026, 4, 9), date(2026, 11, 1), True),
        (date(2025, 11, 1), date(2026, 11, 1), True),
        (date(2025, 11, 1), date(2026, 11, 2), False),
        (date(2024, 2, 29), date(2025, 3, 1), True),
        (date(2026, 11, 2), date(2026, 11, 1), False),
    ],
)
def test_further_abuse_within_twelve_months_makes_a_repeat(last: date | None, further: date, repeat: bool) -> None:
    assert is_repeat(last, further) is repeat
