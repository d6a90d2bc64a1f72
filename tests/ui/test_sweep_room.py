"""Walks the meeting room, its second window and the dialogs by Tab alone, also with text twice as large."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from marac_desk.discussion import Step
from storage.vault import Vault
from tests.support.rooms import HeldRoom, KeptSample, kept_sample, open_room, sample_vault
from tests.support.screens import called, named, press_here
from tests.support.sweep import check, stops
from ui.meeting_room.opening.pages import LINE_PAGES
from ui.meeting_room.presentation import Presentation
from ui.meeting_room.room_frame import PAUSE
from ui.shell.crash import CrashDialog, report_of
from ui.shell.folder_chooser import FolderChooser
from ui.shell.help import HelpSheet

__all__ = ["kept_sample", "sample_vault"]

SIZES = (100, 200)


@pytest.fixture
def held(qtbot: QtBot, sample_vault: Vault, kept_sample: KeptSample) -> HeldRoom:
    """The sample's next meeting, in its first case: a repeat with children."""
    return open_room(qtbot, sample_vault, kept_sample.sample.next_id, case=0, step=Step.REFERRER)


def sized(held: HeldRoom, percent: int) -> None:
    held.window.resize(1280, 720)
    steps = {100: 0, 200: 7}[percent]
    held.window.appearance.change(held.window.appearance.settings.larger(steps))


def has_focus(dialog: QDialog) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and dialog.isAncestorOf(focus)


@pytest.mark.parametrize("percent", SIZES)
@pytest.mark.parametrize("step", Step)
def test_each_step_of_a_case_can_be_walked(held: HeldRoom, step: Step, percent: int) -> None:
    sized(held, percent)
    held.room.go_to_step(step)
    check(held.window)


@pytest.mark.parametrize("percent", SIZES)
@pytest.mark.parametrize("line", LINE_PAGES)
def test_each_line_of_the_opening_and_the_closing_can_be_walked(held: HeldRoom, line: str, percent: int) -> None:
    sized(held, percent)
    held.frame.begin(line, PAUSE)
    check(held.window)


@pytest.mark.parametrize("percent", SIZES)
def test_the_pause_between_cases_and_the_questions_at_the_end_can_be_walked(held: HeldRoom, percent: int) -> None:
    sized(held, percent)
    held.frame.next()
    check(held.window)
    press_here("Escape")
    held.frame.previous()
    held.frame.begin("attendance", PAUSE)
    press_here("Alt+P")
    held.frame.next()
    held.frame.next()
    held.frame.next()
    assert held.frame.covered
    check(held.window)


def test_the_shared_screen_takes_no_key_from_the_room_and_can_be_scrolled(held: HeldRoom, qtbot: QtBot) -> None:
    shared = Presentation(held.frame)
    qtbot.addWidget(shared)
    before = QApplication.focusWidget()
    shared.show()
    assert QApplication.focusWidget() is before
    assert [called(each) for each in stops(shared)] == ["What is shared"]


@pytest.mark.parametrize("percent", SIZES)
def test_the_dialogs_can_be_walked(held: HeldRoom, qtbot: QtBot, tmp_path: Path, percent: int) -> None:
    sized(held, percent)
    dialogs: tuple[QDialog, ...] = (
        HelpSheet(held.frame.help(), held.window),
        FolderChooser("Which folder?", tmp_path, held.window),
        CrashDialog(report_of(ValueError("nothing")), held.window),
    )
    for dialog in dialogs:
        dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(partial(has_focus, dialog))
        if isinstance(dialog, CrashDialog):
            qtbot.waitUntil(dialog.listens)
        check(dialog)
        dialog.close()


def test_the_palette_is_heard_and_closed_by_keys(held: HeldRoom) -> None:
    before = QApplication.focusWidget()
    press_here("Ctrl+K")
    assert QApplication.focusWidget() is named(held.window, "Find anything", QLineEdit)
    press_here("Tab")
    assert QApplication.focusWidget() is named(held.window, "Find anything", QLineEdit)
    press_here("Escape")
    assert QApplication.focusWidget() is before
