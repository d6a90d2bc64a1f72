"""What the meeting room asks: a case's discussion, referral and people; whose twelve months have passed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from marac_desk.cases import Case
from marac_desk.maracs import Marac
from marac_desk.meetings import Meeting
from marac_desk.papers import PaperKind
from marac_desk.people import Person
from marac_desk.record import TwelveMonths
from storage.heard import twelve_months_passed
from storage.mapping import load, whole
from storage.records import meeting_before
from storage.tables_meetings import discussion, export_record
from storage.tables_people import person, referral


def discussion_at(session: Session, meeting_id: UUID, case_id: UUID) -> tuple[UUID, datetime | None] | None:
    """The discussion of a case at a meeting, and when it began; nothing when none was prepared or begun."""
    of_case = (discussion.c.meeting_id == meeting_id) & (discussion.c.case_id == case_id)
    row = session.execute(select(discussion.c.id, discussion.c.started_at).where(of_case)).one_or_none()
    return None if row is None else (row.id, row.started_at)


def sent_at_once(session: Session, meeting_id: UUID) -> tuple[str, ...]:
    """The names of the files in which single actions of this meeting were sent at once."""
    of_meeting = (export_record.c.meeting_id == meeting_id) & (export_record.c.kind == PaperKind.URGENT_ACTION)
    return tuple(session.scalars(select(export_record.c.file_name).where(of_meeting)))


def listed_referral(session: Session, case_id: UUID) -> UUID | None:
    """The referral for which the case is heard: the last one that was not turned down."""
    asked = select(referral.c.id).where(referral.c.case_id == case_id, referral.c.not_listed_because == "")
    found: UUID | None = session.scalar(asked.order_by(referral.c.received_on.desc(), referral.c.id).limit(1))
    return found


def people_in(session: Session, case: Case) -> dict[UUID, Person]:
    """Everybody in a case, whole."""
    ids = {case.victim_id, *(party.person_id for party in case.parties if party.person_id is not None)}
    asked = select(Person).where(person.c.id.in_(ids)).options(*whole(Person))
    return {each.id: each for each in session.scalars(asked)}


def passed_since(session: Session, meeting_id: UUID) -> tuple[TwelveMonths, ...]:
    """The cases for which twelve months have passed since the meeting before, by the day of this one (S3)."""
    held = load(session, Meeting, meeting_id)
    area, before = load(session, Marac, held.marac_id), meeting_before(session, held)
    since = before.date() if before else None
    return twelve_months_passed(session, area.id, area.practice, since, held.starts_at)
