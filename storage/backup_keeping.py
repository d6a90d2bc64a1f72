"""Keeps a vault's backups up: makes one when it is due, thins them out, and copies the newest to the second place.

Callable without a window, in any thread: `keep_up` now and then, `make_now` when somebody asks for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from marac_desk.backups import SECOND_TOO_LONG, TOO_LONG, Why, is_due, too_long
from marac_desk.errors import Told
from marac_desk.progress import UNWATCHED, Watch
from storage.backup import NO_ROOM, back_up
from storage.backup_content import content_of
from storage.backup_folder import Backup, backups_in
from storage.backup_seals import Seals, seals_of
from storage.backup_thinning import make_room, marks_of, room_was_made, thin
from storage.second_place import NO_ROOM as NO_ROOM_THERE
from storage.second_place import carry_over, chosen_place, is_there, last_copied, on_the_same_disk
from storage.tables import journal_entry
from storage.vault import Vault

_BESIDE = 300 * 1024
"""Bytes that the other files of a backup take at most."""


@dataclass(frozen=True)
class PlaceState:
    """How a place of backups stands: the newest backup's moment, and whether that is too long ago.

    `there` says whether the place is, and `same_disk` whether a failing disk would take it with the vault.
    """

    path: Path
    made_at: datetime | None
    late: bool
    there: bool = True
    same_disk: bool = False


@dataclass(frozen=True)
class State:
    """How the backups of a vault stand. `trouble` says why the last one could not be made or copied, "" for nothing.

    `strange` is how many backups in both places the vault did not make, by their notes: they count for nothing.
    """

    here: PlaceState
    second: PlaceState | None
    trouble: str = ""
    strange: int = 0


@dataclass(frozen=True)
class Made:
    """A backup that was made; `said` tells which others had to go to make room, "" for none."""

    backup: Backup
    said: str = ""


@dataclass(frozen=True)
class _Moved:
    """Whose vault it is, its seals and bytes, the digest its journal ends in, and the moment of its first entry."""

    vault: str
    seals: Seals
    size: int
    digest: str
    first: datetime | None
    second: Path | None

    def all(self, place: Path) -> tuple[Backup, ...]:
        """Those in a place that say they are this vault's, newest first."""
        return tuple(each for each in backups_in(place, self.vault) if each.note is not None)

    def own(self, place: Path) -> tuple[Backup, ...]:
        """Of these, those that it made."""
        return self.seals.own(self.all(place))


def keep_up(vault: Vault, now: datetime, watch: Watch = UNWATCHED) -> State:
    """Does what is due, and says how the backups stand. What cannot be done is told in the state.

    After a new database key one is due as after the first change: those from before open with what was to be forgotten.
    Raises Stopped, and Refused where the vault is only read: what is beside it is then left alone as well.
    """
    vault.must_be_writable()
    moved = _look(vault)
    try:
        of_now = marks_of(filter(moved.seals.of_now, moved.own(vault.folder.backups)))
        if is_due(of_now, moved.digest, moved.first or now, now):
            said = make_now(vault, Why.DAY, now, watch).said
        else:
            said = _second(vault, moved, now, watch)
    except Told as told:
        said = told.say
    return state_of(vault, now, said)


def make_now(vault: Vault, why: Why, now: datetime, watch: Watch = UNWATCHED) -> Made:
    """Makes a backup, thins the others, and copies it to the second place if that is there.

    Where the disk has no room for it, the oldest go first. Raises as `back_up` does. A copy that fails is told too,
    though the backup itself is made.
    """
    vault.must_be_writable()
    moved, place = _look(vault), vault.folder.backups
    part = 70 if moved.second and is_there(moved.second) else 100
    went = make_room(moved.own(place), place, moved.size + _BESIDE, NO_ROOM, now)
    backup = back_up(vault, why, now, watch=watch.part(0, part))
    thin(moved.own(place), moved.seals, now)
    copied = _second(vault, moved, now, watch.part(part, 100))
    return Made(backup, " ".join(filter(None, (room_was_made(went, "on this computer"), copied))))


def state_of(vault: Vault, now: datetime, trouble: str = "") -> State:
    """How the backups stand. It looks at the second place, which may take a while: call it in a job."""
    moved = _look(vault)
    folder = vault.folder
    found = moved.all(folder.backups)
    own = moved.seals.own(found)
    newest, strange = _newest(own), len(found) - len(own)
    here = PlaceState(folder.backups, _made_at(newest), _is_late(newest, moved, now))
    if moved.second is None:
        return State(here, None, trouble, strange)
    there = is_there(moved.second)
    found = moved.all(moved.second) if there else ()
    own = moved.seals.own(found)
    copied = _newest(own)
    made_at = _made_at(copied) if there else last_copied(folder, moved.seals)
    unchanged = copied is not None and copied.note is not None and copied.note.digest == moved.digest
    late = not unchanged and too_long(made_at, now, SECOND_TOO_LONG)
    second = PlaceState(moved.second, made_at, late, there, on_the_same_disk(moved.second, folder))
    return State(here, second, trouble, strange + len(found) - len(own))


def _look(vault: Vault) -> _Moved:
    with vault.read() as read:
        connection = read.session.connection()
        content, seals = content_of(connection), seals_of(connection, vault.parts.engines.key)
        pages, page = (int(connection.exec_driver_sql(f"PRAGMA page_{of}").scalar_one()) for of in ("count", "size"))
        first = read.session.scalar(select(journal_entry.c.at).where(journal_entry.c.sequence == 1))
        return _Moved(content.vault, seals, pages * page, content.end.digest, first, chosen_place(read))


def _second(vault: Vault, moved: _Moved, now: datetime, watch: Watch) -> str:
    """The newest backup goes to the second place, where that is there and has it not; says what had to go there."""
    newest = _newest(moved.own(vault.folder.backups))
    if moved.second is None or newest is None or not is_there(moved.second):
        return ""
    went, there = 0, moved.own(moved.second)
    if not any(each.note == newest.note for each in there):
        went = make_room(there, moved.second, newest.size, NO_ROOM_THERE, now)
        carry_over(newest, moved.second, vault.folder, moved.seals, now, watch)
    thin(moved.own(moved.second), moved.seals, now)
    return room_was_made(went, "in the second place")


def _newest(backups: Sequence[Backup]) -> Backup | None:
    return backups[0] if backups else None


def _made_at(backup: Backup | None) -> datetime | None:
    return backup.note.made_at if backup and backup.note else None


def _is_late(newest: Backup | None, moved: _Moved, now: datetime) -> bool:
    """A new vault has two days' time; one in which nothing was changed since its backup has all the time."""
    if newest is None:
        return too_long(moved.first, now, TOO_LONG)
    return bool(newest.note and newest.note.digest != moved.digest) and too_long(_made_at(newest), now, TOO_LONG)
