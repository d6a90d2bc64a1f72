"""What a lock leaves in memory: nothing that can be reached from the vault opens the database."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from sqlalchemy import text

from marac_desk.errors import Refused
from storage.head import PURPOSE as OF_THE_HEAD
from storage.pending_views import PURPOSE as OF_VIEWS
from storage.read_only import read_vault
from storage.sealing import drawn_key
from storage.vault import Vault
from tests.support.vaults import PASSPHRASE, cheap_vault, small_marac


def reachable(start: object) -> list[object]:
    """Everything that hangs together with an object, the whole interpreter if need be."""
    known, found, next_ones = {id(start)}, [start], [start]
    while next_ones:
        referents = gc.get_referents(*next_ones)
        next_ones = []
        for each in referents:
            if id(each) not in known:
                known.add(id(each))
                next_ones.append(each)
                found.append(each)
    return found


def holding(vault: Vault, secrets: dict[str, bytes]) -> set[str]:
    """Which of the secrets can be found in what hangs together with the vault, as bytes or as digits."""
    found = set()
    for each in reachable(vault):
        if not isinstance(each, (bytes, bytearray, str)):
            continue
        for name, secret in secrets.items():
            content = each.encode(errors="replace") if isinstance(each, str) else bytes(each)
            if secret in content or secret.hex().encode() in content.lower():
                found.add(name)
    return found


def secrets_of(vault: Vault) -> dict[str, bytes]:
    key = vault.parts.engines.key
    return {"database": key, "views": drawn_key(key, OF_VIEWS), "head": drawn_key(key, OF_THE_HEAD)}


@pytest.mark.parametrize("read_only", [False, True])
def test_after_a_lock_no_key_is_left_in_the_vault(tmp_path: Path, *, read_only: bool) -> None:
    vault = cheap_vault(tmp_path / "vault").vault
    small = small_marac(vault)
    if read_only:
        vault.lock()
        vault = read_vault(tmp_path / "vault", PASSPHRASE)
    vault.note_view(small.case)
    secrets = secrets_of(vault)
    assert holding(vault, secrets) == set(secrets)  # the walk finds them where they are
    vault.lock()
    gc.collect()
    assert holding(vault, secrets) == set()


def test_a_read_that_had_not_begun_to_read_opens_nothing_once_the_vault_is_locked(vault: Vault) -> None:
    with vault.read() as read:
        vault.lock()
        with pytest.raises(Refused, match="locked"):
            read.session.execute(text("SELECT count(*) FROM case_file"))
    assert not any(vault.folder.path.glob("vault.db-*"))
