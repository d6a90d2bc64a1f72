from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from marac_desk.actions import Faces
from marac_desk.cases import Case, ContactRule, Party, PartyRole
from marac_desk.discussion import Discussion, Impact, Likelihood, RiskTo, Said, Step, Subject, VoiceKind
from marac_desk.gaps import Room, gaps, open_gaps
from marac_desk.identity import new_id

POLICE, HOUSING = UUID(int=1), UUID(int=2)
ROOM = Room({POLICE: "Police", HOUSING: "Housing options"}, frozenset({POLICE, HOUSING}))


@pytest.fixture
def case() -> Case:
    case = Case(new_id(), "NV-2026-0142", new_id(), date(2026, 11, 16))
    case.contact = ContactRule("do not write", "through the IDVA")
    case.add_party(PartyRole.PERPETRATOR, new_id(), "ex-partner")
    case.add_party(PartyRole.CHILD, new_id(), "daughter")
    return case


@pytest.fixture
def child(case: Case) -> Party:
    return case.parties_in(PartyRole.CHILD)[0]


@pytest.fixture
def complete(case: Case, child: Party) -> Discussion:
    """A discussion in which nothing is missing."""
    discussion = Discussion(new_id(), case.id, presented="Forced entry.")
    discussion.hear(VoiceKind.WISH, "to stay near the school")
    discussion.hear(VoiceKind.FEAR, "the noise", child_id=child.id)
    discussion.share(POLICE, Said.SHARES, fact="Three calls.")
    discussion.share(HOUSING, Said.NOT_KNOWN)
    to = [RiskTo(Subject.VICTIM), RiskTo(Subject.CHILD, child.id)]
    risk = discussion.raise_risk("entry", *to, likelihood=Likelihood.LIKELY, impact=Impact.SERIOUS)
    discussion.recap()
    discussion.add_action(
        "Arrest for the breach", owner=POLICE, due=date(2026, 11, 27), risks=[risk.id], faces=Faces.PERPETRATOR
    )
    discussion.read_back = "Read back."
    discussion.tell(POLICE, "J. Placeholder", "in person", date(2026, 11, 27))
    return discussion


def said(discussion: Discussion, case: Case, room: Room = ROOM) -> list[str]:
    return [gap.say for gap in gaps(discussion, case, room)]


def test_a_complete_case_has_no_gap(complete: Discussion, case: Case) -> None:
    assert said(complete, case) == []


def test_an_empty_case_has_a_gap_in_each_step(case: Case) -> None:
    found = gaps(Discussion(new_id(), case.id), case, ROOM)
    assert {gap.step for gap in found} == set(Step)


def test_the_victims_voice_is_not_passed_over_because_a_child_was_heard(complete: Discussion, case: Case) -> None:
    complete.voice = [line for line in complete.voice if line.child_id]
    assert said(complete, case) == ["The victim's voice is missing, and so is the reason why."]
    complete.voice_not_had("no safe way to reach her yet")
    assert said(complete, case) == []


def test_each_child_has_a_voice_but_not_one_who_is_not_born(complete: Discussion, case: Case) -> None:
    complete.voice = complete.voice[:1]
    assert said(complete, case) == ["The voice of child 1 is missing."]
    complete.hear(VoiceKind.VIEW, "likes school", child_id=case.parties_in(PartyRole.CHILD)[0].id)
    case.add_party(PartyRole.CHILD, None, due=date(2027, 2, 1))
    assert said(complete, case) == ["No action is for the unborn child."]


def test_an_agency_that_has_not_answered_is_named(complete: Discussion, case: Case) -> None:
    complete.contributions = [each for each in complete.contributions if each.agency_id == POLICE]
    assert said(complete, case) == ["Housing options has not answered yet."]
    assert said(complete, case, Room(ROOM.agencies, frozenset({POLICE}))) == [
        "Housing options has not answered yet and is not in the room."
    ]


def test_a_return_that_was_filed_ahead_waits_to_be_heard(complete: Discussion, case: Case) -> None:
    complete.share(HOUSING, Said.SHARES, fact="Arrears since August.", filed=True)
    assert said(complete, case) == ["What Housing options sent in has not been heard or taken as read."]
    complete.take_as_read()
    assert said(complete, case) == []


