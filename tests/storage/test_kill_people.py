"""Killed while somebody is removed or slots change, the vault opens for all who are to open it, and for nobody else."""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from marac_desk.errors import Refused, WrongPassphrase
from marac_desk.keyholders import Role
from marac_desk.people import Person
from storage import people
from storage.keyslots import KeySlots
from storage.people_rows import people as people_rows
from storage.recovery import new_recovery_code
from storage.vault import Vault, unlock_vault
from storage.verify import damaged, verify
from tests.support.vaults import PASSPHRASE, KeptVault, rows_now
from tests.support.writer import NEXT, OTHER, change_people_until_killed

pytestmark = pytest.mark.skipif(os.name != "posix", reason="starts many processes, which only POSIX does quickly")

REMOVALS = 30
ROWS = 1000
CHANGES = ("reset", "change", "code", "add") * 3
STOPPED = "The program was stopped while saving. Every saved edit is there."


@dataclass(frozen=True)
class Killed:
    """The folder that a kill left, whether the change had returned by then, and the code that was to come."""

    path: Path
    done: bool
    new_code: str


@pytest.fixture(scope="module")
def processes() -> multiprocessing.context.ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.support.writer"])
    return context


@pytest.fixture
def template(vault: Vault) -> Path:
    """A locked vault with two people, and enough in it that a new key takes its time."""
    people.add_person(vault, "Dee Placeholder", Role.DEPUTY, OTHER)
    with vault.edit("Add people") as edit:
        edit.add(*(Person("Anna", "Sample", born_unsure="x" * 1000) for _ in range(ROWS)))
    vault.lock()
    return vault.folder.path


def killed(
    processes: multiprocessing.context.ForkServerContext, template: Path, path: Path, what: str, moment: float
) -> Killed:
    """Begins a change in another process and kills it so many seconds later."""
    shutil.copytree(template, path)
    code = new_recovery_code()
    hears, tells = processes.Pipe(duplex=False)
    process = processes.Process(target=change_people_until_killed, args=(path, what, code, tells))
    process.start()
    tells.close()
    assert hears.recv_bytes() == b"begins"
    time.sleep(moment)
    process.kill()
    process.join()
    try:
        done = hears.recv_bytes() == b"done"
    except EOFError:
        done = False
    hears.close()
    return Killed(path, done, code)


def who_opens(path: Path, passphrase: str) -> str:
    """Who comes in; "" for nobody."""
    try:
        with unlock_vault(path, passphrase) as again:
            assert set(again.findings) <= {STOPPED}
            return again.person.name
    except (WrongPassphrase, Refused):
        return ""


def who_left(path: Path) -> bool:
    """Whether somebody was removed; the vault is whole."""
    with unlock_vault(path, PASSPHRASE) as vault:
        assert not damaged(verify(vault))
        assert len(rows_now(vault)["person"]) == ROWS
        with vault.read() as read:
            return any(row.left_at for row in people_rows(read.session))


def time_of(template: Path, path: Path, what: str) -> float:
    """How long the change takes when nobody kills it."""
    shutil.copytree(template, path)
    with unlock_vault(path, PASSPHRASE) as vault, vault.read() as read:
        other = next(row.id for row in people_rows(read.session) if row.role is Role.DEPUTY)
    with unlock_vault(path, PASSPHRASE) as vault:
        begun = time.perf_counter()
        people.remove_person(vault, other) if what == "remove" else people.reset_passphrase(vault, other, NEXT)
        return time.perf_counter() - begun


def generation(path: Path) -> int:
    return KeySlots.from_bytes((path / "keys.json").read_bytes()).generation


def test_killed_while_somebody_is_removed_the_rest_open_it_and_the_leaver_does_not_once_the_key_is_new(
    template: Path, tmp_path: Path, kept_vault: KeptVault, processes: multiprocessing.context.ForkServerContext
) -> None:
    whole, chance = time_of(template, tmp_path / "timed", "remove"), random.Random(30)
    ends: Counter[str] = Counter()
    for turn in range(REMOVALS):
        left = killed(processes, template, tmp_path / str(turn), "remove", chance.uniform(0, 1.2 * whole))
        came = generation(left.path)
        leaver_first = who_opens(left.path, OTHER) if chance.random() < 0.3 else ""
        gone = who_left(left.path)
        assert gone or not left.done
        assert not (gone and leaver_first)
        opened = [who_opens(left.path, each) for each in (PASSPHRASE, kept_vault.recovery_code, OTHER)]
        assert opened == ["Anna Example", "Recovery code", "" if gone else "Dee Placeholder"]
        assert generation(left.path) in ((2, 3) if gone else (1,))  # killed just after the new key, it gets one more
        ends["not begun" if not gone else "no new key yet" if came == 1 else "done"] += 1
        shutil.rmtree(left.path)
    assert len(ends) > 1, ends


@pytest.mark.parametrize("what", sorted(set(CHANGES)))
def test_killed_while_a_slot_changes_the_old_or_the_new_one_counts_and_nobody_else_is_touched(
    what: str,
    template: Path,
    tmp_path: Path,
    kept_vault: KeptVault,
    processes: multiprocessing.context.ForkServerContext,
) -> None:
    whole, chance = time_of(template, tmp_path / "timed", what), random.Random(12)
    new = {"change": "Anna Example", "reset": "Dee Placeholder", "add": "Cleo Sample", "code": "Recovery code"}[what]
    for turn in range(CHANGES.count(what)):
        left = killed(processes, template, tmp_path / str(turn), what, chance.uniform(0, 1.2 * whole))
        tries = {PASSPHRASE, OTHER, kept_vault.recovery_code, left.new_code if what == "code" else NEXT}
        opened = Counter(who_opens(left.path, each) for each in sorted(tries, key=lambda _: chance.random()))
        took = opened[new] == 1 and (what != "add" or new in opened)
        assert opened["Anna Example"] == opened["Dee Placeholder"] == opened["Recovery code"] == 1
        assert took or not left.done
        assert opened[""] == (0 if what == "add" and took else 1)
        shutil.rmtree(left.path)
