"""How long a backup of 20,000 cases takes, checked, and restored; and how long a key press waits beside it."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from marac_desk.backups import Why
from storage.backup import back_up
from storage.backup_check import check_backup
from storage.backup_folder import Backup
from storage.restore import open_backup, restore
from storage.vault import Vault
from tests.benchmarks.figures import Figure, Way, elapsed
from tests.benchmarks.vaults import LARGE, NOW, PASSPHRASE, Vaults, opened

STALL = 100
"""Milliseconds for which a draft may wait for the disk while a backup is made."""
KEYS = 100
PAUSE_S = 0.05


def figures(vaults: Vaults) -> Iterator[Figure]:
    """Of the large vault, against a plain copy of its file."""
    copied, place = vaults.scratch / "copied", vaults.scratch / "backups"
    plain = elapsed(partial(shutil.copyfile, vaults.large / "vault.db", copied))
    copied.unlink()
    made: list[Backup] = []
    with opened(vaults.large) as vault:
        alone = _longest_draft(vault, None)
        beside = _longest_draft(vault, lambda: made.append(back_up(vault, Why.BY_HAND, NOW, place=place)))
        took = elapsed(lambda: made.append(back_up(vault, Why.BY_HAND, NOW, place=place)))
        check = elapsed(partial(check_backup, made[0].path, vault.parts.engines.key))
        vault.drop_draft("bench")
    back = elapsed(partial(_restore, made[0].path, vaults.scratch / "restored"))
    for what, value in (("backup made and checked", took), ("backup checked again", check), ("backup restored", back)):
        yield Figure(f"{what} at {LARGE:,} cases", value / 1000, "plain copy", plain / 1000, unit="s")
    yield Figure("longest wait of a draft beside a backup", beside, "longest alone", alone, most=max(STALL, 2 * alone))
    for folder in (place, vaults.scratch / "restored"):
        shutil.rmtree(folder)


def _restore(backup: Path, into: Path) -> None:
    restore(open_backup(backup, PASSPHRASE, into, NOW), PASSPHRASE, NOW)


def _longest_draft(vault: Vault, work: Way | None) -> float:
    """The longest time that keeping a draft takes, in milliseconds, as long as the work goes on in another thread."""
    worker = threading.Thread(target=work) if work else None
    if worker:
        worker.start()
    longest, keys = 0.0, 0
    while worker.is_alive() if worker else keys < KEYS:
        longest = max(longest, elapsed(partial(vault.draft, "bench", "x" * (keys % 200))))
        keys += 1
        time.sleep(PAUSE_S)
    return longest
