"""What the meeting room has in sight, read from a real vault with the sample in it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from marac_desk.cases import Case, ContactRule, KeyDate, KeyDateKind, MustNotBeTold, PartyRole
from marac_desk.dash import Answer, DashAnswer
from marac_desk.dates import PartialDate
from marac_desk.discussion import Discussion
from marac_desk.errors import Refused
from marac_desk.meetings import Attendance, Listing, Meeting, Presence
from marac_desk.people import Person
from marac_desk.referrals import Referral
from storage.queries import Hearing
from storage.room_rows import CaseHead, RunningRow, case_head, key_dates, running_order
from storage.vault import Vault
from tests.support.vaults import MORNING, SmallMarac, small_marac


@pytest.fixture
def small(vault: Vault) -> SmallMarac:
    return small_marac(vault)


def another_case(vault: Vault, small: SmallMarac, listing: Listing = Listing.NEW) -> UUID:
    """One more case on the agenda, of somebody without children."""
    victim = Person("Siân", "Sample")
    case = Case(small.marac, "NV-2026-0099", victim.id, date(2026, 11, 3))
    with vault.edit("List case") as edit:
        edit.add(victim, case)
        edit.get(Meeting, small.meeting).list_case(case.id, listing)
    return case.id


def order(vault: Vault, small: SmallMarac) -> tuple[RunningRow, ...]:
    with vault.read() as read:
        return running_order(read.session, small.meeting)


def head(vault: Vault, small: SmallMarac) -> CaseHead:
    with vault.read() as read:
        return case_head(read.session, small.meeting, small.case)


def test_the_running_order_says_how_each_case_is_listed_and_whether_it_has_children(
    vault: Vault, small: SmallMarac
) -> None:
    another_case(vault, small, Listing.TRANSFER_IN)
    first, second = order(vault, small)
    assert (first.victim, first.listing, first.children) == ("Marta Invented", Listing.NEW, True)
    assert (second.victim, second.listing, second.children) == ("Siân Sample", Listing.TRANSFER_IN, False)
    assert second.discussion_id is None


def test_a_case_goes_from_waiting_to_heard_and_its_times_are_told(vault: Vault, small: SmallMarac) -> None:
    assert order(vault, small)[0].state is Hearing.WAITING
    with vault.edit("Begin case") as edit:
        edit.get(Discussion, small.discussion).started_at = MORNING
    assert order(vault, small)[0].state is Hearing.UNDER_WAY
    with vault.edit("Close case") as edit:
        edit.get(Discussion, small.discussion).ended_at = MORNING + timedelta(minutes=9)
    (row,) = order(vault, small)
    assert row.state is Hearing.HEARD
    assert (row.times.started_at, row.times.ended_at) == (MORNING, MORNING + timedelta(minutes=9))


def test_a_deferred_case_says_why_and_takes_its_new_place(vault: Vault, small: SmallMarac) -> None:
    other = another_case(vault, small)
    with vault.edit("Defer case") as edit:
        meeting = edit.get(Meeting, small.meeting)
        meeting.defer(other, "no research yet")
        meeting.reorder([other, small.case])
    first, _ = order(vault, small)
    assert (first.state, first.deferred_because, first.times.deferred) == (Hearing.DEFERRED, "no research yet", True)


def test_both_sides_of_a_counter_allegation_are_marked_when_both_are_listed(vault: Vault, small: SmallMarac) -> None:
    other = another_case(vault, small)
    assert [row.counter for row in order(vault, small)] == [False, False]
    with vault.edit("Name the other side") as edit:
        edit.get(Case, other).counter_case_id = small.case
    assert [row.counter for row in order(vault, small)] == [True, True]
    assert head(vault, small).counter_reference == ""


def test_a_conflict_and_a_restriction_are_marked_on_their_case(vault: Vault, small: SmallMarac) -> None:
    another_case(vault, small)
    with vault.edit("Declare conflict") as edit:
        meeting = edit.get(Meeting, small.meeting)
        somebody = Attendance("A. Placeholder", Presence.PRESENT)
        meeting.attendance.append(somebody)
        meeting.declare_conflict(somebody, small.case, "a neighbour", leaves=True)
        edit.get(Case, small.case).restricted = True
    assert [(row.conflict, row.restricted) for row in order(vault, small)] == [(True, True), (False, False)]


def test_the_head_of_a_bare_case_says_what_is_known_and_no_more(vault: Vault, small: SmallMarac) -> None:
    said = head(vault, small)
    assert (said.given_names, said.family_name, said.age, said.alleged) == ("Marta", "Invented", None, ())
    assert (said.children, said.unborn, said.language, said.must_not_be_told) == (1, 0, "", ())
    assert (said.last_heard, said.dash, said.other_tool, str(said.contact)) == (None, None, "", "")


def test_the_head_says_how_to_stay_safe_and_how_many_children_there_are(vault: Vault, small: SmallMarac) -> None:
    harming = Person("Daniel", "Sample")
    with vault.edit("Fill in case") as edit:
        edit.add(harming)
        case, victim = edit.get(Case, small.case), edit.get(Person, small.victim)
        case.contact = ContactRule("do not write, phone or visit", "through the IDVA")
        case.must_not_be_told += [MustNotBeTold("her brother"), MustNotBeTold("an aunt")]
        case.add_party(PartyRole.PERPETRATOR, harming.id, "ex-partner")
        case.add_party(PartyRole.CHILD, None, due=date(2027, 2, 1))
        victim.interpreter, victim.language, victim.born = True, "Polish", PartialDate(1995, 11, 26)
    said = head(vault, small)
    assert (said.age, said.language, said.children, said.unborn) == (31, "Polish", 1, 1)
    assert str(said.contact) == "do not write, phone or visit; through the IDVA"
    assert said.must_not_be_told == ("her brother", "an aunt")
    assert [(each.family_name, each.relation, each.convicted) for each in said.alleged] == [
        ("Sample", "ex-partner", False)
    ]


def test_the_head_counts_the_last_dash_by_the_day_of_the_meeting(vault: Vault, small: SmallMarac) -> None:
    early, last, later = (Referral(small.case, day) for day in (date(2026, 3, 1), date(2026, 11, 9), date(2026, 12, 1)))
    early.dash = [DashAnswer(1, Answer.YES)]
    last.dash = [DashAnswer(1, Answer.YES), DashAnswer(2, Answer.YES), DashAnswer(3, Answer.DONT_KNOW)]
    with vault.edit("Add referrals") as edit:
        edit.add(early, last, later)
    assert head(vault, small).dash == 2


def test_a_repeat_says_when_it_was_last_heard(vault: Vault, small: SmallMarac) -> None:
    before = Meeting(small.marac, "NV-M-2026-00", MORNING - timedelta(weeks=20))
    before.list_case(small.case, Listing.NEW)
    before.open(before.starts_at)
    with vault.edit("Add earlier meeting") as edit:
        edit.add(before, Discussion(before.id, small.case))
    assert head(vault, small).last_heard == before.starts_at.date()


def test_a_case_that_is_not_on_the_agenda_has_no_head(vault: Vault, small: SmallMarac) -> None:
    with vault.read() as read, pytest.raises(Refused, match="not on the agenda"):
        case_head(read.session, small.meeting, small.marac)


def test_key_dates_come_soonest_first(vault: Vault, small: SmallMarac) -> None:
    with vault.edit("Add key dates") as edit:
        edit.get(Case, small.case).key_dates += [
            KeyDate(KeyDateKind.HEARING, date(2026, 12, 14), "plea"),
            KeyDate(KeyDateKind.BAIL_ENDS, date(2026, 12, 1)),
        ]
    with vault.read() as read:
        rows = key_dates(read.session, small.case)
    assert [(row.kind, row.on, row.note) for row in rows] == [
        (KeyDateKind.BAIL_ENDS, date(2026, 12, 1), ""),
        (KeyDateKind.HEARING, date(2026, 12, 14), "plea"),
    ]
