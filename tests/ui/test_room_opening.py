"""The opening of a meeting by keys: the statement, who is there, conflicts, and what was agreed last time."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from marac_desk.maracs import Marac
from marac_desk.meetings import Meeting, MeetingState
from storage.vault import Vault
from tests.support.rooms import HeldRoom, KeptSample, kept_sample, open_room, sample_vault
from tests.support.screens import click, named, press, press_here, type_text
from tests.support.vaults import kept_vault, small_marac, vault, vault_path
from ui.widgets.table import Table

__all__ = ["kept_sample", "kept_vault", "sample_vault", "vault", "vault_path"]


@pytest.fixture
def at_welcome(qtbot: QtBot, sample_vault: Vault, kept_sample: KeptSample) -> HeldRoom:
    """The sample's next meeting, not opened yet."""
    return open_room(qtbot, sample_vault, kept_sample.sample.next_id)


def seen(held: HeldRoom) -> str:
    """Every word that is to be seen in the window."""
    return "\n".join(label.text() for label in held.window.findChildren(QLabel) if label.isVisible())


def meeting(held: HeldRoom, vault: Vault) -> Meeting:
    with vault.read() as read:
        return read.get(Meeting, held.room.meeting_id)


def test_one_key_signs_everybody_else_in(at_welcome: HeldRoom, sample_vault: Vault) -> None:
    press(at_welcome.window, "Alt+Right")
    press_here("A")
    press_here("Alt+P")
    held = meeting(at_welcome, sample_vault)
    by_name = {each.name: each.presence.value for each in held.attendance}
    assert by_name["DS Aled Sample"] == "apologies"
    assert by_name["Jo Placeholder"] == "present"


def test_reading_the_statement_aloud_opens_the_meeting_and_goes_on(at_welcome: HeldRoom, sample_vault: Vault) -> None:
    press_here("Return")
    held = meeting(at_welcome, sample_vault)
    assert (held.state, held.statement_read) == (MeetingState.IN_SESSION, True)
    assert at_welcome.frame.here.key == "attendance"


def test_attendance_is_taken_with_one_key_a_line(at_welcome: HeldRoom, sample_vault: Vault) -> None:
    press(at_welcome.window, "Alt+Right")
    assert "Nobody is here for the police or the IDVA service" in seen(at_welcome)
    press_here("P")
    press_here("D")
    held = meeting(at_welcome, sample_vault)
    said = {each.name: (each.presence.value, each.role) for each in held.attendance}
    assert said["DS Aled Sample"] == ("present", "")
    assert said["Nia Specimen"] == ("present", "deputy")
    assert "Nobody is here" not in seen(at_welcome)


def test_what_was_sent_in_writing_is_kept_with_its_day(at_welcome: HeldRoom, sample_vault: Vault) -> None:
    press(at_welcome.window, "Alt+Right")
    press_here("W")
    first = next(each for each in meeting(at_welcome, sample_vault).attendance if each.name == "DS Aled Sample")
    assert first.information_received == at_welcome.room.today()


def test_an_observer_is_added_by_name(at_welcome: HeldRoom, sample_vault: Vault) -> None:
    press(at_welcome.window, "Alt+Right")
    type_text(named(at_welcome.window, "Name"), "Siân Specimen")
    type_text(named(at_welcome.window, "Agency or organisation"), "A university")
    press(named(at_welcome.window, "Agency or organisation"), "Return")
    added = meeting(at_welcome, sample_vault).attendance[-1]
    assert (added.name, added.organisation, added.presence.value) == ("Siân Specimen", "A university", "observer")


