"""Ctrl+Z and its counterparts: letters while somebody types, edits of the record else; a whole case and back."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from marac_desk.discussion import Step
from marac_desk.papers import ExportRecord, PaperKind
from storage.undo import NOTHING
from storage.vault import Vault
from tests.support.rooms import KeptSample, kept_sample, open_room, sample_vault
from tests.support.screens import called, named, press_here
from tests.support.steps import AtStep, at_step, keys, words
from tests.support.vaults import MORNING, kept_vault, rows_by_the_journal, rows_now, vault, vault_path
from tests.ui.test_steps_speed import Keyboard, hold, opened
from ui.widgets.text_box import TextBox

__all__ = ["kept_sample", "kept_vault", "sample_vault", "vault", "vault_path"]


@pytest.fixture
def at(qtbot: QtBot, vault: Vault) -> AtStep:
    return at_step(qtbot, vault, Step.REFERRER)


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_while_somebody_types_undo_takes_back_the_typing_and_no_edit(at: AtStep) -> None:
    before = at.talk().presented
    words(" He knows where she works.")
    keys("Ctrl+Z")
    assert named(at.page, "What the referrer presents", TextBox).toPlainText() == before
    assert at.told() == ""


def test_with_no_typing_to_take_back_the_same_key_undoes_the_last_edit_from_within_the_field(at: AtStep) -> None:
    before = at.talk().presented
    words(" He knows where she works.")
    keys("Tab", "Shift+Tab")
    assert at.talk().presented != before
    assert called(focus()) == "What the referrer presents"
    keys("Ctrl+Z")
    assert at.talk().presented == before
    assert at.told() == "Undone: Write presentation."
    assert named(at.page, "What the referrer presents", TextBox).toPlainText() == before


@pytest.mark.parametrize("combination", ["Ctrl+Shift+Z", "Ctrl+Y"])
def test_both_usual_keys_bring_it_back(at: AtStep, combination: str) -> None:
    words(" He knows where she works.")
    keys("Tab", "Shift+Tab", "Ctrl+Z", combination)
    assert at.talk().presented.endswith("He knows where she works.")
    assert at.told() == "Redone: Write presentation."
    assert named(at.page, "What the referrer presents", TextBox).toPlainText() == at.talk().presented


def test_an_entry_line_that_was_emptied_by_adding_gives_the_key_to_the_record(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.VOICE)
    count = len(at.talk().voice)
    words("She wants to stay near her mother.")
    keys("Return")
    assert len(at.talk().voice) == count + 1
    keys("Ctrl+Z")
    assert len(at.talk().voice) == count


def edits(vault: Vault) -> int:
    """How many entries there are, but for those that somebody looked at a case."""
    return sum(line.kind != "view" for line in vault.audit(10_000))


def test_a_routine_case_is_undone_step_by_step_to_nothing_and_redone_to_the_byte(qtbot: QtBot, vault: Vault) -> None:
    held, _ = opened(qtbot, vault)
    start, since = rows_now(vault), edits(vault)
    hold(Keyboard())
    whole, typed = rows_now(vault), edits(vault) - since
    assert typed > 15
    labels = []
    while rows_now(vault) != start:
        press_here("Ctrl+Z")
        QApplication.processEvents()
        said = held.window.messages.shown()
        assert said.startswith("Undone: "), said
        labels.append(said.removeprefix("Undone: "))
    assert len(labels) == typed
    for label in reversed(labels):
        press_here("Ctrl+Y")
        QApplication.processEvents()
        assert held.window.messages.shown() == f"Redone: {label}"
    assert rows_now(vault) == whole
    assert rows_by_the_journal(vault) == whole


def test_with_nothing_to_take_back_the_key_says_why(at: AtStep) -> None:
    at.vault.note_export(
        ExportRecord(at.routine.meeting, PaperKind.MINUTES, "minutes.pdf", "aa", "bb", MORNING, "Anna Example")
    )
    keys("Ctrl+Z")
    assert at.told().startswith("A paper has left the vault since.")


def test_undoing_what_the_page_shows_leads_to_the_first_page(at: AtStep) -> None:
    room = at.held.page
    keys("Ctrl+Z")
    assert at.told() == "Undone: Type routine case."
    assert at.held.window.page() is not room
    keys("Ctrl+Y")
    assert at.talk().presented
    assert at.told() == "Redone: Type routine case."


def test_the_opening_of_a_meeting_is_undone_to_nothing_and_redone(
    qtbot: QtBot, sample_vault: Vault, kept_sample: KeptSample
) -> None:
    held = open_room(qtbot, sample_vault, kept_sample.sample.next_id)
    start, since = rows_now(sample_vault), edits(sample_vault)
    keys("Return", "P", "D", "W", "A", "Alt+P", "Alt+Down", "Alt+Down")
    assert held.frame.here.key == "earlier"
    keys("C")
    words("moved away")
    keys("Return")
    whole, typed = rows_now(sample_vault), edits(sample_vault) - since
    assert typed > 4
    for _ in range(typed):
        press_here("Ctrl+Z")
        QApplication.processEvents()
        assert held.window.messages.shown().startswith("Undone: ")
    assert rows_now(sample_vault) == start
    press_here("Ctrl+Z")
    assert held.window.messages.shown() == NOTHING
    for _ in range(typed):
        press_here("Ctrl+Shift+Z")
        QApplication.processEvents()
    assert rows_now(sample_vault) == whole
    press_here("Ctrl+Shift+Z")
    assert held.window.messages.shown().startswith("Redone: ")
