"""A program that is killed while it backs up or restores leaves whole backups, and one whole vault."""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from marac_desk.backups import Why
from marac_desk.people import Person
from storage.backup import back_up
from storage.backup_check import check_backup
from storage.backup_folder import backups_in
from storage.vault import Vault, unlock_vault
from storage.verify import damaged, verify
from tests.support.backup_writer import back_up_until_killed, restore_until_killed
from tests.support.vaults import MORNING, PASSPHRASE, rows_by_the_journal, rows_now, small_marac

pytestmark = pytest.mark.skipif(os.name != "posix", reason="starts many processes, which only POSIX does quickly")

KILLS = 20
MOST_SECONDS = 0.6
"""From one thing that was done, until the kill: about as long as the next one takes."""

Processes = multiprocessing.context.ForkServerContext


@pytest.fixture(scope="module")
def processes() -> Processes:
    """Starts processes from one that has everything loaded already."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.support.backup_writer"])
    return context


def killed(processes: Processes, work: Callable[..., None], arguments: tuple[object, ...], moment: float) -> list[str]:
    """Lets a program work, kills it so many seconds after it told of the first thing done, and returns all it told."""
    hears, tells = processes.Pipe(duplex=False)
    program = processes.Process(target=work, args=(*arguments, tells))
    program.start()
    tells.close()
    told = [hears.recv_bytes().decode()]
    time.sleep(moment)
    program.kill()
    program.join()
    try:
        while True:
            told.append(hears.recv_bytes().decode())
    except EOFError:
        hears.close()
        return told


def test_kills_while_backing_up_leave_whole_backups_only(vault: Vault, processes: Processes) -> None:
    small_marac(vault)
    vault.lock()
    chance, made = random.Random(4), set[str]()
    for _ in range(KILLS):
        made |= set(killed(processes, back_up_until_killed, (vault.folder.path,), chance.uniform(0, MOST_SECONDS)))
        with unlock_vault(vault.folder.path, PASSPHRASE) as again:
            there = backups_in(vault.folder.backups)
            assert all(check_backup(each.path, again.parts.engines.key).opened for each in there[:3])
        assert made <= {each.path.name for each in there}
    with unlock_vault(vault.folder.path, PASSPHRASE) as again:
        back_up(again, Why.DAY, MORNING)
        assert not damaged(verify(again))
    assert [path.name for path in vault.folder.backups.iterdir() if path.name.startswith(".")] == []


def test_kills_while_restoring_leave_the_old_or_the_restored_vault_and_never_a_mix(
    vault: Vault, tmp_path: Path, processes: Processes
) -> None:
    small_marac(vault)
    one = back_up(vault, Why.DAY, MORNING, place=tmp_path / "stick")
    with vault.edit("Add person") as edit:
        edit.add(Person("Anna", "Sample"))
    other = back_up(vault, Why.DAY, MORNING + timedelta(days=1), place=tmp_path / "stick")
    vault.lock()
    states, chance, ended = {2: one.path.name, 3: other.path.name}, random.Random(5), set[str]()
    for _ in range(KILLS):
        shutil.rmtree(vault.folder.backups, ignore_errors=True)
        work = (vault.folder.path, (one.path, other.path))
        told = killed(processes, restore_until_killed, work, chance.uniform(0, MOST_SECONDS))
        ended.add("half-way" if vault.folder.coming.exists() or vault.folder.staged.exists() else "between")
        with unlock_vault(vault.folder.path, PASSPHRASE) as again:
            assert again.findings == ()
            assert states[len(rows_now(again)["person"])] in (told[-1], one.path.name, other.path.name)
            assert rows_by_the_journal(again) == rows_now(again)
            assert not damaged(verify(again))
        names = {path.name for path in vault.folder.path.iterdir()}
        assert {name for name in names if not name.endswith(".part")} <= WHOLE  # half a small file, as of who is here
    assert ended == {"half-way", "between"}


WHOLE = {"vault.db", "keys.json", "head", "backups", "in-use.lock", "pending-views"}
