"""Rows for lists and screens: small, frozen, and read with one select each.

Every function takes the session of `vault.read()`. What is shown is decided here only so far as
which columns a list has; whose eyes it is for is decided by whoever shows it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from marac_desk.actions import STILL_TO_DO, Progress
from marac_desk.cases import number_in
from marac_desk.keyholders import Role
from marac_desk.meetings import Listing, MeetingState
from storage.tables import keyholder
from storage.tables_meetings import action, agenda_item, discussion, meeting, progress_entry
from storage.tables_people import agency, case_file, marac, marac_agency, person, referral


@dataclass(frozen=True)
class MaracRow:
    """One MARAC in the vault."""

    id: UUID
    name: str
    prefix: str


@dataclass(frozen=True)
class MeetingRow:
    """One meeting in a list; `cases` counts what is on its agenda."""

    id: UUID
    marac_id: UUID
    reference: str
    starts_at: datetime
    venue: str
    state: MeetingState
    cases: int


class Hearing(Enum):
    """Where a case on the agenda stands."""

    WAITING = "waiting"
    UNDER_WAY = "under way"
    HEARD = "heard"
    DEFERRED = "deferred"


@dataclass(frozen=True)
class AgendaRow:
    """One case on an agenda, in running order."""

    case_id: UUID
    reference: str
    listing: Listing
    victim: str
    slot: str
    discussion_id: UUID | None
    state: Hearing


@dataclass(frozen=True)
class CaseRow:
    """One case in a list, newest reference first."""

    id: UUID
    reference: str
    victim: str
    opened_on: date
    last_referred: date | None
    flagged_until: date | None
    restricted: bool


@dataclass(frozen=True)
class ActionRow:
    """One agreed action in a list; `label` is `142.3`."""

    id: UUID
    discussion_id: UUID
    case_id: UUID
    meeting_id: UUID
    label: str
    text: str
    agency_id: UUID | None
    agency: str
    person: str
    due: date | None
    state: Progress
    overdue: bool


@dataclass(frozen=True)
class AgencyRow:
    """One agency of a MARAC, in speaking order."""

    id: UUID
    name: str
    key: str
    bucket: str
    speaking_order: int
    core: bool


@dataclass(frozen=True)
class KeyholderRow:
    """One of those who can open the vault."""

    id: UUID
    name: str
    role: Role


AnySelect = Select[*tuple[Any, ...]]

_VICTIM: ColumnElement[str] = func.trim(person.c.given_names + " " + person.c.family_name)


def latest_state(until: datetime) -> ColumnElement[str | None]:
    """The state last reported for an action before a moment, nothing when none was: for a select over actions.

    Where it stands now is in the action's own row.
    """
    entries = select(progress_entry.c.state).where(progress_entry.c.action_id == action.c.id)
    newest = entries.where(progress_entry.c.at < until)
    newest = newest.order_by(progress_entry.c.at.desc(), progress_entry.c.place.desc()).limit(1)
    return newest.correlate(action).scalar_subquery()


def maracs(session: Session) -> tuple[MaracRow, ...]:
    """The MARACs in the vault, by name."""
    rows = session.execute(select(marac.c.id, marac.c.name, marac.c.prefix).order_by(marac.c.name))
    return tuple(MaracRow(*row) for row in rows)


def meetings(session: Session, marac_id: UUID | None = None) -> tuple[MeetingRow, ...]:
    """The meetings of one MARAC or of all, newest first."""
    cases = select(func.count()).where(agenda_item.c.meeting_id == meeting.c.id).correlate(meeting).scalar_subquery()
    columns = (meeting.c[name] for name in ("id", "marac_id", "reference", "starts_at", "venue", "state"))
    asked: AnySelect = select(*columns, cases).order_by(meeting.c.starts_at.desc(), meeting.c.reference)
    if marac_id is not None:
        asked = asked.where(meeting.c.marac_id == marac_id)
    return tuple(MeetingRow(*row) for row in session.execute(asked))


def actions_so_far(session: Session, case_id: UUID) -> int:
    """The highest number that an action of this case has; the next meeting counts on from it."""
    asked = select(func.max(action.c.number)).join(discussion).where(discussion.c.case_id == case_id)
    return session.scalar(asked) or 0


def agenda(session: Session, meeting_id: UUID) -> tuple[AgendaRow, ...]:
    """The agenda of a meeting in running order."""
    spoken = (discussion.c.meeting_id == agenda_item.c.meeting_id) & (discussion.c.case_id == agenda_item.c.case_id)
    asked: AnySelect = (
        select(
            *(case_file.c.id, case_file.c.reference, agenda_item.c.listing, _VICTIM, agenda_item.c.slot),
            *(discussion.c.id, agenda_item.c.deferred_because, discussion.c.started_at, discussion.c.ended_at),
        )
        .select_from(agenda_item)
        .join(case_file, agenda_item.c.case_id == case_file.c.id)
        .join(person, case_file.c.victim_id == person.c.id)
        .outerjoin(discussion, spoken)
        .where(agenda_item.c.meeting_id == meeting_id)
        .order_by(agenda_item.c.position)
    )
    return tuple(
        AgendaRow(case_id, reference, listing, victim, slot, discussion_id, hearing(*stands))
        for case_id, reference, listing, victim, slot, discussion_id, *stands in session.execute(asked)
    )


def hearing(deferred: str, started_at: datetime | None, ended_at: datetime | None) -> Hearing:
    """Where a case stands, by what was noted of it on the agenda and in its discussion."""
    if deferred:
        return Hearing.DEFERRED
    if ended_at is not None:
        return Hearing.HEARD
    return Hearing.WAITING if started_at is None else Hearing.UNDER_WAY


def cases(session: Session, marac_id: UUID | None = None) -> tuple[CaseRow, ...]:
    """The cases of one MARAC or of all, newest reference first."""
    last = select(func.max(referral.c.received_on)).where(referral.c.case_id == case_file.c.id)
    asked: AnySelect = (
        select(
            *(case_file.c.id, case_file.c.reference, _VICTIM, case_file.c.opened_on),
            *(last.correlate(case_file).scalar_subquery(), case_file.c.flagged_until, case_file.c.restricted),
        )
        .join(person, case_file.c.victim_id == person.c.id)
        .order_by(case_file.c.reference.desc())
    )
    if marac_id is not None:
        asked = asked.where(case_file.c.marac_id == marac_id)
    return tuple(CaseRow(*row) for row in session.execute(asked))


def actions(
    session: Session, today: date, *, marac_id: UUID | None = None, agency_id: UUID | None = None
) -> tuple[ActionRow, ...]:
    """The agreed actions of a MARAC or of all, and of one agency or of all: the earliest due first, undated last."""
    asked: AnySelect = (
        select(
            *(action.c.id, discussion.c.id, discussion.c.case_id, discussion.c.meeting_id),
            *(case_file.c.reference, action.c.number, action.c.text, action.c.agency_id, agency.c.name),
            *(action.c.person, action.c.due, action.c.stands),
        )
        .join(discussion, action.c.discussion_id == discussion.c.id)
        .join(case_file, discussion.c.case_id == case_file.c.id)
        .outerjoin(agency, action.c.agency_id == agency.c.id)
        .where(~action.c.asked_and_declined)
        .order_by(action.c.due.is_(None), action.c.due, case_file.c.reference, action.c.number)
    )
    if marac_id is not None:
        asked = asked.where(case_file.c.marac_id == marac_id)
    if agency_id is not None:
        asked = asked.where(action.c.agency_id == agency_id)
    return tuple(_action_row(today, *row) for row in session.execute(asked))


def _action_row(
    today: date,
    action_id: UUID,
    discussion_id: UUID,
    case_id: UUID,
    meeting_id: UUID,
    reference: str,
    number: int,
    text: str,
    agency_id: UUID | None,
    agency_name: str | None,
    owner: str,
    due: date | None,
    state: Progress,
) -> ActionRow:
    return ActionRow(
        *(action_id, discussion_id, case_id, meeting_id),
        label=f"{number_in(reference)}.{number}",
        text=text,
        agency_id=agency_id,
        agency=agency_name or "",
        person=owner,
        due=due,
        state=state,
        overdue=due is not None and due < today and state in STILL_TO_DO,
    )


def agencies(session: Session, marac_id: UUID) -> tuple[AgencyRow, ...]:
    """The agencies of a MARAC, in speaking order."""
    columns = (agency.c[name] for name in AgencyRow.__dataclass_fields__)
    asked: AnySelect = (
        select(*columns)
        .join(marac_agency, marac_agency.c.agency_id == agency.c.id)
        .where(marac_agency.c.marac_id == marac_id)
        .order_by(agency.c.speaking_order, agency.c.name)
    )
    return tuple(AgencyRow(*row) for row in session.execute(asked))


def keyholders(session: Session) -> tuple[KeyholderRow, ...]:
    """Those who can open the vault, by name."""
    asked = select(keyholder.c.id, keyholder.c.name, keyholder.c.role).order_by(keyholder.c.name)
    return tuple(KeyholderRow(*row) for row in session.execute(asked))


def last_referred(session: Session, case_id: UUID) -> date | None:
    """The day on which the case was last referred."""
    last: date | None = session.scalar(select(func.max(referral.c.received_on)).where(referral.c.case_id == case_id))
    return last
