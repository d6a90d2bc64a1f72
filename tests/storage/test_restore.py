"""A restored vault is the backup, with an entry that says so; what was there before is kept, and nothing is mixed."""

from __future__ import annotations

import os
import random
import resource
import shutil
from collections.abc import Callable
from datetime import timedelta
from itertools import chain, repeat
from pathlib import Path

import pytest

from marac_desk.backups import Why
from marac_desk.errors import MustWait, Refused, Told, VaultDamaged, VaultInUse, VaultTooNew, WrongPassphrase
from marac_desk.keyholders import Role
from marac_desk.people import Person
from marac_desk.progress import Stopped, Watch
from storage.backup import back_up
from storage.backup_check import check_backup
from storage.backup_folder import Backup, backups_in
from storage.folder import HALF_RESTORED, VaultFolder
from storage.people import add_person, remove_person
from storage.present import Present, look_at_present
from storage.read_only import read_vault
from storage.restore import ANOTHERS, OpenedBackup, open_backup, put_keys_back, restore
from storage.swap import ALL_BUT_DONE
from storage.vault import Vault, unlock_vault
from storage.verify import damaged, verify
from tests.support.vaults import (
    MORNING,
    PASSPHRASE,
    KeptVault,
    TickingClock,
    cheap_vault,
    entries,
    rows_by_the_journal,
    rows_now,
    small_marac,
)

ANOTHER = "quite another four words"
LATER = MORNING + timedelta(days=3)


@pytest.fixture
def backup(vault: Vault) -> Backup:
    """Of a small MARAC; then somebody was added, and the vault was locked."""
    small_marac(vault)
    made = back_up(vault, Why.DAY, MORNING)
    with vault.edit("Add person") as edit:
        edit.add(Person("Anna", "Sample"))
    vault.lock()
    return made


def people(vault: Vault) -> int:
    return len(rows_now(vault)["person"])


def checked(backup: Backup, into: Path, typed: str = PASSPHRASE) -> OpenedBackup:
    return open_backup(backup.path, typed, into, LATER)


def restored(backup: Backup, into: Path) -> Path | None:
    return restore(checked(backup, into), PASSPHRASE, LATER).kept


def opened(path: Path) -> Vault:
    return unlock_vault(path, PASSPHRASE, clock=TickingClock(LATER))


def test_the_vault_is_as_it_was_then_and_its_history_says_so(vault: Vault, backup: Backup) -> None:
    restored(backup, vault.folder.path)
    with opened(vault.folder.path) as again:
        assert again.findings == ()
        assert people(again) == 2
        newest = again.audit(1)[0]
        assert (newest.label, newest.who) == ("Restored the backup of 26 Nov 2026 09:30 UTC", "Anna Example")
        assert backup.note is not None
        assert entries(again) == backup.note.sequence + 1
        assert rows_by_the_journal(again) == rows_now(again)
        assert not damaged(verify(again))


def test_the_state_before_is_kept_as_a_backup_from_which_one_can_go_back(vault: Vault, backup: Backup) -> None:
    kept = restored(backup, vault.folder.path)
    before = next(each for each in backups_in(vault.folder.backups) if each.path == kept)
    assert before.note is not None
    assert before.note.why is Why.RESTORE
    restored(before, vault.folder.path)
    with opened(vault.folder.path) as again:
        assert people(again) == 3


def now_there(ready: OpenedBackup) -> Present:
    return look_at_present(VaultFolder(ready.into), PASSPHRASE, ready.note, ready.spare, LATER)


def test_where_only_the_key_file_is_lost_it_is_put_back_and_no_change_is_lost(vault: Vault, backup: Backup) -> None:
    for left in (None, b"{}"):
        vault.folder.keys.unlink()
        if left is not None:
            vault.folder.keys.write_bytes(left)
        ready = checked(backup, vault.folder.path)
        found = now_there(ready)
        assert (found.keys_lost, found.opens, found.newer_by is not None) == (True, False, True)
        put_keys_back(ready, LATER)
        with opened(vault.folder.path) as again:
            assert again.findings == ()
            assert people(again) == 3
    (aside,) = vault.folder.backups.glob("*-as-it-was")
    assert [path.name for path in aside.iterdir()] == ["keys.json"]


def test_a_key_file_that_can_be_read_is_never_replaced_alone(vault: Vault, backup: Backup) -> None:
    ready = checked(backup, vault.folder.path)
    before = vault.folder.keys.read_bytes()
    with pytest.raises(Refused):
        put_keys_back(ready, LATER)
    assert vault.folder.keys.read_bytes() == before


def test_the_key_file_of_a_backup_with_another_key_is_not_put_back(vault: Vault) -> None:
    removed = add_person(vault, "Ben Sample", Role.CHAIR, ANOTHER)
    before = back_up(vault, Why.DAY, MORNING)
    remove_person(vault, removed)
    vault.lock()
    vault.folder.keys.unlink()
    for typed in (PASSPHRASE, ANOTHER):
        ready = checked(before, vault.folder.path, typed)
        assert not now_there(ready).keys_lost
        with pytest.raises(VaultDamaged):
            put_keys_back(ready, LATER)
    assert not vault.folder.keys.exists()