def test_a_conflict_takes_somebody_out_of_the_room_for_that_case(at_welcome: HeldRoom, sample_vault: Vault) -> None:
    press(at_welcome.window, "Alt+Right")
    press_here("P")
    press(at_welcome.window, "Alt+Right")
    click(at_welcome.window, "DS Aled Sample")
    click(at_welcome.window, "NV-2026-0142")
    type_text(named(at_welcome.window, "What it is, in a few words"), "related to a witness")
    press(named(at_welcome.window, "What it is, in a few words"), "Return")
    held = meeting(at_welcome, sample_vault)
    assert [(each.who, each.nature) for each in held.conflicts] == [("DS Aled Sample", "related to a witness")]
    case_id = held.conflicts[0].case_id
    assert "DS Aled Sample" not in [each.name for each in held.present(case_id)]


def test_an_earlier_action_that_was_not_done_needs_its_reason(at_welcome: HeldRoom) -> None:
    for _ in range(3):
        press(at_welcome.window, "Alt+Down")
    assert at_welcome.frame.here.key == "earlier"
    press_here("N")
    press_here("Return")
    assert "Please say why" in at_welcome.window.messages.shown()
    type_text(named(at_welcome.window, "Why, or what came of it"), "nobody was there to do it")
    press(named(at_welcome.window, "Why, or what came of it"), "Return")
    page = at_welcome.frame.centre.line("earlier")
    assert page is not None
    assert "not done by the agency" in page.list.rows()[0].state.value  # type: ignore[attr-defined]


def test_in_progress_needs_no_reason_and_an_answer_says_when_it_was_given(at_welcome: HeldRoom) -> None:
    for _ in range(3):
        press(at_welcome.window, "Alt+Down")
    table = named(at_welcome.page, "Earlier actions", Table)
    column = next(at for at in range(5) if table.model().headerData(at, Qt.Orientation.Horizontal) == "Said")
    before = str(table.model().index(0, column).data())
    assert before.endswith(" 2026")
    press_here("I")
    assert QApplication.focusWidget() is table
    assert table.currentIndex().row() == 1
    assert table.model().index(0, column).data() == "in progress, today"


def test_the_opening_goes_back_by_the_same_key_as_a_case(at_welcome: HeldRoom) -> None:
    press(at_welcome.window, "Alt+Right")
    press(at_welcome.window, "Alt+Right")
    assert at_welcome.frame.here.line == "conflicts"
    press(at_welcome.window, "Alt+Left")
    assert at_welcome.frame.here.line == "attendance"


def test_an_agency_that_nobody_is_named_for_is_asked_who_came_and_the_sheet_goes_on(
    at_welcome: HeldRoom, sample_vault: Vault
) -> None:
    with sample_vault.edit("Change agency") as edit:
        marac = edit.get(Marac, at_welcome.room.marac_id)
        agency = next(each for each in marac.agencies if each.name == "Police")
        agency.representatives.clear()
    press(at_welcome.window, "Alt+Right")
    press_here("P")
    assert QApplication.focusWidget() is named(at_welcome.page, "Name", QLineEdit)
    type_text(named(at_welcome.page, "Name", QLineEdit), "PC Alex Madeup")
    press_here("Return")
    assert ("PC Alex Madeup", agency.id) in [
        (each.name, each.agency_id) for each in meeting(at_welcome, sample_vault).attendance
    ]
    assert isinstance(QApplication.focusWidget(), Table)


def test_a_first_meeting_says_that_no_earlier_action_waits(qtbot: QtBot, vault: Vault) -> None:
    held = open_room(qtbot, vault, small_marac(vault).meeting)
    held.frame.begin("earlier")
    assert "No action of an earlier meeting is waiting" in seen(held)
    assert "Keep this answer" not in [each.text() for each in held.page.findChildren(QPushButton) if each.isVisible()]


def test_tab_leads_from_no_more_conflicts_to_who_it_is(at_welcome: HeldRoom) -> None:
    for key in ("Return", "Alt+P", "Return"):
        press_here(key)
    assert at_welcome.frame.here.line == "conflicts"
    for asked in ("Who", "In which case"):
        press_here("Tab")
        focus = QApplication.focusWidget()
        assert focus is not None
        assert focus.accessibleDescription() == asked
