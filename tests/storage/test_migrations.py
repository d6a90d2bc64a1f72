"""The schema's versions: what the steps make is what the program means, and a step happens wholly or not at all."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from marac_desk.errors import VaultTooNew
from storage.migrations import bring_up_to_date, create_tables, steps
from storage.tables import SCHEMA_VERSION, metadata
from tests.support.area import encrypted

FIRST = """
from alembic import op
revision, down_revision = "0001", None
def upgrade() -> None:
    op.execute("CREATE TABLE note (body TEXT)")
"""
SECOND = """
from alembic import op
revision, down_revision = "0002", "0001"
def upgrade() -> None:
    op.execute("ALTER TABLE note ADD COLUMN heading TEXT")
"""
FAILING = """
from alembic import op
revision, down_revision = "0003", "0002"
def upgrade() -> None:
    op.execute("CREATE TABLE half (body TEXT)")
    raise RuntimeError("the power fails here")
"""


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Engine]:
    with encrypted(tmp_path, tables=False) as engines:
        yield engines.writer


@pytest.fixture
def three_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    versions = tmp_path / "steps" / "versions"
    versions.mkdir(parents=True)
    for number, step in enumerate((FIRST, SECOND, FAILING), 1):
        (versions / f"{number:04}_step.py").write_text(step)
    monkeypatch.setattr(steps, "HERE", versions.parent)


def version(connection: Connection) -> int:
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def schema(connection: Connection) -> dict[str, str]:
    """Every table and index as it was made, without the space between its words."""
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {name: re.sub(r"\s+", " ", re.sub(r"\s*([(),])\s*", r"\1", sql)).strip() for name, sql in rows}


def of_the_record(_object: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
    return not (kind == "table" and str(name).startswith("search_index"))


def test_the_steps_make_the_very_tables_that_a_new_vault_gets(empty: Engine) -> None:
    with empty.begin() as connection:
        steps.take_steps(connection, 0, SCHEMA_VERSION)
        by_steps = schema(connection)
        differences = compare_metadata(
            MigrationContext.configure(connection, opts={"include_object": of_the_record}), metadata
        )
        connection.rollback()
    with empty.begin() as connection:
        create_tables(connection)
        assert by_steps == schema(connection)
    assert differences == []


def test_a_new_vault_has_the_newest_version_and_needs_no_step(empty: Engine) -> None:
    with empty.begin() as connection:
        create_tables(connection)
        before = schema(connection)
        bring_up_to_date(connection)
        assert version(connection) == SCHEMA_VERSION
        assert schema(connection) == before


def test_a_file_from_a_later_program_is_left_alone(empty: Engine) -> None:
    with empty.begin() as connection:
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
        with pytest.raises(VaultTooNew, match="newer version"):
            bring_up_to_date(connection)
        assert schema(connection) == {}


@pytest.mark.usefixtures("three_steps")
def test_the_version_rises_with_each_step(empty: Engine) -> None:
    with empty.begin() as connection:
        steps.take_steps(connection, 0, 1)
        assert version(connection) == 1
        connection.exec_driver_sql("INSERT INTO note VALUES ('kept')")
    with empty.begin() as connection:
        steps.take_steps(connection, 1, 2)
        assert version(connection) == 2
        assert connection.exec_driver_sql("SELECT body, heading FROM note").one() == ("kept", None)


@pytest.mark.usefixtures("three_steps")
def test_a_failing_step_leaves_nothing_half(empty: Engine) -> None:
    with empty.begin() as connection:
        steps.take_steps(connection, 0, 1)
        before = schema(connection)
    with pytest.raises(RuntimeError, match="power"), empty.begin() as connection:
        steps.take_steps(connection, 1, 3)
    with empty.begin() as connection:
        assert schema(connection) == before
        assert version(connection) == 1


def test_the_steps_are_numbered_without_a_gap_up_to_the_version_of_the_schema() -> None:
    revisions = [step.revision for step in ScriptDirectory(str(steps.HERE)).walk_revisions()]
    assert revisions == [f"{number:04}" for number in range(SCHEMA_VERSION, 0, -1)]


def test_each_step_after_the_first_has_a_test_of_its_own() -> None:
    """A step to version 7 is tested by `test_version_7...`: what it does to a vault that holds something."""
    tests = Path(__file__).read_text("utf-8")
    untested = [number for number in range(2, SCHEMA_VERSION + 1) if f"def test_version_{number}_" not in tests]
    assert untested == []


def test_version_2_keeps_people_exports_and_signed_papers_as_they_were(empty: Engine) -> None:
    rows = {
        "keyholder": ("k", "Anna Example", "chair", "slot", "key"),
        "export_record": ("e", "m", "minutes", "NV-M-1-minutes.pdf", "aa", "bb", "2026-01-01", "Anna", "", "none"),
        "signed_paper": ("s", "m", "minutes", "aa", "[]", "2026-01-01"),
    }
    with empty.begin() as connection:
        steps.take_steps(connection, 0, 1)
        for table, row in rows.items():
            connection.exec_driver_sql(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
        steps.take_steps(connection, 1, 2)
        kept = {table: tuple(connection.exec_driver_sql(f"SELECT * FROM {table}").one()) for table in rows}
        connection.rollback()  # the meeting of these papers was never there
    assert kept == rows | {"keyholder": (*rows["keyholder"], None)}


def test_version_3_adds_room_for_dated_notes_and_leaves_signed_papers_alone(empty: Engine) -> None:
    signed = ("s", "m", "minutes", "aa", "[]", "2026-01-01")
    with empty.begin() as connection:
        steps.take_steps(connection, 0, 2)
        connection.exec_driver_sql("INSERT INTO signed_paper VALUES (?, ?, ?, ?, ?, ?)", signed)
        steps.take_steps(connection, 2, 3)
        assert tuple(connection.exec_driver_sql("SELECT * FROM signed_paper").one()) == signed
        assert connection.exec_driver_sql("SELECT * FROM addendum").all() == []
        connection.rollback()  # the meeting of this paper was never there


def test_alembic_is_imported_only_for_an_older_file() -> None:
    program = "import sys, storage.migrations; print('alembic' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"
