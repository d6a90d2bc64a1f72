"""Restoring from the front door, by names and keys: choose, open, read what it means, and only then do it."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from marac_desk.backups import Why
from marac_desk.people import Person
from storage.backup import back_up
from storage.backup_folder import Backup, backups_in
from storage.vault import Vault, unlock_vault
from tests.support.screens import answers, called, click, named, open_window, press_here, type_text
from tests.support.vaults import MORNING, PASSPHRASE, kept_vault, rows_now, small_marac, vault, vault_path
from ui.preferences import Settings, SettingsFile
from ui.shell.jobs import Jobs, JobsAtOnce
from ui.shell.main_window import MainWindow
from ui.unlock.restoring import AGAIN, KEYS_BACK, KEYS_LOST, NOT_THERE

__all__ = ["kept_vault", "vault", "vault_path"]


@pytest.fixture
def backup(vault: Vault) -> Backup:
    """Of a small MARAC; then two people were added, and the vault was locked."""
    small_marac(vault)
    made = back_up(vault, Why.DAY, MORNING)
    for _ in range(2):
        with vault.edit("Add person") as edit:
            edit.add(Person("Anna", "Sample"))
    vault.lock()
    return made


def at_the_door(qtbot: QtBot, path: Path, jobs: type[Jobs] = JobsAtOnce) -> MainWindow:
    SettingsFile().write(Settings(vault=str(path)))
    window = open_window(qtbot, jobs=jobs)
    click(window, "Restore a backup")
    return window


def type_passphrase(window: MainWindow, typed: str = PASSPHRASE) -> None:
    line = window.door.restore.passphrase.line
    line.setFocus()
    type_text(line, typed)


def people(path: Path) -> int:
    with unlock_vault(path, PASSPHRASE) as opened:
        return len(rows_now(opened)["person"])


def test_a_backup_is_restored_by_keys_alone_once_it_is_told_what_that_means(
    qtbot: QtBot, vault: Vault, backup: Backup
) -> None:
    window = at_the_door(qtbot, vault.folder.path)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert called(focus) == "Backups"
    press_here("Return")
    type_text(window.door.restore.passphrase.line, PASSPHRASE)
    press_here("Return")
    said = window.door.restore.notice.text.text()
    assert "Restoring takes back 2 changes made since, the last of 26 Nov 2026" in said
    assert said.endswith(AGAIN)
    assert people(vault.folder.path) == 4
    focus = QApplication.focusWidget()
    assert focus is not None
    assert called(focus) == "Restore this backup"
    press_here("Space")
    assert window.door.currentWidget() is window.door.unlock
    assert "as it was on 26 Nov 2026" in window.door.unlock.news.text.text()
    assert people(vault.folder.path) == 2
    assert [each.note.why for each in backups_in(vault.folder.backups) if each.note] == [Why.RESTORE, Why.DAY]


def test_a_wrong_passphrase_and_a_damaged_backup_are_told_and_change_nothing(
    qtbot: QtBot, vault: Vault, backup: Backup
) -> None:
    window = at_the_door(qtbot, vault.folder.path)
    sheet = window.door.restore
    type_passphrase(window, "not the passphrase")
    press_here("Return")
    assert "does not open" in sheet.notice.text.text()
    (backup.path / "vault.db").write_bytes(b"")
    sheet.passphrase.clear()
    type_passphrase(window)
    press_here("Return")
    assert "damaged" in sheet.notice.text.text()
    assert people(vault.folder.path) == 4


def test_after_something_else_was_typed_it_is_checked_again_first(qtbot: QtBot, vault: Vault, backup: Backup) -> None:
    window = at_the_door(qtbot, vault.folder.path)
    type_passphrase(window)
    press_here("Return")
    assert window.door.restore.go_on.text() == "Restore this backup"
    type_passphrase(window, "x")
    assert window.door.restore.go_on.text() == "Check this backup"
    press_here("Return")
    assert people(vault.folder.path) == 4


def test_on_a_new_computer_it_comes_from_the_stick_into_a_new_folder(
    qtbot: QtBot, vault: Vault, backup: Backup, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    shutil.copytree(vault.folder.backups, stick)
    shutil.rmtree(vault.folder.path)
    window = open_window(qtbot)
    click(window, "Restore a backup")
    sheet = window.door.restore
    assert called(QApplication.focusWidget()) == "Look in another folder"  # type: ignore[arg-type]
    answers(window).answers.append(stick)
    click(window, "Look in another folder")
    sheet.into.setText(str(tmp_path / "new"))
    type_passphrase(window)
    click(window, "Check this backup")
    assert NOT_THERE in sheet.notice.text.text()
    click(window, "Restore this backup")
    assert named(window, "Passphrase") is QApplication.focusWidget()
    assert SettingsFile().read().vault == str(tmp_path / "new")
    assert people(tmp_path / "new") == 2


def test_a_damaged_vault_is_restored_and_told_to_be_kept_as_it_is(qtbot: QtBot, vault: Vault, backup: Backup) -> None:
    vault.folder.database.write_bytes(b"")
    window = at_the_door(qtbot, vault.folder.path)
    type_passphrase(window)
    click(window, "Check this backup")
    assert "2 changes more" in window.door.restore.notice.text.text()
    click(window, "Restore this backup")
    assert people(vault.folder.path) == 2


def test_a_lost_key_file_alone_is_put_back_and_nothing_is_lost(qtbot: QtBot, vault: Vault, backup: Backup) -> None:
    vault.folder.keys.write_bytes(b"{}")
    window = at_the_door(qtbot, vault.folder.path)
    type_passphrase(window)
    click(window, "Check this backup")
    assert window.door.restore.notice.text.text() == KEYS_LOST
    click(window, "Put the key file back")
    assert window.door.unlock.news.text.text() == KEYS_BACK
    assert people(vault.folder.path) == 4


def test_the_window_stays_awake_and_back_leads_back(qtbot: QtBot, vault: Vault, backup: Backup) -> None:
    window = at_the_door(qtbot, vault.folder.path, Jobs)
    sheet = window.door.restore
    qtbot.waitUntil(lambda: bool(sheet.table.rows()))
    type_passphrase(window)
    sheet.go_on.click()
    assert not sheet.go_on.isEnabled()
    qtbot.waitUntil(lambda: sheet.go_on.text() == "Restore this backup")
    click(window, "Back")
    assert window.door.currentWidget() is window.door.unlock
    assert people(vault.folder.path) == 4


def test_one_made_in_the_future_by_this_clock_is_listed_all_the_same(qtbot: QtBot, vault: Vault) -> None:
    back_up(vault, Why.DAY, MORNING + timedelta(days=400))
    vault.lock()
    window = at_the_door(qtbot, vault.folder.path)
    assert len(window.door.restore.table.rows()) == 1
