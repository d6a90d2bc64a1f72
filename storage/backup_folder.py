"""Backups on a disk: each is a folder named by its moment, with a whole vault in it and a note of what it holds.

A folder gets its name only when everything in it was checked; until then it is hidden.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp

from marac_desk.atomic import CLOSED, make_folder, plain_file_errors, sync_folder
from marac_desk.backups import Mark
from marac_desk.errors import Told, VaultDamaged, VaultTooNew
from storage.backup_note import MOST_BYTES, Note, read_note
from storage.copying import NotAFile, read_small
from storage.folder import VaultFolder

NOTE = "backup.json"
MOST_LISTED = 1000
_NAME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{6}Z")
_NAME_FORM = "%Y-%m-%dT%H%M%SZ"
_PART = ".part"


@dataclass(frozen=True)
class Backup:
    """One backup: where it lies, and its note, which is None where it cannot be read."""

    path: Path
    note: Note | None

    @property
    def folder(self) -> VaultFolder:
        """Its files, named as those of a vault, which it is."""
        return VaultFolder(self.path)

    @property
    def size(self) -> int:
        """In bytes; 0 where nobody knows."""
        return sum(file.size for file in self.note.files.values()) if self.note else 0

    @property
    def mark(self) -> Mark | None:
        """What decides over it."""
        if self.note is None:
            return None
        return Mark(self.path.name, self.note.made_at, self.note.why, self.note.digest, self.size)


@contextmanager
def new_part(place: Path, vault_id: str) -> Iterator[VaultFolder]:
    """A hidden folder in which a backup of this vault is put together; it goes when the block raises.

    What a crash left of earlier ones is removed first.
    """
    hidden = f".{vault_id[:8]}-"
    with plain_file_errors():
        try:
            make_folder(place)
        except FileExistsError:  # as a file
            raise Told(CLOSED) from None
        for old in place.glob(f"{hidden}*{_PART}"):
            shutil.rmtree(old, ignore_errors=True)  # what cannot be removed must not keep a backup from being made
        part = Path(mkdtemp(dir=place, prefix=hidden, suffix=_PART))
        try:
            yield VaultFolder(part)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise


def take_name(part: Path, made_at: datetime, ending: str = "") -> Path:
    """Gives a whole backup its name, that of its moment or of the first second after it that is free."""
    moment = made_at.astimezone(UTC)
    while (path := part.parent / f"{moment.strftime(_NAME_FORM)}{ending}").exists():
        moment += timedelta(seconds=1)
    sync_folder(part)
    part.rename(path)
    sync_folder(path.parent)
    return path


def remove(backup: Backup) -> None:
    """Removes a backup; one that is half removed is never seen under its name."""
    with plain_file_errors():
        owner = backup.note.vault[:8] if backup.note else ""
        gone = backup.path.rename(backup.path.with_name(f".{owner}-{backup.path.name}{_PART}"))
        shutil.rmtree(gone)


def backups_in(place: Path, vault_id: str | None = None) -> tuple[Backup, ...]:
    """The backups in a folder, newest first: all, or those of one vault. Nothing where the folder cannot be read.

    One whose note is damaged belongs to nobody, and is told in every list.
    """
    found: list[Backup] = []
    with suppress(OSError):
        names = sorted((path for path in place.iterdir() if _NAME.fullmatch(path.name)), reverse=True)
        found = [backup for backup in map(backup_at, names[:MOST_LISTED]) if backup is not None]
    mine = [each for each in found if vault_id is None or each.note is None or each.note.vault == vault_id]
    return tuple(sorted(mine, key=_moment, reverse=True))


def _moment(backup: Backup) -> str:
    return backup.note.made_at.strftime(_NAME_FORM) if backup.note else backup.path.name


def backup_at(path: Path) -> Backup | None:
    """The backup in this folder, if the folder is one of a backup."""
    if path.is_symlink() or not path.is_dir():
        return None
    try:
        return Backup(path, read_note(read_small(path / NOTE, MOST_BYTES)))
    except (NotAFile, OSError, VaultDamaged, VaultTooNew):
        return Backup(path, None) if (path / "vault.db").is_file() or _NAME.fullmatch(path.name) else None
