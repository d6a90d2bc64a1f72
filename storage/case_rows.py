"""Rows of one case file: its referrals, and the meetings that heard it or are to hear it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from marac_desk.dates import PartialDate
from marac_desk.discussion import Discussion
from marac_desk.meetings import Listing, MeetingState
from marac_desk.people import Person
from marac_desk.referrals import Referral
from storage.mapping import load
from storage.queries import AnySelect, actions_so_far
from storage.room_cases import discussion_at, listed_referral
from storage.tables_meetings import action, agenda_item, discussion, meeting
from storage.tables_people import case_file, person, referral

_TO_COME = (MeetingState.PLANNED, MeetingState.LISTED, MeetingState.IN_SESSION)


@dataclass(frozen=True)
class HearingRow:
    """One meeting with this case on its agenda; `actions` counts those that were agreed."""

    meeting_id: UUID
    reference: str
    starts_at: datetime
    state: MeetingState
    listing: Listing
    deferred_because: str
    outcome: str
    actions: int

    @property
    def to_come(self) -> bool:
        """Whether the case is still to be heard there."""
        return self.state in _TO_COME and not self.deferred_because


@dataclass(frozen=True)
class NamesakeRow:
    """Somebody in the vault with the same name, or the same date of birth and family name.

    The case is the newest of which this person is the victim; nothing and "" for somebody in another role.
    """

    person_id: UUID
    name: str
    born: str
    case_id: UUID | None
    case_reference: str


def referrals_of(session: Session, case_id: UUID) -> tuple[UUID, ...]:
    """The referrals of a case, the newest first."""
    asked = select(referral.c.id).where(referral.c.case_id == case_id)
    return tuple(session.scalars(asked.order_by(referral.c.received_on.desc(), referral.c.id)))


def hearings(session: Session, case_id: UUID) -> tuple[HearingRow, ...]:
    """The meetings with this case on their agenda, the newest first."""
    agreed = (
        select(func.count())
        .select_from(action)
        .where(action.c.discussion_id == discussion.c.id, ~action.c.asked_and_declined)
        .correlate(discussion)
        .scalar_subquery()
    )
    spoken = (discussion.c.meeting_id == meeting.c.id) & (discussion.c.case_id == agenda_item.c.case_id)
    asked: AnySelect = (
        select(
            *(meeting.c.id, meeting.c.reference, meeting.c.starts_at, meeting.c.state),
            *(agenda_item.c.listing, agenda_item.c.deferred_because, func.coalesce(discussion.c.outcome, ""), agreed),
        )
        .select_from(agenda_item)
        .join(meeting, agenda_item.c.meeting_id == meeting.c.id)
        .outerjoin(discussion, spoken)
        .where(agenda_item.c.case_id == case_id)
        .order_by(meeting.c.starts_at.desc())
    )
    return tuple(HearingRow(*row) for row in session.execute(asked))


def next_hearing(session: Session, case_id: UUID) -> HearingRow | None:
    """The meeting at which the case is heard next, if it is listed for one."""
    return next((row for row in reversed(hearings(session, case_id)) if row.to_come), None)


def prepared(session: Session, meeting_id: UUID, case_id: UUID) -> Discussion:
    """The discussion of a case at a meeting that is still to come, made ready if it is not yet: for an edit."""
    found = discussion_at(session, meeting_id, case_id)
    if found is not None:
        return load(session, Discussion, found[0])
    referral_id = listed_referral(session, case_id)
    presented = load(session, Referral, referral_id).reason if referral_id is not None else ""
    talk = Discussion(
        meeting_id, case_id, referral_id, presented=presented, actions_before=actions_so_far(session, case_id)
    )
    session.add(talk)
    return talk


def namesakes(session: Session, given: str, family: str, born: str, limit: int = 5) -> tuple[NamesakeRow, ...]:
    """People with the same family name and either the same first given name or the same date of birth, victims first.

    Only a hint: the full check against everything held knows more.
    """
    first = given.split()[0].lower() if given.split() else ""
    if not family.strip() or not (first or born):
        return ()
    alike: list[ColumnElement[bool]] = []
    if first:
        alike.append(func.lower(person.c.given_names).startswith(first, autoescape=True))
    if born:
        alike.append(person.c.born == PartialDate.read(born))
    victim_of = select(case_file.c.id).where(case_file.c.victim_id == person.c.id).correlate(person).exists()
    asked = select(person.c.id).where(func.lower(person.c.family_name) == family.strip().lower(), or_(*alike))
    ids = session.scalars(asked.order_by(victim_of.desc(), person.c.id).limit(limit))
    close = [load(session, Person, person_id) for person_id in ids]
    return tuple(
        NamesakeRow(each.id, each.name, str(each.born or ""), *_newest_case(session, each.id)) for each in close
    )


def _newest_case(session: Session, person_id: UUID) -> tuple[UUID | None, str]:
    asked = select(case_file.c.id, case_file.c.reference).where(case_file.c.victim_id == person_id)
    found = session.execute(asked.order_by(case_file.c.reference.desc()).limit(1)).one_or_none()
    return (None, "") if found is None else (found.id, found.reference)
