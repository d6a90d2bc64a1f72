"""Failed attempts to unlock a vault: how long the next one has to wait, and how they are told.

Guessing at the keyboard is slowed, and its owner learns of it. Against a thief with the files only the passphrase
itself helps, as they try it with a program of their own.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil

from marac_desk.dates import short_date

FREE = 3
"""So many attempts wait for nothing: a slip of the finger is no attack."""

LONGEST = 30
"""Seconds."""

OWN_SLIPS = timedelta(minutes=5)


def seconds_to_wait(count: int, last_at: datetime, now: datetime) -> int:
    """How long the next attempt has to wait after `count` failed ones: two seconds after the third, then ever longer.

    Where the clock has jumped to before the last attempt nobody waits, since nobody can tell how long.
    """
    whole = min(LONGEST, 2 ** min(count - FREE + 1, 8)) if count >= FREE else 0
    passed = (now - last_at).total_seconds()
    return max(0, ceil(whole - passed)) if passed >= 0 else 0


def wait_sentence(count: int, seconds: int) -> str:
    """Why it has to wait, and how long."""
    return f"{count} attempts to open this vault have failed, so each further one waits. Try again in {seconds} s."


def told_sentence(count: int, first_at: datetime, last_at: datetime, now: datetime) -> str:
    """What whoever opens the vault next is told once; "" for one or two slips just now, most likely their own."""
    if count < FREE and timedelta() <= now - first_at <= OWN_SLIPS:
        return ""
    attempts = "One failed attempt" if count == 1 else f"{count} failed attempts"
    at = last_at.astimezone() if count == 1 else first_at.astimezone()
    return f"{attempts} to unlock this vault {'on' if count == 1 else 'since'} {short_date(at.date())} at {at:%H:%M}."
