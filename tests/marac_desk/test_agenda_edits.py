from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from marac_desk.agenda import give_slots, usual_listing
from marac_desk.errors import Refused
from marac_desk.identity import new_id
from marac_desk.meetings import Listing, Meeting

START = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)


def meeting(cases: int = 3) -> Meeting:
    held = Meeting(new_id(), "NV-M-2026-01", START)
    for _ in range(cases):
        held.list_case(new_id(), Listing.NEW)
    return held


def test_a_case_that_is_put_off_or_an_alert_only_takes_none_of_the_others_time() -> None:
    held = meeting(4)
    first, second, third, _ = held.running_order()
    held.defer(first.case_id, "the referrer is ill")
    held.list_as(second.case_id, Listing.ALERT_ONLY)
    give_slots(held, 10, UTC)
    slots = [item.slot for item in held.running_order()]
    begins = slots[1]
    assert slots == ["", begins, f"{begins[:3]}{int(begins[3:]) + 1}", f"{begins[:3]}{int(begins[3:]) + 11}"]
    held.hear_after_all(first.case_id)
    give_slots(held, 10, UTC)
    assert held.running_order()[0].slot == begins
    assert third.slot != ""


def test_a_case_taken_off_leaves_no_hole_in_the_order() -> None:
    held = meeting()
    held.take_off(held.running_order()[0].case_id)
    assert [item.position for item in held.running_order()] == [1, 2]


def test_once_the_meeting_has_begun_a_case_is_deferred_and_not_taken_off() -> None:
    held = meeting()
    held.open(START)
    with pytest.raises(Refused, match="Defer it, with the reason"):
        held.take_off(held.running_order()[0].case_id)
    assert len(held.agenda) == 3


@pytest.mark.parametrize(
    ("transfer", "repeat", "before", "listing"),
    [
        (True, True, date(2026, 1, 8), Listing.TRANSFER_IN),
        (False, True, None, Listing.REPEAT),
        (False, False, date(2026, 1, 8), Listing.REPEAT),
        (False, False, date(2025, 11, 1), Listing.NEW),
        (False, False, None, Listing.NEW),
    ],
)
def test_how_a_case_comes_onto_the_agenda_follows_the_referral_and_then_the_clock(
    transfer: bool, repeat: bool, before: date | None, listing: Listing
) -> None:
    assert usual_listing(transfer, repeat, before, date(2026, 11, 20), 12) is listing
