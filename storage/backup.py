"""Backups: made by the engine while the vault is open, and checked before they get their name.

Everything here works without a window and in any thread. A backup is written into a hidden folder
beside its place and takes its name in one step, so that at any moment it is there whole or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from marac_desk.atomic import write_atomically
from marac_desk.backups import Why
from marac_desk.errors import StorageFull, Told, VaultDamaged
from marac_desk.progress import UNWATCHED, Watch
from storage.backup_check import file_mark, must_hold
from storage.backup_content import Content, content_of
from storage.backup_folder import NOTE, Backup, new_part, take_name
from storage.backup_note import FILES, Note, sealed, write_note
from storage.engine import Engines, plain_errors
from storage.engine_copy import copy_database
from storage.folder import VaultFolder
from storage.head import Head
from storage.tables import vault_fact
from storage.vault import Vault

NO_ROOM = (
    "There is no room for a backup, so none was made. The vault and its latest backups are untouched. "
    "Make some room and try again."
)
NOT_WRITTEN = (
    "The backup could not be written, so none was made. The vault and its latest backups are untouched. "
    "Check the disk and whether you may write there."
)
OF_DAMAGED = (
    "The vault's files are damaged, so no backup was made of them. Its latest backups are untouched. "
    "Check the vault, and restore it from the latest backup if need be."
)


@dataclass(frozen=True)
class Picture:
    """The database as it was at one moment, and the key file that fits it."""

    connection: Connection
    key: bytes = field(repr=False)
    keys: bytes


def back_up(vault: Vault, why: Why, now: datetime, *, place: Path | None = None, watch: Watch = UNWATCHED) -> Backup:
    """Makes a backup of an open vault, in its own folder of backups unless another `place` is named.

    Edits go on beside it; only where the vault lies on a network share they wait. Raises StorageFull,
    VaultDamaged, Told or Stopped; then nothing was made.
    """
    folder = vault.folder
    with _told(), ExitStack() as turn:
        turn.enter_context(vault.alone())
        with vault.read() as read:
            held = _held_still(read.session.connection(), vault.parts.engines, folder)
            if not folder.on_network_share:
                turn.close()
            return _make(held, place or folder.backups, why, now, watch)


def back_up_closed(folder: VaultFolder, engines: Engines, why: Why, now: datetime, watch: Watch = UNWATCHED) -> Backup:
    """Makes a backup of a vault whose door is not open; whoever calls holds the folder. Raises as `back_up` does."""
    with _told(), plain_errors(), engines.reader.connect() as connection:
        return _make(_held_still(connection, engines, folder), folder.backups, why, now, watch)


def _held_still(connection: Connection, engines: Engines, folder: VaultFolder) -> Picture:
    """The connection's transaction, to its end, sees the database as it is now; nobody may edit at this moment."""
    connection.execute(vault_fact.select())
    return Picture(connection, engines.key, folder.read_keys())


def _make(held: Picture, place: Path, why: Why, now: datetime, watch: Watch) -> Backup:
    content = content_of(held.connection)
    with new_part(place, content.vault) as part:
        copy_database(held.connection, held.key, part.database, watch.part(0, 50))
        write_atomically(part.keys, held.keys)
        Head.create(part.head, held.key, content.end).close()
        must_hold(part, held.key, content, watch.part(50, 90))
        note = sealed(_note(part, content, why, now, watch.part(90, 100)), held.key)
        write_atomically(part.path / NOTE, write_note(note))
        return Backup(take_name(part.path, now), note)


def _note(part: VaultFolder, content: Content, why: Why, now: datetime, watch: Watch) -> Note:
    return Note(
        vault=content.vault,
        made_at=now,
        why=why,
        schema=content.schema,
        sequence=content.end.sequence,
        digest=content.end.digest,
        changed_at=content.changed_at or now,
        files={name: file_mark(part.path / name, watch) for name in FILES},
    )


@contextmanager
def _told() -> Iterator[None]:
    """What can go wrong, in words about backups."""
    try:
        yield
    except StorageFull:
        raise StorageFull(NO_ROOM) from None
    except VaultDamaged:
        raise VaultDamaged(OF_DAMAGED) from None
    except Told as told:
        raise told if type(told) is not Told else Told(NOT_WRITTEN) from None
