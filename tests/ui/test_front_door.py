from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from marac_desk.errors import EditsLost, StorageFull, VaultTooNew, WrongPassphrase
from storage.vault import unlock_vault
from tests.support.screens import answers, click, named, open_window, press_here, type_text
from tests.support.vaults import PASSPHRASE, KeptVault, TickingClock, kept_vault, vault_path
from ui.preferences import Settings, SettingsFile
from ui.shell.jobs import Jobs
from ui.shell.main_window import MainWindow
from ui.unlock import front_door
from ui.unlock.opening import open_vault

__all__ = ["kept_vault", "vault_path"]


def at_the_door(qtbot: QtBot, path: Path, jobs: type[Jobs] | None = None) -> MainWindow:
    SettingsFile().write(Settings(vault=str(path)))
    return open_window(qtbot, jobs=jobs) if jobs else open_window(qtbot)


def try_passphrase(window: MainWindow, typed: str) -> None:
    line = window.door.unlock.passphrase.line
    line.clear()
    type_text(line, typed)
    line.setFocus()
    press_here("Return")


def test_the_passphrase_is_the_first_thing_to_type_and_enter_opens(qtbot: QtBot, vault_path: Path) -> None:
    window = at_the_door(qtbot, vault_path)
    assert QApplication.focusWidget() is named(window, "Passphrase")
    try_passphrase(window, PASSPHRASE)
    assert window.is_open()
    assert window.door.unlock.passphrase.text() == ""


def test_the_window_stays_awake_while_a_passphrase_is_tried(qtbot: QtBot, vault_path: Path) -> None:
    window = at_the_door(qtbot, vault_path, Jobs)
    try_passphrase(window, PASSPHRASE)
    assert not window.is_open()
    assert window.door.unlock.unlock.text() == "Unlocking …"
    qtbot.waitUntil(window.is_open)


def test_a_wrong_passphrase_is_said_under_the_field_and_may_be_typed_anew(qtbot: QtBot, vault_path: Path) -> None:
    window = at_the_door(qtbot, vault_path)
    try_passphrase(window, "not the passphrase")
    page = window.door.unlock
    field = page._form.field(page.passphrase)
    assert field.error.isVisible()
    assert "passphrase" in field.error.text()
    assert page.passphrase.line.selectedText() == "not the passphrase"
    try_passphrase(window, PASSPHRASE)
    assert window.is_open()


def test_the_recovery_code_opens_it_too(qtbot: QtBot, vault_path: Path, kept_vault: KeptVault) -> None:
    window = at_the_door(qtbot, vault_path)
    try_passphrase(window, kept_vault.recovery_code)
    assert window.is_open()


def test_a_damaged_vault_a_vault_in_use_and_no_vault_are_told_apart(
    qtbot: QtBot, vault_path: Path, tmp_path: Path
) -> None:
    window = at_the_door(qtbot, vault_path)
    error = window.door.unlock.error
    with unlock_vault(vault_path, PASSPHRASE):
        try_passphrase(window, PASSPHRASE)
        in_use = error.text.text()
    (vault_path / "keys.json").unlink()
    try_passphrase(window, PASSPHRASE)
    damaged = error.text.text()
    shutil.rmtree(vault_path)
    try_passphrase(window, PASSPHRASE)
    nothing = error.text.text()
    assert "Anna Example has the vault open since" in in_use
    assert "key file is missing" in damaged
    assert "no vault in this folder" in nothing


@pytest.mark.parametrize("told", [VaultTooNew("It is newer."), StorageFull("The disk is full.")])
def test_a_newer_vault_and_a_full_disk_are_told(
    qtbot: QtBot, vault_path: Path, monkeypatch: pytest.MonkeyPatch, told: VaultTooNew | StorageFull
) -> None:
    def fails(*_: object) -> None:
        raise told

    monkeypatch.setattr(front_door, "open_vault", fails)
    window = at_the_door(qtbot, vault_path)
    try_passphrase(window, PASSPHRASE)
    assert window.door.unlock.error.text.text() == told.say
    assert not window.door.unlock.all_the_same.isVisible()


