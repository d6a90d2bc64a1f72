"""Damage in every region of every file: detected or harmless, never a crash, a wrong value or an endless wait."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from marac_desk.backups import Why
from marac_desk.errors import EditsLost, Told, VaultDamaged, WrongPassphrase
from marac_desk.maracs import Marac
from marac_desk.people import Person
from storage.backup import back_up
from storage.backup_check import check_backup
from storage.backup_folder import NOTE
from storage.search import find
from storage.vault import Vault, unlock_vault
from storage.verify import damaged as is_damaged
from storage.verify import verify
from tests.support.vaults import MORNING, PASSPHRASE, Rows, cheap_vault, entries, rows_by_the_journal, rows_now
from tests.support.vaults import small_marac as type_small_marac
from tests.torture.apart import Ended, outcome
from tests.torture.damage import bit, damaged, everywhere
from tests.torture.tries import Ground, Try

EDITS = 24
TYPED = {"venue": "half a sentence"}
Came = tuple[str, str]
"""What came of it, and what was wrong."""


@dataclass(frozen=True)
class Truth:
    """A vault that a crash left with its newest edits in the log, and what it held after each of them."""

    path: Path
    key: bytes
    after: tuple[Rows, ...]

    @property
    def rows(self) -> Rows:
        """What it holds."""
        return self.after[-1]


def attack(ground: Ground) -> Iterator[Try]:
    """Each file in turn."""
    crashed = _crashed(ground.folder / "crashed")
    closed = _closed(crashed, ground.folder / "closed")
    backup = _backed_up(closed)
    header_and_salt, head_records, log_header = range(100), range(0, 1024, 7), range(56)
    yield from _spoil(ground, closed, "vault.db", 1900, _database, header_and_salt)
    yield from _spoil(ground, crashed, "vault.db-wal", 1300, _log, log_header)
    yield from _spoil(ground, closed, "keys.json", 700, _key_slots)
    yield from _spoil(ground, closed, "head", 500, _beside, head_records)
    yield from _spoil(ground, crashed, "vault.db-shm", 150, _beside)
    yield from _spoil(ground, crashed, "in-use.json", 50, _beside)
    for name, times in (("vault.db", 400), ("keys.json", 120), ("head", 80), (NOTE, 200)):
        yield from _spoil(ground, backup, name, times, _backup)


def _spoil(
    ground: Ground, truth: Truth, name: str, full: int, judge: Callable[[Path, Truth], Came], first: range = range(0)
) -> Iterator[Try]:
    """Damages one file of a copy, and judges what becomes of it, as often as is asked."""
    whole, copy = (truth.path / name).read_bytes(), ground.folder / "copy"
    part = f"{name} of a backup" if judge is _backup else name
    _first_an_unspoilt_one(judge, truth, copy)
    for at, damage in everywhere(len(whole), ground.times(full, 5), ground.chance, first):
        shutil.copytree(truth.path, copy)
        spoilt = damaged(whole, at, damage, ground.chance)
        if spoilt == whole:  # as zeros over zeros
            spoilt = damaged(whole, at, bit, ground.chance)
        (copy / name).write_bytes(spoilt)
        try:
            came, wrong = outcome(judge, copy, truth, seconds=60)
        except Ended as ended:
            came, wrong = "", str(ended)
        yield Try(part, came, wrong and f"{damage.__name__} at {at}: {wrong}")
        shutil.rmtree(copy)


def _first_an_unspoilt_one(judge: Callable[[Path, Truth], Came], truth: Truth, copy: Path) -> None:
    """Nothing may be found in it. Here, not apart: each process begun later then knows every statement already."""
    shutil.copytree(truth.path, copy)
    came = judge(copy, truth)
    assert came == ("harmless", ""), came
    shutil.rmtree(copy)


def _database(copy: Path, truth: Truth) -> Came:
    try:
        vault = unlock_vault(copy, PASSPHRASE)
    except VaultDamaged:
        return "told at unlocking", ""
    except Told as told:
        return "", f"told as something else: {told.say}"
    with vault:
        if wrong := _read_wrong(vault, truth):
            return "", wrong
        return ("told by verify", "") if is_damaged(verify(vault)) else ("harmless", "")


def _read_wrong(vault: Vault, truth: Truth) -> str:
    """Reads, searches and edits; only sentences may come, and no value that is not the true one."""
    with suppress(Told):
        if rows_now(vault) != truth.rows:
            return "a value was read wrong"
    with suppress(Told):
        if vault.drafts() != TYPED:
            return "a draft was read wrong"
    with suppress(Told), vault.read() as read:
        find(read.session, "marta invented")
    with suppress(Told), vault.edit("Add person") as edit:
        edit.add(Person("Anna", "Sample"))
    return ""


def _log(copy: Path, truth: Truth) -> Came:
    """What the log lost is told with its number, and all that came before is there."""
    try:
        with unlock_vault(copy, PASSPHRASE) as vault:
            return ("harmless", "") if _holds(vault, truth.rows) else ("", "edits are missing, and nobody was told")
    except EditsLost as told:
        lost = told.count
    except VaultDamaged:
        return "told as damaged", ""
    with unlock_vault(copy, PASSPHRASE, accept_lost=True) as vault:
        right = 0 < lost < len(truth.after) and _holds(vault, truth.after[-1 - lost])
    return ("told with the number lost", "") if right else ("", f"told that {lost} edits are lost, which is wrong")


def _key_slots(copy: Path, truth: Truth) -> Came:
    try:
        return _beside(copy, truth)
    except VaultDamaged:
        return "told as damaged", ""
    except WrongPassphrase:
        return "", "told that the passphrase is wrong, which it is not"


def _beside(copy: Path, truth: Truth) -> Came:
    """The database is whole, so everything is there, whatever is told about the spoilt file."""
    with unlock_vault(copy, PASSPHRASE) as vault:
        said = " ".join(vault.findings)
        if not _holds(vault, truth.rows):
            return "", "the record is not what it was"
    return ("told and mended" if said else "harmless"), ("" if "missing from" not in said else "a false alarm")


def _backup(copy: Path, truth: Truth) -> Came:
    try:
        checked = check_backup(copy, truth.key)
    except VaultDamaged:
        return "told as damaged", ""
    (copy / NOTE).unlink()  # with it nobody works in the folder
    with unlock_vault(copy, PASSPHRASE) as vault:
        good = checked.opened and rows_now(vault) == truth.rows
    return ("harmless", "") if good else ("", "taken for a good backup, which it is not")


def _holds(vault: Vault, rows: Rows) -> bool:
    return rows_now(vault) == rows and not any("fault" in each.say or "altered" in each.say for each in verify(vault))


def _crashed(path: Path) -> Truth:
    """The last edits stand in the log alone, as whoever made them vanished."""
    with cheap_vault(path).vault as vault:
        marac_id, key, before = type_small_marac(vault).marac, vault.parts.engines.key, entries(vault)
    with suppress(Ended):
        outcome(_edit_and_vanish, path, marac_id)
    look = Path(shutil.copytree(path, path.with_name("look")))
    with unlock_vault(look, PASSPHRASE) as vault:
        after = tuple(rows_by_the_journal(vault, until) for until in range(before, before + EDITS + 1))
        assert rows_now(vault) == after[-1] != after[-2]
    return Truth(path, key, after)


def _edit_and_vanish(path: Path, marac_id: UUID) -> None:
    vault = unlock_vault(path, PASSPHRASE)
    for number in range(EDITS):
        with vault.edit("Change venue") as edit:
            edit.get(Marac, marac_id).venue = f"Room {number}"
            edit.add(Person("Anna", f"Sample {number}"))
        for field, text in TYPED.items():
            vault.draft(field, text)
    os._exit(0)


def _closed(crashed: Truth, path: Path) -> Truth:
    """The same vault after somebody opened it again and locked it: there is no log any more."""
    unlock_vault(Path(shutil.copytree(crashed.path, path)), PASSPHRASE).lock()
    return replace(crashed, path=path)


def _backed_up(closed: Truth) -> Truth:
    with unlock_vault(closed.path, PASSPHRASE) as vault:
        return replace(closed, path=back_up(vault, Why.BY_HAND, MORNING, place=closed.path.with_name("backups")).path)
