"""Step 5: who, what, by when, for which risk; last time's actions first on a repeat; everything open in sight."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from marac_desk.actions import Faces
from marac_desk.discussion import Discussion, RiskTo, Said, Step, Subject
from storage.vault import Vault
from tests.support.screens import answers, named
from tests.support.steps import AtStep, again, at_step, focus_name, keys, words
from tests.support.vaults import kept_vault, reopened, vault, vault_path

__all__ = ["kept_vault", "vault", "vault_path"]


def add_risks(at: AtStep, *texts: str) -> None:
    """Risks to the victim, raised in the window's own way of editing."""

    def raise_all(_: object, talk: Discussion) -> None:
        for text in texts:
            talk.raise_risk(text, RiskTo(Subject.VICTIM))

    at.held.room.edit("Add risk", raise_all)
    keys("Escape")


def seen(at: AtStep) -> str:
    return "\n".join(label.text() for label in at.page.findChildren(QLabel) if label.isVisible())


def test_an_action_of_the_catalogue_brings_its_day_and_whom_it_faces(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.ACTIONS)
    assert focus_name() == "Agency"
    keys(*"pol", "Return", *"arr", "Down", "Return", "Return")
    action = at.talk().actions[0]
    assert action.catalogue_code.startswith("POL")
    assert (action.agency_id, action.person) == (at.routine.agencies["police"], "P. Specimen")
    assert (action.due, action.faces) == (date(2026, 11, 27), Faces.PERPETRATOR)
    assert focus_name() == "Agency"


def test_ones_own_action_takes_its_day_and_risks_by_keys(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.ACTIONS)
    add_risks(at, "He comes to the house", "He reads her post")
    keys(*"hou", "Tab")
    assert focus_name() == "Action"
    words("Fit a letterbox guard")
    keys("Ctrl+2", "Tab", "5", "Tab", "1", "Return")
    action = at.talk().actions[0]
    assert (action.text, action.due) == ("Fit a letterbox guard", date(2026, 12, 3))
    assert sorted(risk.number for risk in action.risks) == [1, 2]
    assert action.catalogue_code == ""


def test_any_day_can_be_typed_and_one_that_is_none_is_told(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.ACTIONS)
    keys(*"hou", "Return")
    words("Fit a letterbox guard")
    keys("Tab", "D")
    assert focus_name() == "Due: other date"
    words("soon")
    keys("Return")
    assert "date" in at.told()
    assert not at.talk().actions
    keys("Ctrl+A")
    words("14/12")
    keys("Return")
    assert at.talk().actions[0].due == date(2026, 12, 14)


def test_enter_on_a_day_chooses_it_before_it_adds(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.ACTIONS)
    keys(*"hou", "Return")
    words("Fit a letterbox guard")
    keys("Tab", "Right", "Return")
    assert not at.talk().actions
    keys("Return")
    assert at.talk().actions[0].due == date(2026, 11, 27)


def test_an_action_without_a_date_is_asked_about_when_the_case_closes(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.ACTIONS)
    keys(*"hou", "Return")
    words("Fit a letterbox guard")
    keys("Return")
    assert "action 1: no date" in seen(at)
    assert "Action 1 has no due date" not in seen(at)
    asked = {question.say: question for question in at.held.room.missing()}
    assert len(asked["Action 1 has no due date."].ready) >= 3


def test_the_judge_speaks_beside_the_row_and_never_blocks(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.ACTIONS)
    keys(*"hou", "Return")
    words("Monitor")
    keys("Return")
    assert at.talk().actions[0].text == "Monitor"
    assert "“monitor” promises nothing" in seen(at)
    assert "action 1: vague, no date, answers no risk" in seen(at)


def test_what_is_still_open_is_in_plain_sight_until_it_is_closed(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.ACTIONS)
    add_risks(at, "He comes to the house")
    for gap in ("R1 has no action", "No action faces the person causing harm", "No action is for child 1"):
        assert gap in seen(at)
    keys(*"pol", "Return", *"arr", "Down", "Return", "Ctrl+1", "Return")
    assert "R1 has no action" not in seen(at)
    assert "No action faces the person causing harm" not in seen(at)
    assert "No action is for child 1" in seen(at)


