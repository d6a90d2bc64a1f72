"""What the home page shows, read from a real vault."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from marac_desk.actions import Progress
from marac_desk.agencies import Agency
from marac_desk.cases import Case
from marac_desk.discussion import Discussion, Said, VoiceKind
from marac_desk.identity import new_id
from marac_desk.maracs import Marac
from marac_desk.meetings import Meeting, MeetingState
from storage.home_rows import ChaseRow, NextMeeting, flags_ending, meeting_days, next_meeting, owed, to_chase
from storage.vault import Vault
from tests.support.vaults import MORNING, SmallMarac, small_marac

TODAY = date(2026, 12, 10)


@pytest.fixture
def small(vault: Vault) -> SmallMarac:
    return small_marac(vault)


def coming(vault: Vault, hours: float = 0) -> NextMeeting | None:
    with vault.read() as read:
        return next_meeting(read.session, MORNING + timedelta(hours=hours))


def chased(vault: Vault, marac_id: UUID | None = None) -> tuple[ChaseRow, ...]:
    with vault.read() as read:
        return to_chase(read.session, TODAY, marac_id)


def test_the_next_meeting_says_how_far_it_is_prepared(vault: Vault, small: SmallMarac) -> None:
    found = coming(vault)
    assert found is not None
    assert (found.id, found.marac, found.cases, found.capacity) == (small.meeting, "Northvale", 1, 16)
    assert (found.returned, found.asked, found.voices) == (0, 1, 0)
    with vault.edit("File return") as edit:
        talk = edit.get(Discussion, small.discussion)
        talk.share(small.agency, Said.NOT_KNOWN, filed=True)
        talk.hear(VoiceKind.WISH, "to stay near the school")
        talk.hear(VoiceKind.FEAR, "being followed")
        invited = Agency("Prison", "prison", "Other", 90, core=False)
        marac = edit.get(Marac, small.marac)
        marac.agencies.append(invited)
        talk.share(invited.id, Said.NOT_KNOWN)
    found = coming(vault)
    assert found is not None
    assert (found.returned, found.asked, found.voices) == (1, 1, 1)


def test_a_childs_voice_alone_is_not_the_victims(vault: Vault, small: SmallMarac) -> None:
    with vault.edit("Record voice") as edit:
        child = edit.get(Case, small.case).parties[0]
        edit.get(Discussion, small.discussion).hear(VoiceKind.FEAR, "the noise", child_id=child.id)
    found = coming(vault)
    assert found is not None
    assert found.voices == 0


def test_a_deferred_case_does_not_count(vault: Vault, small: SmallMarac) -> None:
    with vault.edit("Defer case") as edit:
        edit.get(Meeting, small.meeting).defer(small.case, "no research yet")
    found = coming(vault)
    assert found is not None
    assert found.cases == 0


def test_a_meeting_in_session_is_the_next_one_and_a_closed_or_forgotten_one_is_not(
    vault: Vault, small: SmallMarac
) -> None:
    with vault.edit("Open meeting") as edit:
        edit.get(Meeting, small.meeting).open(MORNING)
        later = Meeting(small.marac, "NV-M-2026-50", MORNING + timedelta(days=14))
        edit.add(later)
    assert [getattr(coming(vault, hours), "id", None) for hours in (2, 30)] == [small.meeting, later.id]
    with vault.edit("Close meeting") as edit:
        edit.get(Meeting, small.meeting).close(MORNING)
    assert getattr(coming(vault, 2), "id", None) == later.id
    assert coming(vault, 24 * 30) is None


def test_agencies_are_chased_for_what_is_still_to_do_most_overdue_first(vault: Vault, small: SmallMarac) -> None:
    housing = Agency("Housing options", "housing", "Housing", 30)
    with vault.edit("Add actions") as edit:
        marac = edit.get(Marac, small.marac)
        marac.agencies.append(housing)
        talk = edit.get(Discussion, small.discussion)
        for due in (date(2026, 11, 27), date(2026, 12, 4), date(2026, 12, 20), None):
            talk.add_action("Fit a lock", owner=housing.id, due=due)
        talk.add_action("Fit an alarm", owner=housing.id, due=date(2026, 11, 1)).report(MORNING, Progress.COMPLETE)
        talk.add_action("Fit a gate", owner=housing.id, due=date(2026, 11, 1)).decline("no money")
        talk.add_action("Move her", owner=housing.id, due=date(2026, 11, 1)).report(
            MORNING, Progress.NOT_POSSIBLE, "she has moved already"
        )
        talk.add_action("Nobody's", owner=None, due=date(2026, 11, 1))
    assert [(row.agency, row.open, row.overdue, row.oldest) for row in chased(vault)] == [
        ("Housing options", 4, 2, date(2026, 11, 27)),
        ("Northvale Police", 1, 1, date(2026, 12, 1)),
    ]
    assert chased(vault, small.marac) == chased(vault)
    assert chased(vault, new_id()) == ()


def test_an_action_due_today_is_open_and_not_overdue(vault: Vault, small: SmallMarac) -> None:
    with vault.read() as read:
        (row,) = to_chase(read.session, date(2026, 12, 1))
    assert (row.open, row.overdue, row.oldest) == (1, 0, None)


def test_what_agencies_owe_is_counted_by_its_day_and_no_further_than_two_weeks(vault: Vault, small: SmallMarac) -> None:
    days = ((-30, 1), (0, 2), (1, 1), (14, 3), (15, 1))
    with vault.edit("Add actions") as edit:
        talk = edit.get(Discussion, small.discussion)
        for ahead, many in days:
            for _ in range(many):
                talk.add_action("Fit a lock", owner=small.agency, due=TODAY + timedelta(days=ahead))
        talk.add_action("Fit a door", owner=None, due=TODAY)
        talk.add_action("Fit a gate", owner=small.agency, due=TODAY).decline("no money")
        talk.add_action("Fit an alarm", owner=small.agency, due=TODAY).report(MORNING, Progress.COMPLETE)
        talk.add_action("Fit a bell", owner=small.agency, ongoing=True)
    with vault.read() as read:
        found = owed(read.session, TODAY)
    assert (found.overdue, found.today, found.later) == (2, 3, 4)
    assert (found.first, found.last) == (TODAY - timedelta(days=30), TODAY + timedelta(days=14))


def test_meetings_keep_their_deadlines_until_they_are_signed_off(vault: Vault, small: SmallMarac) -> None:
    signed = Meeting(small.marac, "NV-M-2026-00", MORNING - timedelta(days=14), state=MeetingState.SIGNED_OFF)
    with vault.edit("Add meeting") as edit:
        edit.add(signed)
    with vault.read() as read:
        (day,) = meeting_days(read.session, small.marac)
    assert (day.meeting_id, day.on, day.state) == (small.meeting, MORNING.date(), MeetingState.PLANNED)


def test_flags_that_end_in_a_month_are_counted(vault: Vault, small: SmallMarac) -> None:
    with vault.edit("Flag case") as edit:
        edit.get(Case, small.case).flagged_until = date(2026, 11, 30)
    with vault.read() as read:
        assert flags_ending(read.session, date(2026, 11, 1), date(2026, 11, 30)) == 1
        assert flags_ending(read.session, date(2026, 12, 1), date(2026, 12, 31)) == 0


def test_an_empty_vault_has_nothing_to_show(vault: Vault) -> None:
    assert coming(vault) is None
    assert chased(vault) == ()
