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
from storage.second_place import choose_place, chosen_place
from ui.backups.minder import Work, watching
from ui.shell.jobs import Job

if TYPE_CHECKING:
    from storage.vault import Vault

HERE, SECOND = "Here", "Second place"


@dataclass(frozen=True)
class Line:
    """A backup, and in which place it lies."""

    backup: Backup
    where: str


def lines(vault: Vault) -> tuple[Line, ...]:
    """Every backup of the vault in both places, newest first."""
    with vault.read() as read:
        vault_id, second = content_of(read.session.connection()).vault, chosen_place(read)
    found = [Line(each, HERE) for each in backups_in(vault.folder.backups, vault_id)]
    if second is not None:
        found += [Line(each, SECOND) for each in backups_in(second, vault_id)]
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
