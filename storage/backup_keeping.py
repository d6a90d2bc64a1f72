"""Keeps a vault's backups up: makes one when it is due, thins them out, and copies the newest to the second place.

Callable without a window, in any thread: `keep_up` now and then, `make_now` when somebody asks for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from marac_desk.backups import SECOND_TOO_LONG, TOO_LONG, Mark, Why, is_due, superfluous, too_long
from marac_desk.errors import Told
from marac_desk.progress import UNWATCHED, Watch
from storage.backup import back_up
from storage.backup_content import content_of
from storage.backup_folder import Backup, backups_in, remove
from storage.second_place import carry_over, chosen_place, is_there, last_copied, on_the_same_disk
from storage.tables import journal_entry
from storage.vault import Vault


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
    """How the backups of a vault stand. `trouble` says why the last one could not be made or copied, "" for nothing."""

    here: PlaceState
    second: PlaceState | None
    trouble: str = ""


@dataclass(frozen=True)
class _Moved:
    """Whose vault it is, the digest its journal ends in, and the moment of its first entry."""

    vault: str
    digest: str
    first: datetime | None
    second: Path | None


def keep_up(vault: Vault, now: datetime, watch: Watch = UNWATCHED) -> State:
    """Does what is due, and says how the backups stand. What cannot be done is told in the state.

    Raises Stopped, and Refused where the vault is only read: what is beside it is then left alone as well.
    """
    vault.must_be_writable()
    moved = _look(vault)
    try:
        if is_due(_marks(backups_in(vault.folder.backups, moved.vault)), moved.digest, moved.first or now, now):
            make_now(vault, Why.DAY, now, watch)
        else:
            _second(vault, moved, now, watch)
    except Told as told:
        return state_of(vault, now, told.say)
    return state_of(vault, now)


def make_now(vault: Vault, why: Why, now: datetime, watch: Watch = UNWATCHED) -> Backup:
    """Makes a backup, thins the others, and copies it to the second place if that is there.

    Raises as `back_up` does. A copy that fails is told too, though the backup itself is made.
    """
    vault.must_be_writable()
    moved = _look(vault)
    part = 70 if moved.second and is_there(moved.second) else 100
    backup = back_up(vault, why, now, watch=watch.part(0, part))
    _thin(vault.folder.backups, moved.vault, now)
    _second(vault, moved, now, watch.part(part, 100))
    return backup


def state_of(vault: Vault, now: datetime, trouble: str = "") -> State:
    """How the backups stand. It looks at the second place, which may take a while: call it in a job."""
    moved = _look(vault)
    folder = vault.folder
    newest = _newest(backups_in(folder.backups, moved.vault))
    here = PlaceState(folder.backups, _made_at(newest), _is_late(newest, moved, now))
    if moved.second is None:
        return State(here, None, trouble)
    there = is_there(moved.second)
    copied = _newest(backups_in(moved.second, moved.vault)) if there else None
    made_at = _made_at(copied) if there else last_copied(folder)
    unchanged = copied is not None and copied.note is not None and copied.note.digest == moved.digest
    late = not unchanged and too_long(made_at, now, SECOND_TOO_LONG)
    return State(here, PlaceState(moved.second, made_at, late, there, on_the_same_disk(moved.second, folder)), trouble)


def _look(vault: Vault) -> _Moved:
    with vault.read() as read:
        content = content_of(read.session.connection())
        first = read.session.scalar(select(journal_entry.c.at).where(journal_entry.c.sequence == 1))
        return _Moved(content.vault, content.end.digest, first, chosen_place(read))


def _second(vault: Vault, moved: _Moved, now: datetime, watch: Watch) -> None:
    """The newest backup goes to the second place, where that is there and has it not."""
    newest = _newest(backups_in(vault.folder.backups, moved.vault))
    if moved.second is not None and newest is not None and is_there(moved.second):
        carry_over(newest, moved.second, vault.folder, now, watch)
        _thin(moved.second, moved.vault, now)


def _thin(place: Path, vault_id: str, now: datetime) -> None:
    known = {each.path.name: each for each in backups_in(place, vault_id) if each.note is not None}
    for name in superfluous(_marks(list(known.values())), now):
        with suppress(Told, OSError):  # one that cannot be removed now is removed another time
            remove(known[name])


def _marks(backups: Sequence[Backup]) -> list[Mark]:
    return [mark for each in backups if (mark := each.mark) is not None]


def _newest(backups: Sequence[Backup]) -> Backup | None:
    """Of those that can be read."""
    return next((each for each in backups if each.note is not None), None)


def _made_at(backup: Backup | None) -> datetime | None:
    return backup.note.made_at if backup and backup.note else None


def _is_late(newest: Backup | None, moved: _Moved, now: datetime) -> bool:
    """A new vault has two days' time; one in which nothing was changed since its backup has all the time."""
    if newest is None:
        return too_long(moved.first, now, TOO_LONG)
    return bool(newest.note and newest.note.digest != moved.digest) and too_long(_made_at(newest), now, TOO_LONG)
