from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marac_desk.cases import Case, PartyRole
from marac_desk.dash import Answer, DashAnswer
from marac_desk.discussion import Discussion, MayKnow, Said, Subject, VoiceKind
from marac_desk.identity import new_id
from marac_desk.proposals import proposals, usually_to
from marac_desk.reference import load
from marac_desk.reference_entries import RiskGroup
from marac_desk.referrals import Referral

OURS = load()
POLICE, HOUSING = UUID(int=1), UUID(int=2)
NAMES = {POLICE: "Police", HOUSING: "Housing options"}


@pytest.fixture
def case() -> Case:
    case = Case(new_id(), "NV-2026-0142", new_id(), date(2026, 11, 16))
    case.add_party(PartyRole.CHILD, new_id(), "daughter")
    case.add_party(PartyRole.CHILD, new_id(), "son")
    case.add_party(PartyRole.CHILD, None, due=date(2027, 2, 1))
    return case


def referral(reason: str = "", *dash: DashAnswer) -> Referral:
    made = Referral(new_id(), date(2026, 11, 16), reason)
    made.dash = list(dash)
    return made


def proposed(said: Referral | None = None, discussion: Discussion | None = None) -> dict[str, tuple[str, ...]]:
    found = proposals(discussion or Discussion(new_id(), new_id()), said, OURS, NAMES)
    return {each.heading.key: each.origins for each in found}


def test_a_yes_on_the_dash_proposes_its_headings_and_names_the_item() -> None:
    dash = [DashAnswer(15, Answer.YES), DashAnswer(7, Answer.YES), DashAnswer(13, Answer.NO), DashAnswer(9)]
    assert proposed(referral("", *dash)) == {
        "homicide": ("Dash 15",),
        "strangulation": ("Dash 15",),
        "child_contact": ("Dash 7",),
    }


def test_what_may_cost_a_life_comes_first_and_what_already_protects_last() -> None:
    said = referral("Arrears since August. He strangled her in March. CCTV is up.")
    found = proposals(Discussion(new_id(), new_id()), said, OURS, NAMES)
    assert [each.heading.key for each in found] == ["strangulation", "financial_stress", "secure_home"]
    assert found[-1].heading.group is RiskGroup.EXISTING


def test_each_proposal_says_everybody_it_comes_from_once() -> None:
    discussion = Discussion(new_id(), new_id(), presented="He is often at the school.")
    discussion.share(POLICE, Said.SHARES, fact="Two calls for harassment. He turned up again.")
    discussion.share(HOUSING, Said.SHARES, view="Believes he is stalking her.")
    found = proposed(referral("", DashAnswer(8, Answer.YES)), discussion)
    assert found["stalking"] == ("Dash 8", "Police", "Housing options")


def test_what_is_recorded_is_not_proposed_again() -> None:
    discussion = Discussion(new_id(), new_id(), presented="A knife was found. He is on bail.")
    assert proposed(None, discussion).keys() == {"weapons", "custody_or_tag"}
    discussion.raise_risk("A knife in the car", heading="weapons")
    discussion.already_in_place = "In custody, on bail or tagged: to 14 December"
    assert proposed(None, discussion) == {}


@pytest.mark.parametrize(
    "text",
    [
        "No weapons were found.",
        "She denies any drug use",
        "Never seen with a knife",
        "There is no sign of a firearm",
        "Not known to use weapons.",
    ],
)
def test_what_was_said_not_to_be_so_is_not_proposed(text: str) -> None:
    assert proposed(referral(text)) == {}


def test_a_denial_ends_with_its_sentence() -> None:
    assert "weapons" in proposed(referral("No injury was seen. A knife was found."))
    assert "weapons" in proposed(referral("No injury but a knife was found."))
    assert "threats_to_kill" in proposed(referral("She does not feel safe since he threatened to kill her"))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("He STRANGLED her", "strangulation"),
        ("hands round her throat", "strangulation"),
        ("threatens to kill her", "threats_to_kill"),
        ("she is pregnant", "pregnancy"),
        ("non-molestation order breached", "breach"),
        ("34 messages in breach of bail", "breach"),
        ("the children saw it", "child_indirect"),
        ("joint tenancy since 2023", "housing_need"),
        ("due for release in May", "release"),
        ("visa depends on the husband", "immigration"),
    ],
)
def test_words_propose_their_heading(text: str, key: str) -> None:
    assert proposed(referral(text))[key] == ("referral",)


def test_a_word_inside_another_proposes_nothing() -> None:
    assert proposed(referral("Mr Gunning chairs the placid acidity board; debtor's cook.")) == {}


def test_what_is_known_only_from_the_victim_proposes_nothing_that_a_tick_would_carry_on() -> None:
    discussion = Discussion(new_id(), new_id())
    discussion.hear(VoiceKind.FEAR, "that he has a knife")
    discussion.share(POLICE, Said.SHARES, fact="She says he has a knife.", may_know=MayKnow.ONLY_FROM_VICTIM)
    assert proposed(None, discussion) == {}


def test_every_heading_but_the_victims_own_view_has_words_or_a_dash_item() -> None:
    from_dash = {key for item in OURS.dash for key in item.risks}
    assert [risk.key for risk in OURS.risks if not risk.words and risk.key not in from_dash] == []


def test_a_risk_about_children_is_to_each_of_them_and_others_to_the_victim(case: Case) -> None:
    one, two, unborn = case.parties_in(PartyRole.CHILD)
    to = [(each.subject, each.party_id) for each in usually_to(OURS.risk("child_indirect"), case)]
    assert to == [(Subject.CHILD, one.id), (Subject.CHILD, two.id)]
    to = [(each.subject, each.party_id) for each in usually_to(OURS.risk("pregnancy"), case)]
    assert to == [(Subject.VICTIM, None), (Subject.CHILD, unborn.id)]
    assert [each.subject for each in usually_to(OURS.risk("weapons"), case)] == [Subject.VICTIM]
    assert usually_to(OURS.risk("suicide_threats"), case)[0].subject is Subject.PERPETRATOR


def test_a_risk_about_children_that_are_not_linked_yet_is_to_a_child() -> None:
    case = Case(new_id(), "NV-2026-0001", new_id(), date(2026, 11, 16))
    assert [(each.subject, each.party_id) for each in usually_to(OURS.risk("child_direct"), case)] == [
        (Subject.CHILD, None)
    ]


@given(st.text(max_size=200))
def test_any_text_is_read_without_a_fault_and_each_heading_comes_once(text: str) -> None:
    found = proposals(Discussion(new_id(), new_id(), presented=text), referral(text), OURS, NAMES)
    assert len({each.heading.key for each in found}) == len(found)
    assert all(each.origins for each in found)
