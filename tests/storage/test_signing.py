"""Signing minutes off, and dated notes on them, in a real vault."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from marac_desk.cli import main
from marac_desk.errors import Refused
from marac_desk.keyholders import Role
from marac_desk.meetings import Meeting, MeetingState
from marac_desk.older_values import can_be_restored
from marac_desk.papers import Addendum, ExportRecord, PaperKind, SignedPaper
from marac_desk.record import MeetingRecord
from storage.journal import Kind
from storage.records import addenda, signed_minutes
from storage.search import find
from storage.signing import add_note, sign_off, take_note_back
from storage.tables_meetings import addendum
from storage.vault import Vault
from storage.verify import damaged, verify
from tests.storage.test_rights import in_role
from tests.support.vaults import (
    MORNING,
    PASSPHRASE,
    SmallMarac,
    entries,
    held_marac,
    reopened,
    rows_by_the_journal,
    rows_now,
)


def kept(record: MeetingRecord, at: datetime) -> SignedPaper:
    """Stands for the composing, which is not this room's."""
    assert record.head is not None
    return SignedPaper(record.meeting.id, PaperKind.MINUTES, "aa", record.head.printed, at)


@pytest.fixture
def small(vault: Vault) -> SmallMarac:
    return held_marac(vault)


@pytest.fixture
def signed(vault: Vault, small: SmallMarac) -> SmallMarac:
    sign_off(vault, small.meeting, "DI Example", kept)
    return small


def notes(vault: Vault, small: SmallMarac) -> list[str]:
    with vault.read() as read:
        return [note.text for note in addenda(read.session, small.meeting)]


def test_the_signature_and_the_paper_are_one_entry_that_is_not_undone(vault: Vault, small: SmallMarac) -> None:
    before = entries(vault)
    sign_off(vault, small.meeting, "DI Example", kept)
    assert entries(vault) == before + 1
    assert vault.audit(1)[0].label == "Sign off minutes"
    assert vault.audit(1)[0].kind == Kind.SIGN_OFF.value
    with pytest.raises(Refused, match="dated note"):
        vault.undo()
    with vault.read() as read:
        meeting = read.get(Meeting, small.meeting)
        assert (meeting.state, meeting.signed_off_by) == (MeetingState.SIGNED_OFF, "DI Example")


def test_nothing_is_signed_where_the_paper_cannot_be_made(vault: Vault, small: SmallMarac) -> None:
    def stopped(_record: MeetingRecord, _at: datetime) -> SignedPaper:
        raise Refused("A sentence stops it.")

    before = rows_now(vault)
    with pytest.raises(Refused, match="stops"):
        sign_off(vault, small.meeting, "DI Example", stopped)
    assert rows_now(vault) == before


def test_who_may_only_read_neither_signs_nor_notes(vault: Vault, signed: SmallMarac) -> None:
    reader = in_role(vault, Role.READ_ONLY)
    with pytest.raises(Refused, match="does not sign off"):
        sign_off(reader, signed.meeting, "DI Example", kept)
    with pytest.raises(Refused, match="not change it"):
        add_note(reader, signed.meeting, "The venue was the annexe.", "Anna Example")


def test_minutes_are_signed_once(vault: Vault, signed: SmallMarac) -> None:
    with pytest.raises(Refused, match="Only draft minutes"):
        sign_off(vault, signed.meeting, "DI Example", kept)


def test_the_printed_head_is_held_by_the_history_afterwards(
    vault: Vault, signed: SmallMarac, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add_note(vault, signed.meeting, "The venue was the annexe.", "Anna Example")
    with vault.read() as read:
        paper = signed_minutes(read.session, signed.meeting)
        assert paper is not None
        printed = paper.blocks
    vault.lock()
    (tmp_path / "passphrase").write_text(PASSPHRASE)
    asked = ["verify", str(vault.folder.path), "--passphrase-file", str(tmp_path / "passphrase"), "--head", printed]
    assert main(asked) == 0
    assert "still holds entry" in capsys.readouterr().out


def test_a_note_is_an_edit_with_its_history_and_can_be_undone(vault: Vault, signed: SmallMarac) -> None:
    add_note(vault, signed.meeting, " The venue was\nthe annexe. ", "Anna  Example")
    assert notes(vault, signed) == ["The venue was\nthe annexe."]
    told = vault.history("meeting", signed.meeting)[0]
    assert told.what == "dated note: added"
    assert told.after.startswith("text: The venue was\nthe annexe.; by: Anna Example; added: 26 Nov 2026")
    assert rows_by_the_journal(vault) == rows_now(vault)
    assert vault.undo() == "Add dated note"
    assert notes(vault, signed) == []
    assert vault.redo() == "Add dated note"
    assert notes(vault, signed) == ["The venue was\nthe annexe."]
    assert not damaged(verify(vault))


def test_a_note_is_found_by_its_words_and_leads_to_the_meeting(vault: Vault, signed: SmallMarac) -> None:
    add_note(vault, signed.meeting, "The venue was the annexe.", "Anna Example")
    with vault.read() as read:
        (hit,) = find(read.session, "annexe")
    assert (hit.id, hit.label, hit.snippet) == (signed.meeting, "NV-M-2026-01, dated note", "The venue was the annexe.")


@pytest.mark.parametrize(("said", "by"), [(" ", "Anna Example"), ("The venue was the annexe.", " ")])
def test_a_note_has_words_and_a_name(vault: Vault, signed: SmallMarac, said: str, by: str) -> None:
    with pytest.raises(Refused, match="Please"):
        add_note(vault, signed.meeting, said, by)
    assert notes(vault, signed) == []


def test_a_draft_gets_no_note(vault: Vault, small: SmallMarac) -> None:
    with pytest.raises(Refused, match="not signed off yet"):
        add_note(vault, small.meeting, "The venue was the annexe.", "Anna Example")


def test_the_words_of_a_note_are_corrected_by_another_note_alone(vault: Vault, signed: SmallMarac) -> None:
    assert not any(can_be_restored("addendum", column.name) for column in addendum.columns)


def test_a_note_is_taken_back_in_a_later_session_until_the_minutes_have_left_with_it(
    vault: Vault, signed: SmallMarac
) -> None:
    add_note(vault, signed.meeting, "The venue was the annexe.", "Anna Example")
    with reopened(vault) as again:
        take_note_back(again, newest(again, signed).id)
        assert notes(again, signed) == []
        add_note(again, signed.meeting, "The venue was the hall.", "Anna Example")
        note = newest(again, signed)
        left(again, signed, PaperKind.ACTION_PLAN)
        take_note_back(again, note.id)
        left(again, signed, PaperKind.MINUTES)
        add_note(again, signed.meeting, "The venue was the hall.", "Anna Example")
        note = newest(again, signed)
        take_note_back(again, note.id)
        add_note(again, signed.meeting, "The venue was the hall.", "Anna Example")
        note = newest(again, signed)
        left(again, signed, PaperKind.MINUTES)
        with pytest.raises(Refused, match="have left the vault"):
            take_note_back(again, note.id)
        assert notes(again, signed) == ["The venue was the hall."]


def newest(vault: Vault, small: SmallMarac) -> Addendum:
    with vault.read() as read:
        return addenda(read.session, small.meeting)[-1]


def left(vault: Vault, small: SmallMarac, kind: PaperKind) -> None:
    """By a clock that was put back: it is the order that counts."""
    vault.note_export(ExportRecord(small.meeting, kind, "paper.pdf", "aa", "bb", MORNING, "Anna Example"))
