"""Restoring: a backup takes the place of the present vault, which is kept first. Works without a window.

Whoever restores needs a passphrase, or the recovery code, that opens the backup, and the right to. The
present vault may be whole, damaged or gone. What is restored gets an entry that says so, and a new head.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, select

from marac_desk.atomic import make_folder, write_atomically
from marac_desk.dates import short_date
from marac_desk.errors import Refused, StorageFull, Told, VaultDamaged, VaultTooNew
from marac_desk.keyholders import Right, Role, must_have
from marac_desk.progress import UNWATCHED, Watch
from storage.attempts import try_passphrase
from storage.backup_check import file_mark, must_be_as_noted, must_be_genuine, opens_with
from storage.backup_note import DAMAGED, TOO_NEW, Note
from storage.backup_seals import keep_seals
from storage.chain import genesis
from storage.copying import copy_file
from storage.door import OpenedBy
from storage.engine import open_engines, plain_errors
from storage.engine_copy import look_at_copy
from storage.folder import NOT_EMPTY, VaultFolder
from storage.head import Head, HeadMark
from storage.journal import Author, Heading, Kind, seal
from storage.keyslots import KeySlots
from storage.mapping import map_records
from storage.opening import UNKNOWN_SLOT, must_be_no_backup, new_session
from storage.present import Spare, keep_aside, keep_present, keys_are_lost
from storage.swap import end_swap, swap_in
from storage.tables import SCHEMA_VERSION, keyholder

NO_ROOM = (
    "There is not enough room to restore the backup. The vault is as it was. "
    "Make some room on this disk, or restore into a folder on another one."
)
_OF_A_VAULT = {
    *("vault.db-wal", "vault.db-shm", "vault.db-journal", "head", "attempts.json"),
    *("backups", "pending-views", "restoring", "restored"),
}
KEYS_ARE_THERE = "The vault has a key file that can be read, so none was put in its place. Nothing was changed."
ANOTHERS = "This is a backup of another vault. Restore it into a folder of its own; nothing was changed."


@dataclass(frozen=True)
class OpenedBackup:
    """A backup that was checked whole and opened with a passphrase, and whose passphrase that is."""

    path: Path
    into: Path
    note: Note
    name: str
    role: Role
    keyholder: str
    spare: Spare

    @property
    def folder(self) -> VaultFolder:
        """Its files."""
        return VaultFolder(self.path)


@dataclass(frozen=True)
class Restored:
    """What was restored, and where the state before it is kept; None where there was none."""

    note: Note
    kept: Path | None


def open_backup(path: Path, typed: str, into: Path, now: datetime, watch: Watch = UNWATCHED) -> OpenedBackup:
    """Checks a backup to the last bit and opens it, to be restored `into` a folder; nothing is changed.

    Attempts that fail are counted, and slowed down, beside the vault in that folder. Raises NotAVault,
    VaultDamaged, VaultTooNew, WrongPassphrase, MustWait, Stopped, or Refused where the role may not restore.
    """
    map_records()
    with plain_errors():
        note = must_be_as_noted(path, watch.part(0, 50))
        if note.schema > SCHEMA_VERSION:
            raise VaultTooNew(TOO_NEW)
        folder = VaultFolder(path)
        slots = KeySlots.from_bytes(folder.read_keys())
        unlocked = try_passphrase(VaultFolder(into), slots, typed, now)
        key = _fitting(folder, unlocked.database_keys)
        must_be_genuine(path, note, key, watch.part(50, 100))
        with look_at_copy(folder.database, key) as copy:
            who = _who(copy, note, spare := Spare(key, unlocked.slot_id, slots.public_keys()[unlocked.slot_id]))
    must_have(who.role, Right.RESTORE)
    return OpenedBackup(path, into, note, who.name, who.role, str(who.id), spare)


def restore(backup: OpenedBackup, typed: str, now: datetime, watch: Watch = UNWATCHED) -> Restored:
    """Puts a backup in the place of the vault for which it was opened; its folder is made where there is none.

    The vault that is there is kept first: as a backup where `typed` opens it and it is whole, else its
    files as they are. Stopped at any moment, by a kill or by Stopped, either the old or the restored
    vault is there and whole; the next opening ends what was begun. Raises Refused, VaultInUse,
    StorageFull, VaultDamaged, Told or Stopped.
    """
    folder = VaultFolder(backup.into)
    try:
        with plain_errors():
            make_folder(folder.path, parents=True)
            _must_be_for_a_vault(folder)
            must_be_no_backup(folder)
            with folder.held(now):
                end_swap(folder)
                _must_be_of(folder, backup.note)
                kept = keep_present(folder, typed, now, watch.part(0, 40))
                _stage(folder, backup, kept.seals, now, watch.part(40, 100))
                swap_in(folder)
    except StorageFull:
        raise StorageFull(NO_ROOM) from None
    return Restored(backup.note, kept.path)


def put_keys_back(backup: OpenedBackup, now: datetime) -> None:
    """Puts only the backup's key file into the vault for which it was opened, whose own is lost; no change is.

    Where there is a damaged one, it is kept aside. Raises Refused, VaultInUse, StorageFull, VaultDamaged or Told.
    """
    folder = VaultFolder(backup.into)
    with plain_errors(), folder.held(now):
        end_swap(folder)
        if not keys_are_lost(folder):
            raise Refused(KEYS_ARE_THERE)
        keys = backup.folder.read_keys()
        if sha256(keys).hexdigest() != backup.note.files["keys.json"].sha256:
            raise VaultDamaged(DAMAGED)
        open_engines(folder, backup.spare.key).dispose()  # proves that they belong together
        if folder.keys.exists():
            keep_aside(folder, ["keys.json"], now)
        write_atomically(folder.keys, keys)


def _fitting(folder: VaultFolder, keys: Sequence[bytes]) -> bytes:
    for key in keys:
        if opens_with(folder, key):
            return key
    raise VaultDamaged(DAMAGED)


def _who(copy: Connection, note: Note, spare: Spare) -> OpenedBy:
    """Whose passphrase it is. Raises VaultDamaged for a slot that is nobody's, or of somebody who had left."""
    columns = keyholder.c.id, keyholder.c.name, keyholder.c.role, keyholder.c.public_key
    mine = select(*columns).where(keyholder.c.slot == spare.slot)
    if note.schema > 1:  # before, nobody could leave
        mine = mine.where(keyholder.c.left_at.is_(None))
    row = copy.execute(mine).first()
    if row is None or row.public_key != spare.public.hex():
        raise VaultDamaged(UNKNOWN_SLOT)
    return OpenedBy(row.id, row.name, row.role, new_session())


