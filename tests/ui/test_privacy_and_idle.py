from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from storage.vault import Vault
from tests.support.screens import SHELL_PAGES, open_desk, open_window, press, press_here
from tests.support.vaults import TickingClock, kept_vault, vault, vault_path
from ui.shell.main_window import MainWindow
from ui.shell.privacy import Cover
from ui.shell.watchman import LOCKED_IDLE

__all__ = ["kept_vault", "vault", "vault_path"]


@pytest.fixture
def clock() -> TickingClock:
    return TickingClock()


@pytest.fixture
def window(qtbot: QtBot, vault: Vault, clock: TickingClock) -> MainWindow:
    return open_desk(qtbot, vault, entries=SHELL_PAGES, clock=clock)


def covers() -> list[Cover]:
    windows = QApplication.topLevelWidgets()
    return list({cover for each in windows for cover in each.findChildren(Cover) if cover.isVisible()})


def test_the_privacy_key_hides_the_whole_window_and_shows_it_again(window: MainWindow) -> None:
    window.open_page("appearance")
    before = QApplication.focusWidget()
    press_here("F9")
    (cover,) = covers()
    assert cover.size() == window.size()
    press(window, "F9")
    assert covers() == []
    assert QApplication.focusWidget() is before


def test_no_other_key_does_anything_while_all_is_hidden(window: MainWindow) -> None:
    press_here("F9")
    press(window, "Ctrl+K")
    press(window, "Alt+2")
    press(window.finder.line, "a")
    assert window.finder.line.text() == ""
    press(window, "F9")
    assert not window.finder.isVisible()
    assert window.pages is not None
    assert window.pages.key == "papers"


def test_the_privacy_key_hides_a_question_that_is_open_as_well(window: MainWindow, qtbot: QtBot) -> None:
    dialog = QDialog(window)
    qtbot.addWidget(dialog)
    dialog.show()
    press(window, "F9")
    assert len(covers()) == 2
    press(window, "F9")


def test_after_a_minute_it_locks(window: MainWindow) -> None:
    press_here("F9")
    window.watchman.privacy.expired.emit()
    assert not window.is_open()
    assert covers() == []
    assert window.door.isVisible()


def test_at_the_front_door_there_is_nothing_to_hide(qtbot: QtBot) -> None:
    locked = open_window(qtbot)
    press(locked, "F9")
    assert covers() == []


def test_ten_minutes_without_a_touch_lock_the_vault(window: MainWindow, clock: TickingClock) -> None:
    clock.now += timedelta(minutes=9)
    window.watchman.idle.look()
    assert window.is_open()
    clock.now += timedelta(minutes=2)
    window.watchman.idle.look()
    assert not window.is_open()
    assert window.messages.shown() == LOCKED_IDLE


def test_after_a_long_sleep_the_first_touch_locks(window: MainWindow, clock: TickingClock, qtbot: QtBot) -> None:
    """The timer slept as well."""
    clock.now += timedelta(hours=3)
    press_here("Shift")
    qtbot.waitUntil(lambda: not window.is_open(), timeout=1000)
    assert window.messages.shown() == LOCKED_IDLE


def test_a_touch_begins_the_ten_minutes_anew(window: MainWindow, clock: TickingClock) -> None:
    clock.now += timedelta(minutes=9)
    press_here("Shift")
    window.watchman.idle.look()
    clock.now += timedelta(minutes=9)
    window.watchman.idle.look()
    assert window.is_open()


def test_a_clock_that_is_set_back_does_not_lock_nor_keep_it_open_for_ever(
    window: MainWindow, clock: TickingClock
) -> None:
    clock.now -= timedelta(hours=3)
    window.watchman.idle.look()
    assert window.is_open()
    clock.now += timedelta(minutes=11)
    window.watchman.idle.look()
    assert not window.is_open()


def test_the_mouse_is_a_touch_as_well(window: MainWindow, clock: TickingClock) -> None:
    clock.now += timedelta(minutes=9)
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton)
    window.watchman.idle.look()
    clock.now += timedelta(minutes=9)
    window.watchman.idle.look()
    assert window.is_open()


def test_a_window_that_opens_while_all_is_hidden_is_covered_at_once(window: MainWindow, qtbot: QtBot) -> None:
    press_here("F9")
    late = QDialog(window)
    qtbot.addWidget(late)
    late.show()
    assert len(covers()) == 2
    press(late, "a")
    press(window, "F9")
    assert covers() == []
