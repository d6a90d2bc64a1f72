"""A case: one victim and those alleged to cause them harm, the children, and who must know what.

The same victim with another person causing harm is another case (S23).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from uuid import UUID

from marac_desk.agencies import WorksWith
from marac_desk.errors import Refused
from marac_desk.identity import new_id


class PartyRole(Enum):
    """What somebody other than the victim is in a case."""

    PERPETRATOR = "person causing harm"
    CHILD = "child"
    OTHER = "other"


@dataclass(eq=False)
class Party:
    """Somebody else in the case. An unborn child has no person yet, only when it is due.

    Somebody causing harm is alleged to do so unless convicted.
    """

    role: PartyRole
    person_id: UUID | None = None
    relation: str = ""
    relation_to_perpetrator: str = ""
    position: int = 0
    convicted: bool = False
    due: date | None = None
    school: str = ""
    lives_with_victim: bool = False
    id: UUID = field(default_factory=new_id)

    @property
    def unborn(self) -> bool:
        """Whether this is a child who is not born yet."""
        return self.role is PartyRole.CHILD and self.person_id is None


@dataclass(frozen=True)
class ContactRule:
    """How the victim must not be contacted, and the one way that is allowed.

    A prohibition is no contact detail: every agency with an action needs it, and it holds no number.
    """

    never: str = ""
    only: str = ""

    def __str__(self) -> str:
        return "; ".join(part for part in (self.never, self.only) if part)


@dataclass(eq=False)
class MustNotBeTold:
    """Somebody in the family or community who must not learn of this, and why: agencies are told."""

    who: str
    why: str = ""
    id: UUID = field(default_factory=new_id)


@dataclass(eq=False)
class MustNotReceive:
    """A worker or an agency that must get no paper of this case, and why: for chair and coordinator only."""

    who: str
    why: str
    agency_id: UUID | None = None
    id: UUID = field(default_factory=new_id)


@dataclass(eq=False)
class CaseAgency:
    """Whom an agency works with in this case, where that differs from what it usually does."""

    agency_id: UUID
    works_with: WorksWith
    id: UUID = field(default_factory=new_id)


class KeyDateKind(Enum):
    """The dates that an action may have to beat."""

    BAIL_ENDS = "bail ends"
    HEARING = "hearing"
    RELEASE = "release"
    BIRTH = "baby due"
    HANDOVER = "contact handover"
    OTHER = "other"


@dataclass(eq=False)
class KeyDate:
    """A date that drives actions."""

    kind: KeyDateKind
    on: date
    note: str = ""
    id: UUID = field(default_factory=new_id)


@dataclass(eq=False)
class Case:
    """The victim and everyone linked, how to stay safe around them, and what other cases it touches.

    `counter_case_id` is the case in which the roles are the other way round; `primary_victim`
    then says who is held to be the primary victim, or who will settle it and by when.
    """

    marac_id: UUID
    reference: str
    victim_id: UUID
    opened_on: date
    contact: ContactRule = ContactRule()
    honour_based: bool = False
    restricted: bool = False
    counter_case_id: UUID | None = None
    primary_victim: str = ""
    third_party_secrets: str = ""
    flagged_until: date | None = None
    parties: list[Party] = field(default_factory=list)
    must_not_be_told: list[MustNotBeTold] = field(default_factory=list)
    must_not_receive: list[MustNotReceive] = field(default_factory=list)
    agencies: list[CaseAgency] = field(default_factory=list)
    key_dates: list[KeyDate] = field(default_factory=list)
    id: UUID = field(default_factory=new_id)

    @property
    def number(self) -> str:
        """The last part of the reference without its zeros: `142` of `NV-2026-0142`, as actions are numbered."""
        return number_in(self.reference)

    def parties_in(self, role: PartyRole) -> list[Party]:
        """Everybody in one role, in the order in which they were entered."""
        return sorted((party for party in self.parties if party.role is role), key=lambda party: party.position)

    def add_party(self, role: PartyRole, person_id: UUID | None, relation: str = "", **more: object) -> Party:
        """Links somebody to the case. Raises Refused when they are already in it in any role.

        Only a child who is not born yet may come without a person, and needs the date when it is due.
        """
        if person_id is not None and person_id in {self.victim_id, *(party.person_id for party in self.parties)}:
            raise Refused("This person is already in the case. One person has one role in a case.")
        if person_id is None and (role is not PartyRole.CHILD or more.get("due") is None):
            raise Refused("Only an unborn child may be entered without a name, and needs the date when it is due.")
        party = Party(role, person_id, relation, position=len(self.parties) + 1, **more)  # type: ignore[arg-type]
        self.parties.append(party)
        return party

    def label(self, party: Party) -> str:
        """How a paper names somebody without their name: `child 1`, `the unborn child`, `the person causing harm`."""
        same = self.parties_in(party.role)
        if party.role is PartyRole.CHILD:
            born = [each for each in same if not each.unborn]
            if party.unborn:
                unborn = [each for each in same if each.unborn]
                return "the unborn child" if len(unborn) == 1 else f"unborn child {unborn.index(party) + 1}"
            return f"child {born.index(party) + 1}"
        if party.role is PartyRole.PERPETRATOR:
            base = "the person causing harm"
            return base if len(same) == 1 else f"person causing harm {same.index(party) + 1}"
        return party.relation or f"other person {same.index(party) + 1}"

    def party(self, party_id: UUID) -> Party:
        """The party with this identifier. Raises Refused when the case has none."""
        for party in self.parties:
            if party.id == party_id:
                return party
        raise Refused("This case has no such person in it.")

    def has_children(self) -> bool:
        """Whether any child, born or not, is linked: such cases are heard first (S3)."""
        return bool(self.parties_in(PartyRole.CHILD))

    def works_with(self, agency_id: UUID, usually: WorksWith) -> WorksWith:
        """Whom the agency works with in this case: what was set for it here, else what it usually does."""
        return next((each.works_with for each in self.agencies if each.agency_id == agency_id), usually)

    def may_receive(self, agency_id: UUID) -> bool:
        """Whether the agency may get papers of this case at all."""
        return all(each.agency_id != agency_id for each in self.must_not_receive)


def number_in(reference: str) -> str:
    """The last part of a case's reference without its zeros: `142` of `NV-2026-0142`."""
    return reference.rsplit("-", 1)[-1].lstrip("0") or "0"
