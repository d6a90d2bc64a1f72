from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from marac_desk.cases import Case, ContactRule
from marac_desk.discussion import Discussion, Impact, Likelihood, RiskTo, Said, Step, Subject, VoiceKind
from marac_desk.gaps import Room, gaps
from marac_desk.identity import new_id
from marac_desk.step_states import LineState, StepMark, round_table, step_marks

POLICE, IDVA, HOUSING, SCHOOL = (UUID(int=number) for number in range(1, 5))
ROOM = Room(
    {POLICE: "Police", IDVA: "IDVA service", HOUSING: "Housing options", SCHOOL: "Education"},
    frozenset({POLICE, IDVA, HOUSING}),
)


@pytest.fixture
def case() -> Case:
    return Case(new_id(), "NV-2026-0142", new_id(), date(2026, 11, 16), ContactRule("do not write"))


@pytest.fixture
def discussion(case: Case) -> Discussion:
    return Discussion(new_id(), case.id)


def marks(discussion: Discussion, case: Case) -> dict[Step, StepMark]:
    return {each.step: each for each in step_marks(discussion, case, ROOM)}


def states(discussion: Discussion, case: Case) -> list[str]:
    return [each.state.value for each in step_marks(discussion, case, ROOM)]


def test_before_anything_is_said_every_step_is_to_come(discussion: Discussion, case: Case) -> None:
    assert states(discussion, case) == ["to come"] * 6
    assert marks(discussion, case)[Step.AGENCIES].count == "0/4"


def test_a_step_is_open_while_people_are_at_it_and_done_when_nothing_is_missing(
    discussion: Discussion, case: Case
) -> None:
    discussion.presented = "Forced entry."
    discussion.hear(VoiceKind.WISH, "to stay near the school")
    discussion.share(POLICE, Said.SHARES, fact="Three calls.")
    assert states(discussion, case) == ["done", "done", "open", "to come", "to come", "to come"]
    assert marks(discussion, case)[Step.AGENCIES].count == "1/4"


def test_a_step_that_was_passed_over_is_missing_and_says_what(discussion: Discussion, case: Case) -> None:
    discussion.share(POLICE, Said.SHARES, fact="Three calls.")
    found = marks(discussion, case)
    assert found[Step.VOICE].state is LineState.MISSING
    assert found[Step.VOICE].missing == ("The victim's voice is missing, and so is the reason why.",)


def test_agencies_stay_open_through_later_steps_until_the_case_is_closed(discussion: Discussion, case: Case) -> None:
    discussion.share(POLICE, Said.SHARES, fact="Three calls.")
    discussion.raise_risk("entry", RiskTo(Subject.VICTIM), likelihood=Likelihood.LIKELY, impact=Impact.SERIOUS)
    discussion.recap()
    assert marks(discussion, case)[Step.AGENCIES].state is LineState.OPEN
    assert marks(discussion, case)[Step.RISKS].state is LineState.DONE
    discussion.ended_at = datetime(2026, 11, 26, 10, tzinfo=UTC)
    assert marks(discussion, case)[Step.AGENCIES].state is LineState.MISSING
    assert marks(discussion, case)[Step.SUMMARY].state is LineState.MISSING


def test_a_reason_makes_a_step_done(discussion: Discussion, case: Case) -> None:
    for gap in gaps(discussion, case, ROOM):
        discussion.give_reason(gap.key, gap.say, "Ran out of time.")
    assert states(discussion, case) == ["done"] * 6


def test_what_was_filed_ahead_does_not_count_before_it_is_heard(discussion: Discussion, case: Case) -> None:
    discussion.share(HOUSING, Said.SHARES, fact="Arrears.", filed=True)
    assert marks(discussion, case)[Step.AGENCIES].count == "0/4"
    assert marks(discussion, case)[Step.AGENCIES].state is LineState.TO_COME
    discussion.take_as_read()
    assert marks(discussion, case)[Step.AGENCIES].count == "1/4"


def test_an_agency_that_is_not_at_the_table_is_not_counted(discussion: Discussion, case: Case) -> None:
    discussion.share(UUID(int=99), Said.NOT_KNOWN)
    assert marks(discussion, case)[Step.AGENCIES].count == "0/4"


def test_the_round_table_says_in_a_word_where_each_agency_stands(discussion: Discussion) -> None:
    discussion.share(POLICE, Said.SHARES, fact="Three calls.")
    discussion.share(HOUSING, Said.NOT_KNOWN, filed=True)
    lines = [(each.name, each.state.value, each.word) for each in round_table(discussion, ROOM)]
    assert lines == [
        ("Police", "done", ""),
        ("IDVA service", "to come", ""),
        ("Housing options", "open", "returned"),
        ("Education", "missing", "absent"),
    ]
    discussion.take_as_read()
    discussion.share(SCHOOL, Said.IN_WRITING, fact="Attends.")
    assert [each.word for each in round_table(discussion, ROOM)] == ["", "", "not known", "written"]
