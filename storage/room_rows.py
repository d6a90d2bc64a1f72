"""Rows for the meeting room: the running order, the head of a case, its key dates.

What must be in sight while a case is heard is read here with a few small selects, so that going from
case to case takes no time. Nobody's address, phone or safe contact is among it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from marac_desk.cases import ContactRule, KeyDateKind, PartyRole
from marac_desk.dash import Answer
from marac_desk.dates import PartialDate
from marac_desk.errors import Refused
from marac_desk.meeting_clock import CaseTimes
from marac_desk.meetings import Listing, Meeting
from storage.heard import heard_before, held_before
from storage.mapping import load
from storage.queries import AnySelect, Hearing, hearing
from storage.tables_meetings import agenda_item, conflict_of_interest, discussion, meeting
from storage.tables_people import (
    case_file,
    dash_answer,
    key_date,
    must_not_be_told,
    must_not_receive,
    party,
    person,
    referral,
)


@dataclass(frozen=True)
class RunningRow:
    """One case in the running order. `counter` says that it is the other side of another case on this agenda.

    `kept_from_some`: somebody must get no paper of it.
    """

    reference: str
    victim: str
    children: bool
    restricted: bool
    kept_from_some: bool
    counter: bool
    conflict: bool
    deferred_because: str
    discussion_id: UUID | None
    state: Hearing
    times: CaseTimes

    @property
    def case_id(self) -> UUID:
        """The case."""
        return self.times.case_id

    @property
    def asks_who_stays(self) -> bool:
        """Whether some of those in the room may have to leave before it begins."""
        return self.restricted or self.kept_from_some

    @property
    def listing(self) -> Listing:
        """How it is on the agenda."""
        return self.times.listing


@dataclass(frozen=True)
class Alleged:
    """Somebody who is alleged to cause harm, or was convicted of it."""

    given_names: str
    family_name: str
    relation: str
    convicted: bool


@dataclass(frozen=True)
class CaseHead:
    """What stands above a case in the room. `age` is that of the day of the meeting.

    `children` counts those who are born; `dash` the items answered yes, nothing when no Dash was
    done; `language` is named when an interpreter is needed.
    """

    reference: str
    given_names: str
    family_name: str
    age: int | None
    alleged: tuple[Alleged, ...]
    listing: Listing
    last_heard: date | None
    children: int
    unborn: int
    language: str
    contact: ContactRule
    must_not_be_told: tuple[str, ...]
    dash: int | None
    other_tool: str
    honour_based: bool
    restricted: bool
    counter_reference: str
    primary_victim: str


@dataclass(frozen=True)
class KeyDateRow:
    """A date that an action may have to beat."""

    id: UUID
    kind: KeyDateKind
    on: date
    note: str


def running_order(session: Session, meeting_id: UUID) -> tuple[RunningRow, ...]:
    """The cases of a meeting in the order in which they are heard."""
    asked: AnySelect = (
        select(
            *(case_file.c.id, case_file.c.reference, person.c.given_names, person.c.family_name),
            *(agenda_item.c.listing, agenda_item.c.deferred_because),
            *(case_file.c.restricted, case_file.c.counter_case_id),
            *(discussion.c.id.label("discussion_id"), discussion.c.started_at, discussion.c.ended_at),
            _has_children().label("children"),
            select(must_not_receive.c.id).where(must_not_receive.c.case_id == case_file.c.id).exists().label("kept"),
        )
        .select_from(agenda_item)
        .join(case_file, agenda_item.c.case_id == case_file.c.id)
        .join(person, case_file.c.victim_id == person.c.id)
        .outerjoin(
            discussion,
            (discussion.c.meeting_id == agenda_item.c.meeting_id) & (discussion.c.case_id == agenda_item.c.case_id),
        )
        .where(agenda_item.c.meeting_id == meeting_id)
        .order_by(agenda_item.c.position)
    )
    rows = session.execute(asked).all()
    counter = _both_sides({row.id: row.counter_case_id for row in rows})
    conflicts = set(session.scalars(_conflicts(meeting_id)))
    return tuple(
        RunningRow(
            reference=row.reference,
            victim=f"{row.given_names} {row.family_name}".strip(),
            children=bool(row.children),
            restricted=row.restricted,
            kept_from_some=bool(row.kept),
            counter=row.id in counter,
            conflict=row.id in conflicts,
            deferred_because=row.deferred_because,
            discussion_id=row.discussion_id,
            state=hearing(row.deferred_because, row.started_at, row.ended_at),
            times=CaseTimes(row.id, row.listing, bool(row.deferred_because), row.started_at, row.ended_at),
        )
        for row in rows
    )


def _has_children() -> ColumnElement[bool]:
    of_case = (party.c.case_id == case_file.c.id) & (party.c.role == PartyRole.CHILD)
    return select(party.c.id).where(of_case).correlate(case_file).exists()


def _both_sides(counters: dict[UUID, UUID | None]) -> set[UUID]:
    """Both cases of each pair of which one names the other, when both are on the agenda."""
    pairs = ({one, other} for one, other in counters.items() if other is not None and other in counters)
    return set().union(*pairs)


def _conflicts(meeting_id: UUID) -> AnySelect:
    return select(conflict_of_interest.c.case_id).where(conflict_of_interest.c.meeting_id == meeting_id)


def case_head(session: Session, meeting_id: UUID, case_id: UUID) -> CaseHead:
    """The head of a case on a meeting's agenda. Raises Refused when it is not on it."""
    other = case_file.alias()
    asked: AnySelect = (
        select(
            *(case_file.c.reference, person.c.given_names, person.c.family_name, person.c.born),
            *(person.c.language, person.c.interpreter, case_file.c.contact_never, case_file.c.contact_only),
            *(case_file.c.honour_based, case_file.c.restricted, case_file.c.primary_victim),
            *(other.c.reference.label("counter_reference"), agenda_item.c.listing, meeting.c.starts_at),
        )
        .select_from(agenda_item)
        .join(meeting, agenda_item.c.meeting_id == meeting.c.id)
        .join(case_file, agenda_item.c.case_id == case_file.c.id)
        .join(person, case_file.c.victim_id == person.c.id)
        .outerjoin(other, case_file.c.counter_case_id == other.c.id)
        .where(agenda_item.c.meeting_id == meeting_id, agenda_item.c.case_id == case_id)
    )
    row = session.execute(asked).one_or_none()
    if row is None:
        raise Refused("This case is not on the agenda of this meeting.")
    children, unborn = _children(session, case_id)
    before = held_before(load(session, Meeting, meeting_id))
    dash, other_tool = _assessed(session, case_id, row.starts_at.date())
    return CaseHead(
        reference=row.reference,
        given_names=row.given_names,
        family_name=row.family_name,
        age=_age(row.born, row.starts_at),
        alleged=_alleged(session, case_id),
        listing=row.listing,
        last_heard=heard_before(session, [case_id], before).get(case_id),
        children=children,
        unborn=unborn,
        language=(row.language or "language not known") if row.interpreter else "",
        contact=ContactRule(row.contact_never, row.contact_only),
        must_not_be_told=_must_not_be_told(session, case_id),
        dash=dash,
        other_tool=other_tool,
        honour_based=row.honour_based,
        restricted=row.restricted,
        counter_reference=row.counter_reference or "",
        primary_victim=row.primary_victim,
    )


