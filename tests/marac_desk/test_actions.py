from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marac_desk.actions import Action, Progress
from marac_desk.errors import Refused

NOW = datetime(2026, 11, 27, 10, tzinfo=UTC)


def an_action(due: date | None = date(2026, 11, 27)) -> Action:
    return Action(3, "Fit a letterbox guard", due=due)


def test_an_action_nobody_reported_on_is_open() -> None:
    assert an_action().state is Progress.OPEN


def test_the_latest_report_counts_whatever_the_order_they_came_in() -> None:
    action = an_action()
    action.report(NOW, Progress.COMPLETE)
    action.report(NOW.replace(hour=8), Progress.IN_PROGRESS)
    assert action.state is Progress.COMPLETE


def test_of_two_reports_at_one_moment_the_one_entered_later_counts() -> None:
    action = an_action()
    action.report(NOW, Progress.IN_PROGRESS)
    action.report(NOW, Progress.CANCELLED)
    assert action.state is Progress.CANCELLED


def test_done_after_its_day_is_complete_late() -> None:
    action = an_action(due=date(2026, 11, 26))
    action.report(NOW, Progress.COMPLETE)
    assert action.state is Progress.COMPLETE_LATE


@pytest.mark.parametrize("state", [Progress.NOT_POSSIBLE, Progress.NOT_DONE])
def test_both_kinds_of_not_done_need_their_reason(state: Progress) -> None:
    with pytest.raises(Refused, match="why"):
        an_action().report(NOW, state, " ")


def test_a_declined_action_says_why_and_is_nobodys_to_report_on() -> None:
    action = an_action()
    with pytest.raises(Refused, match="why"):
        action.decline("  ")
    action.decline("no capacity before Christmas")
    assert not action.agreed
    with pytest.raises(Refused, match="declined"):
        action.report(NOW, Progress.COMPLETE)


@pytest.mark.parametrize(
    ("due", "state", "overdue"),
    [
        (date(2026, 11, 26), None, True),
        (date(2026, 11, 27), None, False),
        (None, None, False),
        (date(2026, 11, 26), Progress.NOT_DONE, True),
        (date(2026, 11, 26), Progress.NOT_POSSIBLE, False),
        (date(2026, 11, 26), Progress.COMPLETE, False),
    ],
)
def test_overdue_means_somebody_still_has_to_do_it(due: date | None, state: Progress | None, overdue: bool) -> None:
    action = an_action(due)
    if state:
        action.report(NOW, state, "reason")
    assert action.overdue(NOW.date()) is overdue


def test_labels_name_the_case_and_the_place_in_it() -> None:
    assert an_action().label("142") == "142.3"
    assert an_action().detail_label("142") == "142-C"


@given(st.lists(st.integers(1, 5000), min_size=2, unique=True))
def test_no_two_details_of_a_case_share_a_label(numbers: list[int]) -> None:
    assert len({Action(number, "x").detail_label("1") for number in numbers}) == len(numbers)
