"""Backups: when one is due, which stay as time goes by, and when it has been too long.

Clocks jump. So nothing here trusts that the newest moment is the last one: periods are counted by
those that have a backup, and a backup from the future neither hides an old one nor keeps it away.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

DAY = timedelta(days=1)
FIRST_AFTER = timedelta(hours=1)
"""A vault that has no backup at all gets its first one an hour after its first entry."""
LATEST = 3
PERIODS = ((7, "%Y-%m-%d"), (5, "%G-%V"), (12, "%Y-%m"))
"""The newest of each of the last seven days, five weeks and twelve months that have any."""
AT_MOST_TIMES = 10
FREELY = 4 * 1024**3
"""Bytes. The backups in one place together take no more than ten times the newest, or this where that is more."""
MADE_BY_HAND_STAY = timedelta(days=7)
MADE_BEFORE_A_CHANGE_STAY = timedelta(days=30)
TOO_LONG = timedelta(days=2)
SECOND_TOO_LONG = timedelta(days=7)


class Why(Enum):
    """What made somebody, or the program, make a backup."""

    DAY = "after a day of change"
    BY_HAND = "made by hand"
    UPDATE = "before an update"
    RESTORE = "before a restore"


_STAY = {
    Why.DAY: timedelta(0),
    Why.BY_HAND: MADE_BY_HAND_STAY,
    Why.UPDATE: MADE_BEFORE_A_CHANGE_STAY,
    Why.RESTORE: MADE_BEFORE_A_CHANGE_STAY,
}


@dataclass(frozen=True)
class Mark:
    """What decides over a backup: its name, its moment in UTC, why it was made, where its journal ends, its bytes."""

    name: str
    made_at: datetime
    why: Why
    digest: str
    size: int = 0


def is_due(marks: Iterable[Mark], digest: str, first_change: datetime, now: datetime) -> bool:
    """Whether there was a day of change: the journal, which ends in `digest`, has moved, and no backup is of today.

    `first_change` is the moment of the journal's first entry.
    """
    known = tuple(marks)
    if any(mark.digest == digest for mark in known):
        return False
    if not known:
        return not first_change <= now < first_change + FIRST_AFTER
    return not any(now - DAY < mark.made_at <= now for mark in known)


def superfluous(marks: Iterable[Mark], now: datetime) -> tuple[str, ...]:
    """The names of those that can go: none of the last three, nor the newest of a day, week or month to be kept.

    Where those that are left take too much room together, the oldest of them go as well, as far as that takes.
    """
    newest_first = _newest_first(marks, now)
    kept = {mark.name for mark in newest_first[:LATEST]}
    kept |= {mark.name for mark in newest_first if _stays(mark, now)}
    for count, period in PERIODS:
        kept |= _newest_of_each(newest_first, period, count)
    left = [mark for mark in newest_first if mark.name in kept]
    too_much = sum(mark.size for mark in left) - max(FREELY, AT_MOST_TIMES * left[0].size) if left else 0
    gone = (*(mark for mark in newest_first if mark.name not in kept), *_oldest(left, too_much, now))
    return tuple(mark.name for mark in gone)


def to_make_room(marks: Iterable[Mark], missing: int, now: datetime) -> tuple[str, ...]:
    """The names of those that go so that `missing` bytes more are free: the oldest, and no more than it takes.

    None, where all that may go would not be enough. The last three stay, and those that stay for a while.
    """
    gone = _oldest(_newest_first(marks, now), missing, now)
    return tuple(mark.name for mark in gone) if sum(mark.size for mark in gone) >= missing else ()


def _newest_first(marks: Iterable[Mark], now: datetime) -> list[Mark]:
    return sorted(marks, key=lambda mark: (mark.made_at <= now, mark.made_at, mark.name), reverse=True)


def _oldest(newest_first: Sequence[Mark], beyond: int, now: datetime) -> list[Mark]:
    """The oldest that may go, until they make up `beyond` bytes, or all of them."""
    gone: list[Mark] = []
    for mark in reversed(newest_first[LATEST:]):
        if beyond > 0 and not _stays(mark, now):
            gone.append(mark)
            beyond -= mark.size
    return gone


def _stays(mark: Mark, now: datetime) -> bool:
    return abs(now - mark.made_at) < _STAY[mark.why]


def _newest_of_each(newest_first: Sequence[Mark], period: str, count: int) -> set[str]:
    found: dict[str, str] = {}
    for mark in newest_first:
        found.setdefault(mark.made_at.strftime(period), mark.name)
    return set(list(found.values())[:count])


def too_long(made_at: datetime | None, now: datetime, limit: timedelta) -> bool:
    """Whether the last backup is older than it should be, or there is none, or the clock contradicts it."""
    return made_at is None or not -DAY < now - made_at <= limit


def how_long_ago(moment: datetime, now: datetime) -> str:
    """`today 09:30`, `yesterday 09:30` or `9 days ago`, by the clock where the person sits."""
    here, today = moment.astimezone(), now.astimezone().date()
    days = (today - here.date()).days
    if days in (0, 1):
        return f"{('today', 'yesterday')[days]} {here:%H:%M}"
    return f"{days} days ago" if days > 0 else "at a time still to come"
