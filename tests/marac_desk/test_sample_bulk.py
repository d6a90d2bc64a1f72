from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest

from marac_desk.actions import Action, Progress
from marac_desk.cases import Case
from marac_desk.discussion import Discussion
from marac_desk.errors import Refused
from marac_desk.meetings import Listing, Meeting
from marac_desk.people import Person
from marac_desk.reference import load
from marac_desk.sample.bulk import MOST_CASES, fill, share
from marac_desk.sample.chance import Chance
from tests.support.desk import Desk

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def desk() -> Desk:
    """A hundred cases over two years."""
    filled = Desk()
    fill(filled, cases=100, years=2, seed=7, now=NOON)
    return filled


def _as_told(desk: Desk) -> list[str]:
    """Every record in words, in the order in which it was made."""
    return [repr(record) for record in desk.records.values()]


def test_the_same_seed_gives_the_same_records(desk: Desk) -> None:
    again = Desk()
    fill(again, cases=100, years=2, seed=7, now=NOON)
    assert _as_told(again) == _as_told(desk)


def test_another_seed_gives_other_records(desk: Desk) -> None:
    other = Desk()
    fill(other, cases=100, years=2, seed=8, now=NOON)
    assert set(other.records).isdisjoint(desk.records)


def test_there_are_as_many_cases_as_were_asked_for(desk: Desk) -> None:
    assert len(desk.all(Case)) == 100
    assert len({case.reference for case in desk.all(Case)}) == 100


@pytest.mark.parametrize(("cases", "meetings"), [(1, 26), (200, 26), (2001, 130)])
def test_cases_are_shared_out_evenly_and_none_is_lost(cases: int, meetings: int) -> None:
    shares = [share(cases, meetings, place) for place in range(meetings)]
    assert sum(shares) == cases
    assert max(shares) - min(shares) <= 1


def test_meetings_are_two_weeks_apart_and_before_today(desk: Desk) -> None:
    days = [meeting.starts_at.date() for meeting in desk.all(Meeting)]
    assert len(days) == 52
    assert days == sorted(days)
    assert max(days) <= NOON.date()
    assert all(10 <= (later - day).days <= 18 for day, later in pairwise(days))


def test_many_cases_make_more_meetings_rather_than_longer_ones() -> None:
    desk = Desk()
    fill(desk, cases=1200, years=1, seed=1, now=NOON)
    assert max(len(meeting.agenda) for meeting in desk.all(Meeting)) <= MOST_CASES


def test_cases_come_back_within_a_year(desk: Desk) -> None:
    held: dict[object, datetime] = {}
    for meeting in desk.all(Meeting):
        for item in meeting.agenda:
            assert (item.listing is Listing.REPEAT) == (item.case_id in held)
            if item.case_id in held:
                assert meeting.starts_at - held[item.case_id] < timedelta(days=390)
            held[item.case_id] = meeting.starts_at


def test_actions_are_done_not_done_and_open(desk: Desk) -> None:
    actions: list[Action] = [action for each in desk.all(Discussion) for action in each.actions]
    states = {action.state for action in actions} | {entry.state for action in actions for entry in action.progress}
    assert {
        Progress.COMPLETE,
        Progress.COMPLETE_LATE,
        Progress.NOT_DONE,
        Progress.NOT_POSSIBLE,
        Progress.OPEN,
    } <= states
    assert all(entry.at <= NOON for action in actions for entry in action.progress)


def test_names_vary_and_are_clearly_made_up(desk: Desk) -> None:
    chance = Chance(Random(1), load())
    inventions = {*chance.words["surnames"], *(family for _, family in chance.words["other_scripts"])}
    names = [person.family_name for person in desk.all(Person)]
    assert len(set(names)) > 80
    assert all(name in inventions or set(name.split("-")) <= inventions for name in names)


def test_a_vault_is_filled_only_once_with_each_seed() -> None:
    desk = Desk()
    filled = fill(desk, cases=6, years=1, seed=3, now=NOON)
    with pytest.raises(Refused, match="another seed"):
        fill(desk, cases=6, years=1, seed=3, now=NOON)
    assert fill(desk, cases=6, years=1, seed=4, now=NOON).marac_id != filled.marac_id