def _must_be_for_a_vault(folder: VaultFolder) -> None:
    """Raises Refused where the folder holds anything but what belongs to a vault."""
    if not folder.database.exists() and not folder.keys.exists() and any(map(_is_strange, folder.content())):
        raise Refused(NOT_EMPTY)


def _is_strange(path: Path) -> bool:
    return path.name not in _OF_A_VAULT and not path.name.startswith(".")


def _must_be_of(folder: VaultFolder, note: Note) -> None:
    """Raises Refused where the vault that is there is another one, as far as its key file can be read."""
    try:
        there = KeySlots.from_bytes(folder.read_keys()).vault_id
    except (Told, OSError):
        return
    if there != note.vault:
        raise Refused(ANOTHERS)


def _stage(folder: VaultFolder, backup: OpenedBackup, seals: Iterable[bytes], now: datetime, watch: Watch) -> None:
    """Puts the restored vault together, whole and closed, in a folder that counts for nothing yet."""
    staged = VaultFolder(folder.staged)
    try:
        staged.path.mkdir(mode=0o700)
        for name in ("keys.json", "vault.db"):
            _copy(backup, name, staged.path / name, watch)
        mark = _noted(staged, backup, seals, now)
        Head.create(staged.head, backup.spare.key, mark).close()
    except BaseException:
        shutil.rmtree(staged.path, ignore_errors=True)
        raise


def _copy(backup: OpenedBackup, name: str, target: Path, watch: Watch) -> None:
    """Copies a file of the backup, and looks at the copy: a stick may have been exchanged meanwhile."""
    copy_file(backup.path / name, target, watch)
    if file_mark(target, watch) != backup.note.files[name]:
        raise VaultDamaged(DAMAGED)


def _noted(staged: VaultFolder, backup: OpenedBackup, seals: Iterable[bytes], now: datetime) -> HeadMark:
    """The end of its journal, after an entry that says which backup was restored, and by whom.

    The backups that the vault made since stay its own: they are known by `seals`.
    """
    made_at = backup.note.made_at.astimezone(UTC)
    label = f"Restored the backup of {short_date(made_at.date())} {made_at:%H:%M} UTC"
    author = Author(backup.keyholder, new_session())
    engines = open_engines(staged, backup.spare.key)
    try:
        with engines.writer.begin() as connection:
            keep_seals(connection, seals)
            mark = seal(connection, Heading(label, now, Kind.OPENING), author, (), genesis(backup.note.vault))
    finally:
        engines.dispose()
    if (staged.path / "vault.db-wal").exists():  # the disk was too full to fold the log in
        raise StorageFull(NO_ROOM)
    return mark
