"""What the step Risks shows: the risks of the case, those that are proposed, and what already protects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from marac_desk.cases import Case
from marac_desk.discussion import Discussion, Impact, Likelihood, Risk, RiskTo, Subject
from marac_desk.proposals import Proposal, proposals, usually_to
from marac_desk.reference_entries import RiskGroup
from marac_desk.referrals import Referral
from storage.door import Edit, Read
from ui.meeting_room.case_in_room import PersonInCase
from ui.meeting_room.room import Room
from ui.meeting_room.steps.rows import Line
from ui.widgets.mark import MarkState

OFFERED = 6
"""How many are proposed at once: as many as are read at a glance."""


@dataclass(frozen=True)
class RiskNow:
    """A risk as it stands. `to` are the places of those at risk among the people of the case."""

    id: UUID
    label: str
    text: str
    to: tuple[int, ...]
    to_whom: str
    likelihood: Likelihood | None
    impact: Impact | None
    raised_by: UUID | None
    recapped: bool

    @property
    def rated(self) -> str:
        """`likely · very serious`."""
        return " · ".join(part.value for part in (self.likelihood, self.impact) if part is not None)


@dataclass(frozen=True)
class RisksView:
    """All of the step. `existing` are headings that already protect; they belong to what is in place."""

    risks: tuple[RiskNow, ...]
    proposed: tuple[Proposal, ...]
    existing: tuple[Proposal, ...]
    in_place: str
    overall: str

    def risk(self, risk_id: UUID) -> RiskNow | None:
        """One of the risks."""
        return next((risk for risk in self.risks if risk.id == risk_id), None)


def read_risks(room: Room) -> RisksView:
    """Reads it."""
    with room.look() as (read, discussion):
        found = _proposals(room, read, discussion)
        return RisksView(
            risks=tuple(_risk(each, room.heard.people) for each in sorted(discussion.risks, key=lambda it: it.number)),
            proposed=tuple(each for each in found if each.heading.group is not RiskGroup.EXISTING)[:OFFERED],
            existing=tuple(each for each in found if each.heading.group is RiskGroup.EXISTING)[:OFFERED],
            in_place=discussion.already_in_place,
            overall=discussion.overall,
        )


def names_of_agencies(room: Room) -> Mapping[UUID, str]:
    """The agencies at the table by their identifiers."""
    return {seat.agency_id: seat.name for seat in room.heard.seats}


def raised_by(proposal: Proposal, room: Room) -> UUID | None:
    """The agency whose words propose it, if one of them does."""
    seats = (seat.agency_id for seat in room.heard.seats if seat.name in proposal.origins)
    return next(seats, None)


def risk_to(person: PersonInCase) -> RiskTo:
    """Somebody of the case as one who is at risk."""
    return RiskTo(person.subject, person.party_id)


def _proposals(room: Room, read: Read, discussion: Discussion) -> tuple[Proposal, ...]:
    referral = read.get(Referral, discussion.referral_id) if discussion.referral_id else None
    return proposals(discussion, referral, room.reference, names_of_agencies(room))


def _risk(risk: Risk, people: tuple[PersonInCase, ...]) -> RiskNow:
    at_risk = {(to.subject, to.party_id) for to in risk.to}
    named = tuple(at for at, person in enumerate(people) if (person.subject, person.party_id) in at_risk)
    others = at_risk - {(people[at].subject, people[at].party_id) for at in named}
    words = [people[at].name for at in named] + sorted({subject.value for subject, _ in others})
    return RiskNow(
        id=risk.id,
        label=risk.label,
        text=risk.text,
        to=named,
        to_whom=f"to {', '.join(words)}" if words else "to whom?",
        likelihood=risk.likelihood,
        impact=risk.impact,
        raised_by=risk.raised_by,
        recapped=risk.recapped,
    )


def case_of(read: Read, room: Room) -> Case:
    """The case being heard, within a read or an edit."""
    return read.get(Case, room.heard.case_id)


def offer_line(number: int, proposal: Proposal) -> Line:
    """A proposed risk as a row."""
    key = proposal.heading.key if proposal.heading.group.value == "existing" else str(number)
    return Line(key, proposal.heading.label, lead=str(number), cells=(", ".join(proposal.origins),))


def risk_line(risk: RiskNow) -> Line:
    """A risk of the list as a row."""
    mark = MarkState.DONE if risk.recapped else MarkState.OPEN
    return Line(str(risk.id), risk.text, lead=risk.label, cells=(risk.to_whom, risk.rated or "not rated"), mark=mark)


def add_risk(room: Room, edit: Edit, talk: Discussion, text: str, proposal: Proposal | None) -> None:
    """Adds a risk. In somebody's own words it is to the victim until they say otherwise."""
    if proposal is None:
        talk.raise_risk(text, RiskTo(Subject.VICTIM))
    else:
        at_risk = usually_to(proposal.heading, case_of(edit, room))
        talk.raise_risk(text, *at_risk, heading=proposal.heading.key, raised_by=raised_by(proposal, room))