def test_it_is_told_how_much_newer_the_present_state_is(vault: Vault, backup: Backup) -> None:
    assert backup.note is not None
    ready = checked(backup, vault.folder.path)
    present = now_there(ready)
    assert present.changed_at is not None
    assert present.changed_at > backup.note.changed_at
    assert present == Present(there=True, opens=True, newer_by=1, changed_at=present.changed_at)
    vault.folder.database.write_bytes(b"")
    assert now_there(ready) == Present(there=True, newer_by=1)
    shutil.move(vault.folder.path, vault.folder.path.with_name("away"))
    assert now_there(ready) == Present(there=False)


def test_a_history_that_went_another_way_since_is_told(vault: Vault, backup: Backup) -> None:
    between = opened(vault.folder.path)
    with between:
        newer = back_up(between, Why.BY_HAND, LATER)
    restored(backup, vault.folder.path)
    assert newer.note is not None
    assert not now_there(checked(newer, vault.folder.path)).same_history


def test_the_recovery_code_restores_too(vault: Vault, backup: Backup, kept_vault: KeptVault) -> None:
    code = kept_vault.recovery_code
    restore(checked(backup, vault.folder.path, code), code, LATER)
    with opened(vault.folder.path) as again:
        assert people(again) == 2


def test_another_passphrase_opens_no_backup_and_is_counted_beside_the_vault(vault: Vault, backup: Backup) -> None:
    for _ in range(20):
        with pytest.raises((WrongPassphrase, MustWait)):
            checked(backup, vault.folder.path, "another passphrase")
    with pytest.raises(MustWait):
        checked(backup, vault.folder.path)


@pytest.mark.parametrize(("role", "may"), [(Role.CHAIR, True), (Role.DEPUTY, False), (Role.READ_ONLY, False)])
def test_a_chair_restores_and_a_deputy_or_a_reader_does_not(vault: Vault, role: Role, may: bool) -> None:
    add_person(vault, "Ben Sample", role, ANOTHER)
    made = back_up(vault, Why.DAY, MORNING)
    if may:
        assert checked(made, vault.folder.path, ANOTHER).name == "Ben Sample"
    else:
        with pytest.raises(Refused):
            checked(made, vault.folder.path, ANOTHER)


def test_whoever_was_removed_opens_the_backups_from_before_and_none_since(vault: Vault) -> None:
    removed = add_person(vault, "Ben Sample", Role.CHAIR, ANOTHER)
    before = back_up(vault, Why.DAY, MORNING)
    remove_person(vault, removed)
    since = back_up(vault, Why.DAY, MORNING)
    assert checked(before, vault.folder.path, ANOTHER).role is Role.CHAIR
    with pytest.raises(WrongPassphrase):
        checked(since, vault.folder.path, ANOTHER)
    assert not check_backup(before.path, vault.parts.engines.key).opened
    assert check_backup(since.path, vault.parts.engines.key).opened
    vault.lock()
    restored(since, vault.folder.path)
    opened(vault.folder.path).lock()


DAMAGES: dict[str, Callable[[VaultFolder], object]] = {
    "the database is gone": lambda folder: _lose(folder.database),
    "the database is noise": lambda folder: folder.database.write_bytes(random.Random(1).randbytes(40_960)),
    "the database is empty": lambda folder: folder.database.write_bytes(b""),
    "a page is damaged": lambda folder: _flip(folder.database, 9 * 4096 + 100),
    "the key file is gone": lambda folder: _lose(folder.keys),
    "the key file is damaged": lambda folder: folder.keys.write_bytes(b"{}"),
    "the head is gone": lambda folder: _lose(folder.head),
    "the head is damaged": lambda folder: folder.head.write_bytes(b"x"),
    "a log is left of another database": lambda folder: (folder.path / "vault.db-wal").write_bytes(bytes(9000)),
    "both are gone": lambda folder: _lose(folder.database, folder.keys),
}


def _lose(*paths: Path) -> None:
    for path in paths:
        path.unlink()


