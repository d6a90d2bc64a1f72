from __future__ import annotations

from datetime import UTC, datetime

import pytest

from marac_desk.errors import Refused
from marac_desk.identity import new_id
from marac_desk.meetings import Attendance, Listing, Meeting, MeetingState, Presence

NOW = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)


def a_meeting(cases: int = 3) -> Meeting:
    meeting = Meeting(new_id(), "NV-M-2026-23", NOW)
    for _ in range(cases):
        meeting.list_case(new_id(), Listing.NEW)
    return meeting


def test_cases_are_heard_in_the_order_they_were_put_in() -> None:
    meeting = a_meeting()
    new_order = [item.case_id for item in reversed(meeting.running_order())]
    meeting.reorder(new_order)
    assert [item.case_id for item in meeting.running_order()] == new_order


def test_a_case_is_on_the_agenda_once() -> None:
    meeting = a_meeting(1)
    with pytest.raises(Refused, match="already"):
        meeting.list_case(meeting.agenda[0].case_id, Listing.REPEAT)


def test_a_new_order_that_forgets_a_case_is_refused() -> None:
    meeting = a_meeting()
    with pytest.raises(Refused, match="each case"):
        meeting.reorder([item.case_id for item in meeting.agenda[1:]])


def test_a_deferred_case_stays_on_the_record_with_its_reason() -> None:
    meeting = a_meeting(1)
    with pytest.raises(Refused, match="reason"):
        meeting.defer(meeting.agenda[0].case_id, " ")
    meeting.defer(meeting.agenda[0].case_id, "referrer neither there nor briefed")
    assert meeting.agenda[0].deferred


def test_somebody_with_a_conflict_who_leaves_is_not_present_for_that_case_only() -> None:
    meeting = a_meeting(2)
    first, second = (item.case_id for item in meeting.running_order())
    officer = Attendance("T. Sample", Presence.PRESENT, new_id())
    meeting.attendance.append(officer)
    meeting.declare_conflict(officer, first, "lives next door to the family", leaves=True)
    assert meeting.present(first) == []
    assert meeting.present(second) == [officer]
    assert "leaves" in meeting.conflicts[0].decision


def test_observers_and_apologies_are_not_counted_as_present() -> None:
    meeting = a_meeting(1)
    meeting.attendance += [Attendance("O. Bserver", Presence.OBSERVER), Attendance("A. Way", Presence.APOLOGIES)]
    assert meeting.present() == []


def test_a_meeting_is_opened_closed_and_signed_off_in_that_order() -> None:
    meeting = a_meeting()
    with pytest.raises(Refused):
        meeting.close(NOW)
    meeting.open(NOW)
    with pytest.raises(Refused, match="opened already"):
        meeting.open(NOW)
    with pytest.raises(Refused):
        meeting.sign_off("DI Example", NOW)
    meeting.close(NOW)
    with pytest.raises(Refused, match="who signs"):
        meeting.sign_off(" ", NOW)
    meeting.sign_off("DI Example", NOW)
    assert meeting.state is MeetingState.SIGNED_OFF


def test_a_meeting_does_not_close_while_a_case_is_neither_heard_nor_put_off() -> None:
    meeting = a_meeting()
    meeting.open(NOW)
    with pytest.raises(Refused, match="NV-1, NV-2 are not closed yet. Hear them, or put them off with a reason."):
        meeting.close(NOW, ["NV-1", "NV-2"])
    assert meeting.closed_at is None
    meeting.close(NOW, [])
    assert meeting.state is MeetingState.DRAFT_MINUTES


def test_signed_minutes_are_locked() -> None:
    meeting = a_meeting()
    meeting.open(NOW)
    meeting.close(NOW)
    meeting.sign_off("DI Example", NOW)
    for change in (
        lambda: meeting.list_case(new_id(), Listing.NEW),
        lambda: meeting.defer(meeting.agenda[0].case_id, "late"),
        lambda: meeting.reorder([item.case_id for item in meeting.agenda]),
        lambda: meeting.declare_conflict(Attendance("T. Sample", Presence.PRESENT), new_id(), "cousin", leaves=True),
    ):
        with pytest.raises(Refused, match="signed off"):
            change()
