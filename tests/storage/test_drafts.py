"""What is typed is on the disk at once, and becomes one edit."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from marac_desk.discussion import Discussion
from marac_desk.errors import Refused
from marac_desk.keyholders import Role
from marac_desk.people import Person
from storage.door import Changes
from storage.people import add_person
from storage.vault import Vault, unlock_vault
from tests.support.vaults import PASSPHRASE, entries, reopened, rows_now, small_marac

FIELD = "discussion/presented"
OTHER_WORDS = "other invented words there"


def read_only(vault: Vault) -> Vault:
    return Vault(replace(vault.parts, person=replace(vault.person, role=Role.READ_ONLY)), vault._clock)


def test_a_draft_is_there_after_the_next_unlock(vault: Vault) -> None:
    vault.draft(FIELD, "Two ca")
    vault.draft(FIELD, "Two calls")
    vault.draft("another field", "فاطمہ")
    with reopened(vault) as again:
        assert again.drafts() == {FIELD: "Two calls", "another field": "فاطمہ"}


def test_any_text_can_be_drafted_but_for_halves_of_a_character(vault: Vault) -> None:
    """Some clipboards hand over half of a pair; no file can hold it."""
    pasted = "a\0b\x1b\u202e\ufffe😀" * 100_000
    vault.draft(FIELD, "x\ud800" + pasted + "\udfff")
    assert vault.drafts() == {FIELD: "x" + pasted}


def test_a_draft_survives_a_program_that_never_got_to_close(vault: Vault, tmp_path: Path) -> None:
    vault.draft(FIELD, "Two calls")
    left_behind = Path(shutil.copytree(vault.folder.path, tmp_path / "left behind"))
    with unlock_vault(left_behind, PASSPHRASE) as found:
        assert found.drafts() == {FIELD: "Two calls"}
        assert found.findings == ()


def test_a_draft_is_no_edit(vault: Vault) -> None:
    rows, before, told = rows_now(vault), entries(vault), list[Changes]()
    vault.subscribe(told.append)
    vault.draft(FIELD, "Two calls")
    assert (rows_now(vault), entries(vault), told) == (rows, before, [])
    assert vault.undo_label() is None


def test_the_edit_that_settles_a_draft_takes_it_along(vault: Vault) -> None:
    small = small_marac(vault)
    vault.draft(FIELD, "Two calls")
    vault.draft("another field", "stays")
    before = entries(vault)
    with vault.edit("Write presentation", settles=FIELD) as edit:
        edit.get(Discussion, small.discussion).presented = "Two calls"
    assert vault.drafts() == {"another field": "stays"}
    assert entries(vault) == before + 1


def test_a_draft_that_changes_nothing_is_settled_without_an_entry(vault: Vault) -> None:
    vault.draft(FIELD, "")
    before = entries(vault)
    with vault.edit("Write presentation", settles=FIELD):
        pass
    assert (vault.drafts(), entries(vault)) == ({}, before)


def edit_and_fail(vault: Vault) -> None:
    with vault.edit("Write presentation", settles=FIELD):
        raise Refused("No.")


def test_an_edit_that_fails_leaves_its_draft(vault: Vault) -> None:
    vault.draft(FIELD, "Two calls")
    with pytest.raises(Refused):
        edit_and_fail(vault)
    assert vault.drafts() == {FIELD: "Two calls"}


def test_a_draft_that_was_taken_back_is_forgotten(vault: Vault) -> None:
    vault.draft(FIELD, "Two calls")
    vault.drop_draft(FIELD)
    assert vault.drafts() == {}


def opened_by_another(vault: Vault) -> Vault:
    add_person(vault, "Rita Sample", Role.DEPUTY, OTHER_WORDS)
    vault.lock()
    return unlock_vault(vault.folder.path, OTHER_WORDS)


def settle(vault: Vault) -> None:
    with vault.edit("Record what was said", settles=FIELD) as edit:
        edit.add(Person("Anna", "Sample"))


def last_label(vault: Vault) -> tuple[str, str]:
    line = vault.audit(1)[0]
    return line.label, line.who


@pytest.mark.parametrize("types_on", [False, True])
def test_what_somebody_else_began_does_not_become_ones_own_without_a_word(vault: Vault, types_on: bool) -> None:
    vault.draft(FIELD, "Two calls")
    with opened_by_another(vault) as rita:
        assert rita.begun_by_others() == {FIELD: "Anna Example"}
        if types_on:
            rita.draft(FIELD, "Two calls and a letter")
        settle(rita)
        assert last_label(rita) == ("Record what was said, begun by somebody else", "Rita Sample")
        assert rita.begun_by_others() == {}
        settle(rita)
        assert last_label(rita)[0] == "Record what was said"


def test_what_one_began_oneself_is_ones_own(vault: Vault) -> None:
    vault.draft(FIELD, "Two calls")
    with reopened(vault) as again:
        assert again.begun_by_others() == {}
        settle(again)
        assert last_label(again) == ("Record what was said", "Anna Example")


def test_somebody_who_only_reads_drafts_nothing(vault: Vault) -> None:
    with pytest.raises(Refused, match="can read this vault but not change it"):
        read_only(vault).draft(FIELD, "Two calls")
    assert vault.drafts() == {}


def test_whoever_may_only_read_forgets_nobodys_draft(vault: Vault) -> None:
    vault.draft(FIELD, "Two calls")
    read_only(vault).drop_draft(FIELD)
    assert vault.drafts() == {FIELD: "Two calls"}
