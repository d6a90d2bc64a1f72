"""Rows for lists: what stands in them and in which order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from marac_desk.actions import Action, Progress
from marac_desk.agencies import Agency
from marac_desk.cases import Case
from marac_desk.keyholders import Keyholder, Role
from marac_desk.maracs import Marac
from marac_desk.meetings import Listing, MeetingState
from storage import queries
from storage.heard import before_moment, heard_before
from storage.queries import Hearing
from tests.support.area import FIRST_DAY, Area, encrypted

TODAY = date(2026, 3, 2)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with encrypted(tmp_path) as engines, Session(engines.writer) as opened:
        yield opened


@pytest.fixture
def area(session: Session) -> Area:
    return Area(session)


def agreed(area: Area, case: Case, text: str, due: date | None = None) -> Action:
    discussion = area.discussion(area.meeting(case), case)
    action = discussion.add_action(text, owner=area.police.id, due=due)
    area.session.flush()
    return action


def state_of(area: Area, action: Action) -> Progress:
    area.session.flush()
    return next(row.state for row in queries.actions(area.session, TODAY) if row.id == action.id)


def test_meetings_are_listed_newest_first_with_the_number_of_their_cases(area: Area) -> None:
    area.meeting(area.case(), area.case())
    area.meeting(weeks=2, begun=False)
    newest, oldest = queries.meetings(area.session, area.marac.id)
    assert (newest.reference, newest.cases, newest.state) == ("NV-M-2026-02", 0, MeetingState.PLANNED)
    assert (oldest.reference, oldest.cases, oldest.starts_at) == ("NV-M-2026-01", 2, FIRST_DAY)


def test_another_maracs_records_are_not_in_the_list(area: Area) -> None:
    agreed(area, area.case(), "Visit")
    other = Marac("Southvale", "SV")
    area.session.add(other)
    area.session.flush()
    assert [row.name for row in queries.maracs(area.session)] == ["Northvale", "Southvale"]
    assert queries.meetings(area.session, other.id) == ()
    assert queries.cases(area.session, other.id) == ()
    assert queries.actions(area.session, TODAY, marac_id=other.id) == ()
    assert queries.agencies(area.session, other.id) == ()


def test_the_agenda_is_in_running_order_and_says_where_each_case_stands(area: Area) -> None:
    waiting, going_on, over, put_off = (area.case(area.person(family=f"Sample{n}")) for n in range(4))
    held = area.meeting(waiting, going_on, over, put_off)
    area.discussion(held, going_on).started_at = FIRST_DAY
    heard = area.discussion(held, over)
    heard.started_at = heard.ended_at = FIRST_DAY
    held.defer(put_off.id, "the referrer is ill")
    held.reorder([over.id, going_on.id, waiting.id, put_off.id])
    area.session.flush()
    rows = queries.agenda(area.session, held.id)
    assert [row.victim for row in rows] == [f"Marta Sample{n}" for n in (2, 1, 0, 3)]
    assert [row.state for row in rows] == [Hearing.HEARD, Hearing.UNDER_WAY, Hearing.WAITING, Hearing.DEFERRED]
    assert (rows[0].reference, rows[0].listing, rows[0].discussion_id) == (over.reference, Listing.NEW, heard.id)
    assert rows[2].discussion_id is None


def test_cases_are_listed_newest_first_with_their_last_referral(area: Area) -> None:
    first, second = area.case(), area.case()
    area.referral(first, date(2026, 1, 2))
    area.referral(first, date(2026, 2, 2))
    rows = queries.cases(area.session, area.marac.id)
    assert [(row.id, row.last_referred) for row in rows] == [(second.id, None), (first.id, date(2026, 2, 2))]
    assert queries.last_referred(area.session, first.id) == date(2026, 2, 2)
    assert queries.last_referred(area.session, second.id) is None


def test_actions_are_listed_by_due_date_and_the_undated_last(area: Area) -> None:
    case = area.case()
    discussion = area.discussion(area.meeting(case), case)
    for text, due in (("undated", None), ("later", date(2026, 4, 1)), ("sooner", date(2026, 2, 1))):
        discussion.add_action(text, owner=area.police.id, due=due)
    discussion.add_action("declined", owner=area.police.id).decline("no power to")
    area.session.flush()
    rows = queries.actions(area.session, TODAY)
    assert [(row.text, row.label, row.overdue) for row in rows] == [
        ("sooner", "1.3", True),
        ("later", "1.2", False),
        ("undated", "1.1", False),
    ]
    assert {row.agency for row in rows} == {"Police"}


def test_one_agencys_actions_are_its_own(area: Area) -> None:
    housing = Agency("Housing", "housing", "Housing", 5)
    area.session.add(housing)
    case = area.case()
    agreed(area, case, "Visit").agency_id = housing.id
    area.session.flush()
    assert [row.agency for row in queries.actions(area.session, TODAY, agency_id=housing.id)] == ["Housing"]
    assert queries.actions(area.session, TODAY, agency_id=area.police.id) == ()


def test_an_action_stands_where_it_was_last_reported(area: Area) -> None:
    action = agreed(area, area.case(), "Visit", due=date(2026, 2, 1))
    assert state_of(area, action) is Progress.OPEN
    action.report(datetime(2026, 2, 5, tzinfo=UTC), Progress.COMPLETE)
    assert state_of(area, action) is action.state is Progress.COMPLETE_LATE
    action.report(datetime(2026, 2, 3, tzinfo=UTC), Progress.IN_PROGRESS)
    assert state_of(area, action) is action.state is Progress.COMPLETE_LATE
    assert not queries.actions(area.session, TODAY)[0].overdue


def test_two_reports_at_one_moment_are_read_the_same_way_as_by_the_action(area: Area) -> None:
    action = agreed(area, area.case(), "Visit")
    for state in (Progress.IN_PROGRESS, Progress.CANCELLED):
        action.report(FIRST_DAY, state)
    assert state_of(area, action) is action.state


def test_agencies_are_listed_in_speaking_order(area: Area) -> None:
    area.marac.agencies.append(Agency("Advisers", "idva", "IDVA", 2))
    area.session.flush()
    assert [row.name for row in queries.agencies(area.session, area.marac.id)] == ["Police", "Advisers"]


def test_keyholders_are_listed_by_name(area: Area) -> None:
    area.session.add_all(
        [Keyholder("Pat Sample", Role.CHAIR, "b", "k"), Keyholder("Jo Example", Role.DEPUTY, "a", "k")]
    )
    area.session.flush()
    assert [(row.name, row.role) for row in queries.keyholders(area.session)] == [
        ("Jo Example", Role.DEPUTY),
        ("Pat Sample", Role.CHAIR),
    ]


def last_heard(area: Area, case: Case, before: datetime) -> date | None:
    return heard_before(area.session, [case.id], before_moment(before)).get(case.id)


def test_a_case_was_last_heard_when_it_was_discussed_at_a_meeting_that_began(area: Area) -> None:
    case = area.case()
    for weeks, begun in ((0, True), (2, True), (4, False)):
        area.discussion(area.meeting(case, weeks=weeks, begun=begun), case)
    long_after = FIRST_DAY + timedelta(weeks=52)
    assert last_heard(area, case, FIRST_DAY) is None
    assert last_heard(area, case, long_after) == (FIRST_DAY + timedelta(weeks=2)).date()


def test_a_deferred_case_was_not_heard(area: Area) -> None:
    case = area.case()
    held = area.meeting(case)
    area.discussion(held, case)
    held.defer(case.id, "no interpreter")
    area.session.flush()
    assert last_heard(area, case, FIRST_DAY + timedelta(days=1)) is None
