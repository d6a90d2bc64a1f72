"""Last time's actions and what a meeting has to hear of, read from a real vault."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from marac_desk.actions import Action, Progress
from marac_desk.discussion import Discussion
from marac_desk.meetings import Listing, Meeting
from storage.door import Edit
from storage.earlier_rows import EarlierRow, last_time, to_hear
from storage.records import meeting_record
from storage.room_rows import case_head
from storage.vault import Vault
from tests.support.vaults import MORNING, SmallMarac, small_marac


@pytest.fixture
def small(vault: Vault) -> SmallMarac:
    return small_marac(vault)


def earlier(vault: Vault, small: SmallMarac, weeks: int, *texts: str, opened: bool = True) -> UUID:
    """A meeting so many weeks before that heard the case and agreed these actions; gives the discussion."""
    held = Meeting(small.marac, f"NV-M-2025-{weeks:02}", MORNING - timedelta(weeks=weeks))
    held.list_case(small.case, Listing.NEW)
    if opened:
        held.open(held.starts_at)
    talk = Discussion(held.id, small.case)
    for text in texts:
        talk.add_action(text, owner=small.agency, due=date(2026, 11, 1))
    with vault.edit("Add earlier meeting") as edit:
        edit.add(held, talk)
    return talk.id


def report(vault: Vault, talk: UUID, number: int, state: Progress, at: datetime, worked: bool | None = None) -> None:
    with vault.edit("Report on action") as edit:
        action_of(edit, talk, number).report(at, state, "as agreed", worked=worked)


def action_of(edit: Edit, talk: UUID, number: int) -> Action:
    return next(each for each in edit.get(Discussion, talk).actions if each.number == number)


def last(vault: Vault, small: SmallMarac, since: datetime | None = None) -> tuple[EarlierRow, ...]:
    with vault.read() as read:
        return last_time(read.session, read.get(Meeting, small.meeting), small.case, since)


def heard(vault: Vault, small: SmallMarac) -> list[str]:
    with vault.read() as read:
        return [row.text for row in to_hear(read.session, small.meeting)]


def test_a_new_case_has_no_last_time(vault: Vault, small: SmallMarac) -> None:
    assert last(vault, small) == ()
    assert heard(vault, small) == []


def test_a_repeat_begins_with_all_that_was_agreed_last_time_and_whether_it_worked(
    vault: Vault, small: SmallMarac
) -> None:
    talk = earlier(vault, small, 8, "Fit a lock", "Refer to the clinic")
    report(vault, talk, 1, Progress.COMPLETE, MORNING - timedelta(weeks=5), worked=False)
    done, still = last(vault, small)
    assert (done.label, done.text, done.state, done.worked, done.note) == (
        "1.1",
        "Fit a lock",
        Progress.COMPLETE,
        False,
        "as agreed",
    )
    assert not done.unfinished
    assert (still.state, still.worked, still.reported_at, still.agency) == (
        Progress.OPEN,
        None,
        None,
        "Northvale Police",
    )
    assert still.unfinished


def test_of_meetings_before_that_only_what_is_unfinished_is_shown(vault: Vault, small: SmallMarac) -> None:
    old = earlier(vault, small, 30, "Write the plan", "Ask the school")
    earlier(vault, small, 8, "Fit a lock")
    report(vault, old, 1, Progress.COMPLETE, MORNING - timedelta(weeks=20))
    report(vault, old, 2, Progress.NOT_POSSIBLE, MORNING - timedelta(weeks=20))
    assert [row.text for row in last(vault, small)] == ["Fit a lock", "Ask the school"]


def test_what_this_discussion_answered_stays_though_it_was_agreed_before_the_last_meeting(
    vault: Vault, small: SmallMarac
) -> None:
    old = earlier(vault, small, 30, "Write the plan")
    earlier(vault, small, 8, "Fit a lock")
    report(vault, old, 1, Progress.COMPLETE_LATE, MORNING + timedelta(minutes=5))
    assert [row.text for row in last(vault, small, since=MORNING)] == ["Fit a lock", "Write the plan"]
    assert [row.text for row in last(vault, small, since=MORNING + timedelta(hours=1))] == ["Fit a lock"]


def test_the_last_report_counts_and_of_two_at_one_moment_the_later_entered(vault: Vault, small: SmallMarac) -> None:
    talk = earlier(vault, small, 8, "Fit a lock")
    at = MORNING - timedelta(weeks=2)
    report(vault, talk, 1, Progress.NOT_DONE, at)
    report(vault, talk, 1, Progress.IN_PROGRESS, at)
    (row,) = last(vault, small)
    assert row.state is Progress.IN_PROGRESS
    assert row.answered_since(at)
    assert not row.answered_since(at + timedelta(seconds=1))


def test_a_declined_action_and_a_meeting_that_was_never_held_are_left_out(vault: Vault, small: SmallMarac) -> None:
    earlier(vault, small, 4, "Never agreed", opened=False)
    talk = earlier(vault, small, 8, "Fit a lock", "Visit nightly")
    with vault.edit("Decline") as edit:
        action_of(edit, talk, 2).decline("no officer free")
    assert [row.text for row in last(vault, small)] == ["Fit a lock"]


def test_a_meeting_hears_of_what_was_unfinished_when_it_began_and_how_it_stands_now(
    vault: Vault, small: SmallMarac
) -> None:
    talk = earlier(vault, small, 8, "Fit a lock", "Refer to the clinic")
    report(vault, talk, 1, Progress.COMPLETE_LATE, datetime(2026, 11, 20, tzinfo=UTC))
    assert heard(vault, small) == ["Refer to the clinic"]
    report(vault, talk, 2, Progress.COMPLETE_LATE, MORNING + timedelta(minutes=5))
    with vault.read() as read:
        (row,) = to_hear(read.session, small.meeting)
    assert row.state is Progress.COMPLETE_LATE
    assert row.answered_since(MORNING)


def test_what_an_earlier_meeting_of_the_same_day_agreed_is_asked_for_though_it_was_planned_for_later(
    vault: Vault, small: SmallMarac
) -> None:
    """It was planned for the afternoon and held at dawn; its action has still a week to run."""
    first = Meeting(small.marac, "NV-M-2026-60", MORNING + timedelta(hours=5))
    first.list_case(small.case, Listing.NEW)
    first.open(MORNING - timedelta(hours=2))
    talk = Discussion(first.id, small.case, started_at=MORNING - timedelta(hours=2))
    talk.add_action("Fit a lock", owner=small.agency, due=date(2026, 12, 3))
    with vault.edit("Add meeting") as edit:
        edit.add(first, talk)
    for opened in (False, True):
        if opened:
            with vault.edit("Open meeting") as edit:
                edit.get(Meeting, small.meeting).open(MORNING)
        assert heard(vault, small) == ["Fit a lock"]
        assert [row.text for row in last(vault, small)] == ["Fit a lock"]
        with vault.read() as read:
            assert [each.action.text for each in meeting_record(read.session, small.meeting).earlier_actions] == [
                "Fit a lock"
            ]
            assert case_head(read.session, small.meeting, small.case).last_heard == first.starts_at.date()
            assert to_hear(read.session, first.id) == ()


def test_an_answer_given_at_the_opening_counts_for_the_case_too(vault: Vault, small: SmallMarac) -> None:
    old = earlier(vault, small, 30, "Write the plan")
    earlier(vault, small, 8, "Fit a lock")
    with vault.edit("Open meeting") as edit:
        edit.get(Meeting, small.meeting).open(MORNING)
    report(vault, old, 1, Progress.COMPLETE_LATE, MORNING + timedelta(minutes=5))
    assert [row.text for row in last(vault, small, since=MORNING + timedelta(hours=1))] == [
        "Fit a lock",
        "Write the plan",
    ]
