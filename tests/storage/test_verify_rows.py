"""A row that was altered, added or taken away past the door is found and located, and nothing else is."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Table, text

from marac_desk.discussion import Discussion
from marac_desk.errors import VaultDamaged
from marac_desk.history_head import HistoryHead
from marac_desk.people import Person
from marac_desk.sample import fill
from scripts.keep_vault import KEPT
from scripts.keep_vault import PASSPHRASE as KEPT_PASSPHRASE
from storage.heads import history_head
from storage.told_words import TABLES as TABLE_WORDS
from storage.told_words import table_word
from storage.vault import Vault, unlock_vault
from storage.verify import MOST_TOLD, Finding, Severity, damaged, head_finding, verify
from tests.support.every_table import TABLES, one_row_in_every_table
from tests.support.forging import forge_history, run_behind_its_back
from tests.support.vaults import SmallMarac, reopened, small_marac

SOUND = "Every record stands as the history says."
KEYS_ONLY = ("action_risk", "marac_agency")


@pytest.fixture
def small(vault: Vault) -> SmallMarac:
    return small_marac(vault)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    """One row in every table; each test puts right what it did."""
    from tests.support.vaults import cheap_vault

    with cheap_vault(tmp_path_factory.mktemp("full") / "vault").vault as vault:
        with vault.edit("Insert") as edit:
            one_row_in_every_table(edit)
        yield vault


def said(vault: Vault) -> list[str]:
    return [finding.say for finding in verify(vault)]


def odd(vault: Vault) -> list[str]:
    return [
        finding.say for finding in verify(vault) if finding.severity is Severity.DAMAGE and "the history" in finding.say
    ]


def key_of(table: Table) -> str:
    return " AND ".join(f'"{column.name}" = ?' for column in table.primary_key.columns)


def one(vault: Vault, table: Table) -> tuple[tuple[object, ...], tuple[object, ...]]:
    """A row of a table, and its key."""
    names = [column.name for column in table.columns]
    with vault.read() as read:
        asked = f'SELECT * FROM "{table.name}" LIMIT 1'
        row = tuple(read.session.connection().exec_driver_sql(asked).one())
    return row, tuple(row[names.index(column.name)] for column in table.primary_key.columns)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_row_of_any_table_that_was_taken_away_and_put_back_is_found_only_while_it_is_gone(
    full: Vault, table: Table
) -> None:
    row, key = one(full, table)
    run_behind_its_back(full, f'DELETE FROM "{table.name}" WHERE {key_of(table)}', values=key)
    (say,) = odd(full)
    assert say.casefold().startswith(table_word(table.name).casefold())
    assert "taken away past the history" in say
    places = ", ".join("?" * len(row))
    run_behind_its_back(full, f'INSERT INTO "{table.name}" VALUES ({places})', values=row)
    assert SOUND in said(full)


@pytest.mark.parametrize(
    "table", [table for table in TABLES if table.name not in KEYS_ONLY], ids=lambda table: table.name
)
def test_a_row_of_any_table_that_was_altered_is_found(full: Vault, table: Table) -> None:
    row, key = one(full, table)
    names = [column.name for column in table.columns]
    column = next(
        each.name
        for each in table.columns
        if not each.primary_key
        and not each.foreign_keys
        and str(each.type) in ("TEXT", "INTEGER")
        and not hasattr(each.type, "members")
        and "YesNo" not in repr(each.type)
    )
    was = row[names.index(column)]
    other = was + 1 if isinstance(was, int) else f"{was}x"
    change = f'UPDATE "{table.name}" SET "{column}" = ? WHERE {key_of(table)}'
    run_behind_its_back(full, change, values=(other, *key))
    (say,) = odd(full)
    assert "altered past the history" in say
    run_behind_its_back(full, change, values=(was, *key))
    assert SOUND in said(full)


def test_what_is_found_is_located_by_references_and_numbers(vault: Vault, small: SmallMarac) -> None:
    run_behind_its_back(vault, "UPDATE action SET due = '2027-01-01'")
    (say,) = odd(vault)
    assert say.startswith("Action 1, case NV-2026-0001, meeting NV-M-2026-01: altered past the history (due).")
    assert say.endswith("The last entry that changed it is 2.")


def test_a_row_that_was_added_is_found_and_no_word_of_it_is_told(vault: Vault, small: SmallMarac) -> None:
    run_behind_its_back(
        vault,
        "INSERT INTO alias SELECT '0' || substr(id, 2), person_id, place + 1, 'Secretly Planted' FROM alias",
        "UPDATE person SET family_name = 'Otherwise' WHERE given_names = 'Ben'",
    )
    added, altered = sorted(odd(vault), key=lambda say: "altered" in say)
    assert added == "Other name, the victim of case NV-2026-0001: added past the history. No entry tells of it."
    assert altered.startswith("Person, child of case NV-2026-0001: altered past the history (family name).")
    assert not any(word in add for add in said(vault) for word in ("Planted", "Otherwise", "Invented", "Marta"))


def test_undone_and_redone_edits_leave_every_row_as_the_history_says(vault: Vault, small: SmallMarac) -> None:
    for words in ("One call", "Two calls"):
        with vault.edit("Write presentation") as edit:
            edit.get(Discussion, small.discussion).presented = words
    vault.undo()
    vault.undo()
    vault.redo()
    assert SOUND in said(vault)
    run_behind_its_back(vault, "UPDATE discussion SET presented = 'Two calls'")
    (say,) = odd(vault)
    assert say.endswith("(what was presented). The last entry that changed it is 7.")


def test_a_number_in_place_of_another_with_the_same_hash_is_found(vault: Vault, small: SmallMarac) -> None:
    run_behind_its_back(vault, f"UPDATE discussion SET actions_before = {2**61 - 1}")
    assert len(odd(vault)) == 1


def test_made_up_records_in_bulk_are_sound_and_many_alterations_are_told_as_such(vault: Vault) -> None:
    fill(vault, cases=12, years=1, seed=3, now=datetime(2026, 11, 26, tzinfo=UTC))
    assert SOUND in said(vault)
    run_behind_its_back(vault, "UPDATE person SET language = 'Altered'")
    told = odd(vault)
    assert len(told) == MOST_TOLD + 1
    assert told[-1] == "More records are not as the history says; these were the first."


def test_rows_of_an_entry_that_was_erased_are_not_held_against_it(vault: Vault, small: SmallMarac) -> None:
    with vault.edit("Add person") as edit:
        edit.add(Person("Anna", "Sample"))
    with vault.edit("Erase") as edit:
        edit.session.execute(text("DELETE FROM journal_body WHERE sequence = 2"))
    assert SOUND in said(vault)
    run_behind_its_back(vault, "UPDATE person SET family_name = 'Otherwise' WHERE given_names = 'Anna'")
    assert len(odd(vault)) == 1


def test_a_vault_of_an_earlier_version_is_sound_when_it_is_up_to_date(tmp_path: Path) -> None:
    place = Path(shutil.copytree(KEPT / "version-1", tmp_path / "kept"))
    with unlock_vault(place, KEPT_PASSPHRASE) as vault:
        assert SOUND in said(vault)


@pytest.mark.parametrize(
    ("statement", "gone"),
    [
        ("DROP TABLE voice_line", "the table “victim's voice”"),
        ("DROP TABLE keyholder", "the table “person who can open the vault”"),
        ("DROP TABLE journal_touch", "the table “journal touch”"),
        ("DROP TABLE search_entry", "the table “search entry”"),
        ("ALTER TABLE case_file DROP COLUMN contact_never", "the column “never contact by” of the table “case”"),
        ("ALTER TABLE journal_entry DROP COLUMN session", "the column “session” of the table “journal entry”"),
    ],
)
def test_a_table_or_a_column_that_is_gone_is_said_in_a_sentence(
    vault: Vault, small: SmallMarac, statement: str, gone: str
) -> None:
    run_behind_its_back(vault, statement)
    assert any(gone in say for say in said(vault))
    with pytest.raises(VaultDamaged, match=gone):
        reopened(vault)


def test_a_trigger_that_lies_in_the_file_is_found(vault: Vault, small: SmallMarac) -> None:
    run_behind_its_back(
        vault,
        "CREATE TRIGGER main.later AFTER UPDATE ON action BEGIN DELETE FROM risk; END",
        "CREATE VIEW v AS SELECT 1",
    )
    assert any("2 parts that the program did not make" in say for say in said(vault))


def test_a_whole_rewrite_is_found_by_a_head_that_was_printed_before_and_by_nothing_else(
    vault: Vault, small: SmallMarac
) -> None:
    with vault.read() as read:
        printed = history_head(read.session.connection())
    assert printed is not None
    assert head_finding(vault, printed).severity is Severity.FINE
    run_behind_its_back(
        vault,
        "UPDATE action SET text = 'Visit nobody'",
        "UPDATE search_entry SET shown = replace(shown, 'Visit the school', 'Visit nobody')",
    )
    forge_history(vault, "Visit the school", "Visit nobody")
    with reopened(vault) as again:
        assert {finding.severity for finding in verify(again)} == {Severity.FINE}
        finding = head_finding(again, printed)
    assert (finding.severity, "does not hold entry 2" in finding.say) == (Severity.DAMAGE, True)


def test_a_head_of_another_number_is_not_in_the_history(vault: Vault, small: SmallMarac) -> None:
    assert damaged((head_finding(vault, HistoryHead(99, "0" * 64)),))


def test_every_table_of_the_record_has_its_word() -> None:
    assert set(TABLE_WORDS) == {table.name for table in TABLES}


def test_a_sound_vault_says_so(vault: Vault, small: SmallMarac) -> None:
    assert Finding(Severity.FINE, SOUND) in verify(vault)
