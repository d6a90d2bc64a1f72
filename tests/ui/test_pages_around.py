"""Walks the pages that show one meeting or one case, each with something in it, as somebody does without a mouse."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from storage.vault import Vault
from tests.support.screens import open_desk
from tests.support.sweep import check
from tests.support.vaults import kept_vault, reopened, small_marac, vault, vault_path
from ui.shell.main_window import MainWindow

__all__ = ["kept_vault", "vault", "vault_path"]

OF_A_CASE = ("case", "ahead", "history", "referral")
ALL = (*OF_A_CASE, "agenda")


def opened(qtbot: QtBot, vault: Vault, key: str) -> MainWindow:
    ids = small_marac(vault)
    window = open_desk(qtbot, vault)
    window.open_page(key, str(ids.case if key in OF_A_CASE else ids.meeting))
    assert window.pages is not None
    assert window.pages.key == key
    return window


@pytest.mark.parametrize("key", ALL)
def test_a_page_of_one_case_or_meeting_can_be_walked_by_name_and_tab(qtbot: QtBot, vault: Vault, key: str) -> None:
    check(opened(qtbot, vault, key))


@pytest.mark.parametrize("key", ALL)
def test_a_page_of_one_case_or_meeting_fits_a_small_screen_with_large_text(
    qtbot: QtBot, vault: Vault, key: str
) -> None:
    window = opened(qtbot, vault, key)
    window.appearance.change(window.appearance.settings.larger(7))
    page = window.page()
    assert page is not None
    assert page.minimumSizeHint().width() <= 1280


@pytest.mark.parametrize("key", ALL)
def test_a_lock_brings_back_the_same_case_or_meeting(qtbot: QtBot, vault: Vault, key: str) -> None:
    window = opened(qtbot, vault, key)
    assert window.pages is not None
    before = window.pages.here()
    window.lock()
    window.enter(reopened(vault))
    assert window.pages is not None
    assert window.pages.here() == before
    window.lock()
