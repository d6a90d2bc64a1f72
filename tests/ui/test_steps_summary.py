"""Step 6: the actions are read back; who tells the victim; the flag, other processes and the outcome."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from marac_desk.discussion import Discussion, Step
from marac_desk.maracs import Marac
from marac_desk.meetings import Meeting
from storage.vault import Vault
from tests.support.screens import named
from tests.support.steps import AtStep, at_step, focus_name, keys, words
from tests.support.vaults import kept_vault, vault, vault_path

__all__ = ["kept_vault", "vault", "vault_path"]

TEXT = "1. Police: Visit the house, by 27 Nov 2026."


def with_an_action(qtbot: QtBot, vault: Vault) -> AtStep:
    at = at_step(qtbot, vault, Step.SUMMARY)
    police = at.routine.agencies["police"]

    def add(_: object, talk: Discussion) -> None:
        talk.add_action("Visit the house", owner=police, due=date(2026, 11, 27))

    at.held.room.edit("Add action", add)
    return at


def test_what_is_read_back_comes_from_the_actions_and_stands_once_it_was_read(qtbot: QtBot, vault: Vault) -> None:
    at = with_an_action(qtbot, vault)
    assert any(label.text() == TEXT for label in at.page.findChildren(QLabel) if label.isVisible())
    assert at.talk().read_back == ""
    keys("Return")
    assert at.talk().read_back == TEXT
    assert focus_name() == "Agency that tells the victim"


def test_what_was_read_back_can_be_edited(qtbot: QtBot, vault: Vault) -> None:
    at = with_an_action(qtbot, vault)
    keys("Return")
    named(at.page, "As it was read back").setFocus()
    keys("Ctrl+End")
    words(" All agreed.")
    keys("Alt+Left")
    assert at.talk().read_back == f"{TEXT} All agreed."


def test_who_tells_is_found_by_letters_and_the_safe_way_stands_there(qtbot: QtBot, vault: Vault) -> None:
    at = with_an_action(qtbot, vault)
    keys("Return", *"idv", "Return")
    assert focus_name() == "Who tells the victim"
    keys("Return")
    talk = at.talk()
    assert (talk.teller_agency_id, talk.teller) == (at.routine.agencies["idva"], "I. Specimen")
    assert (talk.tell_how, talk.tell_by) == ("through the IDVA", date(2026, 11, 27))


def test_nothing_is_said_about_telling_until_somebody_says_it(qtbot: QtBot, vault: Vault) -> None:
    at = with_an_action(qtbot, vault)
    keys("Return", "Tab", "Tab", "Alt+Left")
    talk = at.talk()
    assert (talk.teller_agency_id, talk.tell_how, talk.tell_by) == (None, "", None)


def test_the_flag_runs_for_twelve_months_from_the_referral(qtbot: QtBot, vault: Vault) -> None:
    at = with_an_action(qtbot, vault)
    keys("Return", *"idv", "Return", "Return", "F")
    assert at.talk().flag_until == at.case().flagged_until == date(2027, 11, 16)
    assert focus_name() == "Outcome"
    named(at.page, "No flag").setFocus()
    keys("N")
    assert at.talk().flag_until is None


def test_other_processes_stand_beside_ones_own_words(qtbot: QtBot, vault: Vault) -> None:
    at = with_an_action(qtbot, vault)
    named(at.page, "Links to other processes").setFocus()
    words("Family court next month")
    named(at.page, "MAPPA").setFocus()
    keys("M")
    assert at.talk().links == "MAPPA; Family court next month"
    keys("M")
    assert at.talk().links == "Family court next month"


def test_the_outcome_is_kept_with_enter(qtbot: QtBot, vault: Vault) -> None:
    at = with_an_action(qtbot, vault)
    named(at.page, "Outcome").setFocus()
    words("Plan agreed.")
    keys("Return")
    assert at.talk().outcome == "Plan agreed."


def test_when_nobody_is_known_to_speak_for_the_agency_one_is_asked_who_tells(qtbot: QtBot, vault: Vault) -> None:
    at = with_an_action(qtbot, vault)
    idva = at.routine.agencies["idva"]
    with vault.edit("Strike out attendance") as edit:
        meeting = edit.get(Meeting, at.routine.meeting)
        agencies = edit.get(Marac, meeting.marac_id).agencies
        next(each for each in agencies if each.id == idva).representatives.clear()
        meeting.attendance = [each for each in meeting.attendance if each.agency_id != idva]
    keys("Return", *"idv", "Return")
    assert focus_name() == "Who tells the victim"


def test_who_tells_is_replaced_by_typing_and_how_stays_as_it_was_filled_in(qtbot: QtBot, vault: Vault) -> None:
    at = with_an_action(qtbot, vault)
    keys("Return", *"idv", "Tab")
    words("N. Specimen")
    keys("Tab")
    assert focus_name() == "How the victim is told"
    keys(*"by hand", "Return")
    talk = at.talk()
    assert (talk.teller, talk.tell_how) == ("N. Specimen", "by hand")
    assert talk.teller_agency_id == at.routine.agencies["idva"]


def test_a_day_by_which_the_victim_is_told_leads_on_as_the_flag_does(qtbot: QtBot, vault: Vault) -> None:
    at = with_an_action(qtbot, vault)
    keys("Return", *"idv", "Tab", "Tab", "Tab", "Right", "Space")
    assert at.talk().tell_by == date(2026, 11, 30)
    assert focus_name() == "Until 16 Nov 2027"


def test_another_date_by_which_the_victim_is_told_is_typed_before_it_leads_on(qtbot: QtBot, vault: Vault) -> None:
    at = with_an_action(qtbot, vault)
    keys("Return", *"idv", "Tab", "Tab", "Tab", "D", *"32/12")
    assert focus_name() == "By when the victim is told: other date"
    assert at.told() == ""  # a date is not judged while it is typed
    keys("Return")
    assert at.told() != ""
    keys("Ctrl+A", *"2/12")
    keys("Return")
    assert (at.talk().tell_by, at.told()) == (date(2026, 12, 2), "")
    assert focus_name() == "Until 16 Nov 2027"
