"""Step 4: the risks, proposed or in one's own words, rated by one key each, and ticked as the chair recaps."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from marac_desk.discussion import Impact, Likelihood, Step, Subject
from storage.vault import Vault
from tests.support.screens import named
from tests.support.steps import at_step, focus_name, keys, words
from tests.support.vaults import kept_vault, vault, vault_path

__all__ = ["kept_vault", "vault", "vault_path"]


def test_a_proposed_risk_is_accepted_by_its_number_and_rated_by_two_keys(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.RISKS)
    keys("2", "Return")
    assert focus_name() == "possible"
    keys("L", "V")
    risk = at.talk().risks[0]
    assert (risk.heading, risk.likelihood, risk.impact) == ("stalking", Likelihood.LIKELY, Impact.VERY_SERIOUS)
    assert risk.raised_by == at.routine.agencies["police"]
    assert focus_name() == "Risk"


def test_enter_in_the_empty_line_accepts_the_first_proposed_and_it_is_proposed_no_more(
    qtbot: QtBot, vault: Vault
) -> None:
    at = at_step(qtbot, vault, Step.RISKS)
    first = at.page._view.proposed[0].heading  # type: ignore[attr-defined]
    keys("Return", "Return", "Return")
    headings = [risk.heading for risk in at.talk().risks]
    assert headings[0] == first.key
    assert len(set(headings)) == len(headings) == 2


def test_a_risk_in_ones_own_words_may_begin_with_a_number(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.RISKS)
    words("34 messages in breach of bail")
    keys("Return", "Shift+Tab", "1", "2", "Return")
    risk = at.talk().risks[0]
    assert risk.text == "34 messages in breach of bail"
    assert [(to.subject, to.party_id) for to in risk.to] == [(Subject.CHILD, at.routine.children[0])]


def test_a_number_that_nothing_has_is_told(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.RISKS)
    words("99")
    keys("Return")
    assert at.told() == "There is no proposed risk of this number."
    assert not at.talk().risks


def test_risks_are_ticked_one_by_one_or_all_at_once(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.RISKS)
    words("He knows where she works")
    keys("Return", "P", "S")
    words("He reads her post")
    keys("Return", "P", "S")
    named(at.page, "R1, He knows where she works, to Marta, 31, possible · serious, not begun").setFocus()
    keys("Space")
    assert [risk.recapped for risk in at.talk().risks] == [True, False]
    assert not at.talk().risks_recapped
    keys("Space")
    assert at.talk().risks_recapped
    keys("Up", "Space")
    assert not at.talk().risks_recapped
    keys("Alt+C")
    assert at.talk().risks_recapped


def test_a_risk_is_reworded_under_its_number(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.RISKS)
    words("He knows where she works")
    keys("Return", "P", "S")
    named(at.page, "R1, He knows where she works, to Marta, 31, possible · serious, not begun").setFocus()
    keys("Return")
    words(" and when")
    keys("Return")
    assert [(risk.number, risk.text) for risk in at.talk().risks] == [(1, "He knows where she works and when")]


def test_alt_r_from_anywhere_comes_back_to_the_same_cursor(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.REFERRER)
    words(" He knows")
    keys("Alt+R")
    assert focus_name() == "Risk"
    words("He knows where she works")
    keys("Return")
    assert focus_name() == "possible"
    keys("Return")
    assert focus_name() == "What the referrer presents"
    words(" her shifts.")
    keys("Alt+Right")
    assert at.talk().presented.endswith("since. He knows her shifts.")
    assert [risk.text for risk in at.talk().risks] == ["He knows where she works"]


def test_what_is_in_place_and_the_whole_picture_are_kept(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.RISKS)
    named(at.page, "Already in place").setFocus()
    words("Alarm fitted.")
    named(at.page, "Overall").setFocus()
    words("Higher than last time.")
    keys("Alt+Left")
    assert (at.talk().already_in_place, at.talk().overall) == ("Alarm fitted.", "Higher than last time.")


def test_a_risk_from_anywhere_is_rated_before_one_is_back(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.AGENCIES)
    keys("Alt+R")
    words("He has a knife")
    keys("Return", "V", "S")
    risk = at.talk().risks[0]
    assert (risk.likelihood, risk.impact) == (Likelihood.VERY_LIKELY, Impact.SERIOUS)
    assert focus_name().startswith("Police")


def test_escape_while_rating_a_risk_from_anywhere_goes_back_as_well(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.AGENCIES)
    keys("Alt+R")
    words("He has a knife")
    keys("Return", "Escape")
    assert at.talk().risks[0].likelihood is None
    assert focus_name().startswith("Police")


def test_whoever_has_gone_on_to_another_step_is_not_led_back_later(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.REFERRER)
    keys("Alt+R", "Alt+Right", "Alt+Left")
    words("He has a knife")
    keys("Return", "Return")
    assert at.page.step is Step.RISKS
    assert focus_name() == "Risk"


def test_a_risk_in_the_list_is_rated_by_the_same_keys_later(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.RISKS)
    words("He knows where she works")
    keys("Return", "Return")
    named(at.page, "R1, He knows where she works, to Marta, 31, not rated, not begun").setFocus()
    keys("V", "V")
    risk = at.talk().risks[0]
    assert (risk.likelihood, risk.impact) == (Likelihood.VERY_LIKELY, Impact.VERY_SERIOUS)
    assert focus_name() == "R1, He knows where she works, to Marta, 31, very likely · very serious, not begun"
    keys("P", "Escape")
    assert at.talk().risks[0].likelihood is Likelihood.POSSIBLE
    assert focus_name() == "R1, He knows where she works, to Marta, 31, possible · very serious, not begun"


def test_a_letter_that_does_nothing_in_the_list_says_which_do(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.RISKS)
    words("He knows where she works")
    keys("Return", "Return")
    named(at.page, "R1, He knows where she works, to Marta, 31, not rated, not begun").setFocus()
    keys(*"he knows a lot")
    assert "P, L, V or C" in at.told()
    assert at.talk().risks[0].likelihood is None


def test_f1_says_that_a_risk_in_the_list_can_be_rated(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.RISKS)
    told = at.page.keys()
    assert ("P L V C", "on a risk in the list: rate it now, or otherwise") in told