def test_protected_detail_other_source_and_a_refusal_have_their_own_lines(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.ACTIONS)
    keys(*"pol", "Return")
    words("Put a marker on the address")
    keys("Ctrl+D")
    assert focus_name() == "Protected detail, for its owner alone"
    words("9 Invented Row")
    keys("Ctrl+O")
    words("a call of the neighbour")
    keys("Return")
    keys(*"hou", "Return")
    words("Move the family")
    keys("Ctrl+N", "Return")
    assert at.told() == "Please say why the action was declined."
    words("no property in the area")
    keys("Return")
    first, second = at.talk().actions
    assert (first.protected_detail, first.other_source) == ("9 Invented Row", "a call of the neighbour")
    assert (second.asked_and_declined, second.declined_because) == (True, "no property in the area")
    assert "9 Invented Row" not in seen(at)


def test_an_action_is_edited_again_under_its_number(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.ACTIONS)
    keys(*"pol", "Return", *"arr", "Down", "Return", "Return")
    before = at.talk().actions[0]
    at.page.rows.focus()  # type: ignore[attr-defined]
    keys("Return", "Tab", "T", "Return")
    after = at.talk().actions[0]
    assert (after.id, after.number, after.due) == (before.id, 1, date(2026, 11, 26))
    assert after.text == before.text
    assert len(at.talk().actions) == 1


def test_last_times_action_again_is_remarked_on(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.ACTIONS, repeat=True)
    keys("Alt+A", *"hou", "Return")
    words("Fit window locks")
    keys("Return")
    assert "again" in seen(at)


def test_an_entry_that_was_not_added_is_there_again_after_a_lock(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.ACTIONS)
    keys(*"hou", "Return")
    words("Fit a letterbox guard")
    keys("Tab", "5")
    at.held.window.lock()
    opened = reopened(vault)
    at.held.window.close()
    back = again(qtbot, opened, at.routine, Step.ACTIONS)
    assert named(back.page, "Action").text() == "Fit a letterbox guard"
    keys("Return")
    action = back.talk().actions[0]
    assert (action.text, action.due) == ("Fit a letterbox guard", date(2026, 12, 3))
    assert action.agency_id == at.routine.agencies["housing"]
    back.held.window.lock()


def test_alt_a_from_anywhere_comes_back_to_the_same_cursor(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.AGENCIES, papers_in=False)
    keys("S")
    words("Three call")
    keys("Alt+A", *"pol", "Return")
    words("Visit the house")
    keys("Return")
    assert focus_name() == "Fact"
    words("-outs.")
    keys("Ctrl+Return")
    contribution = at.talk().contribution_of(at.routine.agencies["police"])
    assert contribution is not None
    assert contribution.fact == "Three call-outs."


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def exported(vault: Vault) -> list[tuple[str, str, str]]:
    with vault.read() as read:
        rows = read.session.connection().exec_driver_sql("SELECT kind, file_name, recipient FROM export_record")
        return sorted(tuple(row) for row in rows)


def an_action_due_today(qtbot: QtBot, vault: Vault, text: str) -> AtStep:
    at = at_step(qtbot, vault, Step.ACTIONS)
    keys(*"pol", "Return")
    words(text)
    keys("Tab", "T", "Return")
    return at


def test_an_action_due_today_is_sent_at_once_with_one_key(qtbot: QtBot, vault: Vault, tmp_path: Path) -> None:
    at = an_action_due_today(qtbot, vault, "Arrest him at the address")
    assert "due today: S sends it at once" in seen(at)
    folder = tmp_path / "out"
    folder.mkdir()
    answers(at.held.window).answers.append(folder)
    keys("Alt+S")
    stem = f"NV-M-2026-02-urgent-police-{at.held.room.heard.number}-1"
    assert files(folder) == [f"{stem}.docx", f"{stem}.pdf"]
    assert exported(vault) == [("urgent action", name, "Police") for name in files(folder)]
    assert f"2 files are written into {Path('…', *folder.parts[-2:])}. They are not encrypted" in at.told()
    assert "sent at once" in seen(at)
    assert focus_name() == "Agency"
    keys("Alt+S")
    assert at.told().startswith("No action here is due today")


