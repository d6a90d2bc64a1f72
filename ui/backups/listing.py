"""What the backups page reads and does beside the window. Each belongs into a job, as a stick or a share is slow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from storage.backup_check import check_backup
from storage.backup_content import content_of
from storage.backup_folder import Backup, backups_in
from storage.backup_keeping import State, keep_up
from storage.backup_seals import seals_of
from storage.second_place import choose_place, chosen_place
from ui.backups.minder import Work, watching
from ui.shell.jobs import Job

if TYPE_CHECKING:
    from storage.vault import Vault

HERE, SECOND = "Here", "Second place"


@dataclass(frozen=True)
class Line:
    """A backup, in which place it lies, and whether the vault made it, by its note."""

    backup: Backup
    where: str
    own: bool


def lines(vault: Vault) -> tuple[Line, ...]:
    """Every backup of the vault in both places, newest first."""
    with vault.read() as read:
        connection = read.session.connection()
        vault_id, second = content_of(connection).vault, chosen_place(read)
        seals = seals_of(connection, vault.parts.engines.key)
    places = {HERE: vault.folder.backups} | ({SECOND: second} if second is not None else {})
    found = [
        Line(each, where, bool(seals.own([each])))
        for where, place in places.items()
        for each in backups_in(place, vault_id)
    ]
    return tuple(sorted(found, key=_newest_first, reverse=True))


def check(vault: Vault, path: Path, job: Job) -> bool:
    """Checks a backup again; says whether it was opened too. Raises VaultDamaged and Stopped."""
    return check_backup(path, vault.parts.engines.key, watching(job)).opened


def choosing(place: Path | None) -> Work:
    """Sets the second place, or does without, and copies the newest backup there. Raises Told and Stopped."""

    def work(vault: Vault, clock: Callable[[], datetime], job: Job) -> State:
        choose_place(vault, place)
        return keep_up(vault, clock(), watching(job))

    return work


def _newest_first(line: Line) -> tuple[str, bool]:
    return line.backup.path.name, line.where == HERE
