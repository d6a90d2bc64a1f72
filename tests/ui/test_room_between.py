"""Between cases: a restricted one is warned of, an undone beginning leads back, finished cases are passed over."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from marac_desk.cases import Case, MustNotReceive
from marac_desk.discussion import Step
from marac_desk.meetings import Meeting
from storage.room_rows import RunningRow, running_order
from storage.vault import Vault
from tests.support.rooms import HeldRoom, KeptSample, kept_sample, open_room, sample_vault
from tests.support.screens import click, named, press, press_here
from tests.support.steps import focus_name, keys
from tests.support.vaults import kept_vault, vault, vault_path
from ui.meeting_room.between_page import BETWEEN, LOOK_FIRST, LOOKED_AT, RESTRICTED
from ui.meeting_room.route import Stop

__all__ = ["kept_sample", "kept_vault", "sample_vault", "vault", "vault_path"]

BEGIN = "Everyone else may stay: begin"


@pytest.fixture
def held(qtbot: QtBot, sample_vault: Vault, kept_sample: KeptSample) -> HeldRoom:
    """The sample's next meeting, in its first case."""
    return open_room(qtbot, sample_vault, kept_sample.sample.next_id, case=0, step=Step.AGENCIES)


def rows(held: HeldRoom, vault: Vault) -> tuple[RunningRow, ...]:
    with vault.read() as read:
        return running_order(read.session, held.room.meeting_id)


def seen(held: HeldRoom) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in held.window.findChildren(QLabel) if label.isVisible())


def before_restricted(held: HeldRoom, vault: Vault) -> None:
    case_id = next(row.case_id for row in rows(held, vault) if row.restricted)
    held.frame.go(Stop(case_id=case_id))


def test_a_restricted_case_is_warned_of_before_anything_of_it_is_seen(held: HeldRoom, sample_vault: Vault) -> None:
    before_restricted(held, sample_vault)
    assert RESTRICTED in seen(held)
    assert "Must not be told" not in seen(held)
    held.frame.go(held.frame.stops()[5])
    assert RESTRICTED not in seen(held)


def test_a_restricted_case_begins_only_once_it_was_looked_at_who_stays(held: HeldRoom, sample_vault: Vault) -> None:
    before_restricted(held, sample_vault)
    keys("Return", "Return")
    assert BETWEEN in seen(held)
    assert f"! {LOOK_FIRST}" in seen(held)
    named(held.window, BEGIN).setFocus()
    press_here("Space")
    assert BETWEEN in seen(held)
    assert f"! {LOOK_FIRST}" in seen(held)
    assert focus_name() == LOOKED_AT
    keys("Return")
    assert focus_name() == BEGIN
    assert LOOK_FIRST not in seen(held)
    keys("Return")
    assert BETWEEN not in seen(held)


def test_a_case_of_which_somebody_must_get_no_paper_is_asked_about_as_well(held: HeldRoom, sample_vault: Vault) -> None:
    case_id = next(row.case_id for row in rows(held, sample_vault) if not row.asks_who_stays)
    with sample_vault.edit("Change case") as edit:
        case = edit.get(Case, case_id)
        case.must_not_receive.append(MustNotReceive("a worker", "a cousin"))
    held.frame.go(Stop("attendance"))
    held.frame.go(Stop(case_id=case_id))
    assert RESTRICTED in seen(held)


def test_that_it_was_looked_at_is_asked_anew_each_time(held: HeldRoom, sample_vault: Vault) -> None:
    for _ in range(2):
        before_restricted(held, sample_vault)
        click(held.window, BEGIN)
        assert BETWEEN in seen(held)
        keys("Return", "Return")
        assert BETWEEN not in seen(held)
        press(held.window, "Alt+Up")


def test_to_undo_the_beginning_of_a_case_leads_back_between_cases(held: HeldRoom, sample_vault: Vault) -> None:
    case_id = rows(held, sample_vault)[3].case_id
    held.frame.go(Stop(case_id=case_id))
    keys("Return")
    assert held.room.heard.case_id == case_id
    press(held.window, "Ctrl+Z")
    assert "Undone: Begin case" in held.window.messages.shown()
    assert held.room.case is None
    assert BETWEEN in seen(held)
    assert focus_name() == BEGIN
    keys("Return")
    assert held.room.heard.case_id == case_id


def test_after_a_case_closed_cases_are_passed_over(held: HeldRoom, sample_vault: Vault) -> None:
    cases = [row.case_id for row in rows(held, sample_vault)]
    for at in (1, 2):
        held.room.enter(held.room.begin(cases[at]))
        assert held.room.close_case()
    with sample_vault.edit("Put case off") as edit:
        edit.get(Meeting, held.room.meeting_id).defer(cases[3], "the referrer is ill")
    held.frame.go(Stop(case_id=cases[0]))
    keys("Return")
    assert held.room.close_case()
    press(held.window, "Alt+Down")
    assert held.frame.here.case_id == cases[4]


def test_after_the_last_open_case_comes_the_closing(held: HeldRoom, sample_vault: Vault) -> None:
    cases = [row.case_id for row in rows(held, sample_vault)]
    with sample_vault.edit("Put case off") as edit:
        for case_id in cases[1:]:
            edit.get(Meeting, held.room.meeting_id).defer(case_id, "the fire alarm")
    assert held.room.close_case()
    press(held.window, "Alt+Down")
    assert held.frame.here == Stop("twelve_months")
