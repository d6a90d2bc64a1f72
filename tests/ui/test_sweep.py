"""Walks every page and every sheet as somebody does who has no mouse and cannot see."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from marac_desk.meetings import Meeting
from storage.vault import Vault
from tests.support.screens import named, open_desk, open_window, press_here, type_text
from tests.support.sweep import check
from tests.support.vaults import MORNING, kept_vault, small_marac, vault, vault_path
from ui.pages import PAGES
from ui.shell.main_window import MainWindow

__all__ = ["kept_vault", "vault", "vault_path"]

SHEETS = ("welcome", "unlock", "make", "code", "restore")


@pytest.fixture
def window(qtbot: QtBot, vault: Vault) -> MainWindow:
    ids = small_marac(vault)
    with vault.edit("Hold meeting") as edit:
        meeting = edit.get(Meeting, ids.meeting)
        meeting.open(MORNING)
        meeting.close(MORNING)
    return open_desk(qtbot, vault)


def show_sheet(window: MainWindow, name: str) -> QWidget:
    sheet: QWidget = getattr(window.door, name)
    window.door.setCurrentWidget(sheet)
    if name == "code":
        window.door.code.begin("-".join(["7KQ2M"] * 7))
    elif name == "make":
        window.door.make.begin(Path("somewhere"))
    elif name == "restore":
        window.door.restore.begin(Path("somewhere"))
        window.door.restore.show_backups(Path("somewhere"), ())
    elif name == "unlock":
        window.door.unlock.begin(Path("somewhere"))
    return sheet


@pytest.mark.parametrize("key", [page.key for page in PAGES])
def test_every_page_can_be_walked_by_name_and_by_tab_alone(window: MainWindow, key: str) -> None:
    window.open_page(key)
    assert QApplication.activeWindow() is window, "something was shown before it had a parent"
    check(window)


@pytest.mark.parametrize("key", [page.key for page in PAGES])
def test_every_page_can_be_walked_with_large_text_and_when_one_comes_back(window: MainWindow, key: str) -> None:
    window.resize(1280, 720)
    window.appearance.change(window.appearance.settings.larger(7))
    for there in (key, "home", key):
        window.open_page(there)
    check(window)
    window.appearance.change(window.appearance.settings.larger(-5))


@pytest.mark.parametrize("name", SHEETS)
def test_every_sheet_of_the_front_door_can_be_walked_too(qtbot: QtBot, name: str) -> None:
    window = open_window(qtbot)
    show_sheet(window, name)
    check(window)


@pytest.mark.parametrize("key", [page.key for page in PAGES])
def test_every_page_fits_a_small_screen_with_text_twice_as_large(window: MainWindow, key: str) -> None:
    window.appearance.change(window.appearance.settings.larger(7))
    window.open_page(key)
    page = window.page()
    assert page is not None
    assert page.minimumSizeHint().width() <= 1280
    window.appearance.change(window.appearance.settings.larger(-5))


def test_no_action_lacks_a_text_and_no_two_pages_clash(window: MainWindow) -> None:
    for page in PAGES:
        window.open_page(page.key)
    for action in window.registry.all():
        assert action.text.strip()
        assert action.group.strip()
    shortcuts = [action.shortcut for action in window.registry.all() if action.shortcut]
    assert "Ctrl+K" in shortcuts
    assert "Ctrl+E" in shortcuts


@pytest.mark.parametrize("steps", [0, 7], ids=["usual text", "large text"])
def test_the_signature_and_the_notes_can_be_walked(window: MainWindow, steps: int) -> None:
    window.resize(1280, 720)
    window.appearance.change(window.appearance.settings.larger(steps))
    window.open_page("papers")
    press_here("Alt+O")
    check(window)
    press_here("Alt+O")
    press_here("Alt+O")
    type_text(named(window, "Who signs", QLineEdit), "DI Example")
    press_here("Ctrl+Return")
    for note in ("The venue was the annexe.", "The first case began at ten."):
        press_here("Alt+N")
        type_text(named(window, "Add a dated note", QPlainTextEdit), note)
        press_here("Ctrl+Return")
        press_here("Alt+N")
    press_here("Alt+N")
    check(window)