def _flip(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_it_works_whatever_is_damaged_or_gone_and_keeps_that_first(
    vault: Vault, backup: Backup, damage: Callable[[VaultFolder], object]
) -> None:
    damage(vault.folder)
    there = {path.name: path.read_bytes() for path in vault.folder.path.glob("*") if path.is_file()}
    kept = restored(backup, vault.folder.path)
    with opened(vault.folder.path) as again:
        assert again.findings == ()
        assert people(again) == 2
        assert not damaged(verify(again))
    assert kept is not None
    if kept.name.endswith("-as-it-was"):
        for path in kept.iterdir():
            assert path.read_bytes() == there[path.name]
    else:
        with read_vault(kept, PASSPHRASE) as before:
            assert people(before) == 3


def test_the_log_that_a_crash_left_does_not_get_into_the_restored_vault(vault: Vault, tmp_path: Path) -> None:
    small_marac(vault)
    backup = back_up(vault, Why.DAY, MORNING)
    for _ in range(20):
        with vault.edit("Add person") as edit:
            edit.add(Person("Anna", "Sample"))
    crashed = VaultFolder(Path(shutil.copytree(vault.folder.path, tmp_path / "crashed")))
    vault.lock()
    crashed.keys.write_bytes(b"{}")
    assert (crashed.path / "vault.db-wal").stat().st_size > 0
    restored(backup, crashed.path)
    with opened(crashed.path) as again:
        assert people(again) == 2
        assert again.findings == ()
        assert not damaged(verify(again))


def test_into_a_new_folder_as_after_the_computer_was_lost(backup: Backup, tmp_path: Path) -> None:
    place = tmp_path / "new computer" / "vault"
    assert restored(backup, place) is None
    with opened(place) as again:
        assert people(again) == 2
    assert place.stat().st_mode & 0o777 == 0o700


def test_a_folder_with_something_else_in_it_and_another_vault_are_refused(backup: Backup, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "letter.txt").write_text("x")
    with pytest.raises(Refused):
        restored(backup, tmp_path / "letters")
    cheap_vault(tmp_path / "another").vault.lock()
    with pytest.raises(Refused) as told:
        restored(backup, tmp_path / "another")
    assert told.value.say == ANOTHERS
    opened(tmp_path / "another").lock()


def test_a_vault_that_is_open_is_not_replaced(vault: Vault, backup: Backup) -> None:
    with opened(vault.folder.path) as again:
        with pytest.raises(VaultInUse):
            restored(backup, vault.folder.path)
        assert people(again) == 3


def test_a_backup_of_a_later_program_is_told_apart(vault: Vault) -> None:
    with vault.parts.engines.writer.begin() as connection:
        connection.exec_driver_sql("PRAGMA user_version = 99")
    made = back_up(vault, Why.DAY, MORNING)
    with pytest.raises(VaultTooNew):
        checked(made, vault.folder.path)


def test_a_stick_that_is_exchanged_after_the_check_is_noticed(vault: Vault, backup: Backup) -> None:
    ready = checked(backup, vault.folder.path)
    _flip(backup.path / "vault.db", 5000)
    with pytest.raises(VaultDamaged):
        restore(ready, PASSPHRASE, LATER)
    assert_as_before(vault)


def assert_as_before(vault: Vault) -> None:
    assert not vault.folder.staged.exists()
    assert not vault.folder.coming.exists()
    with opened(vault.folder.path) as again:
        assert again.findings == ()
        assert people(again) == 3


def test_stopping_it_leaves_the_vault_as_it_was(vault: Vault, backup: Backup) -> None:
    ready = checked(backup, vault.folder.path)
    for last in range(5):
        asked = chain(repeat(False, last), repeat(True))
        with pytest.raises(Stopped):
            restore(ready, PASSPHRASE, LATER, Watch(None, asked.__next__))
    assert_as_before(vault)


@pytest.mark.skipif(os.name != "posix", reason="limits the size of files, which POSIX does")
def test_a_full_disk_leaves_the_vault_as_it_was(vault: Vault, backup: Backup) -> None:
    ready, size = checked(backup, vault.folder.path), backup.size
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    for room in range(0, size - 4096, size // 8):
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
        try:
            with pytest.raises(Told):
                restore(ready, PASSPHRASE, LATER)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert_as_before(vault)


def interrupted(ready: OpenedBackup, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """A restore that stops after so many of its last renames, as if the program was killed there."""
    real, left = Path.replace, iter(range(after))

    def replace(source: Path, target: Path) -> Path:
        if source.parent.name == "restored" and next(left, None) is None:
            raise KeyboardInterrupt
        return real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replace)
        with pytest.raises(KeyboardInterrupt):
            restore(ready, PASSPHRASE, LATER)


@pytest.mark.parametrize("after", [0, 1, 2])
def test_one_that_was_interrupted_between_two_files_is_ended_by_the_next_opening(
    vault: Vault, backup: Backup, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    interrupted(checked(backup, vault.folder.path), monkeypatch, after)
    with pytest.raises(Told) as told:
        read_vault(vault.folder.path, PASSPHRASE)
    assert told.value.say == HALF_RESTORED
    with opened(vault.folder.path) as again:
        assert again.findings == ()
        assert people(again) == 2
        assert not damaged(verify(again))


def test_a_file_that_cannot_be_moved_is_told_and_the_next_opening_moves_it(
    vault: Vault, backup: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready = checked(backup, vault.folder.path)

    def held_by_another(*_: object) -> None:
        raise PermissionError

    with monkeypatch.context() as patch:
        patch.setattr("storage.swap.end_swap", held_by_another)
        with pytest.raises(Told) as told:
            restore(ready, PASSPHRASE, LATER)
    assert told.value.say == ALL_BUT_DONE
    with opened(vault.folder.path) as again:
        assert people(again) == 2


def test_one_that_was_interrupted_is_also_ended_by_the_next_restore(
    vault: Vault, backup: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.folder.database.unlink()
    interrupted(checked(backup, vault.folder.path), monkeypatch, 0)
    kept = restored(backup, vault.folder.path)
    assert kept is not None
    with opened(vault.folder.path) as again:
        assert people(again) == 2
