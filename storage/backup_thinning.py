"""Which backups of a place go: those that no rule keeps, and where there is no room the oldest, as few as will do.

Only backups that the vault made are counted and removed; whatever else lies there is left alone.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from marac_desk.backups import Mark, superfluous, to_make_room
from marac_desk.errors import StorageFull, Told
from storage.backup_folder import Backup, remove
from storage.backup_seals import Seals

ONE_WENT = "The disk is nearly full, so the oldest backup {where} was removed to make room for a new one. {do}"
SOME_WENT = (
    "The disk is nearly full, so the {count} oldest backups {where} were removed to make room for a new one. {do}"
)
DO = "Make some room there."


def thin(own: Sequence[Backup], seals: Seals, now: datetime) -> None:
    """Removes what is superfluous. `own` are the vault's own backups in one place.

    Somebody who left may know an earlier database key, and could make backups of then: they push out none of now.
    """
    of_now = marks_of(each for each in own if seals.of_now(each))
    safe = {mark.name for mark in of_now}
    gone = {*superfluous(of_now, now), *(name for name in superfluous(marks_of(own), now) if name not in safe)}
    _remove(own, gone)


def make_room(own: Sequence[Backup], place: Path, needed: int, no_room: str, now: datetime) -> int:
    """Sees to it that `needed` bytes are free where the backups are; returns how many of them had to go.

    Raises StorageFull with the sentence `no_room` where none that may go would be enough; then none is removed.
    """
    free = _free(place)
    if free is None or needed <= free:
        return 0
    gone = to_make_room(marks_of(own), needed - free, now)
    if not gone:
        raise StorageFull(no_room)
    _remove(own, gone)
    return len(gone)


def room_was_made(count: int, where: str) -> str:
    """What a person is told when that many had to go, "" for none."""
    if not count:
        return ""
    return (ONE_WENT if count == 1 else SOME_WENT).format(count=count, where=where, do=DO)


def marks_of(backups: Iterable[Backup]) -> tuple[Mark, ...]:
    """What decides over them. Folders that bear the same note are one backup: a copy pushes out none."""
    marks: dict[str, Mark] = {}
    for each in backups:
        if each.note is not None and each.mark is not None:
            marks.setdefault(each.note.mac, each.mark)
    return tuple(marks.values())


def _free(place: Path) -> int | None:
    """Bytes free where a place is, or is to be made; None where the disk does not say."""
    with suppress(OSError):
        disk = shutil.disk_usage(place if place.is_dir() else place.parent)
        return disk.free if disk.total else None
    return None


def _remove(backups: Iterable[Backup], names: Iterable[str]) -> None:
    chosen = set(names)
    for each in backups:
        if each.path.name in chosen:
            with suppress(Told, OSError):  # one that cannot be removed now is removed another time
                remove(each)
