"""A damaged database file is told in a sentence wherever it is met, and no value is ever read wrong."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from marac_desk.errors import Told
from marac_desk.people import Person
from storage.search import find
from storage.vault import Vault, unlock_vault
from storage.verify import damaged, verify
from tests.support.vaults import PASSPHRASE, Rows, rows_now, small_marac

CASES = 15


def flip(content: bytearray, at: int) -> None:
    content[at] ^= 1


def zeros(content: bytearray, at: int) -> None:
    """As a disk leaves a block that it never wrote."""
    start = at // 4096 * 4096
    content[start : start + 4096] = bytes(4096)


def cut(content: bytearray, at: int) -> None:
    del content[at:]


def meet(path: Path, rows: Rows) -> None:
    """Opens, reads, searches and edits a damaged vault; only sentences may come."""
    try:
        vault = unlock_vault(path, PASSPHRASE)
    except Told:
        return
    with vault:
        with suppress(Told):
            assert rows_now(vault) == rows
        with suppress(Told), vault.read() as read:
            find(read.session, "marta invented")
        with suppress(Told), vault.edit("Add person") as edit:
            edit.add(Person("Anna", "Sample"))
        assert damaged(verify(vault))


@pytest.mark.parametrize("damage", [flip, zeros, cut])
def test_damage_anywhere_is_told_and_never_read_wrong(
    vault: Vault, tmp_path: Path, damage: Callable[[bytearray, int], None]
) -> None:
    small_marac(vault)
    rows = rows_now(vault)
    vault.lock()
    whole, chance = vault.folder.database.read_bytes(), random.Random(25)
    for turn in range(CASES):
        copy = Path(shutil.copytree(vault.folder.path, tmp_path / f"copy {turn}"))
        content = bytearray(whole)
        damage(content, chance.randrange(len(content) - 4096))
        (copy / "vault.db").write_bytes(content)
        meet(copy, rows)
