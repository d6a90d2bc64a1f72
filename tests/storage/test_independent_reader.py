"""Somebody else can open a vault with another program, the page on the format and a passphrase, and read it all."""

from __future__ import annotations

import ast
import json
import shutil
from pathlib import Path

import pytest

from marac_desk.backups import Why
from marac_desk.keyholders import Role
from marac_desk.people import Person
from storage.backup import back_up
from storage.people import add_person, remove_person
from storage.tables import SCHEMA_VERSION
from storage.vault import Vault
from tests.support import stranger
from tests.support.vaults import MORNING, PASSPHRASE, small_marac


@pytest.fixture
def typed(vault: Vault) -> Vault:
    """A vault in which people came and went, something was looked at, undone, and written in other scripts."""
    ids = small_marac(vault)
    other = add_person(vault, "Ben Sample", Role.DEPUTY, "quite another four words")
    with vault.edit("Add person") as edit:
        edit.add(Person("Łucja", "Przykładowa-Ω 例"))
    with vault.edit("Change person") as edit:
        edit.get(Person, ids.victim).given_names = "Marta Änne"
    with vault.edit("Add person") as edit:
        edit.add(Person("Anna", "Sample"))
    vault.undo()
    vault.note_view(ids.case)
    remove_person(vault, other)
    vault.draft("venue", "half a word")
    return vault


def as_the_stranger_needs_it(vault: Vault, tmp_path: Path) -> Path:
    vault.lock()
    return Path(shutil.copytree(vault.folder.path, tmp_path / "elsewhere"))


def without_nulls(rows: stranger.TableRows) -> stranger.TableRows:
    """An insert tells nothing of a column that is null."""
    return {key: {name: value for name, value in row.items() if value is not None} for key, row in rows.items()}


def test_it_uses_nothing_of_this_program() -> None:
    tree = ast.parse(Path(stranger.__file__).read_text("utf-8"))
    imported = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    imported |= {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    ours = {"storage", "marac_desk", "exports", "ui", "assets", "tests", "scripts", "sqlcipher3", "sqlalchemy"}
    assert "apsw" in imported
    assert not {name.split(".")[0] for name in imported} & ours


def test_the_tables_open_with_the_passphrase_and_are_whole(typed: Vault, tmp_path: Path) -> None:
    opened = stranger.open_vault(as_the_stranger_needs_it(typed, tmp_path), PASSPHRASE)
    assert opened.pragmas["application_id"] == int.from_bytes(b"MDSK")
    assert opened.pragmas["user_version"] == SCHEMA_VERSION
    assert opened.pragmas["integrity_check"] == "ok"
    assert {row["family_name"] for row in opened.rows["person"].values()} == {"Invented", "Przykładowa-Ω 例"}
    assert {row["name"] for row in opened.rows["keyholder"].values()} == {"Anna Example", "Ben Sample", "Recovery code"}


def test_another_passphrase_and_somebody_who_was_removed_get_nowhere(typed: Vault, tmp_path: Path) -> None:
    place = as_the_stranger_needs_it(typed, tmp_path)
    for passphrase in ("another passphrase", "quite another four words"):
        with pytest.raises(AssertionError, match="opens no slot"):
            stranger.open_vault(place, passphrase)


def test_the_chain_proves_itself_and_the_bodies_tell_every_row(typed: Vault, tmp_path: Path) -> None:
    opened = stranger.open_vault(as_the_stranger_needs_it(typed, tmp_path), PASSPHRASE)
    previous = stranger.empty_digest(opened.vault)
    for number, entry in enumerate(opened.entries, 1):
        assert (entry.sequence, entry.previous) == (number, previous)
        assert stranger.digest_of(entry) == entry.digest
        assert stranger.commitment_of(entry) == entry.commitment
        previous = entry.digest
    assert len(opened.entries) > 8
    told = stranger.replayed(opened.entries, opened.rows)
    for table, rows in opened.rows.items():
        assert {
            key: {name: value for name, value in row.items() if value is not None} for key, row in rows.items()
        } == {
            key: {name: value for name, value in row.items() if value is not None} for key, row in told[table].items()
        }


def test_the_head_bears_its_mac_and_names_the_last_entry(typed: Vault, tmp_path: Path) -> None:
    place = as_the_stranger_needs_it(typed, tmp_path)
    opened = stranger.open_vault(place, PASSPHRASE)
    last = opened.entries[-1]
    assert stranger.head_of((place / "head").read_bytes(), opened.key) == (last.sequence, last.digest)


def test_a_backup_reads_in_the_same_way_and_its_note_is_genuine(typed: Vault, tmp_path: Path) -> None:
    backup = back_up(typed, Why.DAY, MORNING)
    typed.lock()
    opened = stranger.open_vault(backup.path, PASSPHRASE)
    note = stranger.note_of(backup.path, opened.key)
    last = opened.entries[-1]
    assert (note["vault"], note["sequence"], note["digest"]) == (opened.vault, last.sequence, last.digest)
    assert stranger.head_of((backup.path / "head").read_bytes(), opened.key) == (last.sequence, last.digest)
    assert (note["why"], note["schema"]) == ("after a day of change", SCHEMA_VERSION)


def test_an_altered_body_would_be_noticed(typed: Vault, tmp_path: Path) -> None:
    opened = stranger.open_vault(as_the_stranger_needs_it(typed, tmp_path), PASSPHRASE)
    entry = opened.entries[2]
    altered = stranger.Entry(**{**vars(entry), "body": json.dumps([])})
    assert stranger.commitment_of(altered) != entry.commitment
