"""When a case is a repeat, and until when its flag stays."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def months_after(day: date, months: int) -> date:
    """The day `months` later. Where that month is shorter it is the first of the next: a clock never ends early."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    if day.day <= monthrange(year, month)[1]:
        return date(year, month, day.day)
    return date(year + month // 12, month % 12 + 1, 1)


def is_repeat(last: date | None, further_abuse: date, months: int = 12) -> bool:
    """Whether further abuse makes a repeat of a case that was last referred (or heard) on `last`.

    Any further abuse between the same victim and person causing harm counts, criminal or not,
    within twelve months of the last referral (SafeLives' current definition, S48; S22 counts from
    the meeting, which is for the area to choose). The last day still counts.
    """
    return last is not None and last <= further_abuse <= months_after(last, months)
