"""A backup in which a single bit changed is found out, and a folder that somebody made up on purpose does no harm."""

from __future__ import annotations

import os
import random
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from marac_desk.backups import Why
from marac_desk.errors import VaultDamaged
from storage.backup import back_up
from storage.backup_check import check_backup, must_be_as_noted
from storage.backup_folder import Backup, backups_in, remove
from storage.backup_note import FILES
from storage.vault import Vault
from tests.support.forging import noted_anew
from tests.support.vaults import MORNING, small_marac

FLIPS = 120


@pytest.fixture
def backup(vault: Vault) -> Backup:
    small_marac(vault)
    return back_up(vault, Why.DAY, MORNING)


def marks_made_anew(path: Path) -> None:
    """The note says of each file what it is now."""

    def change(content: dict[str, object]) -> None:
        content["files"] = {
            name: {"size": (path / name).stat().st_size, "sha256": sha256((path / name).read_bytes()).hexdigest()}
            for name in FILES
        }

    noted_anew(path, change)


def test_a_good_backup_is_opened_and_looked_through_and_stays_as_it_is(vault: Vault, backup: Backup) -> None:
    before = {path: path.read_bytes() for path in backup.path.iterdir()}
    checked = check_backup(backup.path, vault.parts.engines.key)
    assert (checked.note, checked.opened) == (backup.note, True)
    assert {path: path.read_bytes() for path in backup.path.iterdir()} == before


def test_one_of_an_earlier_database_key_can_only_be_compared_with_its_note(vault: Vault, backup: Backup) -> None:
    checked = check_backup(backup.path, bytes(32))
    assert (checked.note, checked.opened) == (backup.note, False)


