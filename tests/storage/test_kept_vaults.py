"""Real vaults of every version that was ever released: each must open, come up to date, and say what it said."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from exports.document import texts
from exports.frozen import thaw
from exports.pack import papers_of
from marac_desk.backups import Why
from marac_desk.errors import Told
from marac_desk.history_head import HistoryHead
from marac_desk.meetings import MeetingState
from marac_desk.reference import load
from scripts.keep_vault import KEPT, NOTE, PASSPHRASE
from storage.backup_folder import backups_in
from storage.heads import holds
from storage.queries import meetings
from storage.records import meeting_record
from storage.restore import open_backup, restore
from storage.search import find
from storage.tables import SCHEMA_VERSION
from storage.vault import unlock_vault, utc_now
from storage.verify import damaged, verify

VERSIONS = sorted(path.name for path in KEPT.iterdir())


def test_an_older_vault_is_backed_up_before_it_is_brought_up_to_date(tmp_path: Path) -> None:
    place = Path(shutil.copytree(KEPT / "version-1", tmp_path / "vault"))
    unlock_vault(place, PASSPHRASE).lock()
    (backup,) = backups_in(place / "backups")
    assert backup.note is not None
    assert (backup.note.why, backup.note.schema) == (Why.UPDATE, 1)
    restore(open_backup(backup.path, PASSPHRASE, place, utc_now()), PASSPHRASE, utc_now())
    with unlock_vault(place, PASSPHRASE) as again:
        assert again.findings == ()
        assert not damaged(verify(again))


def test_where_it_cannot_be_backed_up_it_stays_as_it_is(tmp_path: Path) -> None:
    place = Path(shutil.copytree(KEPT / "version-1", tmp_path / "vault"))
    (place / "backups").write_text("no folder")
    before = (place / "vault.db").read_bytes()
    with pytest.raises(Told):
        unlock_vault(place, PASSPHRASE)
    assert (place / "vault.db").read_bytes() == before


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


def test_minutes_that_were_signed_stay_as_they_were_with_the_note_after_them(tmp_path: Path) -> None:
    place = shutil.copytree(KEPT / "version-3", tmp_path / "vault")
    with unlock_vault(place, PASSPHRASE) as vault, vault.read() as read:
        (held,) = (row for row in meetings(read.session) if row.state is MeetingState.SIGNED_OFF)
        record = meeting_record(read.session, held.id)
        assert record.signed is not None
        kept = thaw(record.signed.blocks)
        printed = HistoryHead.found_in(texts(kept))
        assert printed is not None
        assert holds(read.session.connection(), printed)
        paper = papers_of(record, load())[0]
        assert [hit.label for hit in find(read.session, "council chamber")] == [f"{held.reference}, dated note"]
    assert kept.fingerprint == record.signed.fingerprint
    assert paper.document.blocks[: len(kept.blocks)] == kept.blocks
    assert NOTE in list(texts(paper.document))
