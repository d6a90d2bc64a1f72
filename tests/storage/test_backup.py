"""A backup is a whole vault of one moment, made while work goes on, or it is not there at all."""

from __future__ import annotations

import os
import shutil
import threading
from datetime import timedelta
from itertools import chain, repeat
from pathlib import Path

import pytest

from marac_desk.backups import Why
from marac_desk.errors import Refused, Told, VaultDamaged
from marac_desk.people import Person
from marac_desk.progress import Stopped, Watch
from storage.backup import OF_DAMAGED, back_up
from storage.backup_check import check_backup
from storage.backup_folder import Backup, backups_in
from storage.folder import VaultFolder
from storage.read_only import read_vault
from storage.vault import Vault, unlock_vault
from storage.verify import damaged, verify
from tests.support.vaults import MORNING, PASSPHRASE, entries, reopened, rows_now, small_marac


def made(vault: Vault, why: Why = Why.BY_HAND) -> Backup:
    return back_up(vault, why, MORNING)


def names(place: Path) -> list[str]:
    return sorted(path.name for path in place.iterdir())


def test_a_backup_is_a_folder_named_by_its_moment_and_holds_a_whole_vault(vault: Vault, tmp_path: Path) -> None:
    small_marac(vault)
    backup = made(vault)
    assert names(vault.folder.backups) == ["2026-11-26T093000Z"]
    assert names(backup.path) == ["backup.json", "head", "keys.json", "vault.db"]
    assert backup.note is not None
    assert (backup.note.sequence, backup.note.why) == (entries(vault), Why.BY_HAND)
    copy = Path(shutil.copytree(backup.path, tmp_path / "copy"))
    (copy / "backup.json").unlink()  # with it nobody works in the folder
    with unlock_vault(copy, PASSPHRASE) as opened:
        assert opened.findings == ()
        assert rows_now(opened) == rows_now(vault)
        assert not damaged(verify(opened))


def test_only_its_owner_may_look_into_it_and_nothing_in_it_is_plain(vault: Vault) -> None:
    small_marac(vault)
    backup = made(vault)
    modes = {oct(path.stat().st_mode & 0o777) for path in backup.path.iterdir()}
    assert modes == {"0o600"}
    assert backup.path.stat().st_mode & 0o777 == vault.folder.backups.stat().st_mode & 0o777 == 0o700
    content = b"".join(path.read_bytes() for path in backup.path.iterdir())
    assert not any(word in content for word in (b"Invented", b"Anna", b"Northvale", b"SQLite format"))


def test_two_backups_of_one_second_have_two_names(vault: Vault) -> None:
    made(vault)
    made(vault)
    assert names(vault.folder.backups) == ["2026-11-26T093000Z", "2026-11-26T093001Z"]


def test_edits_go_on_beside_it_and_are_not_in_it(vault: Vault) -> None:
    small_marac(vault)
    before = rows_now(vault)

    def edit_beside(done: int, total: int) -> None:
        with vault.edit("Add person") as edit:
            edit.add(Person("Anna", "Sample"))

    backup = back_up(vault, Why.DAY, MORNING, watch=Watch(edit_beside))
    assert len(rows_now(vault)["person"]) > len(before["person"]) + 2
    with read_vault(backup.path, PASSPHRASE) as opened:
        assert rows_now(opened) == before


def test_an_edit_in_another_thread_waits_only_for_the_first_moment(vault: Vault) -> None:
    began, edited = threading.Event(), threading.Event()

    def edit_beside() -> None:
        began.wait(10)
        with vault.edit("Add person") as edit:
            edit.add(Person("Anna", "Sample"))
        edited.set()

    def wait_for_the_edit(done: int, total: int) -> None:
        began.set()
        assert edited.wait(10), "the edit waits for the backup"

    editor = threading.Thread(target=edit_beside)
    editor.start()
    back_up(vault, Why.DAY, MORNING, watch=Watch(wait_for_the_edit))
    editor.join()