def test_each_gap_has_a_key_of_its_own_whatever_is_missing(case: Case) -> None:
    case.add_party(PartyRole.CHILD, new_id(), "son")
    discussion = Discussion(new_id(), case.id)
    for text in ("entry", "messages"):
        discussion.raise_risk(text)
    keys = [gap.key for gap in gaps(discussion, case, ROOM)]
    assert len(keys) == len(set(keys))


def test_a_risk_says_to_whom_how_likely_and_how_serious(complete: Discussion, case: Case) -> None:
    risk = complete.risks[0]
    risk.to, risk.impact = [RiskTo(Subject.CHILD, case.parties_in(PartyRole.CHILD)[0].id)], None
    assert said(complete, case) == ["R1 does not say how serious."]
    risk.likelihood = None
    assert said(complete, case) == ["R1 does not say how likely or how serious."]


def test_a_risk_raised_after_the_recap_is_recapped_too(complete: Discussion, case: Case) -> None:
    raised = complete.raise_risk(
        "messages", RiskTo(Subject.VICTIM), likelihood=Likelihood.CERTAIN, impact=Impact.SERIOUS
    )
    assert said(complete, case) == ["The chair has not recapped every risk aloud.", "R2 has no action."]
    raised.recapped = True
    assert said(complete, case) == ["R2 has no action."]


def test_a_declined_action_answers_no_risk(complete: Discussion, case: Case) -> None:
    complete.actions[0].decline("no officer free")
    assert said(complete, case) == [
        "R1 has no action.",
        "No action faces the person causing harm.",
        "No action is for child 1.",
    ]


def test_an_action_for_an_agency_that_left_the_room_is_a_gap(complete: Discussion, case: Case) -> None:
    room = Room(ROOM.agencies, frozenset({HOUSING}))
    assert said(complete, case, room) == ["Action 1: Police is not in the room."]


def test_an_action_says_who_does_it_and_by_when(complete: Discussion, case: Case) -> None:
    action = complete.actions[0]
    action.due, action.agency_id = None, None
    assert said(complete, case) == ["Action 1 has no owner.", "Action 1 has no due date."]
    action.ongoing, action.agency_id = True, HOUSING
    assert said(complete, case) == []
    action.ongoing = False
    action.decline("no property in the area")
    assert "Action 1 has no due date." not in said(complete, case)


def test_an_action_that_faces_children_covers_them_all(complete: Discussion, case: Case) -> None:
    complete.risks[0].to = [RiskTo(Subject.VICTIM)]
    assert said(complete, case) == ["No action is for child 1."]
    complete.add_action("Hold a strategy discussion", owner=POLICE, due=date(2026, 11, 27), faces=Faces.CHILD)
    assert said(complete, case) == []


def test_what_is_missing_of_who_tells_the_victim_is_said(complete: Discussion, case: Case) -> None:
    complete.teller, complete.teller_agency_id = "", POLICE
    assert said(complete, case) == ["The agency that tells the victim is named, and the person who does is not."]
    complete.teller_agency_id = None
    assert said(complete, case) == ["How the victim is told is said, and who does it is not."]
    complete.teller, complete.tell_how = "J. Sample", ""
    assert said(complete, case) == ["How the victim is told has not been said."]


def test_the_summary_says_who_tells_the_victim_and_how_not_to_contact_them(complete: Discussion, case: Case) -> None:
    complete.teller, complete.tell_how, complete.teller_agency_id = "", "", None
    complete.read_back, case.contact = "", ContactRule()
    assert said(complete, case) == [
        "The actions have not been read back.",
        "Nobody has said who tells the victim, and how.",
        "How the victim must not be contacted is not recorded.",
    ]


def test_a_gap_with_a_reason_is_still_a_gap_but_no_longer_open(complete: Discussion, case: Case) -> None:
    complete.read_back = ""
    (gap,) = gaps(complete, case, ROOM)
    complete.give_reason(gap.key, gap.say, "ran out of time")
    assert gaps(complete, case, ROOM) == (gap,)
    assert open_gaps(complete, case, ROOM) == ()
