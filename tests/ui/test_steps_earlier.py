"""Last time's actions at step 5 of a repeat: what is asked, what was answered already, and what is not due yet."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from marac_desk.actions import Progress
from marac_desk.cases import Case
from marac_desk.discussion import Discussion, Step
from marac_desk.findings import StoppedSentence
from marac_desk.meetings import Listing, Meeting
from storage.vault import Vault
from tests.support.routine import routine_case
from tests.support.screens import named, press
from tests.support.steps import AtStep, again, at_step, focus_name, keys, words
from tests.support.vaults import MORNING, kept_vault, vault, vault_path
from ui.meeting_room.steps.actions import ActionsPage
from ui.papers.places import page_of

__all__ = ["kept_vault", "vault", "vault_path"]


def seen(at: AtStep) -> str:
    return "\n".join(label.text() for label in at.page.findChildren(QLabel) if label.isVisible())


def test_on_a_repeat_last_times_actions_come_first_with_one_key_each(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.ACTIONS, repeat=True)
    keys("D")
    keys("N")
    assert focus_name() == "Why was it not done?"
    words("nobody was free")
    keys("Return")
    with vault.read() as read:
        one, two = sorted(read.get(Discussion, at.routine.earlier).actions, key=lambda each: each.number)
    assert (one.state, one.progress[-1].worked) == (Progress.COMPLETE_LATE, True)
    assert (two.state, two.progress[-1].note) == (Progress.NOT_DONE, "nobody was free")
    assert focus_name() == "Agency"


def test_what_was_answered_before_the_meeting_is_folded_and_one_key_shows_it(qtbot: QtBot, vault: Vault) -> None:
    routine = routine_case(vault, repeat=True)
    with vault.edit("Report on action") as edit:
        one = min(edit.get(Discussion, routine.earlier).actions, key=lambda each: each.number)
        one.report(MORNING - timedelta(days=9), Progress.COMPLETE, worked=True)
    at = again(qtbot, vault, routine, Step.ACTIONS)
    assert "Fit window locks" in seen(at)
    assert "Visit the school" not in seen(at)
    press(named(at.page, "1 answered before"), "Space")
    assert "Visit the school" in seen(at)
    assert "complete late, 17 Nov 2026, it worked" in seen(at)
    keys("I")
    assert "in progress, today" in seen(at)


def test_a_sentence_about_an_action_of_last_time_is_gone_to_also_where_it_is_folded(qtbot: QtBot, vault: Vault) -> None:
    routine = routine_case(vault, repeat=True)
    with vault.edit("Report on action") as edit:
        one = min(edit.get(Discussion, routine.earlier).actions, key=lambda each: each.number)
        one.report(MORNING - timedelta(days=9), Progress.COMPLETE, "ring 07700 900124", worked=True)
        case = edit.get(Case, routine.case)
        reference, label = case.reference, one.label(case.number)
    at = again(qtbot, vault, routine, Step.ACTIONS)
    stopped = StoppedSentence(f"{reference}, action {label}", "ring 07700 900124", (), (), ("key",))
    at.held.window.open_page(*page_of(vault, routine.meeting, stopped))
    assert "Visit the school" in focus_name()


def test_what_waited_from_before_the_last_meeting_stays_in_the_list_when_it_is_done(qtbot: QtBot, vault: Vault) -> None:
    routine = routine_case(vault, repeat=True)
    with vault.read() as read:
        marac = read.get(Meeting, routine.meeting).marac_id
    older = Meeting(marac, "NV-M-2025-09", MORNING - timedelta(weeks=40))
    older.list_case(routine.case, Listing.NEW)
    older.open(older.starts_at)
    talk = Discussion(older.id, routine.case)
    talk.add_action("Change the lock at the flat", owner=routine.agencies["housing"])
    with vault.edit("Add earlier meeting") as edit:
        edit.add(older, talk)
    at = again(qtbot, vault, routine, Step.ACTIONS)
    keys("D", "D", "D")
    assert "Change the lock at the flat" in seen(at)
    assert focus_name() == "Agency"


def test_what_was_answered_at_the_opening_stands_with_its_reason_and_is_not_asked_again(
    qtbot: QtBot, vault: Vault
) -> None:
    routine = routine_case(vault, repeat=True)
    with vault.edit("Report on action") as edit:
        one, two = sorted(edit.get(Discussion, routine.earlier).actions, key=lambda each: each.number)
        one.report(edit.now, Progress.NOT_DONE, "no officer was free")
        two.report(edit.now, Progress.IN_PROGRESS, "the fitter is booked")
    with vault.edit("Begin case") as edit:
        edit.get(Discussion, routine.discussion).started_at = edit.now
    at = again(qtbot, vault, routine, Step.ACTIONS)
    assert focus_name() == "Agency"
    assert "not done by the agency, today, no officer was free" in seen(at)
    assert isinstance(at.page, ActionsPage)
    at.page.earlier.rows.focus()
    keys("N")
    assert focus_name() == "Why was it not done?"
    keys("Return", "I")
    assert "not done by the agency, today, no officer was free" in seen(at)
    assert "in progress, today, the fitter is booked" in seen(at)


@pytest.mark.parametrize(
    ("days", "said"), [(9, "open, not due yet"), (0, "open, due today"), (-1, "open")], ids=["ahead", "today", "late"]
)
def test_an_action_of_last_time_is_asked_for_before_its_day_and_says_that_it_is_not_due_yet(
    qtbot: QtBot, vault: Vault, days: int, said: str
) -> None:
    routine = routine_case(vault, repeat=True)
    with vault.edit("Change action") as edit:
        one = min(edit.get(Discussion, routine.earlier).actions, key=lambda each: each.number)
        one.due = MORNING.date() + timedelta(days=days)
    at = again(qtbot, vault, routine, Step.ACTIONS)
    assert said in seen(at).splitlines()
    assert focus_name() != "Agency"