def test_lost_edits_are_told_before_the_vault_opens_all_the_same(
    qtbot: QtBot, vault_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    def loses(path: Path, typed: str, clock: object, accept_lost: bool) -> object:
        if not accept_lost:
            raise EditsLost("Two edits are lost.", 2)
        return open_vault(path, typed, clock, accept_lost)  # type: ignore[arg-type]

    monkeypatch.setattr(front_door, "open_vault", loses)
    window = at_the_door(qtbot, vault_path)
    try_passphrase(window, PASSPHRASE)
    assert window.door.unlock.error.text.text() == "Two edits are lost."
    click(window, "Open it all the same")
    assert window.is_open()


def test_somebody_new_makes_a_vault_and_types_part_of_the_code_back(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot)
    press_here("Space")  # “Make a vault” has the focus
    make = window.door.make
    type_text(make.name, "Anna Example")
    make.path.setText(str(tmp_path / "new vault"))
    type_text(make.passphrase.line, PASSPHRASE)
    type_text(make.again.line, PASSPHRASE)
    click(window, "Make the vault")
    code = window.door.code.panel
    groups = code.code.text().split()
    assert len(groups) == 7
    code.typed[0].setFocus()
    type_text(code.typed[0], "WRONG")
    click(window, "It is on paper")
    assert not window.is_open()
    assert code._form.field(code.typed[0]).error.isVisible()
    code.typed[0].setText(groups[code.asked[0]].lower())
    code.typed[1].setText(groups[code.asked[1]])
    click(window, "It is on paper")
    assert window.is_open()
    assert code.code.text() == ""
    window.lock()
    with unlock_vault(tmp_path / "new vault", "".join(groups)) as opened:
        assert opened.findings == ()


def test_escape_goes_back_from_making_a_vault_and_from_restoring(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot)
    for button in ("Make a vault", "Restore a backup"):
        click(window, button)
        assert window.door.currentWidget() is not window.door.welcome
        press_here("Esc")
        assert window.door.currentWidget() is window.door.welcome


def test_a_short_passphrase_and_one_typed_differently_are_said_where_they_are(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot)
    press_here("Space")
    make = window.door.make
    type_text(make.name, "Anna Example")
    type_text(make.passphrase.line, "short")
    click(window, "Make the vault")
    assert make._form.field(make.passphrase).error.isVisible()
    make.passphrase.line.setText(PASSPHRASE)
    type_text(make.again.line, "something else")
    click(window, "Make the vault")
    assert not make._form.field(make.passphrase).error.isVisible()
    assert make._form.field(make.again).error.isVisible()


def test_closing_the_window_before_the_code_is_confirmed_locks_the_new_vault(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot)
    press_here("Space")
    make = window.door.make
    make.name.setText("Anna Example")
    make.path.setText(str(tmp_path / "new"))
    make.passphrase.line.setText(PASSPHRASE)
    make.again.line.setText(PASSPHRASE)
    click(window, "Make the vault")
    window.close()
    unlock_vault(tmp_path / "new", PASSPHRASE).lock()


def test_a_folder_that_holds_something_else_is_refused_in_words(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("x")
    window = open_window(qtbot)
    press_here("Space")
    make = window.door.make
    make.name.setText("Anna Example")
    make.path.setText(str(tmp_path))
    make.passphrase.line.setText(PASSPHRASE)
    make.again.line.setText(PASSPHRASE)
    click(window, "Make the vault")
    assert "folder of its own" in make.error.text.text()


def test_a_vault_elsewhere_is_chosen_and_remembered(qtbot: QtBot, vault_path: Path) -> None:
    window = open_window(qtbot)
    answers(window).answers.append(vault_path)
    click(window, "Open a vault")
    assert window.door.unlock.path.whole == str(vault_path)
    assert SettingsFile().read().vault == str(vault_path)


def test_the_passphrase_can_be_looked_at_while_it_is_typed(qtbot: QtBot, vault_path: Path) -> None:
    window = at_the_door(qtbot, vault_path)
    line = window.door.unlock.passphrase.line
    assert line.echoMode() is line.EchoMode.Password
    click(window, "Show passphrase")
    assert line.echoMode() is line.EchoMode.Normal


def test_locking_a_vault_that_came_open_leads_back_to_it(qtbot: QtBot, vault_path: Path) -> None:
    window = open_window(qtbot)
    window.door.lead_back_to(vault_path)
    window.enter(unlock_vault(vault_path, PASSPHRASE))
    press_here("Ctrl+L")
    try_passphrase(window, PASSPHRASE)
    assert window.is_open()
    assert SettingsFile().read().vault == ""


def test_f1_helps_at_the_front_door_too(qtbot: QtBot) -> None:
    window = open_window(qtbot)
    press_here("F1")
    (sheet,) = answers(window).opened
    assert "vault" in named_words(sheet)


def named_words(sheet: QWidget) -> str:
    return " ".join(label.text() for label in sheet.findChildren(QLabel))


def test_after_three_wrong_ones_the_page_says_how_long_to_wait_and_counts_down(qtbot: QtBot, vault_path: Path) -> None:
    window = at_the_door(qtbot, vault_path)
    page, clock = window.door.unlock, window.door._clock
    assert isinstance(clock, TickingClock)
    for _ in range(3):
        assert page.unlock.isEnabled()
        try_passphrase(window, "not the passphrase")
    assert not page.unlock.isEnabled()
    assert "again in 2 s" in page.error.text.text()
    try_passphrase(window, PASSPHRASE)
    assert not window.is_open()
    for _ in range(2):
        page._second.timeout.emit()
    assert page.unlock.isEnabled()
    assert not page._second.isActive()
    assert page.error.text.text() == "You can try again now."
    clock.now += timedelta(seconds=10)
    try_passphrase(window, PASSPHRASE)
    assert window.is_open()
    assert window.messages.shown().startswith("3 failed attempts to unlock this vault since")


def test_a_wait_outlives_a_restart_of_the_program(qtbot: QtBot, vault_path: Path) -> None:
    for _ in range(3):
        with pytest.raises(WrongPassphrase):
            unlock_vault(vault_path, "not the passphrase", clock=TickingClock())
    window = at_the_door(qtbot, vault_path)
    try_passphrase(window, PASSPHRASE)
    assert not window.is_open()
    assert "again in" in window.door.unlock.error.text.text()
    assert window.door.unlock.passphrase.text() == PASSPHRASE
