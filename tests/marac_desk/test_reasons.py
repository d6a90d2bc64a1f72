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
    asked = questions(gaps(discussion, case, ROOM), OURS)
    assert len({each.kind for each in asked}) == len(asked)
    shared = next(each for each in asked if each.kind is GapKind.SHARED)
    assert shared.say == "Police has not answered yet. Housing options has not answered yet and is not in the room."


def test_one_answer_a_question_closes_every_gap(discussion: Discussion, case: Case) -> None:
    for question in questions(open_gaps(discussion, case, ROOM), OURS):
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
