"""`kill -9` while a backup is made or restored: each backup and the vault are there whole, or not at all."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from marac_desk.backups import Why
from marac_desk.errors import Told
from marac_desk.people import Person
from storage.backup import back_up
from storage.backup_check import check_backup
from storage.backup_folder import Backup, backups_in
from storage.restore import open_backup, restore
from storage.vault import unlock_vault
from tests.torture.apart import after, killed, outcome
from tests.torture.opened import Opened, differs, opened
from tests.torture.sample import PASSPHRASE, sample_vault
from tests.torture.tries import Ground, Try


class Then(NamedTuple):
    """A vault before its last edit: the backup of it, what it held, and the key of both."""

    backup: Backup
    held: Opened
    key: bytes


def attack(ground: Ground) -> Iterator[Try]:
    """A backup of the sample, made and restored again and again."""
    path = sample_vault(ground.folder / "vault")
    held = opened(path)
    with unlock_vault(path, PASSPHRASE) as vault:
        backup = back_up(vault, Why.BY_HAND, _now(), place=ground.folder / "stick")
        then = Then(backup, held, vault.parts.engines.key)
        with vault.edit("Add person") as edit:
            edit.add(Person("Anna", "Sample"))
    yield from _backing_up(ground, path, then.key)
    yield from _restoring(ground, path, then)


def _backing_up(ground: Ground, path: Path, key: bytes) -> Iterator[Try]:
    truth = opened(path)
    begun = time.perf_counter()
    outcome(_back_up_once, path)
    lasts = time.perf_counter() - begun
    for _ in ground.times(60, 2):
        told = killed(after(ground.chance.uniform(0, lasts)), _back_up, path)
        wrong = differs(path, truth)
        there = {backup.path.name: backup for backup in backups_in(path / "backups")}
        wrong = wrong or "; ".join(filter(None, (_spoilt(backup, key) for backup in there.values())))
        if told[-1] not in ("begun", *there):
            wrong = "a backup that was said to be made is not there"
        yield Try("backing up", "in the midst" if told[-1] == "begun" else "after it", wrong)
        for backup in list(there.values())[2:]:
            shutil.rmtree(backup.path)


def _restoring(ground: Ground, whole: Path, then: Then) -> Iterator[Try]:
    now = opened(whole)
    timed = Path(shutil.copytree(whole, ground.folder / "timed"))
    begun = time.perf_counter()
    outcome(_restore_once, timed, then.backup.path)
    lasts = time.perf_counter() - begun
    for turn in ground.times(60, 2):
        path = Path(shutil.copytree(whole, ground.folder / f"turn {turn}"))
        told = killed(after(ground.chance.uniform(0, 1.1 * lasts)), _restore, path, then.backup.path)
        came, wrong = _which(path, now, then.held)
        if "done" in told and came == "as it was before":
            wrong = "it was said to be restored, and is not"
        if came == "restored" and not wrong and not _kept(path, then):
            wrong = "what was there before was not kept"
        yield Try("restoring", came, wrong)
        shutil.rmtree(path)


def _which(path: Path, now: Opened, then: Opened) -> tuple[str, str]:
    """Which of the two vaults is there, and what is wrong when it is neither."""
    wrong = differs(path, now)
    if not wrong:
        return "as it was before", ""
    return "restored", differs(path, then) and f"neither the old vault nor the restored one: {wrong}"


def _kept(path: Path, then: Then) -> bool:
    """Whether one of the backups, all of them good, goes further than what was restored."""
    assert then.backup.note is not None
    there = backups_in(path / "backups")
    further = [each for each in there if each.note and each.note.sequence > then.backup.note.sequence]
    return bool(further) and not any(_spoilt(each, then.key) for each in there)


def _spoilt(backup: Backup, key: bytes) -> str:
    try:
        return "" if check_backup(backup.path, key).opened else "a backup does not open"
    except Told as told:
        return f"a backup is no good: {told.say}"


def _back_up(path: Path, tells: Connection) -> None:
    tells.send("begun")
    tells.send(_back_up_once(path))


def _back_up_once(path: Path) -> str:
    with unlock_vault(path, PASSPHRASE) as vault:
        return back_up(vault, Why.BY_HAND, _now()).path.name


def _restore(path: Path, backup: Path, tells: Connection) -> None:
    tells.send("begun")
    _restore_once(path, backup)
    tells.send("done")


def _restore_once(path: Path, backup: Path) -> None:
    restore(open_backup(backup, PASSPHRASE, path, _now()), PASSPHRASE, _now())


def _now() -> datetime:
    return datetime.now(UTC)
