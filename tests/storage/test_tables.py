"""The schema: what every table promises, whoever adds one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, Integer, PrimaryKeyConstraint, Table, Text, UniqueConstraint, exc, insert, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.types import TypeDecorator

from marac_desk.errors import Refused
from storage.tables import journalled_tables, metadata, vault_fact
from storage.tables_people import person
from storage.types import LONGEST, UtcTime, clean
from tests.support.area import encrypted

EVERY_TABLE = pytest.mark.parametrize("table", metadata.sorted_tables, ids=lambda table: table.name)


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Engine]:
    with encrypted(tmp_path) as engines:
        yield engines.writer


@EVERY_TABLE
def test_a_table_holds_only_text_and_whole_numbers(table: Table) -> None:
    for column in table.c:
        kind = column.type.impl if isinstance(column.type, TypeDecorator) else column.type
        assert isinstance(kind, Text | Integer), column


@EVERY_TABLE
def test_a_table_is_strict_and_says_whether_it_is_journalled(table: Table) -> None:
    assert table.dialect_options["sqlite"]["strict"]
    assert isinstance(table.info["journalled"], bool)


@EVERY_TABLE
def test_whatever_refers_to_a_record_can_be_found_from_it(table: Table) -> None:
    first = {next(iter(index.columns)).name for index in table.indexes}
    keys = (key for key in table.constraints if isinstance(key, PrimaryKeyConstraint | UniqueConstraint))
    first |= {next(iter(key.columns)).name for key in keys}
    assert {column.name for column in table.c if column.foreign_keys} <= first


@pytest.mark.parametrize("table", journalled_tables(), ids=lambda table: table.name)
def test_the_record_is_checked_at_the_commit_and_deletes_nothing_by_itself(table: Table) -> None:
    for key in table.foreign_keys:
        assert key.deferrable
        assert key.initially == "DEFERRED"
        assert key.ondelete is None


def test_the_database_refuses_a_word_that_is_no_member(writer: Engine) -> None:
    a_person = dict.fromkeys((column.name for column in person.c if not column.nullable), "")
    values = {**a_person, "id": "1", "interpreter": 0, "gender": "female", "ethnicity": "a guess"}
    marks = ", ".join("?" * len(values))
    statement = f"INSERT INTO person({', '.join(values)}) VALUES ({marks})"
    with pytest.raises(exc.IntegrityError, match="ck_person_ethnicity"), writer.begin() as connection:
        connection.exec_driver_sql(statement, tuple(values.values()))


def test_the_database_refuses_text_where_a_number_belongs(writer: Engine) -> None:
    with pytest.raises(exc.IntegrityError), writer.begin() as connection:
        connection.exec_driver_sql("INSERT INTO search_entry VALUES ('one', '', '', '', '', '', '')")


def test_words_keep_their_lines_and_lose_what_nobody_sees() -> None:
    assert clean("one\r\ntwo\tthree\rfour") == "one\ntwo\tthree\nfour"
    assert clean("a\0b\x1bc\u202ed\u2066e\ud800f") == "abcdef"


def test_words_are_kept_in_composed_form() -> None:
    assert clean(unicodedata.normalize("NFD", "Siân Ŵyn")) == "Siân Ŵyn"
    assert clean("فاطمہ ਹਰਪ੍ਰੀਤ") == "فاطمہ ਹਰਪ੍ਰੀਤ"


@given(st.text())
def test_cleaning_twice_is_cleaning_once(typed: str) -> None:
    assert clean(clean(typed)) == clean(typed)


def test_text_longer_than_a_field_is_refused_in_plain_words(writer: Engine) -> None:
    clean("x" * LONGEST)
    with pytest.raises(Refused, match="too long"), writer.begin() as connection:
        connection.execute(select(person.c.id).where(person.c.phone == "x" * (LONGEST + 1)))


def test_a_time_is_stored_in_utc_and_sorts_as_text() -> None:
    stored = UtcTime().process_bind_param(
        datetime(2026, 7, 1, 10, tzinfo=timezone(timedelta(hours=1))), sqlite.dialect()
    )
    assert stored == "2026-07-01T09:00:00.000000+00:00"
    assert UtcTime().process_result_value(stored, sqlite.dialect()) == datetime(2026, 7, 1, 9, tzinfo=UTC)


def test_a_time_without_a_zone_is_a_bug() -> None:
    with pytest.raises(ValueError, match="zone"):
        UtcTime().process_bind_param(datetime(2026, 7, 1, 10), sqlite.dialect())


def test_facts_about_the_vault_are_no_part_of_the_record(writer: Engine) -> None:
    assert vault_fact not in journalled_tables()
    with writer.begin() as connection:
        connection.execute(insert(vault_fact), {"name": "vault", "value": "1"})
        assert connection.scalar(select(vault_fact.c.value)) == "1"
