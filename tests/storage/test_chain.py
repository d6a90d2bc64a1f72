"""The chain's arithmetic, which vaults in use depend on."""

from __future__ import annotations

import hashlib
from dataclasses import fields, replace

import pytest

from storage.chain import Link, commit_to, genesis, new_salt

LINK = Link(
    7, "2026-11-26T09:30:00.000000+00:00", "keyholder", "session", "edit", "Add action", None, "aa" * 32, "bb" * 32
)


def test_a_digest_is_of_the_fields_as_documented() -> None:
    written = (
        '["marac-desk journal entry 1",7,"2026-11-26T09:30:00.000000+00:00","keyholder","session","edit","Add action",'
        f'null,"{"aa" * 32}","{"bb" * 32}"]'
    )
    assert LINK.digest == hashlib.sha256(written.encode()).hexdigest()


def test_a_commitment_is_of_salt_and_body_as_documented() -> None:
    salt, body = "0f" * 32, '[{"table":"person"}]'
    assert commit_to(salt, body) == hashlib.sha256(bytes([15]) * 32 + body.encode()).hexdigest()


def test_the_empty_journal_differs_from_vault_to_vault() -> None:
    assert genesis("aa") == hashlib.sha256(b'["marac-desk journal 1","aa"]').hexdigest()
    assert genesis("aa") != genesis("ab")


@pytest.mark.parametrize("name", [field.name for field in fields(Link)])
def test_every_field_is_bound(name: str) -> None:
    other = 8 if name in ("sequence", "undoes") else "other"
    assert replace(LINK, **{name: other}).digest != LINK.digest  # type: ignore[arg-type]


def test_no_two_bodies_get_the_same_salt() -> None:
    assert len({new_salt() for _ in range(50)}) == 50
    assert len(bytes.fromhex(new_salt())) == 32
