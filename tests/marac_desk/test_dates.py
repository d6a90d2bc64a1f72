from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marac_desk.dates import PartialDate, long_date, short_date, years_between
from marac_desk.errors import Refused


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("2/3/1995", "2 Mar 1995"),
        ("02.03.1995", "2 Mar 1995"),
        (" 3/1995 ", "Mar 1995"),
        ("1995", "1995"),
        ("1995-03-02", "2 Mar 1995"),
        ("29/2/2024", "29 Feb 2024"),
    ],
)
def test_a_date_of_birth_is_read_as_it_is_typed_in_britain(typed: str, shown: str) -> None:
    assert str(PartialDate.read(typed)) == shown


@pytest.mark.parametrize("typed", ["", "about thirty", "31/2/1995", "0/3/1995", "3/13/1995", "95", "1995-13-01"])
def test_what_is_no_date_is_refused_in_a_sentence(typed: str) -> None:
    with pytest.raises(Refused, match=r"\.$"):
        PartialDate.read(typed)


@given(st.dates())
def test_a_whole_date_reads_back_as_it_was_stored(day: date) -> None:
    assert PartialDate.read(PartialDate.of(day).stored) == PartialDate.of(day)


def test_a_day_without_its_month_is_refused() -> None:
    with pytest.raises(Refused, match="month"):
        PartialDate(1995, day=2)


def test_an_age_is_given_only_when_the_known_part_of_the_date_settles_it() -> None:
    on = date(2026, 11, 22)
    assert PartialDate.read("2/3/1995").age_on(on) == 31
    assert PartialDate.read("12/1995").age_on(on) == 30
    assert PartialDate.read("11/1995").age_on(on) is None
    assert PartialDate.read("1995").age_on(on) is None


def test_someone_born_on_a_leap_day_turns_a_year_older_on_the_first_of_march() -> None:
    assert years_between(date(2008, 2, 29), date(2026, 2, 28)) == 17
    assert years_between(date(2008, 2, 29), date(2026, 3, 1)) == 18


def test_dates_are_written_one_way() -> None:
    assert short_date(date(2026, 11, 6)) == "6 Nov 2026"
    assert long_date(date(2026, 11, 26)) == "Thursday 26 November 2026"
