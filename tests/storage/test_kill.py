"""A program that is killed while it writes loses nothing that it said was saved; a damaged log is found out."""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import time
from pathlib import Path
from uuid import UUID

import pytest

from marac_desk.errors import EditsLost
from storage.vault import Vault, unlock_vault
from storage.verify import damaged, verify
from tests.support.vaults import PASSPHRASE, entries, rows_by_the_journal, rows_now
from tests.support.writer import edits_kept, number_none_yet, write_and_vanish, write_until_killed

pytestmark = pytest.mark.skipif(os.name != "posix", reason="starts many processes, which only POSIX does quickly")

KILLS = 60
EDITS = 40
FLIPS = 24
STOPPED = ("The program was stopped while saving. Every saved edit is there.",)


@pytest.fixture(scope="module")
def processes() -> multiprocessing.context.ForkServerContext:
    """Starts processes from one that has everything loaded already."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.support.writer"])
    return context


def killed_at_a_random_moment(
    processes: multiprocessing.context.ForkServerContext, path: Path, marac_id: UUID, moment: float
) -> int:
    """Lets a writer write, kills it so many seconds after its first edit, and returns the last one it told of."""
    hears, tells = processes.Pipe(duplex=False)
    writer = processes.Process(target=write_until_killed, args=(path, marac_id, tells))
    writer.start()
    tells.close()
    last = int(hears.recv())
    time.sleep(moment)
    writer.kill()
    writer.join()
    try:
        while True:
            last = int(hears.recv())
    except EOFError:
        hears.close()
        return last


def test_sixty_kills_lose_nothing_that_was_acknowledged(
    vault: Vault, processes: multiprocessing.context.ForkServerContext
) -> None:
    marac_id = number_none_yet(vault)
    vault.lock()
    chance = random.Random(60)
    told_before = 0
    for _ in range(KILLS):
        acknowledged = killed_at_a_random_moment(processes, vault.folder.path, marac_id, chance.uniform(0, 0.04))
        with unlock_vault(vault.folder.path, PASSPHRASE) as again:
            there = edits_kept(again, marac_id)
            assert again.findings in ((), STOPPED)
        assert acknowledged > told_before
        assert there in (acknowledged, acknowledged + 1)
        told_before = there
    with unlock_vault(vault.folder.path, PASSPHRASE) as again:
        assert rows_by_the_journal(again) == rows_now(again)
        assert not damaged(verify(again))


def test_a_flipped_bit_in_the_log_is_told_with_the_number_of_lost_edits(
    vault_path: Path, tmp_path: Path, processes: multiprocessing.context.ForkServerContext
) -> None:
    writer = processes.Process(target=write_and_vanish, args=(vault_path, EDITS))
    writer.start()
    writer.join()
    log = (vault_path / "vault.db-wal").read_bytes()
    chance, counts = random.Random(24), set()
    for turn in range(FLIPS):
        copy = Path(shutil.copytree(vault_path, tmp_path / f"copy {turn}"))
        flipped = bytearray(log)
        flipped[chance.randrange(len(log))] ^= 1 << chance.randrange(8)
        (copy / "vault.db-wal").write_bytes(flipped)
        counts.add(lost(copy))
    assert len(counts) > FLIPS / 4


def lost(path: Path) -> int:
    """How many edits the vault says are lost, checked against how many there are."""
    with pytest.raises(EditsLost) as told:
        unlock_vault(path, PASSPHRASE)
    with unlock_vault(path, PASSPHRASE, accept_lost=True) as opened:
        the_first, the_one_that_says_so = 1, 1
        assert entries(opened) == the_first + EDITS - told.value.count + the_one_that_says_so
        assert rows_by_the_journal(opened) == rows_now(opened)
    return told.value.count


def test_a_log_without_a_flaw_loses_nothing_in_a_crash(
    vault_path: Path, processes: multiprocessing.context.ForkServerContext
) -> None:
    writer = processes.Process(target=write_and_vanish, args=(vault_path, EDITS))
    writer.start()
    writer.join()
    with unlock_vault(vault_path, PASSPHRASE) as again:
        assert len(rows_now(again)["person"]) == EDITS
        assert again.findings == ()
