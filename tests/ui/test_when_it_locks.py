"""When the vault locks by itself: the two limits, in the meeting room and elsewhere."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from marac_desk.discussion import Step
from marac_desk.keyholders import Role
from marac_desk.locking import IdleLimits
from storage.vault import Vault
from storage.vault_settings import settings_of
from tests.support.rooms import HeldRoom, KeptSample, kept_sample, open_room, sample_vault
from tests.support.screens import click, open_desk
from tests.support.vaults import TickingClock, kept_vault, vault, vault_path
from ui.settings.locking_page import LockingPage
from ui.shell.watchman import LOCKED_IDLE

__all__ = ["kept_sample", "kept_vault", "sample_vault", "vault", "vault_path"]

VIEW = "Professional view"
WITHIN_SECONDS = 0.2


@pytest.fixture
def held(qtbot: QtBot, sample_vault: Vault, kept_sample: KeptSample) -> HeldRoom:
    return open_room(qtbot, sample_vault, kept_sample.sample.next_id, case=1, step=Step.AGENCIES)


def test_in_a_meeting_it_waits_half_an_hour(held: HeldRoom) -> None:
    idle = held.window.watchman.idle
    assert idle.limit == timedelta(minutes=30)
    held.window.open_page("cases")
    assert idle.limit == timedelta(minutes=10)


def test_the_two_limits_are_settings_of_the_vault(vault: Vault, qtbot: QtBot) -> None:
    clock = TickingClock()
    window = open_desk(qtbot, vault, clock=clock)
    window.open_page("locking")
    page = window.page()
    assert isinstance(page, LockingPage)
    assert (page.usual.chosen(), page.meeting.chosen()) == ("10", "30")
    click(page.usual, "5 minutes")
    click(page.meeting, "60 minutes")
    with vault.read() as read:
        assert IdleLimits.of(settings_of(read.session)) == IdleLimits(timedelta(minutes=5), timedelta(hours=1))
    assert vault.audit()[0].label == "Change locking"
    clock.now += timedelta(minutes=6)
    window.watchman.idle.look()
    assert window.messages.shown() == LOCKED_IDLE


def test_a_change_of_the_limits_can_be_undone_and_is_shown(vault: Vault, qtbot: QtBot) -> None:
    window = open_desk(qtbot, vault)
    window.open_page("locking")
    page = window.page()
    assert isinstance(page, LockingPage)
    click(page.usual, "2 minutes")
    assert window.watchman.limits.usual == timedelta(minutes=2)
    vault.undo()
    assert page.usual.chosen() == "10"
    assert window.watchman.limits.usual == timedelta(minutes=10)


def test_somebody_who_may_only_read_sees_them_and_cannot_change_them(vault: Vault, qtbot: QtBot) -> None:
    object.__setattr__(vault.parts.person, "role", Role.READ_ONLY)
    window = open_desk(qtbot, vault)
    window.open_page("locking")
    page = window.page()
    assert isinstance(page, LockingPage)
    assert page.usual.chosen() == "10"
    assert not page.usual.isEnabled()
    assert not page.meeting.isEnabled()


@pytest.mark.parametrize("text", ["", "0", "-5", "7", "a day", "1e9", "٥"])
def test_a_setting_that_makes_no_sense_is_as_at_first(text: str) -> None:
    found = IdleLimits.of({"lock after minutes": text, "lock after minutes in a meeting": text})
    assert found == IdleLimits()


def test_the_page_begins_at_the_limit_that_holds(vault: Vault, qtbot: QtBot) -> None:
    window = open_desk(qtbot, vault)
    window.open_page("locking")
    focus = QApplication.focusWidget()
    assert isinstance(focus, QPushButton)
    assert focus.text() == "10 minutes"
