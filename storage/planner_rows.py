"""Rows for putting an agenda together: what stands on it, and which cases wait for a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marac_desk.agenda import ToList
from marac_desk.cases import PartyRole
from marac_desk.meetings import Meeting
from storage.heard import heard_before, held_before
from storage.mapping import load
from storage.queries import AnySelect
from storage.tables_meetings import agenda_item, meeting
from storage.tables_people import case_file, marac, party, person, referral


@dataclass(frozen=True)
class AgendaLine:
    """One case on an agenda, in running order."""

    case: ToList
    victim: str
    slot: str
    deferred_because: str


@dataclass(frozen=True)
class WaitingCase:
    """A case that was referred and is not on the agenda of any meeting since, or was put off."""

    case_id: UUID
    reference: str
    victim: str
    referred_on: date
    referral_id: UUID
    before: date | None
    transfer: bool
    repeat: bool


def agenda_lines(session: Session, meeting_id: UUID) -> tuple[AgendaLine, ...]:
    """What stands on the agenda. Raises Refused when there is no such meeting."""
    held = load(session, Meeting, meeting_id)
    ids = [item.case_id for item in held.agenda]
    known = {row.id: row for row in session.execute(_cases(ids))}
    people = _people_in(session, ids)
    lines = []
    for item in held.running_order():
        row = known[item.case_id]
        case = ToList(
            item.case_id,
            row.reference,
            item.listing,
            has_children=bool(row.children),
            deferred=item.deferred,
            counter_case_id=row.counter_case_id,
            people=frozenset({row.victim_id, *people.get(item.case_id, ())}),
        )
        lines.append(AgendaLine(case, row.victim.strip(), item.slot, item.deferred_because))
    return tuple(lines)


def _cases(ids: list[UUID]) -> AnySelect:
    child = select(party.c.id).where(party.c.case_id == case_file.c.id, party.c.role == PartyRole.CHILD)
    return (
        select(
            *(case_file.c.id, case_file.c.reference, case_file.c.victim_id, case_file.c.counter_case_id),
            (person.c.given_names + " " + person.c.family_name).label("victim"),
            child.correlate(case_file).exists().label("children"),
        )
        .join(person, case_file.c.victim_id == person.c.id)
        .where(case_file.c.id.in_(ids))
    )


def _people_in(session: Session, ids: list[UUID]) -> dict[UUID, set[UUID]]:
    found: dict[UUID, set[UUID]] = {}
    asked = select(party.c.case_id, party.c.person_id).where(party.c.case_id.in_(ids), party.c.person_id.is_not(None))
    for case_id, person_id in session.execute(asked):
        found.setdefault(case_id, set()).add(person_id)
    return found


def waiting_cases(session: Session, meeting_id: UUID) -> tuple[WaitingCase, ...]:
    """The cases of the meeting's MARAC that wait to be heard, the longest waiting first.

    A case waits from the day it is referred until a meeting since then has it on its agenda; one
    that was put off there waits on. A referral that was turned down does not count.
    """
    held = load(session, Meeting, meeting_id)
    asked = _waiting(held.marac_id, meeting_id, _since(held.starts_at))
    rows = session.execute(asked).all()
    before = heard_before(session, [row.id for row in rows], held_before(held))
    return tuple(
        WaitingCase(
            *(row.id, row.reference, row.victim.strip(), row.received_on, row.referral_id),
            before.get(row.id),
            row.transfer,
            row.repeat,
        )
        for row in rows
    )


def _since(starts_at: datetime) -> date:
    """Older referrals than a year are history, and no case waits that long."""
    return date(starts_at.year - 1, starts_at.month, 1)


def _waiting(marac_id: UUID, meeting_id: UUID, since: date) -> AnySelect:
    newest = select(func.max(referral.c.received_on)).where(
        referral.c.case_id == case_file.c.id, referral.c.not_listed_because == ""
    )
    listed = (
        select(agenda_item.c.id)
        .join(meeting, agenda_item.c.meeting_id == meeting.c.id)
        .where(
            agenda_item.c.case_id == case_file.c.id,
            (agenda_item.c.deferred_because == "") | (agenda_item.c.meeting_id == meeting_id),
            func.date(meeting.c.starts_at) >= referral.c.received_on,
        )
        .correlate(case_file, referral)
    )
    return (
        select(
            *(
                case_file.c.id,
                case_file.c.reference,
                (person.c.given_names + " " + person.c.family_name).label("victim"),
            ),
            *(referral.c.received_on, referral.c.id.label("referral_id"), referral.c.transfer, referral.c.repeat),
        )
        .join(person, case_file.c.victim_id == person.c.id)
        .join(referral, referral.c.case_id == case_file.c.id)
        .where(
            case_file.c.marac_id == marac_id,
            referral.c.received_on == newest.correlate(case_file).scalar_subquery(),
            referral.c.received_on >= since,
            referral.c.not_listed_because == "",
            ~listed.exists(),
        )
        .order_by(referral.c.received_on, case_file.c.reference)
    )


@dataclass(frozen=True)
class MaracWithPlaces:
    """What a new meeting starts from: where the MARAC meets, who chairs and who coordinates."""

    id: UUID
    name: str
    venue: str
    chair: str
    coordinator: str


def maracs_with_places(session: Session) -> tuple[MaracWithPlaces, ...]:
    """The MARACs of the vault, by name."""
    columns = (marac.c[name] for name in MaracWithPlaces.__dataclass_fields__)
    asked: AnySelect = select(*columns).order_by(marac.c.name)
    return tuple(MaracWithPlaces(*row) for row in session.execute(asked))
