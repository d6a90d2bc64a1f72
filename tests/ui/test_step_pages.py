"""The pages of the steps: there before they are wanted, of one case alone, and never behind when they are seen."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from marac_desk.cases import Case, ContactRule
from marac_desk.discussion import RiskTo, Step, Subject
from marac_desk.people import Person
from storage.room_rows import CaseHead, case_head
from storage.vault import Vault
from tests.support.steps import AtStep, at_step, keys, words
from tests.support.vaults import kept_vault, vault, vault_path
from ui.meeting_room.route import Stop
from ui.meeting_room.step_page import StepPage
from ui.meeting_room.step_pages import StepPages

__all__ = ["kept_vault", "vault", "vault_path"]


def pages(at: AtStep) -> StepPages:
    return at.held.frame.case_area.findChildren(StepPages)[-1]


def page(at: AtStep, step: Step) -> StepPage:
    found = pages(at).page(step)
    assert found is not None
    return found


def made(at: AtStep) -> list[Step]:
    return [step for step in Step if pages(at).page(step) is not None]


def said(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_in_a_quiet_moment_the_other_steps_are_made(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.REFERRER)
    assert made(at) == [Step.REFERRER]
    qtbot.waitUntil(lambda: made(at) == list(Step), timeout=20_000)
    keys("Alt+Right")
    assert at.page is page(at, Step.VOICE)


def test_who_goes_to_a_step_that_is_half_made_finds_it_whole(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.REFERRER)
    pages(at).do_ahead()
    assert made(at) == [Step.REFERRER]
    keys("Alt+Right")
    assert made(at) == [Step.REFERRER, Step.VOICE]
    assert "She stays with her mother." in said(at.page)


def test_a_step_that_was_made_ahead_shows_what_was_recorded_since(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.RISKS)
    qtbot.waitUntil(lambda: made(at) == list(Step), timeout=20_000)
    at.held.room.edit("Add risk", lambda _, talk: talk.raise_risk("He reads her post", RiskTo(Subject.VICTIM)))
    keys("Alt+Right")
    assert "R1 has no action" in said(at.page)


def test_what_is_hidden_is_brought_up_to_date_in_a_quiet_moment(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.RISKS)
    qtbot.waitUntil(lambda: made(at) == list(Step), timeout=20_000)
    at.held.room.edit("Add risk", lambda _, talk: talk.raise_risk("He reads her post", RiskTo(Subject.VICTIM)))
    qtbot.waitUntil(lambda: "R1 has no action" in said(page(at, Step.ACTIONS)), timeout=20_000)


def test_an_undone_word_is_gone_from_the_step_where_it_was_typed(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.REFERRER)
    qtbot.waitUntil(lambda: made(at) == list(Step), timeout=20_000)
    words(" He has a key.")
    keys("Alt+Right")
    assert at.talk().presented.endswith("He has a key.")
    keys("Ctrl+Z", "Alt+Left", "Alt+Right")
    assert not at.talk().presented.endswith("He has a key.")


def test_what_is_half_made_goes_with_its_case(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.REFERRER)
    pages(at).do_ahead()
    at.held.frame.go(at.held.frame.stops()[0])
    assert at.held.room.case is None
    assert made(at) == []


@pytest.fixture
def heads_read(monkeypatch: pytest.MonkeyPatch) -> list[UUID]:
    """The cases whose head was read, one after the other."""
    cases: list[UUID] = []

    def read(session: Session, meeting_id: UUID, case_id: UUID) -> CaseHead:
        cases.append(case_id)
        return case_head(session, meeting_id, case_id)

    monkeypatch.setattr("ui.meeting_room.case_in_room.case_head", read)
    return cases


def between_cases(qtbot: QtBot, vault: Vault, heads_read: list[UUID]) -> AtStep:
    """In the pause before the routine case, long enough for everything that is made ahead."""
    at = at_step(qtbot, vault, Step.REFERRER)
    at.held.frame.go(at.held.frame.stops()[0])
    heads_read.clear()
    at.held.frame.go(Stop(case_id=at.routine.case))
    qtbot.waitUntil(lambda: heads_read == [at.routine.case], timeout=20_000)
    heads_read.clear()
    return at


def test_a_case_opens_with_what_was_read_between_cases(qtbot: QtBot, vault: Vault, heads_read: list[UUID]) -> None:
    at = between_cases(qtbot, vault, heads_read)
    keys("Return")
    assert at.held.room.heard.case_id == at.routine.case
    assert heads_read == []


@pytest.mark.parametrize("between", [True, False])
def test_what_is_changed_between_cases_stands_there_when_the_case_opens(
    qtbot: QtBot, vault: Vault, heads_read: list[UUID], between: bool
) -> None:
    at = between_cases(qtbot, vault, heads_read)
    if not between:
        keys("Return")
    with vault.edit("Change what is known") as edit:
        case = edit.get(Case, at.routine.case)
        case.contact = ContactRule("never ring before ten", "")
        edit.get(Person, case.victim_id).given_names = "Quite Another"
    if between:
        keys("Return")
    assert "Never ring before ten" in said(at.held.frame.case_area)
    assert at.held.room.heard.people[0].name.startswith("Quite")


def test_between_cases_the_next_first_page_is_made_with_nothing_on_it(
    qtbot: QtBot, vault: Vault, heads_read: list[UUID]
) -> None:
    at = between_cases(qtbot, vault, heads_read)
    presented = at.talk().presented
    (waiting,) = pages(at).findChildren(StepPage)
    typed = [each.text() for each in waiting.findChildren(QLineEdit)]
    typed += [each.toPlainText() for each in waiting.findChildren(QPlainTextEdit)]
    assert set(typed) == {""}
    keys("Return")
    assert at.page is waiting
    assert presented
    assert presented in [each.toPlainText() for each in waiting.findChildren(QPlainTextEdit)]


def edits(vault: Vault) -> list[str]:
    """All but that somebody looked at the case."""
    return [line.label for line in vault.audit() if line.kind != "view"]


def test_what_is_made_ahead_writes_nothing(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.REFERRER)
    before = edits(vault), vault.drafts()
    qtbot.waitUntil(lambda: made(at) == list(Step), timeout=20_000)
    at.held.room.desk.savers.flush()
    for _ in Step:
        keys("Alt+Right")
    at.held.room.desk.savers.flush()
    kept = {field: text for field, text in vault.drafts().items() if field.startswith("discussion/")}
    assert edits(vault) == before[0]
    assert kept == {field: text for field, text in before[1].items() if field.startswith("discussion/")}
