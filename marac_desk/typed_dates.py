"""Reads a day as it is typed while others are speaking: `27/11`, `27 nov`, `+3`, or in full."""

from __future__ import annotations

import re
from datetime import date, timedelta

from marac_desk.dates import PartialDate
from marac_desk.errors import Refused

_SHORT = re.compile(r"(\d{1,2})[/. -](\d{1,2}|[a-z]{3,9})\.?", re.IGNORECASE)
_AHEAD = re.compile(r"\+(\d{1,3})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def read_day(typed: str, today: date) -> date:
    """The day that was meant. Without a year it is the next such day; `+3` is in three days.

    Raises Refused when it is no whole date.
    """
    text = typed.strip()
    if ahead := _AHEAD.fullmatch(text):
        return today + timedelta(days=int(ahead[1]))
    if short := _SHORT.fullmatch(text):
        return _next(int(short[1]), _month(short[2]), today)
    found = PartialDate.read(text)
    if found.day is None:
        raise Refused("Please give the day as well: day/month, or day/month/year.")
    return found.earliest


def read_past_day(typed: str, today: date) -> date:
    """The same for something that was: without a year it is the last such day, today at the latest."""
    day = read_day(typed, today)
    if day <= today or not _SHORT.fullmatch(typed.strip()):
        return day
    return _whole(day.year - 1, day.month, day.day)


def _month(typed: str) -> int:
    """A month by its number or the first three letters of its name."""
    if typed.isdecimal():
        return int(typed)
    if typed[:3].casefold() not in _MONTHS:
        raise Refused("Please give the month as a number or by its name.")
    return _MONTHS.index(typed[:3].casefold()) + 1


def _next(day: int, month: int, today: date) -> date:
    this_year = _whole(today.year, month, day)
    return this_year if this_year >= today else _whole(today.year + 1, month, day)


def _whole(year: int, month: int, day: int) -> date:
    return PartialDate(year, month, day).earliest
