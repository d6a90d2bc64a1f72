"""The end of a meeting: it closes once every case was heard or put off, and the next date is one."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from marac_desk.meetings import Meeting, MeetingState
from storage.room_rows import running_order
from storage.vault import Vault
from tests.support.rooms import HeldRoom, KeptSample, kept_sample, open_room, sample_vault
from tests.support.screens import named, press_here
from tests.support.steps import focus_name, keys, words
from tests.support.vaults import kept_vault, vault, vault_path
from ui.papers.wording import MEETING_CLOSED, READY

__all__ = ["kept_sample", "kept_vault", "sample_vault", "vault", "vault_path"]

WHY_OPEN = "NV-2026-0151 is not closed yet. Hear it, or put it off with a reason."


@pytest.fixture
def held(qtbot: QtBot, sample_vault: Vault, kept_sample: KeptSample) -> HeldRoom:
    """The sample's next meeting at its last line; all cases but the last are put off."""
    held = open_room(qtbot, sample_vault, kept_sample.sample.next_id)
    keys("Return")
    with sample_vault.edit("Put case off") as edit:
        for row in running_order(edit.session, held.room.meeting_id)[:-1]:
            edit.get(Meeting, held.room.meeting_id).defer(row.case_id, "no time")
    held.frame.go(held.frame.stops()[-1])
    return held


def meeting(held: HeldRoom, vault: Vault) -> Meeting:
    with vault.read() as read:
        return read.get(Meeting, held.room.meeting_id)


def put_off_the_last(held: HeldRoom, vault: Vault) -> None:
    with vault.edit("Put case off") as edit:
        last = running_order(edit.session, held.room.meeting_id)[-1].case_id
        edit.get(Meeting, held.room.meeting_id).defer(last, "no time")


def seen(held: HeldRoom) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in held.window.findChildren(QLabel) if label.isVisible())


def test_a_meeting_does_not_close_while_a_case_is_open_and_leads_to_it(held: HeldRoom, sample_vault: Vault) -> None:
    keys("Ctrl+Return")
    assert meeting(held, sample_vault).state is MeetingState.IN_SESSION
    assert held.window.messages.shown() == WHY_OPEN
    assert held.frame.covered
    assert "Next: NV-2026-0151" in seen(held)
    named(held.window, "Or put the case off, because").setFocus()
    words("the fire alarm")
    keys("Return", "Alt+Down", "Ctrl+Return")
    assert meeting(held, sample_vault).state is MeetingState.DRAFT_MINUTES


def test_a_next_date_that_is_none_keeps_the_meeting_open_and_has_the_focus(held: HeldRoom, sample_vault: Vault) -> None:
    put_off_the_last(held, sample_vault)
    named(held.window, "Next meeting").setFocus()
    words("in a fortnight")
    named(held.window, "Any other business").setFocus()
    press_here("Ctrl+Return")
    assert meeting(held, sample_vault).state is MeetingState.IN_SESSION
    assert focus_name() == "Next meeting"
    assert "! " in seen(held)
    keys("Ctrl+A")
    words("11/12")
    keys("Ctrl+Return")
    after = meeting(held, sample_vault)
    assert (after.state, f"{after.next_meeting}") == (MeetingState.DRAFT_MINUTES, "2026-12-11")


def test_a_next_date_without_its_year_is_shown_whole(held: HeldRoom) -> None:
    named(held.window, "Next meeting").setFocus()
    words("11/12")
    keys("Tab")
    assert "Friday 11 December 2026" in seen(held)


def test_the_agencies_plans_are_said_to_be_ready_only_when_they_are(held: HeldRoom, sample_vault: Vault) -> None:
    put_off_the_last(held, sample_vault)
    keys("Ctrl+Return")
    assert held.window.messages.shown() == READY


def test_a_meeting_whose_papers_stop_is_not_said_to_have_plans_ready(held: HeldRoom, sample_vault: Vault) -> None:
    put_off_the_last(held, sample_vault)
    words("Ring 07700 900124 first")
    keys("Ctrl+Return")
    assert held.window.messages.shown() == MEETING_CLOSED
    assert "The papers stop at one sentence" in seen(held)
    assert "Alt S" in [label.text() for label in held.window.foot.findChildren(QLabel) if label.isVisible()]
