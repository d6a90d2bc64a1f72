"""Sentences at which the papers stop: seen in one list, changed where they stand, or let stand with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from marac_desk.agencies import Agency
from marac_desk.cases import Case, ContactRule
from marac_desk.discussion import Discussion, MayKnow, RiskTo, Said, Step, Subject, VoiceKind
from marac_desk.maracs import Marac
from marac_desk.meetings import Meeting
from storage.records import decisions
from storage.vault import Vault
from tests.support.papers_page import open_papers, papers
from tests.support.screens import SHELL_PAGES, answers, named, open_desk, press_here, type_text
from tests.support.steps import focus_name
from tests.support.vaults import MORNING, SmallMarac, kept_vault, reopened, small_marac, vault, vault_path
from ui.meeting_room.room_page import RoomPage
from ui.papers.papers_page import PapersPage
from ui.shell.foot import Hint
from ui.shell.jobs import Jobs
from ui.shell.main_window import MainWindow

__all__ = ["kept_vault", "vault", "vault_path"]

STOPS = "Ring 07700 900124 at night"
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


def hints(window: MainWindow) -> list[str]:
    """What stands in the foot bar."""
    held = (hint for hint in window.foot.findChildren(Hint) if hint.isVisible())
    return [label.text() for hint in held for label in hint.findChildren(QLabel)]


def test_the_key_to_the_list_is_in_the_foot_while_something_is_stopped(
    qtbot: QtBot, vault: Vault, ids: SmallMarac
) -> None:
    window = open_desk(qtbot, vault, entries=SHELL_PAGES, jobs=Jobs)
    window.open_page("papers")
    qtbot.waitUntil(lambda: "The papers stop at 2 sentences" in seen(papers(window)), timeout=20_000)
    assert hints(window)[:2] == ["Alt S", "Stopped sentences"]


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


def _say(talk: Discussion, at: str, ids: SmallMarac) -> None:
    """A sentence that stops the papers, in one place of the case."""
    match at:
        case "voice":
            talk.hear(VoiceKind.WISH, "To stay", may_know=MayKnow.SHAREABLE)
            talk.hear(VoiceKind.SITUATION, STOPS, may_know=MayKnow.SHAREABLE)
        case "fact" | "view" | "source":
            words = {"fact": "He was seen", "view": "It is serious", "source": "a call", at: STOPS}
            talk.share(ids.agency, Said.SHARES, words["fact"], words["view"], source=words["source"])
        case "risk":
            talk.raise_risk(STOPS, RiskTo(Subject.VICTIM))
        case "declined":
            talk.add_action("Ask again", owner=ids.agency).decline(STOPS)
        case "teller":
            talk.tell(ids.agency, "07700 900124", "in person", MORNING.date())
        case "how":
            talk.tell(ids.agency, "PC Example", STOPS, MORNING.date())
        case _:
            setattr(talk, at, STOPS)


PLACES = (
    *("presented", "voice", "voice_missing_because", "fact", "view", "source", "risk", "already_in_place", "overall"),
    *("declined", "read_back", "teller", "how", "links", "outcome"),
)


@pytest.mark.parametrize("at", PLACES)
def test_whoever_goes_to_a_sentence_stands_in_the_very_field_that_holds_it(qtbot: QtBot, vault: Vault, at: str) -> None:
    ids = small_marac(vault)
    with vault.edit("Hold meeting") as edit:
        meeting, talk = edit.get(Meeting, ids.meeting), edit.get(Discussion, ids.discussion)
        area = edit.get(Marac, meeting.marac_id)
        area.agencies.append(Agency("Invented Support", "support", "Support", 2))
        talk.started_at = MORNING
        _say(talk, at, ids)
        meeting.open(MORNING)
        meeting.close(MORNING)
    window, page = open_papers(qtbot, vault)
    assert "The papers stop at one sentence" in seen(page)
    press_here("Alt+S")
    press_here("G")
    assert isinstance(window.page(), RoomPage)
    held = QApplication.focusWidget()
    assert isinstance(held, QLineEdit | QPlainTextEdit)
    assert "07700 900124" in (held.text() if isinstance(held, QLineEdit) else held.toPlainText())


def test_a_line_about_contact_is_gone_to(qtbot: QtBot, vault: Vault, ids: SmallMarac) -> None:
    with vault.edit("Change how not to contact") as edit:
        edit.get(Case, ids.case).contact = ContactRule("Never by post", f"At work: {STOPS}")
    open_papers(qtbot, vault)
    press_here("Alt+S")
    for _ in range(3):
        if "07700 900124" not in focus_name():
            press_here("Down")
    press_here("G")
    assert focus_name() == "The one way allowed"


def test_an_action_that_is_half_typed_is_not_lost_to_the_one_that_is_gone_to(
    qtbot: QtBot, vault: Vault, ids: SmallMarac
) -> None:
    window, _ = open_papers(qtbot, vault)
    press_here("Alt+S")
    press_here("Down")
    press_here("G")
    press_here("Escape")
    press_here("Escape")
    type_text(named(window, "Action", QLineEdit), "Half typed")
    press_here("Alt+7")
    press_here("Alt+S")
    press_here("Down")
    press_here("G")
    assert named(window, "Action", QLineEdit).text() == "Half typed"
    assert PHONE in focus_name()


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
