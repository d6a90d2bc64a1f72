from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marac_desk.dash import (
    ITEMS,
    Answer,
    Band,
    DashAnswer,
    FollowUp,
    OtherTool,
    Thresholds,
    band,
    count,
    follow_ups,
    grade,
    least_band,
    unanswered,
)

ticks = st.sets(st.integers(1, ITEMS))


def dash(*yes: int, dont_know: tuple[int, ...] = ()) -> list[DashAnswer]:
    """A whole Dash with these items ticked, these not known, and a no to all others."""
    said = dict.fromkeys(yes, Answer.YES) | dict.fromkeys(dont_know, Answer.DONT_KNOW)
    return [DashAnswer(number, said.get(number, Answer.NO)) for number in range(1, ITEMS + 1)]


def test_only_a_yes_counts() -> None:
    assert count(dash(1, 2, 3, dont_know=(4, 5))) == 3


def test_an_item_that_was_answered_twice_counts_once() -> None:
    assert count([*dash(1), DashAnswer(1, Answer.YES)]) == 1


def test_a_number_that_is_no_item_does_not_count() -> None:
    assert count([DashAnswer(0, Answer.YES), DashAnswer(25, Answer.YES)]) == 0


def test_dont_know_was_asked_and_not_asked_was_not() -> None:
    answers = [*dash(dont_know=(7,))[:23], DashAnswer(24)]
    assert unanswered(answers) == (24,)
    assert unanswered([]) == tuple(range(1, 25))


@pytest.mark.parametrize(
    ("ticks", "expected"),
    [(0, Band.STANDARD), (9, Band.STANDARD), (10, Band.MEDIUM), (13, Band.MEDIUM), (14, Band.HIGH), (24, Band.HIGH)],
)
def test_the_count_falls_into_its_band(ticks: int, expected: Band) -> None:
    assert band(ticks) is expected


def test_a_band_is_read_out_as_a_word() -> None:
    assert grade(dash(8)).label == "medium"


def test_an_area_may_set_its_own_bands() -> None:
    assert band(12, Thresholds(medium=6, high=12)) is Band.HIGH


@pytest.mark.parametrize(
    ("yes", "expected"),
    [
        ((1, 7, 9), ()),
        ((8,), (FollowUp.STALKING,)),
        ((17,), (FollowUp.HONOUR,)),
        ((18,), (FollowUp.HONOUR,)),
        ((17, 18, 8), (FollowUp.STALKING, FollowUp.HONOUR)),
    ],
)
def test_some_answers_call_for_more_questions(yes: tuple[int, ...], expected: tuple[FollowUp, ...]) -> None:
    assert follow_ups(dash(*yes)) == expected


def test_stalking_is_at_least_medium_however_few_the_ticks() -> None:
    assert grade(dash(8)) is Band.MEDIUM
    assert grade(dash(7)) is Band.STANDARD


def test_honour_based_abuse_is_at_least_medium_once_somebody_says_it_is_there() -> None:
    assert grade(dash(17)) is Band.STANDARD
    assert grade(dash(17), present=[FollowUp.HONOUR]) is Band.MEDIUM
    assert least_band([FollowUp.HONOUR]) is Band.MEDIUM
    assert least_band([]) is Band.STANDARD


def test_judgement_raises_a_low_count() -> None:
    assert grade(dash(1), judgement=Band.HIGH) is Band.HIGH


@given(ticks, st.sampled_from(Band))
def test_judgement_never_lowers_what_the_count_says(yes: set[int], judgement: Band) -> None:
    answers = dash(*yes)
    assert grade(answers, judgement=judgement) >= band(count(answers))
    assert grade(answers, judgement=judgement) >= judgement


@given(ticks, st.integers(1, ITEMS))
def test_one_more_tick_never_lowers_the_grade(yes: set[int], one_more: int) -> None:
    assert grade(dash(*yes, one_more)) >= grade(dash(*yes))


@pytest.mark.parametrize(
    ("tool", "expected"),
    [
        (OtherTool("MeRIT", 42, 80), "MeRIT, 42 of 80"),
        (OtherTool("DARA", 9), "DARA, 9"),
        (OtherTool("DARA", out_of=18), "DARA"),
        (OtherTool("MeRIT", 0, 80), "MeRIT, 0 of 80"),
    ],
)
def test_another_tool_reads_by_name_and_score(tool: OtherTool, expected: str) -> None:
    assert str(tool) == expected
