"""Walks every page and every sheet as somebody does who has no mouse and cannot see."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from marac_desk.meetings import Meeting
from storage.vault import Vault
from tests.support.screens import called, open_desk, open_window, press_here
from tests.support.vaults import MORNING, kept_vault, small_marac, vault, vault_path
from ui.pages import PAGES
from ui.shell.main_window import MainWindow

__all__ = ["kept_vault", "vault", "vault_path"]

SHEETS = ("welcome", "unlock", "make", "code", "restore")
AT_MOST = 200


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


def walked(keys: str) -> Iterator[QWidget]:
    """Everything that the focus comes to by one key, once around."""
    first = QApplication.focusWidget()
    assert first is not None
    here = first
    for _ in range(AT_MOST):
        yield here
        press_here(keys)
        now = QApplication.focusWidget()
        assert now is not None, f"after {called(here)} the focus is nowhere"
        assert now is not here, f"{called(here)} is a keyboard trap"
        here = now
        if here is first:
            return
    raise AssertionError(f"{keys} does not come around")


def stops(window: QWidget) -> set[QWidget]:
    """Everything that is to be reached by Tab."""
    return {
        each
        for each in window.findChildren(QWidget)
        if each.isVisible()
        and each.isEnabled()
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.focusProxy() is None
    }


def check(window: MainWindow) -> None:
    nameless = [type(each).__name__ for each in stops(window) if not called(each).strip()]
    assert nameless == []
    forwards, backwards = list(walked("Tab")), list(walked("Shift+Tab"))
    assert {called(each) for each in stops(window) - set(forwards)} == set()
    assert {called(each) for each in forwards} == {called(each) for each in backwards}
    follows_the_eye(window, forwards)


def follows_the_eye(window: MainWindow, walk: list[QWidget]) -> None:
    """Within one column, the focus never goes up and then down again: at most one step back, at the turn."""
    for area in window.findChildren(QScrollArea):
        area.verticalScrollBar().setValue(0)  # the walk has scrolled; the eye begins at the top
    for part in filter(None, (window.page(), window.door if window.door.isVisible() else None)):
        inside = [each for each in walk if part.isAncestorOf(each)]
        if not inside:
            continue
        start = min(range(len(inside)), key=lambda at: place(inside[at], part))
        places = [place(each, part) for each in inside[start:] + inside[:start]]
        ups = [
            (called(inside[at]), called(inside[at + 1]))
            for at, (here, there) in enumerate(pairwise(places))
            if there[0] < here[0] and there[1] <= here[1]
        ]
        assert ups == []


def place(widget: QWidget, part: QWidget) -> tuple[int, int]:
    """Its row and its place in the row; what differs by a few pixels stands in one row."""
    at = widget.mapTo(part, QPoint())
    return at.y() // 12, at.x()


@pytest.mark.parametrize("key", [page.key for page in PAGES])
def test_every_page_can_be_walked_by_name_and_by_tab_alone(window: MainWindow, key: str) -> None:
    window.open_page(key)
    assert QApplication.activeWindow() is window, "something was shown before it had a parent"
    check(window)


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