def test_a_sentence_that_stops_it_is_decided_on_in_the_room(qtbot: QtBot, vault: Vault, tmp_path: Path) -> None:
    at = an_action_due_today(qtbot, vault, "Take her to the police station at ZZ99 9AA")
    folder = tmp_path / "out"
    folder.mkdir()
    answers(at.held.window).answers.append(folder)
    keys("Alt+S")
    assert files(folder) == []
    assert "The paper was not made, and nothing was written." in at.told()
    assert "Found: a postcode. In the copy for Police." in seen(at)
    keys("Return", "1", "Return")
    assert len(files(folder)) == 2
    assert "Found: a postcode" not in seen(at)
    assert focus_name() == "Agency"


def test_a_sentence_that_stops_it_may_be_left_for_later(qtbot: QtBot, vault: Vault) -> None:
    at = an_action_due_today(qtbot, vault, "Take her to the police station at ZZ99 9AA")
    keys("Alt+S", "Escape")
    assert "Found: a postcode" not in seen(at)
    assert focus_name() == "Agency"
    assert exported(vault) == []


def test_a_sentence_that_stops_it_is_changed_in_its_action(qtbot: QtBot, vault: Vault) -> None:
    at = an_action_due_today(qtbot, vault, "Take her to the police station at ZZ99 9AA")
    keys("Alt+S", "G")
    assert focus_name() == "Action"
    keys("Ctrl+A")
    words("Take her to the police station")
    keys("Return")
    assert [action.text for action in at.talk().actions] == ["Take her to the police station"]


def test_where_nothing_is_to_be_sent_the_cursor_stays_where_it_was(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.AGENCIES, papers_in=False)
    keys("S")
    assert focus_name() == "Fact"
    keys("Alt+S")
    assert at.told().startswith("No action here is due today")
    assert focus_name() == "Fact"


def test_an_action_for_later_is_not_sent_by_itself(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.ACTIONS)
    keys(*"pol", "Return")
    words("Visit the house")
    keys("Tab", "5", "Return")
    assert "sends it at once" not in seen(at)
    keys("Alt+S")
    assert at.told().startswith("No action here is due today")


def test_one_key_names_the_police_record_as_the_other_source(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.ACTIONS)
    keys(*"pol", "Return", *"arr", "Down", "Return", "Return")
    assert "what other source is there than the victim’s word?" in seen(at)
    assert focus_name() == "Agency"
    keys("F2")
    assert at.talk().actions[0].other_source == "police record"
    assert "what other source is there than the victim’s word?" not in seen(at)
    assert focus_name() == "Agency"


def test_another_agencys_own_record_is_named_with_the_agency(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.ACTIONS)

    def share(_: object, talk: Discussion) -> None:
        talk.share(at.routine.agencies["housing"], Said.SHARES, "He broke the door in June.")

    at.held.room.edit("Record share", share)
    keys(*"pol", "Return", *"arr", "Down", "Return", "Return", "F3")
    assert at.talk().actions[0].other_source == "Housing options: its own record"


def test_without_any_other_source_the_action_is_reworded(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.ACTIONS)
    keys(*"pol", "Return", *"arr", "Down", "Return", "Return", "F4")
    assert focus_name() == "Action"
    words("Patrol the street at school times")
    keys("Return")
    action = at.talk().actions[0]
    assert (action.text, action.other_source) == ("Patrol the street at school times", "")


def test_nothing_is_asked_where_the_victim_is_not_the_only_source(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.ACTIONS, papers_in=False)
    keys(*"pol", "Return", *"arr", "Down", "Return", "Return")
    assert "what other source is there than the victim’s word?" not in seen(at)
    keys("F2")
    assert at.talk().actions[0].other_source == ""


def test_an_action_from_anywhere_is_not_thrown_away_by_one_escape(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.VOICE, papers_in=False)
    keys("Alt+A", *"pol", "Return")
    words("Take him in for the breach")
    keys("Escape")
    assert named(at.page, "Action").text() == "Take him in for the breach"
    keys("Escape")
    assert at.held.room.step is Step.VOICE
    keys("Alt+A")
    assert named(at.page, "Action").text() == ""


def test_the_number_of_an_action_that_was_added_stands_beside_the_entry(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.ACTIONS)
    keys(*"pol", "Return")
    words("Visit the house")
    keys("Return")
    said = [label.text() for label in at.page.findChildren(QLabel) if label.isVisible()]
    assert "Action · 1.1 added" in said
    keys("h")
    assert "Action · 1.1 added" not in [label.text() for label in at.page.findChildren(QLabel)]