@pytest.mark.parametrize("name", ["vault.db", "keys.json", "head", "backup.json"])
def test_a_flipped_bit_anywhere_is_found_without_a_key(backup: Backup, name: str) -> None:
    file, chance = backup.path / name, random.Random(name)
    whole = file.read_bytes()
    for _ in range(FLIPS):
        flipped = bytearray(whole)
        flipped[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        file.write_bytes(flipped)
        with pytest.raises(VaultDamaged):
            must_be_as_noted(backup.path)
    file.write_bytes(whole)
    assert must_be_as_noted(backup.path) == backup.note


@pytest.mark.parametrize("name", ["vault.db", "keys.json", "head", "backup.json"])
def test_a_file_that_is_cut_or_gone_or_longer_is_found(vault: Vault, backup: Backup, name: str) -> None:
    file = backup.path / name
    whole = file.read_bytes()
    for content in (whole[: len(whole) // 2], b"", whole + b"more"):
        file.write_bytes(content)
        with pytest.raises(VaultDamaged):
            check_backup(backup.path, vault.parts.engines.key)
    file.unlink()
    with pytest.raises(VaultDamaged):
        check_backup(backup.path, vault.parts.engines.key)


@pytest.mark.parametrize("name", ["vault.db", "keys.json", "head"])
def test_a_file_altered_together_with_its_note_is_found_by_the_key(vault: Vault, backup: Backup, name: str) -> None:
    content = bytearray((backup.path / name).read_bytes())
    content[len(content) // 2] ^= 1
    (backup.path / name).write_bytes(content)
    marks_made_anew(backup.path)
    must_be_as_noted(backup.path)
    with pytest.raises(VaultDamaged):
        check_backup(backup.path, vault.parts.engines.key)


def test_an_older_database_put_into_a_newer_backup_is_found(vault: Vault, backup: Backup) -> None:
    with vault.edit("Change nothing much"):
        pass
    newer = back_up(vault, Why.DAY, MORNING)
    shutil.copy(backup.path / "vault.db", newer.path / "vault.db")
    marks_made_anew(newer.path)
    with pytest.raises(VaultDamaged):
        check_backup(newer.path, vault.parts.engines.key)


def test_another_moment_written_into_the_note_is_found(vault: Vault, backup: Backup) -> None:
    noted_anew(backup.path, lambda content: content.update(made_at="2030-01-01T00:00:00+00:00"))
    must_be_as_noted(backup.path)
    with pytest.raises(VaultDamaged):
        check_backup(backup.path, vault.parts.engines.key)


@pytest.mark.parametrize(
    "alter",
    [
        {"why": "for fun"},
        {"made_at": "yesterday"},
        {"made_at": "2026-11-26T09:30:00"},
        {"made_at": 5},
        {"changed_at": "9999-12-31T23:59:59-23:00"},
        {"sequence": -1},
        {"sequence": True},
        {"sequence": 10**40},
        {"vault": "../../etc"},
        {"digest": "Z" * 64},
        {"files": []},
        {"files": {"../vault.db": {"size": 1, "sha256": "0" * 64}}},
        {"files": {name: {"size": "1", "sha256": "0" * 64} for name in FILES}},
        {"files": {name: {"size": 1, "sha256": []} for name in FILES}},
        {"format": "another"},
        {"version": 2},
        {"version": None},
        {"more": 1},
    ],
)
def test_a_note_of_another_shape_is_refused(backup: Backup, alter: dict[str, object]) -> None:
    noted_anew(backup.path, lambda content: content.update(alter))
    with pytest.raises(VaultDamaged):
        must_be_as_noted(backup.path)
    assert [each.note for each in backups_in(backup.path.parent)] == [None]


@pytest.mark.parametrize("content", [b"", b"\0" * 9000, b"[" * 9000, b"null", b'"' + b"x" * 20_000 + b'"', b"\xff\xfe"])
def test_a_note_that_is_none_is_refused(backup: Backup, content: bytes) -> None:
    (backup.path / "backup.json").write_bytes(content)
    with pytest.raises(VaultDamaged):
        must_be_as_noted(backup.path)


@pytest.mark.skipif(os.name != "posix", reason="Windows has no pipes in folders, and links only for the privileged")
@pytest.mark.parametrize("name", ["vault.db", "keys.json", "head", "backup.json"])
def test_a_pipe_a_link_or_a_folder_in_place_of_a_file_is_never_followed_or_waited_for(
    vault: Vault, backup: Backup, tmp_path: Path, name: str
) -> None:
    file = backup.path / name
    moved = Path(shutil.move(file, tmp_path / name))
    for put in (os.mkfifo, os.mkdir, lambda path: path.symlink_to(moved), lambda path: path.symlink_to("/dev/zero")):
        put(file)
        with pytest.raises(VaultDamaged):
            check_backup(backup.path, vault.parts.engines.key)
        file.rmdir() if file.is_dir() else file.unlink()


def test_a_log_planted_beside_the_database_is_not_read(vault: Vault, backup: Backup) -> None:
    for name in ("vault.db-wal", "vault.db-journal", "vault.db-shm"):
        (backup.path / name).write_bytes(b"\xd9" + os.urandom(9000))
    before = {path.name: path.read_bytes() for path in backup.path.iterdir()}
    assert check_backup(backup.path, vault.parts.engines.key).opened
    assert {path.name: path.read_bytes() for path in backup.path.iterdir()} == before


def test_a_list_shows_only_backups_newest_first_and_damaged_ones_too(vault: Vault, backup: Backup) -> None:
    place, newer = backup.path.parent, back_up(vault, Why.BY_HAND, MORNING)
    for name in ("letters", ".hidden.part", "2026-11-26"):
        (place / name).mkdir()
    (place / "2020-01-01T000000Z").mkdir()
    (place / "2021-01-01T000000Z").write_text("no folder")
    damaged = Backup(place / "2020-01-01T000000Z", None)
    assert backups_in(place) == (newer, backup, damaged)
    assert backups_in(place, "0" * 32) == (damaged,)
    assert backups_in(place / "nowhere") == ()


def test_a_backup_that_is_removed_is_gone_at_once(backup: Backup) -> None:
    remove(backup)
    assert list(backup.path.parent.iterdir()) == []
