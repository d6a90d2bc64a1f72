"""`kill -9` while the vault gets a new key: it opens for all who are to open it, and for nobody else."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from marac_desk.errors import Told
from marac_desk.keyholders import Role
from storage import people
from storage.people_rows import people as people_rows
from storage.recovery import new_recovery_code
from storage.vault import unlock_vault
from tests.support.writer import OTHER
from tests.torture.apart import after, killed, outcome
from tests.torture.opened import Opened, differs, opened
from tests.torture.sample import PASSPHRASE, old_vault
from tests.torture.tries import Ground, Try


@dataclass(frozen=True)
class Shared:
    """A vault that two people open, what it holds, its recovery code, and how long a new key takes."""

    path: Path
    truth: Opened
    code: str
    lasts: float


def attack(ground: Ground) -> Iterator[Try]:
    """Somebody is removed, which gives the vault a new key; or the recovery code is replaced, which does so too."""
    shared = _shared(ground)
    for turn in ground.times(80, 2):
        path = Path(shutil.copytree(shared.path, ground.folder / f"turn {turn}"))
        removed, code = turn % 3 > 0, new_recovery_code()
        moment = after(ground.chance.uniform(0, 1.2 * shared.lasts))
        told = killed(moment, _remove, path) if removed else killed(moment, _replace, path, code)
        wrong = differs(path, shared.truth, but="keyholder")
        came, who = _who_opens(path, shared, code, removed=removed, done="done" in told)
        yield Try("a new key: " + ("removing somebody" if removed else "another code"), came, wrong or who)
        shutil.rmtree(path)


def _who_opens(path: Path, shared: Shared, code: str, *, removed: bool, done: bool) -> tuple[str, str]:
    """How far it came, and who opens the vault although they should not, or does not although they should."""
    leaver, first, second = (_opens(path, typed) for typed in (OTHER, shared.code, code))
    new = not leaver if removed else second
    if done and not new:
        return "", "it was said to be done, and is not"
    expected = (not new, True, False) if removed else (True, not new, new)
    if (leaver, first, second) != expected:
        return "", f"who opens it is not right: {(leaver, first, second)} and not {expected}"
    return ("after it" if done else "done when opened again" if new else "not begun"), ""


def _opens(path: Path, typed: str) -> bool:
    try:
        unlock_vault(path, typed).lock()
    except Told:
        return False
    return True


def _shared(ground: Ground) -> Shared:
    path = old_vault(ground.folder / "shared")
    with unlock_vault(path, PASSPHRASE) as vault:
        people.add_person(vault, "Dee Placeholder", Role.DEPUTY, OTHER)
        people.replace_recovery_code(vault, code := new_recovery_code())
    timed = Path(shutil.copytree(path, ground.folder / "timed"))
    begun = time.perf_counter()
    outcome(_remove_once, timed)
    return Shared(path, opened(path), code, time.perf_counter() - begun)


def _remove_once(path: Path) -> None:
    with unlock_vault(path, PASSPHRASE) as vault:
        with vault.read() as read:
            other = next(row.id for row in people_rows(read.session) if row.role is Role.DEPUTY)
        people.remove_person(vault, other)


def _remove(path: Path, tells: Connection) -> None:
    tells.send("begun")
    _remove_once(path)
    tells.send("done")


def _replace(path: Path, code: str, tells: Connection) -> None:
    tells.send("begun")
    with unlock_vault(path, PASSPHRASE) as vault:
        people.replace_recovery_code(vault, code)
    tells.send("done")
