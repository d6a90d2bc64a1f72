"""At twice the size of text on a small screen, no page of the vault is cut off at its side, and none scrolls idly."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractScrollArea, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from marac_desk.discussion import Discussion
from marac_desk.meetings import Meeting
from storage.vault import Vault
from tests.support.screens import click, open_desk, open_window, press_here
from tests.support.vaults import MORNING, SmallMarac, kept_vault, small_marac, vault, vault_path
from ui.papers.papers_page import PapersPage
from ui.shell.foot import SAVED, SAVED_SHORT
from ui.shell.main_window import MainWindow
from ui.vault_scenes import door_scenes

__all__ = ["kept_vault", "vault", "vault_path"]

ONE_AND_A_HALF, TWICE = 5, 7
"""Steps of the size of text, from the usual one."""


@pytest.fixture
def ids(vault: Vault) -> SmallMarac:
    """A meeting that is over, two sentences of which stop its papers."""
    ids = small_marac(vault)
    with vault.edit("Hold meeting") as edit:
        meeting, talk = edit.get(Meeting, ids.meeting), edit.get(Discussion, ids.discussion)
        talk.presented, talk.started_at = "Ring 07700 900123 first", MORNING
        talk.actions[
            0
        ].text = "Ask the refuge about a place, and tell the school in ZZ99 3AB who may collect the children"
        meeting.open(MORNING)
        meeting.close(MORNING)
    return ids


def opened(qtbot: QtBot, vault: Vault, page: str, steps: int) -> MainWindow:
    window = open_desk(qtbot, vault)
    window.resize(1280, 720)
    window.resize_text(steps)
    window.open_page(page)
    return window


def cut(window: MainWindow) -> list[str]:
    """What is wider than its place, and sentences that lack a line."""
    areas = [each for each in window.findChildren(QAbstractScrollArea) if each.isVisible()]
    lines = [each for each in window.findChildren(QLabel) if each.isVisible() and each.wordWrap()]
    wide = [f"{type(each).__name__} {each.objectName()}" for each in areas if each.horizontalScrollBar().maximum()]
    return wide + [each.text() for each in lines if each.height() < each.heightForWidth(each.width())]


@pytest.mark.parametrize("page", ["people", "backups", "locking", "audit", "appearance", "shortcuts"])
def test_nothing_is_cut_off(qtbot: QtBot, vault: Vault, page: str) -> None:
    window = opened(qtbot, vault, page, TWICE)
    qtbot.waitUntil(lambda: cut(window) == [])


def test_a_new_recovery_code_is_seen_whole(qtbot: QtBot, vault: Vault) -> None:
    window = opened(qtbot, vault, "people", TWICE)
    press_here("Down")
    click(window, "Make a new code")
    code = next(label for label in window.findChildren(QLabel) if label.objectName() == "code" and label.isVisible())
    qtbot.waitUntil(lambda: cut(window) == [] and code.visibleRegion().boundingRect() == code.rect())


@pytest.mark.parametrize("steps", [0, TWICE])
@pytest.mark.parametrize("scene", ["restore", "restore-none", "unlock-lost", "unlock-in-use"])
def test_the_front_door_is_not_cut_off(qtbot: QtBot, scene: str, steps: int) -> None:
    window = open_window(qtbot)
    window.resize(1280, 720)
    window.resize_text(steps)
    door_scenes(window)[scene]()
    qtbot.waitUntil(lambda: cut(window) == [])


@pytest.mark.parametrize("steps", [ONE_AND_A_HALF, TWICE])
def test_stopped_sentences_are_not_cut_off(qtbot: QtBot, vault: Vault, ids: SmallMarac, steps: int) -> None:
    window = opened(qtbot, vault, "papers", steps)
    press_here("Alt+S")
    qtbot.waitUntil(lambda: cut(window) == [])


def test_stopped_sentences_that_fit_do_not_scroll(qtbot: QtBot, vault: Vault, ids: SmallMarac) -> None:
    window = opened(qtbot, vault, "papers", 0)
    press_here("Alt+S")
    page = window.page()
    assert isinstance(page, PapersPage)
    area: QWidget = page.stopped
    while not isinstance(area, QScrollArea):
        above = area.parentWidget()
        assert above is not None
        area = above
    assert len(page.stopped.rows.widgets()) == 2
    inside = area.widget()
    assert inside is not None
    assert 100 < inside.minimumSizeHint().height() < area.viewport().height()


def test_the_foot_says_saved_in_full_or_in_a_word_but_never_half(qtbot: QtBot, vault: Vault) -> None:
    window = opened(qtbot, vault, "audit", 0)
    assert SAVED in said(window)
    window.resize_text(TWICE)
    qtbot.waitUntil(lambda: SAVED_SHORT in said(window))


def said(window: MainWindow) -> list[str]:
    return [label.text() for label in window.foot.findChildren(QLabel) if label.isVisible()]
