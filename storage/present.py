"""The vault that a backup is to replace, in whatever state it is: how much newer it is, and how it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from marac_desk.backups import Why
from marac_desk.errors import StorageFull, Told, VaultDamaged, VaultInUse
from marac_desk.progress import UNWATCHED, Watch
from storage.backup import back_up_closed
from storage.backup_content import content_of, knows_a_slot
from storage.backup_folder import new_part, take_name
from storage.backup_note import Note
from storage.backup_seals import seals_of
from storage.chain import genesis
from storage.copying import NotAFile, copy_file
from storage.engine import Engines, open_engines, plain_errors, working_key
from storage.folder import VaultFolder
from storage.head import plain_number
from storage.journal import digest_at
from storage.keyslots import KeySlots

AS_IT_WAS = "-as-it-was"
_PARTS = ("vault.db", "vault.db-wal", "vault.db-journal", "keys.json", "head")


@dataclass(frozen=True)
class Present:
    """The vault that stands where a backup is to be restored.

    `newer_by` is how many changes it has more than the backup, None where nobody can tell; `opens` says
    whether the same passphrase opens it, `keys_lost` whether it would if only it had the backup's key file,
    and `same_history` whether the backup is an earlier state of it.
    """

    there: bool
    opens: bool = False
    keys_lost: bool = False
    same_history: bool = True
    newer_by: int | None = None
    changed_at: datetime | None = None


@dataclass(frozen=True)
class Kept:
    """Where the present vault was kept, None where there is none; and the keys by which its backups are known."""

    path: Path | None = None
    seals: tuple[bytes, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Spare:
    """The database key of a backup, and the slot through which its passphrase gave it."""

    key: bytes = field(repr=False)
    slot: str
    public: bytes


def look_at_present(folder: VaultFolder, typed: str, note: Note, spare: Spare, now: datetime) -> Present:
    """Compares what is there with a backup. Raises VaultInUse, StorageFull or Told."""
    if not _has_parts(folder):
        return Present(there=False)
    with plain_errors(), folder.held(now), _opened(folder, typed) as engines:
        if engines is not None:
            with suppress(VaultDamaged):
                return _compared(engines, note)
        if keys_are_lost(folder) and (found := _with_spare(folder, note, spare)):
            return found
        number = plain_number(folder.head)
        return Present(there=True, newer_by=None if number is None else number - note.sequence)


def keep_present(folder: VaultFolder, typed: str, now: datetime, watch: Watch = UNWATCHED) -> Kept:
    """Keeps what is there before it is replaced: as a backup where it opens and is whole, else its files as they are.

    Whoever calls holds the folder, so the files are closed. Raises StorageFull, VaultInUse, Told or Stopped.
    """
    if not _has_parts(folder):
        return Kept()
    with _opened(folder, typed) as engines:
        if engines is not None:
            with suppress(VaultDamaged):
                kept = back_up_closed(folder, engines, Why.RESTORE, now, watch).path
                with _reading(engines) as connection:
                    return Kept(kept, seals_of(connection, engines.key).all)
    return Kept(keep_aside(folder, _PARTS, now, watch))


def keys_are_lost(folder: VaultFolder) -> bool:
    """Whether the key file is missing or damaged, so that nobody opens the vault."""
    try:
        KeySlots.from_bytes(folder.read_keys())
    except (Told, OSError):
        return True
    return False


def _with_spare(folder: VaultFolder, note: Note, spare: Spare) -> Present | None:
    """The present vault as the backup's key shows it, where that opens it and the slot is still somebody's."""
    try:
        with plain_errors():
            engines = open_engines(folder, spare.key)
    except (VaultInUse, StorageFull):
        raise
    except (Told, FileNotFoundError):
        return None
    with ExitStack() as stack:
        stack.callback(engines.dispose)
        stack.enter_context(suppress(VaultDamaged))
        connection = stack.enter_context(_reading(engines))
        if content_of(connection).vault == note.vault and knows_a_slot(connection, {spare.slot: spare.public}):
            return replace(_compared(engines, note), opens=False, keys_lost=True)
    return None


def _has_parts(folder: VaultFolder) -> bool:
    return any((folder.path / name).is_file() for name in _PARTS)


@contextmanager
def _opened(folder: VaultFolder, typed: str) -> Iterator[Engines | None]:
    """The present vault, where the passphrase opens it."""
    with ExitStack() as stack:
        engines = None
        with suppress(_DoesNotOpen):
            engines = _open(folder, typed)
            stack.callback(engines.dispose)
        yield engines


class _DoesNotOpen(Exception):
    """Damaged, or closed to this passphrase."""


def _open(folder: VaultFolder, typed: str) -> Engines:
    try:
        with plain_errors():
            folder.must_exist()
            slots = KeySlots.from_bytes(folder.read_keys())
            return open_engines(folder, working_key(folder, slots.unlock(typed).database_keys))
    except (VaultInUse, StorageFull):
        raise
    except Told:
        raise _DoesNotOpen from None


@contextmanager
def _reading(engines: Engines) -> Iterator[Connection]:
    with plain_errors(), engines.reader.connect() as connection:
        yield connection


def _compared(engines: Engines, note: Note) -> Present:
    with _reading(engines) as connection:
        content = content_of(connection)
        return Present(
            there=True,
            opens=True,
            same_history=digest_at(connection, note.sequence, genesis(content.vault)) == note.digest,
            newer_by=content.end.sequence - note.sequence,
            changed_at=content.changed_at,
        )


def keep_aside(folder: VaultFolder, names: Iterable[str], now: datetime, watch: Watch = UNWATCHED) -> Path:
    """Copies closed files of the vault, as they are, into a folder of their own among its backups."""
    with plain_errors(), new_part(folder.backups, "") as part:
        for name in names:
            with suppress(NotAFile):
                copy_file(folder.path / name, part.path / name, watch)
        return take_name(part.path, now, AS_IT_WAS)
