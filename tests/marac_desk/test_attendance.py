from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from marac_desk.agencies import Agency, Representative
from marac_desk.attendance import add_person, line_of, seat_for, send_apologies, sign_in, strike_out
from marac_desk.errors import Refused
from marac_desk.identity import new_id
from marac_desk.meetings import Listing, Meeting, Presence

CASE = new_id()


@pytest.fixture
def police() -> Agency:
    return Agency(
        "Police",
        "police",
        "Police",
        1,
        representatives=[Representative("Aled Sample"), Representative("Joan Instance", deputy=True)],
    )


@pytest.fixture
def meeting() -> Meeting:
    held = Meeting(new_id(), "NV-M-2026-01", datetime(2026, 11, 26, 9, 30, tzinfo=UTC))
    held.list_case(CASE, Listing.NEW)
    return held


def test_whoever_usually_comes_is_signed_in_and_a_deputy_takes_the_same_line(meeting: Meeting, police: Agency) -> None:
    sign_in(meeting, police)
    sign_in(meeting, police, police.representatives[1])
    assert [(each.name, each.role, each.presence) for each in meeting.attendance] == [
        ("Joan Instance", "deputy", Presence.PRESENT)
    ]


def test_somebody_else_may_come_by_name(meeting: Meeting, police: Agency) -> None:
    assert sign_in(meeting, police, name=" Ada Placeholder ").name == "Ada Placeholder"


def test_an_agency_without_a_representative_needs_a_name(meeting: Meeting, police: Agency) -> None:
    police.representatives.clear()
    with pytest.raises(Refused, match="no representative"):
        sign_in(meeting, police)


def test_apologies_keep_the_day_on_which_information_came(meeting: Meeting, police: Agency) -> None:
    line = send_apologies(meeting, police, date(2026, 11, 25))
    assert (line.presence, line.information_sent) == (Presence.APOLOGIES, True)
    assert not send_apologies(meeting, police).information_sent
    assert len(meeting.attendance) == 1


def test_a_line_is_struck_out_but_not_when_a_conflict_hangs_on_it(meeting: Meeting, police: Agency) -> None:
    strike_out(meeting, police.id)
    line = sign_in(meeting, police)
    meeting.declare_conflict(line, CASE, "a neighbour", leaves=True)
    with pytest.raises(Refused, match="conflict of interest"):
        strike_out(meeting, police.id)
    meeting.conflicts.clear()
    strike_out(meeting, police.id)
    assert line_of(meeting, police.id) is None


def test_an_observer_is_from_somewhere(meeting: Meeting) -> None:
    with pytest.raises(Refused, match="where they are from"):
        add_person(meeting, "Siân Specimen", " ", Presence.OBSERVER, None)
    with pytest.raises(Refused, match="the name"):
        add_person(meeting, " ", "A university", Presence.OBSERVER, None)


def test_the_chair_says_who_leaves_for_a_case_and_everybody_else_stays(meeting: Meeting, police: Agency) -> None:
    line = sign_in(meeting, police)
    observer = add_person(meeting, "Siân Specimen", "A university", Presence.OBSERVER, None)
    seat_for(meeting, CASE, {line.id, observer.id})
    seat_for(meeting, CASE, {line.id, observer.id})
    assert len(line.left_for) == 1
    assert not observer.stayed_for(CASE)
    seat_for(meeting, CASE, {observer.id})
    assert line.stayed_for(CASE)
    assert not observer.stayed_for(CASE)


def test_a_signed_sheet_stays_as_it_is(meeting: Meeting, police: Agency) -> None:
    meeting.open(meeting.starts_at)
    meeting.close(meeting.starts_at)
    meeting.sign_off("A Chair", meeting.starts_at)
    with pytest.raises(Refused, match="signed off"):
        sign_in(meeting, police)
