"""The journal sees every change, by whatever route it is made, and nothing else."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, insert, text, update
from sqlalchemy.orm import make_transient

from marac_desk.cases import Case
from marac_desk.discussion import Discussion
from marac_desk.errors import Refused
from marac_desk.identity import new_id
from marac_desk.maracs import Marac
from marac_desk.people import Person
from storage.journal import Verb
from storage.mapping import RECORDS
from storage.tables import metadata
from storage.vault import Vault
from tests.support.every_table import TABLES, another_value, one_row_in_every_table, whole_row, with_own_columns
from tests.support.vaults import (
    SmallMarac,
    entries,
    journal_rows,
    reopened,
    rows_by_the_journal,
    rows_now,
    small_marac,
)

KINDS = list(RECORDS)


@pytest.fixture
def small(vault: Vault) -> SmallMarac:
    return small_marac(vault)


def changed_since(vault: Vault, entry: int) -> set[tuple[str, Verb]]:
    return {(row.table, row.verb) for row in journal_rows(vault, after=entry)}


def every_table(verb: Verb) -> set[tuple[str, Verb]]:
    return {(table.name, verb) for table in TABLES}


def test_every_table_of_the_record_is_journalled_and_only_the_vaults_own_are_not() -> None:
    others = {"draft", "journal_entry", "journal_body", "journal_touch", "vault_fact", "search_entry"}
    assert {table.name for table in metadata.sorted_tables} - {table.name for table in TABLES} == others
    assert {table.name for table in TABLES} >= {table.name for table in RECORDS.values()}


def test_a_statement_that_inserts_is_found_in_the_journal_for_every_table(vault: Vault) -> None:
    before = entries(vault)
    with vault.edit("Insert") as edit:
        one_row_in_every_table(edit)
    assert changed_since(vault, before) == every_table(Verb.INSERT)
    assert rows_by_the_journal(vault) == rows_now(vault)


def test_a_statement_that_updates_many_rows_is_found_in_the_journal_for_every_table(vault: Vault) -> None:
    with vault.edit("Insert") as edit:
        ids = one_row_in_every_table(edit)
    before = entries(vault)
    with vault.edit("Update") as edit:
        for table in with_own_columns():
            edit.session.execute(update(table).values(another_value(table, ids)))
    assert changed_since(vault, before) == {(table.name, Verb.UPDATE) for table in with_own_columns()}
    assert rows_by_the_journal(vault) == rows_now(vault)


def test_a_statement_that_deletes_many_rows_is_found_in_the_journal_for_every_table(vault: Vault) -> None:
    with vault.edit("Insert") as edit:
        one_row_in_every_table(edit)
    before = entries(vault)
    with vault.edit("Delete") as edit:
        for table in reversed(TABLES):
            edit.session.execute(delete(table))
    assert changed_since(vault, before) == every_table(Verb.DELETE)
    assert rows_by_the_journal(vault) == rows_now(vault)


def test_bulk_statements_over_mapped_classes_are_found_in_the_journal(vault: Vault) -> None:
    ids = {table.name: new_id() for table in metadata.sorted_tables}
    keys = {kind: RECORDS[kind].name for kind in KINDS}
    before = entries(vault)
    with vault.edit("Insert") as edit:
        for kind in KINDS:
            edit.session.execute(insert(RECORDS[kind]), [whole_row(RECORDS[kind], ids)])
    with vault.edit("Update") as edit:
        for kind in KINDS:
            edit.session.execute(update(kind).values(another_value(RECORDS[kind], ids)))
    with vault.edit("Delete") as edit:
        for kind in KINDS:
            edit.session.execute(delete(kind))
    found = changed_since(vault, before)
    assert found == {(name, verb) for name in keys.values() for verb in (Verb.INSERT, Verb.UPDATE, Verb.DELETE)}
    assert rows_by_the_journal(vault) == rows_now(vault)


def test_the_unit_of_work_is_found_in_the_journal_for_every_kind_of_record(vault: Vault) -> None:
    with vault.edit("Insert") as edit:
        ids = one_row_in_every_table(edit)
    before = entries(vault)
    with vault.edit("Change") as edit:
        for kind in KINDS:
            record: object = edit.get(kind, ids[RECORDS[kind].name])
            ((name, value),) = another_value(RECORDS[kind], ids).items()
            setattr(record, name, value)
    assert changed_since(vault, before) == {(RECORDS[kind].name, Verb.UPDATE) for kind in KINDS}
    with vault.edit("Remove") as edit:
        records: list[object] = [edit.get(kind, ids[RECORDS[kind].name]) for kind in KINDS]
        for record in records:
            edit.session.delete(record)
    assert changed_since(vault, before) >= {(RECORDS[kind].name, Verb.DELETE) for kind in KINDS}
    before = entries(vault)
    for record in records:
        make_transient(record)
    with vault.edit("Add again") as edit:
        edit.add(*records)
    assert changed_since(vault, before) >= {(RECORDS[kind].name, Verb.INSERT) for kind in KINDS}
    assert rows_by_the_journal(vault) == rows_now(vault)


def test_a_link_is_found_in_the_journal_when_it_is_made_and_when_it_goes(vault: Vault, small: SmallMarac) -> None:
    before = entries(vault)
    with vault.edit("Unlink risk") as edit:
        discussion = edit.get(Discussion, small.discussion)
        discussion.actions[0].risks.clear()
    with vault.edit("Link risk") as edit:
        discussion = edit.get(Discussion, small.discussion)
        discussion.actions[0].risks.append(discussion.risk(small.risk))
    links = [row for row in journal_rows(vault, after=before) if row.table == "action_risk"]
    key = (str(small.action), str(small.risk))
    assert [(row.verb, row.key) for row in links] == [(Verb.DELETE, key), (Verb.INSERT, key)]


def test_a_row_that_another_pushes_out_is_found_in_the_journal(vault: Vault, small: SmallMarac) -> None:
    before = entries(vault)
    with vault.edit("Replace") as edit:
        edit.session.execute(text("INSERT OR REPLACE INTO agenda_item SELECT * FROM agenda_item"))
    assert [row.verb for row in journal_rows(vault, after=before)] == [Verb.DELETE, Verb.INSERT]
    assert rows_by_the_journal(vault) == rows_now(vault)


def test_a_change_says_its_field_from_and_to_and_no_other(vault: Vault, small: SmallMarac) -> None:
    before = entries(vault)
    with vault.edit("Write presentation") as edit:
        edit.get(Discussion, small.discussion).presented = "Two calls this week"
    (row,) = journal_rows(vault, after=before)
    assert (row.table, row.verb, row.key_text) == ("discussion", Verb.UPDATE, str(small.discussion))
    assert row.fields == {"presented": ("", "Two calls this week")}


def test_words_in_any_script_come_back_from_the_journal_to_the_letter(vault: Vault) -> None:
    before = entries(vault)
    name = 'Siân "Ŵyn" \\ Wiśniewska\n\tفاطمہ ਹਰਪ੍ਰੀਤ 🏠 \u2028'
    with vault.edit("Add person") as edit:
        edit.add(Person("Anna", name))
    (row,) = journal_rows(vault, after=before)
    assert row.fields["family_name"] == (None, name)


def test_an_edit_that_changes_nothing_leaves_no_entry(vault: Vault, small: SmallMarac) -> None:
    before = entries(vault)
    with vault.edit("Look only") as edit:
        edit.get(Case, small.case)
    with vault.edit("Same again") as edit:
        edit.session.execute(update(metadata.tables["marac"]).values(name="Northvale"))
    with vault.edit("There and back") as edit, edit.session.begin_nested() as nested:
        edit.add(Person("Anna", "Sample"))
        edit.session.flush()
        nested.rollback()
    assert entries(vault) == before


def change_and_fail(vault: Vault, fails: BaseException, *, commit: bool = False) -> None:
    with vault.edit("Change") as edit:
        edit.add(Person("Anna", "Sample"))
        edit.session.flush()
        if commit:
            edit.session.commit()
        raise fails


@pytest.mark.parametrize("fails", [Refused("No."), ValueError("a bug"), KeyboardInterrupt()])
def test_an_edit_that_fails_keeps_neither_rows_nor_entry(vault: Vault, small: SmallMarac, fails: BaseException) -> None:
    rows, before = rows_now(vault), entries(vault)
    with pytest.raises(type(fails)):
        change_and_fail(vault, fails)
    assert (rows_now(vault), entries(vault)) == (rows, before)
    with vault.edit("Change venue") as edit:
        edit.get(Marac, small.marac).venue = "Elsewhere"
    assert [row.table for row in journal_rows(vault, after=before)] == ["marac"]


def test_only_the_door_commits(vault: Vault) -> None:
    rows = rows_now(vault)
    with pytest.raises(Refused):
        change_and_fail(vault, Refused("No."), commit=True)
    assert rows_now(vault) == rows


def test_a_new_connection_has_its_triggers_too(vault: Vault) -> None:
    vault.parts.engines.writer.dispose()
    before = entries(vault)
    with vault.edit("Add person") as edit:
        edit.add(Person("Anna", "Sample"))
    assert changed_since(vault, before) == {("person", Verb.INSERT)}


def test_the_journal_goes_on_after_a_lock(vault: Vault) -> None:
    before = entries(vault)
    with reopened(vault) as again:
        with again.edit("Add person") as edit:
            edit.add(Person("Anna", "Sample"))
        assert entries(again) == before + 1


def test_each_entry_says_who_when_and_what(vault: Vault) -> None:
    with vault.edit("Add person") as edit:
        edit.add(Person("Anna", "Sample"))
    newest, *_ = vault.audit()
    assert (newest.who, newest.label, newest.kind) == ("Anna Example", "Add person", "edit")
    assert newest.at == edit.now


def test_the_history_of_a_record_tells_it_field_by_field_newest_first(vault: Vault, small: SmallMarac) -> None:
    for words in ("One call", "Two calls"):
        with vault.edit("Write presentation") as edit:
            edit.get(Discussion, small.discussion).presented = words
    newest, older, *_ = vault.history("discussion", small.discussion)
    assert [(each.what, each.before, each.after) for each in (newest, older)] == [
        ("what was presented", "One call", "Two calls"),
        ("what was presented", "nothing", "One call"),
    ]


def test_a_view_stands_in_the_history_of_its_case(vault: Vault, small: SmallMarac) -> None:
    vault.note_view(small.case)
    newest, *_ = vault.history("case_file", small.case)
    assert (newest.line.kind, newest.line.label, newest.what) == ("view", "Open case", "looked at")


def test_the_delta_is_in_memory_and_not_in_the_file(vault: Vault) -> None:
    with vault.edit("Look") as edit:
        names = edit.session.scalars(text("SELECT name FROM main.sqlite_master")).all()
        stores = edit.session.scalar(text("PRAGMA temp_store"))
    assert not [name for name in names if "delta" in name]
    assert stores == 2
