"""Step 3: the round table, with five answers by one key each."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from marac_desk.agencies import Agency
from marac_desk.attendance import send_apologies
from marac_desk.discussion import NOT_IN_ROOM, MayKnow, Said, Step
from marac_desk.meetings import Meeting
from storage.vault import Vault
from tests.support.screens import named
from tests.support.steps import AtStep, again, at_step, focus_name, keys, words
from tests.support.vaults import kept_vault, reopened, vault, vault_path
from ui.meeting_room.route import Stop
from ui.meeting_room.steps.rows import Rows

__all__ = ["kept_vault", "vault", "vault_path"]


def said_by(at: AtStep, key: str) -> tuple[Said, str, str, bool] | None:
    contribution = at.talk().contribution_of(at.routine.agencies[key])
    if contribution is None:
        return None
    return contribution.said, contribution.fact, contribution.view, contribution.heard


def seen(at: AtStep, text: str) -> bool:
    return any(label.text() == text and label.isVisible() for label in at.page.findChildren(QLabel))


def test_each_answer_is_one_key_and_the_next_agency_is_there(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.AGENCIES, papers_in=False)
    assert focus_name() == "Police, not begun"
    keys("N", "R", "A")
    assert said_by(at, "police") == (Said.NOT_KNOWN, "", "", True)
    assert said_by(at, "idva") == (Said.NOTHING_RELEVANT, "", "", True)
    assert said_by(at, "childrens_social_care") == (Said.NOT_PRESENT, "", "", True)
    assert focus_name() == "Adult social care, not begun"


def test_an_agency_that_is_not_in_the_room_and_sent_nothing_did_not_say_that_it_knows_nothing(
    qtbot: QtBot, vault: Vault
) -> None:
    at = at_step(qtbot, vault, Step.AGENCIES, papers_in=False)
    police = at.routine.agencies["police"]
    with vault.edit("Confirm who stays") as edit:
        meeting = edit.get(Meeting, at.routine.meeting)
        send_apologies(meeting, edit.get(Agency, police))
    for key in ("N", "R"):
        keys(key)
        assert at.told() == NOT_IN_ROOM
        assert said_by(at, "police") is None
    keys("A")
    assert said_by(at, "police") == (Said.NOT_PRESENT, "", "", True)
    keys("N")
    assert said_by(at, "idva") == (Said.NOT_KNOWN, "", "", True)


def test_an_agency_shares_fact_apart_from_view_and_ctrl_enter_goes_on(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.AGENCIES, papers_in=False)
    keys("S")
    assert focus_name() == "Fact"
    words("Three call-outs since August.")
    keys("Tab")
    words("It is getting worse.")
    keys("Ctrl+Return")
    assert said_by(at, "police") == (Said.SHARES, "Three call-outs since August.", "It is getting worse.", True)
    assert focus_name() == "IDVA service, not begun"
    keys("W")
    words("A letter of the worker.")
    keys("Ctrl+Return")
    assert said_by(at, "idva") == (Said.IN_WRITING, "A letter of the worker.", "", True)


def test_who_spoke_and_who_may_know_are_kept(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.AGENCIES, papers_in=False)
    keys("S")
    words("He was seen near the house.")
    named(at.page, "room only").setFocus()
    keys("Space")
    contribution = at.talk().contribution_of(at.routine.agencies["police"])
    assert contribution is not None
    assert (contribution.speaker, contribution.may_know) == ("P. Specimen", MayKnow.ROOM_ONLY)


def test_one_key_takes_every_return_as_read(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.AGENCIES)
    assert named(at.page, "Take 12 returns as read", QPushButton).isVisible()
    keys("Alt+T")
    assert not at.talk().waiting()
    assert said_by(at, "police") == (Said.SHARES, "Three call-outs; he waited outside the house.", "", True)
    assert focus_name() == "MASH, not begun"


def test_a_return_is_heard_when_its_agency_speaks(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.AGENCIES)
    keys("S")
    words(" The last one on Sunday.")
    keys("Ctrl+Return")
    fact = "Three call-outs; he waited outside the house. The last one on Sunday."
    assert said_by(at, "police") == (Said.SHARES, fact, "", True)
    keys("N")
    assert said_by(at, "idva") == (Said.NOT_KNOWN, "", "", True)
    assert len(at.talk().waiting()) == 10


def test_words_that_were_sent_in_are_never_lost_to_a_slip(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.AGENCIES)
    keys("N")
    assert "did share something" in at.told()
    assert said_by(at, "police") == (Said.SHARES, "Three call-outs; he waited outside the house.", "", False)


def test_a_remark_on_length_comes_only_once_the_field_is_left(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.AGENCIES, papers_in=False)
    keys("S")
    words("word " * 81)
    remark = "81 words. What of this does the risk need?"
    assert not seen(at, remark)
    keys("Tab")
    assert seen(at, remark)
    keys("Shift+Tab")
    words("more")
    assert not seen(at, remark)


def test_what_an_agency_says_proposes_the_risks_that_it_bears_on(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.AGENCIES, papers_in=False)
    keys("S")
    words("He waited outside the school.")
    keys("Tab")
    named(at.page, "+ Stalking and harassment").setFocus()
    keys("Space")
    risk = at.talk().risks[0]
    assert (risk.heading, risk.raised_by) == ("stalking", at.routine.agencies["police"])
    assert named(at.page, "R1").isVisible()


def test_going_to_another_agency_keeps_what_was_typed(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.AGENCIES, papers_in=False)
    keys("S")
    words("Three call-outs.")
    named(at.page, "Police, not begun").setFocus()
    keys("Down")
    assert said_by(at, "police") == (Said.SHARES, "Three call-outs.", "", True)
    assert named(at.page, "Fact").toPlainText() == ""


def test_a_lock_in_mid_sentence_loses_none_of_it(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.AGENCIES, papers_in=False)
    keys("N", "S")
    words("The worker saw her on")
    at.held.window.lock()
    opened = reopened(vault)
    at.held.window.close()
    back = again(qtbot, opened, at.routine, Step.AGENCIES)
    assert said_by(back, "idva") == (Said.SHARES, "The worker saw her on", "", True)
    back.held.window.lock()


def test_what_a_rule_refuses_stays_with_its_case_when_that_is_left(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.AGENCIES)
    keys("S", "Ctrl+A", "Delete")
    recorded = said_by(at, "police")
    frame = at.held.frame
    frame.room.leave_case()
    frame.room.desk.savers.flush()
    assert "kept with it" in at.told()
    assert said_by(at, "police") == recorded
    frame.go(Stop(case_id=at.routine.case))
    frame.between.begin.click()
    assert said_by(at, "police") == recorded


def test_a_sentence_typed_into_the_round_table_does_not_answer_for_the_agencies(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.AGENCIES, papers_in=False)
    keys(*"He was seen near")
    assert "Press S" in at.told()
    assert focus_name() == "Police, not begun"
    assert not any(said_by(at, key) for key in at.routine.agencies)
    rows = named(at.page, "Round table", Rows)
    qtbot.waitUntil(lambda: not rows._resting.isActive(), timeout=3000)
    keys("N")
    assert said_by(at, "police") == (Said.NOT_KNOWN, "", "", True)


def test_a_risk_that_is_proposed_while_one_types_moves_nothing_that_comes_before_it(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.AGENCIES, papers_in=False)
    at.held.window.resize(1280, 720)
    keys("S")
    known = named(at.page, "room only", QPushButton)
    before = known.mapTo(at.page, known.rect().topLeft())
    words("He carries a knife, strangled her and waited outside the school.")
    keys("Tab", "Tab")
    qtbot.waitUntil(named(at.page, "+ Weapons, or access to them").isVisible)
    assert focus_name() == "everyone"
    assert known.mapTo(at.page, known.rect().topLeft()) == before
    keys("Right", "Space", "Tab", "Tab", "Tab")
    contribution = at.talk().contribution_of(at.routine.agencies["police"])
    assert contribution is not None
    assert contribution.may_know is MayKnow.ROOM_ONLY
    assert (focus_name(), at.talk().risks) == ("+ Stalking and harassment", [])
