from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest

from marac_desk.agencies import Agency
from marac_desk.identity import new_id
from marac_desk.meetings import Attendance, Listing, Meeting, Presence
from marac_desk.opening import Earlier, Line, closing_lines, opening_lines, quorum_warning

START = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
POLICE = Agency("Northvale Police", "police", "Police", 10)
IDVA = Agency("IDVA service", "idva", "IDVA", 20)
HOUSING = Agency("Housing options", "housing", "Housing", 30)
PRISON = Agency("Prison", "prison", "Other", 40, core=False)
TABLE = [POLICE, IDVA, HOUSING, PRISON]
NONE = Earlier(0, 0)


@pytest.fixture
def meeting() -> Meeting:
    meeting = Meeting(new_id(), "NV-M-2026-23", START)
    meeting.list_case(new_id(), Listing.NEW)
    return meeting


def comes(meeting: Meeting, *agencies: Agency) -> list[Attendance]:
    there = [Attendance("A. Sample", Presence.PRESENT, each.id) for each in agencies]
    meeting.attendance += there
    return there


def line(meeting: Meeting, key: str, earlier: Earlier = NONE, heard: tuple[UUID, ...] = ()) -> Line:
    lines = opening_lines(meeting, TABLE, earlier, heard)
    return next(each for each in lines if each.key == key)


def test_before_the_meeting_everything_is_to_come(meeting: Meeting) -> None:
    lines = opening_lines(meeting, TABLE, Earlier(0, 9), ())
    assert [(each.key, each.state.value, each.count) for each in lines] == [
        ("welcome", "to come", ""),
        ("attendance", "to come", ""),
        ("conflicts", "to come", ""),
        ("earlier", "to come", "0 of 9"),
    ]


def test_the_statement_is_open_from_the_opening_until_it_was_read(meeting: Meeting) -> None:
    meeting.open(START)
    assert line(meeting, "welcome").state.value == "open"
    meeting.statement_read = True
    assert line(meeting, "welcome").state.value == "done"


def test_attendance_counts_the_agencies_that_stand_on_the_sheet(meeting: Meeting) -> None:
    comes(meeting, POLICE, IDVA)
    assert (line(meeting, "attendance").state.value, line(meeting, "attendance").count) == ("done", "2 of 3")
    meeting.attendance.append(Attendance("P. Sample", Presence.APOLOGIES, PRISON.id))
    assert line(meeting, "attendance").count == "2 of 4"
    meeting.attendance.clear()
    comes(meeting, POLICE, IDVA, PRISON)
    assert line(meeting, "attendance").count == "3 of 4"


def test_two_from_one_agency_count_once_and_an_observer_not_at_all(meeting: Meeting) -> None:
    comes(meeting, POLICE, POLICE)
    meeting.attendance.append(Attendance("O. Sample", Presence.OBSERVER, HOUSING.id))
    assert line(meeting, "attendance").count == "1 of 3"


def test_attendance_wants_a_look_without_police_or_idva(meeting: Meeting) -> None:
    comes(meeting, POLICE, HOUSING)
    assert line(meeting, "attendance").state.value == "missing"
    assert quorum_warning(meeting, TABLE).startswith("Nobody is here for the IDVA service.")
    meeting.attendance.clear()
    assert quorum_warning(meeting, TABLE).startswith("Nobody is here for the police or the IDVA service.")
    comes(meeting, POLICE, IDVA)
    assert quorum_warning(meeting, TABLE) == ""


def test_who_left_for_a_case_is_missed_in_that_case_only(meeting: Meeting) -> None:
    case_id = meeting.agenda[0].case_id
    police, _ = comes(meeting, POLICE, IDVA)
    meeting.declare_conflict(police, case_id, "related to the victim", leaves=True)
    assert quorum_warning(meeting, TABLE, case_id).startswith("Nobody is here for the police.")
    assert quorum_warning(meeting, TABLE) == ""


def test_that_nobody_has_a_conflict_is_settled_when_the_first_case_begins_and_not_before(meeting: Meeting) -> None:
    comes(meeting, POLICE, IDVA)
    meeting.open(START)
    assert line(meeting, "conflicts").state.value == "open"
    lines = opening_lines(meeting, TABLE, NONE, (), begun=True)
    assert next(each for each in lines if each.key == "conflicts").state.value == "done"


def test_a_conflict_wants_a_look_until_its_case_is_over(meeting: Meeting) -> None:
    meeting.open(START)
    assert (line(meeting, "conflicts").state.value, line(meeting, "conflicts").count) == ("open", "")
    case_id = meeting.agenda[0].case_id
    (police,) = comes(meeting, POLICE)
    meeting.declare_conflict(police, case_id, "related to the victim", leaves=True)
    assert (line(meeting, "conflicts").state.value, line(meeting, "conflicts").count) == ("missing", "1")
    assert line(meeting, "conflicts", heard=(case_id,)).state.value == "done"


def test_earlier_actions_are_done_when_each_was_answered(meeting: Meeting) -> None:
    assert line(meeting, "earlier", Earlier(0, 0)).state.value == "done"
    assert line(meeting, "earlier", Earlier(3, 9)).state.value == "open"
    assert line(meeting, "earlier", Earlier(3, 9)).count == "3 of 9"
    assert line(meeting, "earlier", Earlier(9, 9)).state.value == "done"


def test_the_closing_lists_the_twelve_months_and_other_business(meeting: Meeting) -> None:
    assert [(each.state.value, each.count) for each in closing_lines(meeting, 6)] == [("to come", "6"), ("to come", "")]
    assert closing_lines(meeting, 0)[0].state.value == "done"
    meeting.open(START)
    meeting.close(START)
    assert [each.state.value for each in closing_lines(meeting, 6)] == ["done", "done"]
