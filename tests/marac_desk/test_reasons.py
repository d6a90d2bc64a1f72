from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from marac_desk.cases import Case, PartyRole
from marac_desk.discussion import Discussion, Said
from marac_desk.errors import Refused
from marac_desk.gaps import GapKind, Room, gaps, open_gaps
from marac_desk.identity import new_id
from marac_desk.reasons import chosen, questions, record
from marac_desk.reference import load

OURS = load()
POLICE, HOUSING, PROBATION = UUID(int=1), UUID(int=2), UUID(int=3)
ROOM = Room({POLICE: "Police", HOUSING: "Housing options", PROBATION: "Probation"}, frozenset({POLICE}))


@pytest.fixture
def case() -> Case:
    case = Case(new_id(), "NV-2026-0142", new_id(), date(2026, 11, 16))
    case.add_party(PartyRole.CHILD, new_id(), "daughter")
    return case


@pytest.fixture
def discussion(case: Case) -> Discussion:
    """One in which nothing was done but what makes a gap of its own."""
    discussion = Discussion(new_id(), case.id)
    discussion.share(PROBATION, Said.NOT_KNOWN, filed=True)
    discussion.add_action("Fit a lock", owner=HOUSING)
    return discussion


@pytest.mark.parametrize("kind", GapKind)
def test_every_kind_of_gap_has_three_to_five_ready_reasons_that_are_sentences(kind: GapKind) -> None:
    ready = OURS.reasons_for(kind)
    assert 3 <= len(ready) <= 5
    assert all(each[0].isupper() and each.endswith(".") for each in ready)


def test_gaps_of_one_kind_are_one_question(discussion: Discussion, case: Case) -> None:
    asked = questions(gaps(discussion, case, ROOM), OURS, heard_before=False)
    assert len({each.kind for each in asked}) == len(asked)
    shared = next(each for each in asked if each.kind is GapKind.SHARED)
    assert shared.say == shared.asked == "Police has not answered yet."


def test_agencies_without_an_answer_are_asked_about_by_where_they_are_and_by_name(case: Case) -> None:
    names = ("Police", "Education", "Probation", "Fire", "Housing options", "Adult care")
    there = {UUID(int=at): name for at, name in enumerate(names, 1)}
    police, education, _, _, housing, adults = there
    room = Room(there, frozenset({police, education}), frozenset({housing, adults}))
    asked = questions(gaps(Discussion(new_id(), case.id), case, room), OURS, heard_before=False)
    absent = "was absent"
    said = {
        each.asked: any(absent in ready for ready in each.ready)
        for each in asked
        if each.kind in (GapKind.SHARED, GapKind.AWAY, GapKind.LEFT)
    }
    assert said == {
        "In the room and without an answer yet: Police and Education.": False,
        "Not in the room and without an answer: Probation and Fire.": True,
        "Out of the room for this case and without an answer: Housing options and Adult care.": False,
    }


def test_a_reason_that_was_given_for_an_agency_stands_when_it_comes_into_the_room(case: Case) -> None:
    talk = Discussion(new_id(), case.id)
    away, here = Room({POLICE: "Police"}, frozenset()), Room({POLICE: "Police"}, frozenset({POLICE}))
    gap = next(each for each in gaps(talk, case, away) if each.kind is GapKind.AWAY)
    talk.give_reason(gap.key, gap.say, "It answers in writing.")
    assert not [each for each in open_gaps(talk, case, here) if each.about == POLICE]


def test_nothing_of_an_earlier_meeting_is_offered_where_there_was_none(discussion: Discussion, case: Case) -> None:
    earlier = "The risks are those of the last meeting and have not changed."
    for before in (False, True):
        asked = questions(gaps(discussion, case, ROOM), OURS, heard_before=before)
        offered = [reason for question in asked for reason in question.ready]
        assert (earlier in offered) is before
        assert any("earlier" in reason or "last meeting" in reason for reason in offered) is before


def test_one_answer_a_question_closes_every_gap(discussion: Discussion, case: Case) -> None:
    for question in questions(open_gaps(discussion, case, ROOM), OURS, heard_before=False):
        record(discussion, question, chosen("1", question.ready))
    assert open_gaps(discussion, case, ROOM) == ()
    assert discussion.voice_missing_because == "There was no safe way to reach the victim before the meeting."
    minuted = [each.what for each in discussion.gap_reasons]
    assert "Police has not answered yet." in minuted
    assert not any("victim's voice" in what for what in minuted)


def test_a_reason_is_chosen_by_its_number_or_written() -> None:
    ready = ("One.", "Two.", "Three.")
    assert chosen(" 2 ", ready) == "Two."
    assert chosen(" she asked us to wait ", ready) == "she asked us to wait"
    assert chosen("2 calls were made", ready) == "2 calls were made"


@pytest.mark.parametrize("typed", ["0", "4", "99"])
def test_a_number_without_a_reason_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="There are 3 ready reasons"):
        chosen(typed, ("One.", "Two.", "Three."))


def test_saying_nothing_is_no_reason() -> None:
    with pytest.raises(Refused, match="choose a reason"):
        chosen("  ", ("One.",))
