"""Dates that are known only in part, as dates of birth in a referral often are."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from marac_desk.errors import Refused

_STORED = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_TYPED = re.compile(r"(?:(?:(\d{1,2})[/. -])?(\d{1,2})[/. -])?(\d{4})")


@dataclass(frozen=True)
class PartialDate:
    """A day, a month or only a year. A day needs its month.

    Raises Refused when the calendar has no such date.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise Refused("A day needs its month.")
        try:
            date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)
        except ValueError:
            raise Refused("The calendar has no such date.") from None

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """The whole date `day`."""
        return cls(day.year, day.month, day.day)

    @classmethod
    def read(cls, typed: str) -> PartialDate:
        """Reads `2/3/1995`, `3/1995`, `1995` as typed in Britain, or `1995-03-02` as it is stored.

        Raises Refused when it is none of these.
        """
        text = typed.strip()
        if found := _STORED.fullmatch(text):
            year, month, day = found.groups()
        elif found := _TYPED.fullmatch(text):
            day, month, year = found.groups()
        else:
            raise Refused("Please give the date as day/month/year, month/year or a year alone.")
        return cls(int(year), int(month) if month else None, int(day) if day else None)

    @property
    def stored(self) -> str:
        """`1995-03-02`, `1995-03` or `1995`: sorts by date and reads back with `read`."""
        return "-".join([f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)])

    @property
    def earliest(self) -> date:
        """The first day it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def age_on(self, day: date) -> int | None:
        """Whole years on `day`, or nothing when it depends on the part that is not known."""
        oldest, youngest = years_between(self.earliest, day), years_between(self.latest, day)
        return oldest if oldest == youngest else None

    def __str__(self) -> str:
        if self.month is None:
            return str(self.year)
        month = f"{self.earliest:%b} {self.year}"
        return month if self.day is None else f"{self.day} {month}"


def years_between(born: date, day: date) -> int:
    """Whole years from `born` to `day`; someone born on 29 February turns a year older on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def short_date(day: date) -> str:
    """`26 Nov 2026`: the one way a date is written on screen and paper."""
    return f"{day.day} {day:%b %Y}"


def long_date(day: date) -> str:
    """`Thursday 26 November 2026`."""
    return f"{day:%A} {day.day} {day:%B %Y}"
