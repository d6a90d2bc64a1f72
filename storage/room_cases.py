"""What the meeting room asks when a case begins: its discussion, its referral, and everybody in it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from marac_desk.cases import Case
from marac_desk.people import Person
from storage.mapping import whole
from storage.tables_meetings import discussion
from storage.tables_people import person, referral


def discussion_at(session: Session, meeting_id: UUID, case_id: UUID) -> tuple[UUID, datetime | None] | None:
    """The discussion of a case at a meeting, and when it began; nothing when none was prepared or begun."""
    of_case = (discussion.c.meeting_id == meeting_id) & (discussion.c.case_id == case_id)
    row = session.execute(select(discussion.c.id, discussion.c.started_at).where(of_case)).one_or_none()
    return None if row is None else (row.id, row.started_at)


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
