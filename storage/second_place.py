"""The second place of a vault's backups: a stick or a share that is there now and then.

A sign lies in the place since it was chosen. Without it nothing is written, so that an empty folder
on this computer, where a stick is usually seen, is not taken for the stick.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from marac_desk.atomic import write_atomically
from marac_desk.errors import Refused, StorageFull, Told, VaultDamaged
from marac_desk.keyholders import Right
from marac_desk.progress import UNWATCHED, Watch
from storage.backup_check import must_be_as_noted
from storage.backup_folder import NOTE, Backup, new_part, take_name
from storage.backup_note import FILES
from storage.backup_seals import Seals
from storage.copying import NotAFile, copy_file, read_small
from storage.door import Read
from storage.engine import plain_errors
from storage.folder import VaultFolder
from storage.moments import moment_in
from storage.slot_file import canonical
from storage.vault import Vault
from storage.vault_settings import keep_setting, settings_of

SETTING = "second place of backups"
SIGN = "marac-desk-backups.txt"
WORDS = b"MARAC Desk keeps encrypted backups here. Leave this file where it is: without it no backup is made here.\n"
WITHIN = "Choose a place outside the vault: what happens to the vault would happen to it as well."
NO_FOLDER = "There is no such folder. Plug the stick in and choose it again."
NOT_COPIED = "The copy of the backup in the second place is not what it should be. Try again, or use another stick."
NO_ROOM = (
    "There is no room in the second place, so the backup was not copied there. The backup on this computer is made. "
    "Make some room there, or choose another place."
)
NOT_WRITTEN = (
    "The second place cannot be written to, so the backup was not copied there. The backup on this computer is made. "
    "Check the stick, or choose another place."
)
_LAST = "second-place.json"


def chosen_place(read: Read) -> Path | None:
    """The second place, if one is set."""
    named = settings_of(read.session).get(SETTING, "")
    return Path(named) if named else None


def choose_place(vault: Vault, place: Path | None) -> None:
    """Sets the second place, or does without. Raises Refused, and Told where nothing can be written there."""
    vault.must(Right.EDIT)
    vault.must_be_writable()
    if place is not None:
        if not place.is_dir():
            raise Refused(NO_FOLDER)
        if place.resolve().is_relative_to(vault.folder.path.resolve()):
            raise Refused(WITHIN)
        write_atomically(place / SIGN, WORDS)
    with vault.edit("Set second place of backups") as edit:
        keep_setting(edit, SETTING, "" if place is None else str(place.resolve()))


def is_there(place: Path) -> bool:
    """Whether the stick is plugged in, or the share reached."""
    with suppress(OSError):
        return (place / SIGN).is_file()
    return False


def on_the_same_disk(place: Path, folder: VaultFolder) -> bool:
    """Whether a failing disk would take both."""
    with suppress(OSError):
        return place.stat().st_dev == folder.path.stat().st_dev
    return False


def carry_over(
    backup: Backup, place: Path, folder: VaultFolder, seals: Seals, now: datetime, watch: Watch = UNWATCHED
) -> None:
    """Copies a backup to the second place, and reads the copy back.

    Raises StorageFull, VaultDamaged, Told or Stopped; then nothing is left there.
    """
    note = backup.note
    if note is None:
        return
    with _told(), plain_errors(), new_part(place, note.vault) as part:
        try:
            for at, name in enumerate((NOTE, *FILES)):
                copy_file(backup.path / name, part.path / name, watch.part(15 * at, 15 * (at + 1)))
            must_be_as_noted(part.path, watch.part(60, 100))
        except (NotAFile, VaultDamaged):
            raise VaultDamaged(NOT_COPIED) from None
        take_name(part.path, note.made_at)
    remember_copied(folder, note.made_at, now, seals)


@contextmanager
def _told() -> Iterator[None]:
    """What can go wrong there, in words about the second place."""
    try:
        yield
    except StorageFull:
        raise StorageFull(NO_ROOM) from None
    except FileNotFoundError:  # the stick was pulled out meanwhile
        raise Told(NOT_WRITTEN) from None
    except Told as told:
        raise told if type(told) is not Told else Told(NOT_WRITTEN) from None


def remember_copied(folder: VaultFolder, made_at: datetime, now: datetime, seals: Seals) -> None:
    """Notes beside the backups which one was copied last, to be told while the stick is away."""
    said = {"made_at": made_at.astimezone(UTC).isoformat(), "copied_at": now.astimezone(UTC).isoformat()}
    said["mac"] = seals.mac(_bound(said))
    with suppress(Told, OSError):
        write_atomically(folder.backups / _LAST, json.dumps(said).encode())


def last_copied(folder: VaultFolder, seals: Seals) -> datetime | None:
    """The moment of the backup that was copied last, as far as is known and the vault wrote it."""
    try:
        said = json.loads(read_small(folder.backups / _LAST, 1024))
        return moment_in(said["made_at"]) if seals.made(_bound(said), said["mac"]) else None
    except (NotAFile, OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None


def _bound(said: Mapping[str, object]) -> bytes:
    return canonical(["second place", 1, said["made_at"], said["copied_at"]])
