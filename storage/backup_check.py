"""Checking a backup: that each file is what it was, and that what is in it opens and holds together."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from marac_desk.errors import NotAVault, VaultDamaged
from marac_desk.progress import UNWATCHED, Watch
from storage.backup_content import Content, content_of, knows_a_slot, must_be_whole
from storage.backup_folder import backup_at
from storage.backup_note import DAMAGED, NOT_A_BACKUP, FileMark, Note, is_sealed_with, note_key
from storage.copying import NotAFile, plain_size, sha256_of
from storage.engine import APPLICATION_ID, plain_errors
from storage.engine_copy import look_at_copy
from storage.folder import VaultFolder
from storage.head import Head, HeadMark
from storage.keyslots import KeySlots


@dataclass(frozen=True)
class Checked:
    """A checked backup's note, and whether it was opened too, which a database key of another time cannot do."""

    note: Note
    opened: bool


def check_backup(path: Path, key: bytes, watch: Watch = UNWATCHED) -> Checked:
    """Checks that a backup is what it was when it was made, to the last bit, and opens it where `key` does.

    `key` is a database key. Raises VaultDamaged or Stopped; nothing is changed.
    """
    note = must_be_as_noted(path, watch.part(0, 50))
    if not opens_with(VaultFolder(path), key):
        return Checked(note, opened=False)
    must_be_genuine(path, note, key, watch.part(50, 100))
    return Checked(note, opened=True)


def must_be_as_noted(path: Path, watch: Watch = UNWATCHED) -> Note:
    """The note of a backup each of whose files is as it was. Needs no key.

    Raises NotAVault where there is no backup, VaultDamaged and Stopped.
    """
    backup = backup_at(path)
    if backup is None:
        raise NotAVault(NOT_A_BACKUP)
    if backup.note is None:
        raise VaultDamaged(DAMAGED)
    with plain_errors():
        try:
            whole = all(file_mark(path / name, watch, mark.size) == mark for name, mark in backup.note.files.items())
        except NotAFile:
            whole = False
    if not whole:
        raise VaultDamaged(DAMAGED)
    return backup.note


def must_be_genuine(path: Path, note: Note, key: bytes, watch: Watch = UNWATCHED) -> None:
    """The note was made with this database key, and the database is whole and what the note says.

    Raises VaultDamaged and Stopped.
    """
    if not is_sealed_with(note, note_key(key)):
        raise VaultDamaged(DAMAGED)
    content = Content(note.vault, note.schema, HeadMark(note.sequence, note.digest), note.changed_at)
    try:
        must_hold(VaultFolder(path), key, content, watch)
    except VaultDamaged:
        raise VaultDamaged(DAMAGED) from None


def must_hold(folder: VaultFolder, key: bytes, content: Content, watch: Watch = UNWATCHED) -> None:
    """The closed vault in `folder` opens with `key`, is whole, holds `content`, and its keys and head fit.

    Raises VaultDamaged and Stopped; nothing is changed.
    """
    slots = KeySlots.from_bytes(folder.read_keys())
    with look_at_copy(folder.database, key, watch.stopped) as copy:
        watch.step(0, 100)
        must_be_whole(copy)
        holds = content_of(copy) == content and slots.vault_id == content.vault
        fits = knows_a_slot(copy, slots.public_keys())
    head = Head.look(folder.head, key)
    if not (holds and fits and head.mark == content.end):
        raise VaultDamaged(DAMAGED)
    watch.step(100, 100)


def file_mark(path: Path, watch: Watch = UNWATCHED, expected: int | None = None) -> FileMark:
    """What a plain file is, to the last bit; one that has not the `expected` size is not read. Raises NotAFile."""
    size = plain_size(path)
    digest = "" if expected is not None and size != expected else sha256_of(path, watch)
    return FileMark(size, digest)


def opens_with(folder: VaultFolder, key: bytes) -> bool:
    """Whether the key opens a closed vault's database; nothing is changed."""
    try:
        with look_at_copy(folder.database, key) as copy:
            return bool(copy.exec_driver_sql("PRAGMA application_id").scalar() == APPLICATION_ID)
    except VaultDamaged:
        return False
