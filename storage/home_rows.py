"""Rows for the home page: the next meeting, which agencies to chase, and the flags that end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from marac_desk.actions import STILL_TO_DO
from marac_desk.due import AHEAD, MeetingDay, Owed
from marac_desk.meetings import MeetingState
from storage.queries import AnySelect
from storage.tables_meetings import action, agenda_item, contribution, discussion, meeting, voice_line
from storage.tables_people import agency, case_file, marac, marac_agency

_NOT_HELD = (MeetingState.PLANNED, MeetingState.LISTED, MeetingState.IN_SESSION)


@dataclass(frozen=True)
class NextMeeting:
    """The meeting that comes next or is in session, and how far it is prepared.

    `returned` of `asked` agencies have sent something in; for `voices` of `cases` the victim's voice
    is there, or the reason why not. Deferred cases do not count.
    """

    id: UUID
    marac: str
    reference: str
    starts_at: datetime
    venue: str
    chair: str
    state: MeetingState
    cases: int
    capacity: int
    returned: int
    asked: int
    voices: int


@dataclass(frozen=True)
class ChaseRow:
    """What an agency has still to do: how many actions are open, how many overdue, and since when the oldest is."""

    agency_id: UUID
    agency: str
    open: int
    overdue: int
    oldest: date | None


def next_meeting(session: Session, now: datetime, marac_id: UUID | None = None) -> NextMeeting | None:
    """The first meeting that is not over and began no longer than a day ago; nothing when none is planned."""
    asked: AnySelect = (
        select(
            *(meeting.c.id, meeting.c.marac_id, marac.c.name, marac.c.capacity, meeting.c.reference),
            *(meeting.c.starts_at, meeting.c.venue, meeting.c.chair, meeting.c.state),
        )
        .join(marac, meeting.c.marac_id == marac.c.id)
        .where(meeting.c.state.in_(_NOT_HELD), meeting.c.starts_at >= now - timedelta(days=1))
        .order_by(meeting.c.starts_at)
        .limit(1)
    )
    if marac_id is not None:
        asked = asked.where(meeting.c.marac_id == marac_id)
    row = session.execute(asked).one_or_none()
    if row is None:
        return None
    return NextMeeting(
        *(row.id, row.name, row.reference, row.starts_at, row.venue, row.chair, row.state),
        cases=_count(session, _listed(row.id)),
        capacity=row.capacity,
        returned=_count(session, _returned(row.id, row.marac_id)),
        asked=_count(session, _core(row.marac_id)),
        voices=_count(session, _voices(row.id)),
    )


def agreed_day(session: Session, now: datetime, marac_id: UUID | None = None) -> date | None:
    """The day that the last meeting set for the next one, if it is still to come and no meeting is planned."""
    if next_meeting(session, now, marac_id) is not None:
        return None
    today = now.astimezone().date()
    asked: AnySelect = select(meeting.c.next_meeting).where(meeting.c.next_meeting >= today)
    if marac_id is not None:
        asked = asked.where(meeting.c.marac_id == marac_id)
    return session.scalar(asked.order_by(meeting.c.starts_at.desc()).limit(1))


def _count(session: Session, asked: AnySelect) -> int:
    return session.scalar(select(func.count()).select_from(asked.subquery())) or 0


def _listed(meeting_id: UUID) -> AnySelect:
    item = agenda_item.c
    return select(item.case_id).where(item.meeting_id == meeting_id, item.deferred_because == "")


def _core(marac_id: UUID) -> AnySelect:
    """The agencies that are asked about every case."""
    joined = select(agency.c.id).join(marac_agency, marac_agency.c.agency_id == agency.c.id)
    return joined.where(marac_agency.c.marac_id == marac_id, agency.c.core)


def _returned(meeting_id: UUID, marac_id: UUID) -> AnySelect:
    """Those of them that have sent something in for any of the cases."""
    sent = select(contribution.c.agency_id).join(discussion, contribution.c.discussion_id == discussion.c.id)
    return _core(marac_id).where(agency.c.id.in_(sent.where(discussion.c.meeting_id == meeting_id)))


def _voices(meeting_id: UUID) -> AnySelect:
    said = select(voice_line.c.id).where(voice_line.c.discussion_id == discussion.c.id, voice_line.c.child_id.is_(None))
    had = or_(said.exists(), discussion.c.voice_missing_because != "")
    return select(discussion.c.id).where(
        discussion.c.meeting_id == meeting_id, discussion.c.case_id.in_(_listed(meeting_id)), had
    )


def to_chase(session: Session, today: date, marac_id: UUID | None = None) -> tuple[ChaseRow, ...]:
    """The agencies that have still something to do, those with most overdue first."""
    overdue = action.c.due < today
    open_count, overdue_count = func.count().label("open"), func.count().filter(overdue).label("overdue")
    oldest = func.min(action.c.due).filter(overdue).label("oldest")
    asked: AnySelect = (
        select(agency.c.id, agency.c.name, open_count, overdue_count, oldest)
        .join_from(action, agency, action.c.agency_id == agency.c.id)
        .where(~action.c.asked_and_declined, action.c.stands.in_(STILL_TO_DO))
        .group_by(agency.c.id)
        .order_by(overdue_count.desc(), open_count.desc(), agency.c.name)
    )
    if marac_id is not None:
        asked = asked.join(discussion, action.c.discussion_id == discussion.c.id)
        asked = asked.join(case_file, discussion.c.case_id == case_file.c.id).where(case_file.c.marac_id == marac_id)
    return tuple(ChaseRow(*row) for row in session.execute(asked))


def owed(session: Session, today: date) -> Owed:
    """The actions that somebody still has to do by a day, up to two weeks ahead."""
    day = action.c.due
    counted = (func.count().filter(when) for when in (day < today, day == today, day > today))
    asked: AnySelect = select(*counted, func.min(day), func.max(day)).where(
        ~action.c.asked_and_declined, action.c.stands.in_(STILL_TO_DO), day <= today + AHEAD
    )
    overdue, due_today, later, first, last = session.execute(asked).one()
    return Owed(overdue, due_today, later, first, last)


def meeting_days(session: Session, marac_id: UUID) -> tuple[MeetingDay, ...]:
    """The meetings of a MARAC that are not signed off, whose deadlines may still be due: for `marac_desk.due`."""
    asked: AnySelect = (
        select(meeting.c.id, meeting.c.reference, meeting.c.starts_at, meeting.c.state)
        .where(meeting.c.marac_id == marac_id, meeting.c.state != MeetingState.SIGNED_OFF)
        .order_by(meeting.c.starts_at)
    )
    return tuple(MeetingDay(row.id, row.reference, row.starts_at.date(), row.state) for row in session.execute(asked))


def flags_ending(session: Session, first: date, last: date) -> int:
    """How many cases lose their flag from one day to another, both included."""
    ends = case_file.c.flagged_until
    return session.scalar(select(func.count()).select_from(case_file).where(ends >= first, ends <= last)) or 0
