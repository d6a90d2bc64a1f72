from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storage.search import Hit
from storage.vault import Vault
from tests.support.screens import SHELL_PAGES, open_desk, press_here, type_text
from tests.support.vaults import kept_vault, small_marac, vault, vault_path
from ui.shell.main_window import MainWindow

__all__ = ["kept_vault", "vault", "vault_path"]


@pytest.fixture
def window(qtbot: QtBot, vault: Vault) -> MainWindow:
    small_marac(vault)
    return open_desk(qtbot, vault, entries=SHELL_PAGES)


def texts(window: MainWindow) -> list[str]:
    return [found.text for found in window.finder.found()]


def test_an_action_is_found_by_a_few_letters_and_done_with_enter(window: MainWindow) -> None:
    press_here("Ctrl+K")
    type_text(window.finder.line, "lock")
    assert texts(window) == ["Lock"]
    press_here("Return")
    assert not window.is_open()
    assert not window.finder.isVisible()


def test_a_page_is_found_and_opened(window: MainWindow) -> None:
    press_here("Ctrl+K")
    type_text(window.finder.line, "short")
    press_here("Return")
    assert window.pages is not None
    assert window.pages.key == "shortcuts"


def test_a_page_is_found_once_with_the_key_that_goes_to_it(window: MainWindow) -> None:
    press_here("Ctrl+K")
    type_text(window.finder.line, "go to appear")
    found = [(each.kind, each.text, each.shortcut) for each in window.finder.found()]
    assert found == [("Page", "Appearance", "Alt+2")]
    window.finder.line.clear()
    type_text(window.finder.line, "appear")
    assert sum("Appearance" in each.text for each in window.finder.found()) == 1


def test_the_arrow_keys_choose_another_line(window: MainWindow) -> None:
    press_here("Ctrl+K")
    second = texts(window)[1]
    press_here("Down")
    press_here("Return")
    assert second == "Appearance"
    assert window.pages is not None
    assert window.pages.key == "appearance"


def test_escape_leaves_everything_as_it_was(window: MainWindow) -> None:
    window.open_page("appearance")
    before = QApplication.focusWidget()
    press_here("Ctrl+K")
    press_here("Escape")
    assert QApplication.focusWidget() is before
    assert not window.finder.isVisible()


def test_people_and_cases_are_found_where_a_page_can_open_them(window: MainWindow) -> None:
    opened: list[Hit] = []
    assert window.desk is not None
    window.desk.openers["person"] = opened.append
    press_here("Ctrl+K")
    type_text(window.finder.line, "marta")
    assert [found.kind for found in window.finder.found()] == ["Person"]
    press_here("Return")
    assert "Invented" in opened[0].label


def test_what_no_page_can_open_is_not_shown(window: MainWindow) -> None:
    press_here("Ctrl+K")
    type_text(window.finder.line, "marta")
    assert texts(window) == []
    assert window.finder.nothing.isVisible()


def test_nothing_of_what_was_found_is_kept_after_it_is_closed(window: MainWindow) -> None:
    press_here("Ctrl+K")
    type_text(window.finder.line, "le")
    press_here("Escape")
    assert window.finder.line.text() == ""
    assert window.finder.list.count() == 0
