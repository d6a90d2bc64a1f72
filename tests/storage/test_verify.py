"""`verify` finds what was done to a vault behind its back, and says that all is well where it is."""

from __future__ import annotations

import pytest

from marac_desk.errors import VaultDamaged
from marac_desk.people import Person
from storage.keyslots import KeySlots, new_database_key
from storage.vault import Vault
from storage.verify import Finding, Severity, damaged, verify
from tests.support.forging import run_behind_its_back
from tests.support.vaults import reopened, small_marac


def damage(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.say for finding in findings if finding.severity is Severity.DAMAGE]


def test_a_sound_vault_is_fine_in_every_way(vault: Vault) -> None:
    small_marac(vault)
    findings = verify(vault)
    assert {finding.severity for finding in findings} == {Severity.FINE}
    assert len(findings) == 8
    assert "The history is whole: 2 entries." in [finding.say for finding in findings]
    assert not damaged(findings)


@pytest.mark.parametrize(
    ("statement", "say"),
    [
        ("UPDATE journal_entry SET label = 'Add agency' WHERE sequence = 2", "The history was altered at entry 2."),
        ("UPDATE journal_entry SET at = at || 'x' WHERE sequence = 1", "The history was altered at entry 1."),
        ("UPDATE journal_entry SET keyholder_id = session WHERE sequence = 2", "The history was altered at entry 2."),
        ("UPDATE journal_entry SET undoes = 1 WHERE sequence = 3", "The history was altered at entry 3."),
        ("UPDATE journal_entry SET kind = 'view' WHERE sequence = 3", "The history was altered at entry 3."),
        ("DELETE FROM journal_entry WHERE sequence = 2", "The history lacks entry 2."),
        (
            "UPDATE journal_body SET body = replace(body, 'Sample', 'Example') WHERE sequence = 3",
            "What entry 3 of the history changed was altered.",
        ),
        (
            "UPDATE journal_body SET salt = 'no salt' WHERE sequence = 3",
            "What entry 3 of the history changed was altered.",
        ),
        (
            "UPDATE journal_touch SET key = 'another' WHERE sequence = 3",
            "Which records entry 3 of the history touched was altered.",
        ),
        (
            "DELETE FROM journal_touch WHERE sequence = 2 AND tab = 'person'",
            "Which records entry 2 of the history touched was altered.",
        ),
        ("UPDATE party SET person_id = 'nobody'", "1 rows refer to a record that is not there."),
    ],
)
def test_what_was_altered_is_found_and_named_by_its_number(vault: Vault, statement: str, say: str) -> None:
    small_marac(vault)
    with vault.edit("Add person") as edit:
        edit.add(Person("Anna", "Sample"))
    run_behind_its_back(vault, statement)
    assert say in damage(verify(vault))


def test_an_index_that_changed_since_it_was_last_checked_is_no_damage(vault: Vault) -> None:
    """SQLite's check looks at the search index as the connection saw it last, unless it is asked something first."""
    for _ in range(2):
        for count in range(12):
            with vault.edit("Add person") as edit:
                edit.add(Person("Anna", f"Sample{count} " * 2000))
        assert damage(verify(vault)) == []


def test_a_chain_forged_from_the_middle_disagrees_with_the_head(vault: Vault) -> None:
    with vault.edit("Add person") as edit:
        edit.add(Person("Anna", "Sample"))
    run_behind_its_back(
        vault,
        "DELETE FROM journal_touch WHERE sequence = 2",
        "DELETE FROM journal_body WHERE sequence = 2",
        "DELETE FROM journal_entry WHERE sequence = 2",
    )
    unknown, lost = damage(verify(vault))
    assert unknown == "Person, in no case: added past the history. No entry tells of it."
    assert lost.startswith("The last edit is missing")


def test_what_was_erased_leaves_the_chain_whole_and_is_damage_as_nothing_erases_yet(vault: Vault) -> None:
    """Otherwise whoever has the key could erase a body, name any row as touched by it, and alter that row unseen."""
    small_marac(vault)
    run_behind_its_back(
        vault,
        "DELETE FROM journal_body WHERE sequence = 1",
        "INSERT INTO journal_touch SELECT 1, 'agency', id FROM agency",
        "UPDATE agency SET name = 'Another'",
    )
    (say,) = damage(verify(vault))
    assert say.startswith("1 entries no longer tell what they changed.")
    assert "The history is whole: 2 entries." in [finding.say for finding in verify(vault)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE search_entry SET shown = 'Otherwise' WHERE tab = 'risk'",
        "UPDATE search_entry SET case_id = id WHERE tab = 'risk'",
        "UPDATE search_entry SET key = 'nobody' WHERE tab = 'risk'",
        "DELETE FROM search_index WHERE rowid = 1",
        "DELETE FROM search_entry WHERE row = 1",
        "DELETE FROM search_index WHERE rowid = 1; DELETE FROM search_entry WHERE row = 1",
    ],
)
def test_a_search_that_shows_something_else_is_found(vault: Vault, statement: str) -> None:
    small_marac(vault)
    run_behind_its_back(vault, *statement.split("; "))
    assert any(say.startswith("The search does not show") for say in damage(verify(vault)))


@pytest.mark.parametrize("from_the_end", [1, 2, 5, 20])
def test_a_flipped_byte_in_a_page_is_damage(vault: Vault, from_the_end: int) -> None:
    small_marac(vault)
    vault.lock()
    content = bytearray(vault.folder.database.read_bytes())
    content[-from_the_end * 4096 + 100] ^= 1
    vault.folder.database.write_bytes(content)
    assert "damaged" in told_of(vault)


def told_of(vault: Vault) -> str:
    """What a person is told of a vault: at the unlock, where the page is read there, else by verify."""
    try:
        with reopened(vault) as again:
            return " ".join(damage(verify(again)))
    except VaultDamaged as told:
        return told.say


def test_a_slot_that_somebody_slipped_in_is_damage(vault: Vault) -> None:
    slots = KeySlots.from_bytes(vault.folder.keys.read_bytes())
    slots.add("slipped in by somebody", new_database_key())
    vault.folder.keys.write_bytes(slots.to_bytes())
    assert any("slipped it in" in say for say in damage(verify(vault)))


def test_a_head_that_was_gone_at_the_unlock_is_damage(vault: Vault) -> None:
    vault.lock()
    vault.folder.head.unlink()
    with reopened(vault) as again:
        assert any("head file is missing" in say for say in damage(verify(again)))


def test_no_finding_holds_a_word_of_the_record(vault: Vault) -> None:
    small_marac(vault)
    run_behind_its_back(vault, "UPDATE journal_body SET body = body || ' '", "UPDATE party SET person_id = 'nobody'")
    said = " ".join(finding.say for finding in verify(vault))
    assert not any(word in said for word in ("Invented", "Marta", "NV-2026", "school"))