def test_on_a_network_share_an_edit_waits_until_the_backup_is_there(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(VaultFolder, "on_network_share", True)
    order: list[str] = []

    def edit_beside() -> None:
        with vault.edit("Add person") as edit:
            edit.add(Person("Anna", "Sample"))
        order.append("edited")

    editor = threading.Thread(target=edit_beside)
    back_up(vault, Why.DAY, MORNING, watch=Watch(lambda *_: None if editor.ident else editor.start()))
    order.append("backed up")
    editor.join()
    assert order == ["backed up", "edited"]


def test_stopping_it_at_any_step_leaves_nothing(vault: Vault) -> None:
    small_marac(vault)
    steps: list[int] = []
    back_up(vault, Why.DAY, MORNING, watch=Watch(lambda done, _: steps.append(done)))
    shutil.rmtree(vault.folder.backups)
    for last in range(len(steps)):
        asked = chain(repeat(False, last), repeat(True))
        with pytest.raises(Stopped):
            back_up(vault, Why.DAY, MORNING, watch=Watch(None, asked.__next__))
        assert names(vault.folder.backups) == []


def test_how_far_it_is_only_rises(vault: Vault) -> None:
    seen: list[float] = []
    back_up(vault, Why.DAY, MORNING, watch=Watch(lambda done, total: seen.append(done / total)))
    large = [each for each in seen if each < 0.9]
    assert large == sorted(large)
    assert max(seen) == 1


def test_a_damaged_vault_is_not_backed_up_and_its_earlier_backups_stay(vault: Vault) -> None:
    small_marac(vault)
    made(vault)
    path = vault.folder.path
    vault.lock()
    content = bytearray(vault.folder.database.read_bytes())
    at = len(content) // 4096 // 2 * 4096 + 100
    content[at] ^= 1
    vault.folder.database.write_bytes(content)
    with unlock_vault(path, PASSPHRASE) as again, pytest.raises(VaultDamaged) as told:
        back_up(again, Why.DAY, MORNING + timedelta(days=1))
    assert told.value.say == OF_DAMAGED
    assert names(vault.folder.backups) == ["2026-11-26T093000Z"]


def test_a_key_file_that_is_not_the_vaults_is_not_taken_for_it(vault: Vault) -> None:
    vault.folder.keys.write_bytes(vault.folder.keys.read_bytes()[:-9])
    with pytest.raises(VaultDamaged):
        made(vault)
    assert names(vault.folder.backups) == []


def test_what_a_crash_left_goes_with_the_next_backup_and_what_is_anothers_stays(vault: Vault) -> None:
    backup = made(vault)
    assert backup.note is not None
    mine = vault.folder.backups / f".{backup.note.vault[:8]}-left.part"
    anothers = vault.folder.backups / ".00000000-left.part"
    for folder in (mine, anothers):
        folder.mkdir()
        (folder / "vault.db").write_bytes(b"half")
    made(vault)
    assert not mine.exists()
    assert anothers.exists()


def test_a_locked_vault_makes_none(vault: Vault) -> None:
    vault.lock()
    with pytest.raises(Refused):
        made(vault)


def test_the_same_vault_after_a_lock_lists_its_backups(vault: Vault) -> None:
    backup = made(vault)
    with reopened(vault) as again:
        (found,) = backups_in(again.folder.backups)
        assert found == backup
        assert check_backup(found.path, again.parts.engines.key).opened


def test_a_place_that_cannot_be_written_to_is_told_and_nothing_is_lost(vault: Vault, tmp_path: Path) -> None:
    (tmp_path / "place").write_text("not a folder")
    with pytest.raises(Told) as told:
        back_up(vault, Why.BY_HAND, MORNING, place=tmp_path / "place")
    assert "none was made" in told.value.say


@pytest.mark.skipif(os.name != "posix", reason="limits the size of files, which POSIX does")
def test_a_full_disk_is_told_and_leaves_nothing(vault: Vault) -> None:
    import resource

    small_marac(vault)
    size = vault.folder.database.stat().st_size
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    for room in range(0, size, size // 12):
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
        try:
            with pytest.raises(Told) as told:
                made(vault)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert "none was made" in told.value.say
        assert names(vault.folder.backups) == []
    made(vault)
    assert len(names(vault.folder.backups)) == 1
