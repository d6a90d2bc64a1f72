"""The backups page, the card on the day's page, and what happens by itself while a vault is open."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from marac_desk.people import Person
from storage.backup_folder import backups_in
from storage.vault import Vault
from tests.support.forging import noted_anew
from tests.support.screens import answers, click, open_desk, settle_deletions
from tests.support.vaults import MORNING, TickingClock, kept_vault, small_marac, vault, vault_path
from ui.backups.backups_page import CHECKED, KEPT, MADE, OPENED, STRANGE, UNREADABLE, BackupsPage
from ui.backups.wording import NO_SECOND, ONLY_HERE, SAME_DISK
from ui.home.home_page import HomePage
from ui.shell.jobs import Jobs, JobsAtOnce
from ui.shell.main_window import MainWindow

__all__ = ["kept_vault", "vault", "vault_path"]


def open_at(qtbot: QtBot, vault: Vault, days: float = 0, jobs: type[Jobs] = JobsAtOnce) -> MainWindow:
    return open_desk(qtbot, vault, clock=TickingClock(MORNING + timedelta(days=days)), jobs=jobs)


def page(window: MainWindow) -> BackupsPage:
    window.open_page("backups")
    found = window.page()
    assert isinstance(found, BackupsPage)
    return found


def said(part: QWidget) -> str:
    settle_deletions()
    return "\n".join(label.text() for label in part.findChildren(QLabel))


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def test_a_backup_is_made_by_hand_and_stands_in_the_list(qtbot: QtBot, vault: Vault) -> None:
    small_marac(vault)
    window = open_at(qtbot, vault)
    shown = page(window)
    assert shown.table.rows() == ()
    click(window, "Make a backup now")
    (row,) = shown.table.rows()
    assert row.backup.note is not None
    assert window.messages.shown() == MADE
    cells = [str(shown.table.model().index(0, at).data()) for at in range(7)]
    assert cells[0].startswith("26 Nov 2026")
    assert cells[1:3] == ["Made by hand", "2"]
    assert cells[5:] == ["Here", "when made"]


def test_one_is_checked_again_and_a_damaged_one_is_told(qtbot: QtBot, vault: Vault) -> None:
    window = open_at(qtbot, vault)
    shown = page(window)
    click(window, "Make a backup now")
    click(window, "Check this backup")
    assert str(shown.table.model().index(0, 6).data()) == OPENED
    (row,) = shown.table.rows()
    file = row.backup.path / "vault.db"
    file.write_bytes(file.read_bytes()[:-1])
    click(window, "Check this backup")
    assert str(shown.table.model().index(0, 6).data()) == UNREADABLE
    assert "damaged" in window.messages.shown()


def test_one_that_the_vault_did_not_make_is_told_apart(qtbot: QtBot, vault: Vault) -> None:
    window = open_at(qtbot, vault)
    shown = page(window)
    click(window, "Make a backup now")
    (row,) = shown.table.rows()
    forged = row.backup.path.with_name("2026-11-27T093000Z")
    shutil.copytree(row.backup.path, forged)
    noted_anew(forged, lambda content: content.update(made_at="2026-11-27T09:30:00+00:00"))
    shown.arrive("")
    assert [str(shown.table.model().index(at, 6).data()) for at in range(2)] == [STRANGE, CHECKED]
    assert "counts for nothing" not in said(shown)
    assert window.desk is not None
    window.desk.backups.start()
    assert "! 1: it counts for nothing" in said(shown)


def test_one_of_an_earlier_key_is_told_to_be_unchanged(
    qtbot: QtBot, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_at(qtbot, vault)
    page(window)
    click(window, "Make a backup now")
    monkeypatch.setattr("ui.backups.listing.check_backup", lambda *_: type("Checked", (), {"opened": False}))
    click(window, "Check this backup")
    assert window.messages.shown() == KEPT


def test_a_second_place_is_chosen_gets_its_copy_and_is_done_without_again(
    qtbot: QtBot, vault: Vault, stick: Path
) -> None:
    window = open_at(qtbot, vault)
    shown = page(window)
    assert shown.notice.text.text() == NO_SECOND
    click(window, "Make a backup now")
    assert shown.notice.text.text() == ONLY_HERE
    answers(window).answers.append(stick)
    click(window, "Choose a second place")
    assert [row.where for row in shown.table.rows()] == ["Here", "Second place"]
    assert shown.notice.text.text() == SAME_DISK
    assert str(stick) in said(shown)
    click(window, "Do without a second place")
    assert [row.where for row in shown.table.rows()] == ["Here"]
    assert len(backups_in(stick)) == 1


def test_a_place_within_the_vault_is_refused_in_a_sentence(qtbot: QtBot, vault: Vault) -> None:
    window = open_at(qtbot, vault)
    page(window)
    answers(window).answers.append(vault.folder.path)
    click(window, "Choose a second place")
    assert "outside the vault" in window.messages.shown()
    assert not window.desk.backups.busy  # type: ignore[union-attr]


def test_the_day_says_when_it_has_been_too_long(qtbot: QtBot, vault: Vault, stick: Path) -> None:
    small_marac(vault)
    window = open_at(qtbot, vault)
    page(window)
    answers(window).answers.append(stick)
    click(window, "Choose a second place")
    click(window, "Make a backup now")
    window.open_page("home")
    home = window.page()
    assert isinstance(home, HomePage)
    assert said(home.vault).count("✓ today") == 2
    with vault.edit("Add person") as edit:
        edit.add(Person("Anna", "Sample"))
    shutil.rmtree(stick)
    desk = window.desk
    assert desk is not None
    assert isinstance(desk.clock, TickingClock)
    desk.clock.now += timedelta(days=9)
    desk.backups.start()
    assert "! 9 days ago" in said(home.vault)
    assert "! 9 days ago – plug in the stick" in said(home.vault)
    click(home, "Backups")
    assert isinstance(window.page(), BackupsPage)


def test_after_a_day_one_is_made_by_itself_and_says_nothing(qtbot: QtBot, vault: Vault) -> None:
    window = open_at(qtbot, vault, 2, Jobs)
    desk = window.desk
    assert desk is not None
    qtbot.waitUntil(lambda: desk.backups.state is not None)
    shown: list[bool] = []
    window.jobs.started.connect(lambda job: shown.append(not job.quiet))
    desk.backups._on_time()
    qtbot.waitUntil(lambda: len(backups_in(vault.folder.backups)) == 1)
    qtbot.waitUntil(lambda: not desk.backups.busy)
    assert shown == [False]
    assert window.progress.isHidden()
    assert window.messages.shown() == ""


def test_trouble_is_told_once(qtbot: QtBot, vault: Vault) -> None:
    vault.folder.backups.write_text("no folder")
    window = open_at(qtbot, vault, 2)
    desk = window.desk
    assert desk is not None
    desk.backups._on_time()
    assert "none was made" in window.messages.shown()
    window.messages.clear()
    desk.backups._on_time()
    assert window.messages.shown() == ""


def test_locking_while_a_backup_is_made_leaves_nothing_half(qtbot: QtBot, vault: Vault) -> None:
    small_marac(vault)
    window = open_at(qtbot, vault, 0, Jobs)
    desk = window.desk
    assert desk is not None
    qtbot.waitUntil(lambda: not desk.backups.busy)
    page(window).make.click()
    window.lock()
    assert not window.is_open()
    assert list(vault.folder.backups.glob(".*")) == []
