from __future__ import annotations

from datetime import date

import pytest

from marac_desk.errors import Refused
from marac_desk.typed_dates import read_day, read_past_day

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("27/11", date(2026, 11, 27)),
        ("27 nov", date(2026, 11, 27)),
        ("3 February", date(2027, 2, 3)),
        ("26.11", TODAY),
        ("25/11", date(2027, 11, 25)),
        ("1/12/2028", date(2028, 12, 1)),
        ("2026-12-14", date(2026, 12, 14)),
        (" +3 ", date(2026, 11, 29)),
    ],
)
def test_a_day_without_its_year_is_the_next_such_day(typed: str, meant: date) -> None:
    assert read_day(typed, TODAY) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("24/11", date(2026, 11, 24)), ("28/11", date(2025, 11, 28)), ("28/11/2026", date(2026, 11, 28))],
)
def test_a_past_day_without_its_year_is_the_last_such_day(typed: str, meant: date) -> None:
    assert read_past_day(typed, TODAY) == meant


@pytest.mark.parametrize("typed", ["", "soon", "31/2", "3/2027", "2027", "12 foo", "40/1"])
def test_what_is_no_whole_day_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        read_day(typed, TODAY)