def _age(born: PartialDate | None, at: datetime) -> int | None:
    return born.age_on(at.date()) if born else None


def _alleged(session: Session, case_id: UUID) -> tuple[Alleged, ...]:
    asked: AnySelect = (
        select(person.c.given_names, person.c.family_name, party.c.relation, party.c.convicted)
        .join(party, party.c.person_id == person.c.id)
        .where(party.c.case_id == case_id, party.c.role == PartyRole.PERPETRATOR)
        .order_by(party.c.position)
    )
    return tuple(Alleged(*row) for row in session.execute(asked))


def _children(session: Session, case_id: UUID) -> tuple[int, int]:
    """How many are born, and how many are not yet."""
    of_case = (party.c.case_id == case_id) & (party.c.role == PartyRole.CHILD)
    born, everyone = session.execute(select(func.count(party.c.person_id), func.count()).where(of_case)).one()
    return born, everyone - born


def _must_not_be_told(session: Session, case_id: UUID) -> tuple[str, ...]:
    asked = select(must_not_be_told.c.who).where(must_not_be_told.c.case_id == case_id)
    return tuple(session.scalars(asked.order_by(must_not_be_told.c.place)))


def _assessed(session: Session, case_id: UUID, until: date) -> tuple[int | None, str]:
    """The count of the last Dash by the day of the meeting, and the name of another tool where one was used."""
    last = (
        select(referral.c.id, referral.c.other_tool_name)
        .where(referral.c.case_id == case_id, referral.c.received_on <= until)
        .order_by(referral.c.received_on.desc(), referral.c.id.desc())
        .limit(1)
    )
    found = session.execute(last).one_or_none()
    if found is None:
        return None, ""
    of_referral = dash_answer.c.referral_id == found.id
    answers = list(session.scalars(select(dash_answer.c.answer).where(of_referral)))
    return (answers.count(Answer.YES) if answers else None), found.other_tool_name or ""


def key_dates(session: Session, case_id: UUID) -> tuple[KeyDateRow, ...]:
    """The key dates of a case, soonest first, those that have passed among them."""
    asked: AnySelect = (
        select(key_date.c.id, key_date.c.kind, key_date.c.on, key_date.c.note)
        .where(key_date.c.case_id == case_id)
        .order_by(key_date.c.on, key_date.c.place)
    )
    return tuple(KeyDateRow(*row) for row in session.execute(asked))
