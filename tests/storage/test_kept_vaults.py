"""Real vaults of every version that was ever released: each must open, come up to date, and say what it said."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from marac_desk.reference import load
from scripts.keep_vault import KEPT, PASSPHRASE
from storage.queries import meetings
from storage.records import meeting_record
from storage.search import find
from storage.tables import SCHEMA_VERSION
from storage.vault import unlock_vault
from storage.verify import damaged, verify

VERSIONS = sorted(path.name for path in KEPT.iterdir())


def test_every_version_has_its_vault() -> None:
    assert f"version-{SCHEMA_VERSION}" in VERSIONS


@pytest.mark.parametrize("version", VERSIONS)
def test_a_kept_vault_opens_whole_and_says_what_it_said(version: str, tmp_path: Path) -> None:
    place = shutil.copytree(KEPT / version, tmp_path / version)
    with unlock_vault(place, PASSPHRASE) as vault:
        assert vault.findings == ()
        assert not damaged(verify(vault))
        with vault.read() as read:
            held = next(row for row in meetings(read.session) if row.cases == 12 and row.state.value != "listed")
            record = meeting_record(read.session, held.id)
            assert [hit.label for hit in find(read.session, "wisniewska")] != []
    assert (record.marac.name, len(record.cases)) == ("Northvale MARAC", 12)
    assert record.cases[0].victim.name == "Marta Invented"
    said = [action.text for heard in record.cases if heard.discussion for action in heard.discussion.actions]
    assert len(said) > 40
    assert len(record.agencies) <= len(load().agencies)
