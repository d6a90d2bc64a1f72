from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from marac_desk.agenda import ToList, capacity_warning, default_order, shared_idva, slots, touching
from marac_desk.meetings import Listing

START = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
SOMEBODY, IDVA, OTHER_IDVA = UUID(int=91), UUID(int=92), UUID(int=93)
ONE, TWO, THREE = UUID(int=1), UUID(int=2), UUID(int=3)

CASES = st.builds(
    ToList,
    st.uuids(),
    st.integers(1, 9999).map(lambda number: f"NV-2026-{number:04}"),
    st.sampled_from(Listing),
    st.booleans(),
    st.booleans(),
)


def test_cases_with_children_come_first_and_each_part_goes_by_reference() -> None:
    cases = [
        ToList(ONE, "NV-2026-0140"),
        ToList(TWO, "NV-2026-0144", has_children=True),
        ToList(THREE, "NV-2026-0139", has_children=True),
    ]
    assert default_order(cases) == (THREE, TWO, ONE)


@given(st.lists(CASES, unique_by=lambda each: each.case_id))
def test_the_order_names_each_case_once_with_all_children_before_all_others(cases: list[ToList]) -> None:
    order = default_order(cases)
    with_children = {each.case_id for each in cases if each.has_children}
    assert sorted(order, key=str) == sorted((each.case_id for each in cases), key=str)
    assert set(order[: len(with_children)]) == with_children


def test_slots_begin_after_the_opening_and_count_an_alert_as_a_minute() -> None:
    cases = [
        ToList(ONE, "1"),
        ToList(TWO, "2", Listing.ALERT_ONLY),
        ToList(THREE, "3", deferred=True),
        ToList(ONE, "4", Listing.REPEAT),
    ]
    assert slots(START, cases, 12, UTC) == ("09:45", "09:57", "", "09:58")


def test_slots_are_in_the_time_of_the_place() -> None:
    summer = datetime(2026, 7, 2, 8, 30, tzinfo=UTC)
    assert slots(summer, [ToList(ONE, "1")], 10, ZoneInfo("Europe/London")) == ("09:45",)


def test_more_cases_than_the_area_hears_are_warned_about() -> None:
    cases = [ToList(UUID(int=number), str(number)) for number in range(18)]
    assert capacity_warning(cases[:16], 16) == ""
    assert capacity_warning(cases, 16).startswith("18 cases are 2 more than this MARAC hears")
    alerts = [ToList(UUID(int=50), "50", Listing.ALERT_ONLY), ToList(UUID(int=51), "51", deferred=True)]
    assert capacity_warning([*cases[:16], *alerts], 16) == ""


def test_counter_allegations_warn_of_each_other_whichever_names_the_other() -> None:
    one, two = ToList(ONE, "NV-1", counter_case_id=TWO), ToList(TWO, "NV-2")
    for cases in ([one, two], [two, one]):
        (found,) = touching(cases)
        assert {found.one, found.other} == {ONE, TWO}
        assert "primary victim" in found.say


def test_somebody_in_two_cases_is_told_without_a_name() -> None:
    cases = [ToList(ONE, "NV-1", people=frozenset({SOMEBODY})), ToList(TWO, "NV-2", people=frozenset({SOMEBODY}))]
    assert [each.say for each in touching(cases)] == [
        "Somebody is in both NV-1 and NV-2: mind who stays in the room for each."
    ]


def test_a_deferred_case_touches_none() -> None:
    cases = [ToList(ONE, "NV-1", counter_case_id=TWO), ToList(TWO, "NV-2", deferred=True)]
    assert touching(cases) == ()


def test_cases_that_share_nobody_do_not_touch() -> None:
    assert touching([ToList(ONE, "NV-1"), ToList(TWO, "NV-2", counter_case_id=THREE)]) == ()


def test_one_idva_service_for_both_sides_is_warned_about() -> None:
    both = frozenset({IDVA})
    one, two = ToList(ONE, "NV-1", counter_case_id=TWO, idvas=both), ToList(TWO, "NV-2", idvas=both)
    assert shared_idva([one, two])[0].startswith("One IDVA service supports both victims in NV-1 and NV-2")
    assert shared_idva([one, ToList(TWO, "NV-2", idvas=frozenset({OTHER_IDVA}))]) == ()
    assert shared_idva([ToList(ONE, "NV-1", idvas=both), two]) == ()
