"""What restoring does beside the window, and how its findings are said. Each function belongs into a job."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from marac_desk.progress import Watch
from ui.backups.wording import moment

if TYPE_CHECKING:
    from storage.backup_folder import Backup
    from storage.present import Present
    from storage.restore import OpenedBackup

AGAIN = "Whoever could open the vault then can open it again, also somebody who was removed since."
NOT_THERE = "There is no vault in this folder, so nothing is replaced."
KEYS_LOST = "Only the vault's key file is missing or damaged. Put it back from this backup: no change is lost."
KEYS_BACK = "The key file is back. No change is lost."
UNKNOWN = (
    "The vault as it is now is damaged, or this passphrase does not open it{newer}. Its files are kept as they are."
)
SAME = "The vault has nothing newer."
OTHER_WAY = "The vault went another way since this backup: it is kept as a backup first, and you can go back to it."
NEWER = (
    "Restoring takes back {count} made since, the last of {last}. "
    "The vault as it is now is kept as a backup first, so you can go back."
)


@dataclass(frozen=True)
class Ready:
    """A backup that was checked and opened, and the vault that it would replace."""

    backup: OpenedBackup
    present: Present


def backups_at(folder: Path) -> tuple[Backup, ...]:
    """The backups in a folder, newest first; or the one that the folder is."""
    from storage.backup_folder import backup_at, backups_in

    found = backups_in(folder)
    itself = backup_at(folder) if not found else None
    return (itself,) if itself else found


def check(backup: Path, into: Path, typed: str, now: datetime, watch: Watch) -> Ready:
    """Checks and opens a backup, and looks at what it would replace. Raises Told and Stopped."""
    from storage.folder import VaultFolder
    from storage.present import look_at_present
    from storage.restore import open_backup

    opened = open_backup(backup, typed, into, now, watch)
    return Ready(opened, look_at_present(VaultFolder(into), typed, opened.note, opened.spare, now))


def put_in_place(ready: Ready, typed: str, now: datetime, watch: Watch) -> str:
    """Restores it, or only its key file, and says what was done. Raises Told and Stopped."""
    from storage.restore import put_keys_back, restore

    if ready.present.keys_lost:
        put_keys_back(ready.backup, now)
        return KEYS_BACK
    done = restore(ready.backup, typed, now, watch)
    kept = " What was there before is kept among its backups." if done.kept else ""
    return f"The vault is as it was on {moment(done.note.made_at)}.{kept}"


def summary(ready: Ready) -> str:
    """What will be as it was, and what will not be there any more."""
    note = ready.backup.note
    if ready.present.keys_lost:
        return KEYS_LOST
    whole = f"The backup of {moment(note.made_at)} is whole. Its last change is of {moment(note.changed_at)}."
    return " ".join((whole, _lost(ready.present), AGAIN))


def _lost(present: Present) -> str:
    newer = present.newer_by
    if not present.there:
        return NOT_THERE
    if not present.opens:
        more = f"; it seems to have {_changes(newer)} more" if newer is not None and newer > 0 else ""
        return UNKNOWN.format(newer=more)
    if not present.same_history:
        return OTHER_WAY
    if not newer:
        return SAME
    last = moment(present.changed_at) if present.changed_at else "an unknown time"
    return NEWER.format(count=_changes(newer), last=last)


def _changes(count: int) -> str:
    return "1 change" if count == 1 else f"{count:,} changes"
