"""Sentences at which the papers stop: seen in one list, changed where they stand, or let stand with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from marac_desk.discussion import Discussion, Step
from marac_desk.meetings import Meeting
from storage.records import decisions
from storage.vault import Vault
from tests.support.papers_page import open_papers, papers
from tests.support.screens import answers, named, press_here, type_text
from tests.support.vaults import MORNING, SmallMarac, kept_vault, reopened, small_marac, vault, vault_path
from ui.meeting_room.room_page import RoomPage
from ui.papers.papers_page import PapersPage

__all__ = ["kept_vault", "vault", "vault_path"]

PHONE, REFUGE = "Ring 07700 900123 first", "Ask the refuge about a place"


@pytest.fixture
def ids(vault: Vault) -> SmallMarac:
    """A meeting that is over; two sentences of it stop its papers: one in an action, one in what was presented."""
    ids = small_marac(vault)
    with vault.edit("Hold meeting") as edit:
        meeting, talk = edit.get(Meeting, ids.meeting), edit.get(Discussion, ids.discussion)
        talk.presented, talk.actions[0].text, talk.started_at = REFUGE, PHONE, MORNING
        meeting.open(MORNING)
        meeting.close(MORNING)
    return ids


def seen(page: PapersPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def kept(vault: Vault, ids: SmallMarac) -> list[tuple[str, str]]:
    with vault.read() as read:
        return [(each.why, each.by) for each in decisions(read.session, ids.meeting)]


def test_each_stopped_sentence_is_shown_with_its_place_and_its_readers(
    qtbot: QtBot, vault: Vault, ids: SmallMarac
) -> None:
    _, page = open_papers(qtbot, vault)
    words = seen(page)
    assert "The papers stop at 2 sentences" in words
    for part in (PHONE, REFUGE, "NV-2026-0001, action 1.1", "NV-2026-0001, presented", "a phone number"):
        assert part in words
    assert "In the copy for the chair and the coordinator, Northvale Police." in words
    assert not page.export_button.isEnabled()


def test_a_ready_reason_by_number_and_one_of_ones_own_let_the_papers_go(
    qtbot: QtBot, vault: Vault, ids: SmallMarac, tmp_path: Path
) -> None:
    window, page = open_papers(qtbot, vault)
    press_here("Alt+S")
    press_here("Return")
    press_here("2")
    press_here("Return")
    assert "The papers stop at one sentence" in seen(page)
    press_here("Return")
    type_text(named(page, "Why may it stand?"), "the switchboard of the town hall")
    press_here("Return")
    assert [paper.kind.value for paper in page.papers.rows()] == ["minutes", "action plan"]
    assert set(kept(vault, ids)) == {
        ("It names no place and no number where anybody can be found.", "Anna Example"),
        ("the switchboard of the town hall", "Anna Example"),
    }
    folder = tmp_path / "out"
    folder.mkdir()
    answers(window).answers.append(folder)
    press_here("Ctrl+E")
    assert len(list(folder.iterdir())) == 4


def test_nothing_may_stand_without_a_reason(qtbot: QtBot, vault: Vault, ids: SmallMarac) -> None:
    _, page = open_papers(qtbot, vault)
    press_here("Alt+S")
    press_here("Return")
    press_here("Return")
    assert "Please choose a reason by its number, or write one." in seen(page)
    assert kept(vault, ids) == []
    press_here("Escape")
    assert QApplication.focusWidget() in page.stopped.rows.widgets()


def test_the_sentence_is_gone_to_and_changed_and_the_papers_go(qtbot: QtBot, vault: Vault, ids: SmallMarac) -> None:
    window, _ = open_papers(qtbot, vault)
    press_here("Alt+S")
    press_here("Down")
    press_here("G")
    room = window.page()
    assert isinstance(room, RoomPage)
    assert room.frame is not None
    assert room.frame.room.step is Step.ACTIONS
    room.frame.room.edit("Change action", lambda _, talk: talk.reword_action(ids.action, "Visit the school"))
    room.frame.room.edit("Write presentation", lambda _, talk: setattr(talk, "presented", "She is afraid."))
    press_here("Alt+7")
    assert len(papers(window).papers.rows()) == 2
    assert "papers stop" not in seen(papers(window))


def test_a_decision_ends_when_its_sentence_changes(qtbot: QtBot, vault: Vault, ids: SmallMarac) -> None:
    window, page = open_papers(qtbot, vault)
    press_here("Alt+S")
    for _ in range(2):
        for key in ("Return", "1", "Return"):
            press_here(key)
    assert page.papers.rows()
    with vault.edit("Change action") as edit:
        edit.get(Discussion, ids.discussion).reword_action(ids.action, f"{PHONE} and then 07700 900124")
    qtbot.waitUntil(lambda: "The papers stop at one sentence" in seen(papers(window)))
    assert "May stand: It is a public office" in seen(page)


def test_a_decision_can_be_taken_back_and_undone(qtbot: QtBot, vault: Vault, ids: SmallMarac) -> None:
    _, page = open_papers(qtbot, vault)
    press_here("Alt+S")
    for _ in range(2):
        for key in ("Return", "1", "Return"):
            press_here(key)
    assert page.export_button.isEnabled()
    press_here("Alt+S")
    assert "Sentences that somebody has let stand" in seen(page)
    press_here("T")
    assert "The papers stop at one sentence" in seen(page)
    assert not page.export_button.isEnabled()
    assert not page.papers.rows()
    press_here("Ctrl+Z")
    assert "The papers stop" not in seen(page)


def test_a_reason_that_is_half_typed_outlives_a_lock(qtbot: QtBot, vault: Vault, ids: SmallMarac) -> None:
    window, page = open_papers(qtbot, vault)
    press_here("Alt+S")
    press_here("Return")
    type_text(named(page, "Why may it stand?"), "the switchboard of")
    window.lock()
    again = reopened(vault)
    window.close()
    _, page = open_papers(qtbot, again)
    assert named(page, "Why may it stand?").text() == "the switchboard of"
    again.lock()
