"""Escape leads back from the sheet of shortcuts and from Appearance: to the same page, step, field and cursor."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from marac_desk.discussion import Step
from storage.vault import Vault
from tests.support.steps import at_step, focus_name, keys, words
from tests.support.vaults import kept_vault, vault, vault_path

__all__ = ["kept_vault", "vault", "vault_path"]


def test_escape_on_the_shortcuts_leads_back_into_the_sentence(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.VOICE)
    window = at.held.window
    words("She stays at her")
    keys("Shift+F1")
    assert window.pages is not None
    assert (window.pages.key, focus_name()) == ("shortcuts", "Shortcuts")
    keys("Escape")
    assert (window.pages.key, at.held.room.step) == ("room", Step.VOICE)
    words(" mother's.")
    keys("Return")
    assert "She stays at her mother's." in [line.text for line in at.talk().voice]


@pytest.mark.parametrize("step", [Step.AGENCIES, Step.RISKS, Step.SUMMARY])
def test_one_comes_back_to_what_had_the_focus_at_each_step(qtbot: QtBot, vault: Vault, step: Step) -> None:
    at_step(qtbot, vault, step)
    keys("Tab")
    before = focus_name()
    keys("Shift+F1", "Escape")
    assert focus_name() == before


def test_from_one_such_page_to_the_next_the_way_leads_to_before_both(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.REFERRER)
    window = at.held.window
    keys("Shift+F1")
    window.open_page("appearance")
    keys("Escape")
    assert window.pages is not None
    assert (window.pages.key, focus_name()) == ("room", "What the referrer presents")


def test_escape_leads_nowhere_once_another_page_was_opened(qtbot: QtBot, vault: Vault) -> None:
    window = at_step(qtbot, vault, Step.REFERRER).held.window
    keys("Shift+F1")
    window.open_page("actions")
    keys("Escape")
    assert window.pages is not None
    assert window.pages.key == "actions"


def test_enter_on_the_sheet_of_shortcuts_does_nothing(qtbot: QtBot, vault: Vault) -> None:
    window = at_step(qtbot, vault, Step.REFERRER).held.window
    keys("Shift+F1")
    size = window.appearance.settings.text_size
    keys("Home", "Return", "Down", "Return")
    assert window.appearance.settings.text_size == size
    assert window.pages is not None
    assert window.pages.key == "shortcuts"
