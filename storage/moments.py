"""Moments as they stand in the small files beside a vault, which anybody may have altered."""

from __future__ import annotations

from datetime import UTC, datetime

_YEARS = range(1970, 9000)
"""At the ends of the calendar a time zone leads out of it, and whoever shows the moment would stumble over that."""


def moment_in(text: str) -> datetime:
    """The moment in UTC that ISO 8601 text names. Raises ValueError, TypeError or OverflowError where it names none."""
    moment = datetime.fromisoformat(text).astimezone(UTC)
    if moment.year not in _YEARS:
        raise ValueError("no moment of a vault")
    return moment
