"""What does not change while a case is heard: who is in it, who is at the table for it, which dates it must beat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from marac_desk.attendance import at_table
from marac_desk.cases import Case, Party, PartyRole
from marac_desk.dates import short_date
from marac_desk.discussion import Discussion, Subject
from marac_desk.gaps import Room as AtTable
from marac_desk.maracs import Marac
from marac_desk.meetings import Listing, Meeting
from marac_desk.people import Person
from storage.room_cases import people_in
from storage.room_rows import CaseHead, case_head
from ui.meeting_room.kept_read import KeptRead


@dataclass(frozen=True)
class PersonInCase:
    """Somebody who may be at risk. `label` is for papers (`child 1`), `name` for the room (`Ada, 7`).

    The victim has no `party_id`.
    """

    subject: Subject
    party_id: UUID | None
    label: str
    name: str
    unborn: bool = False


@dataclass(frozen=True)
class Seat:
    """An agency at the table, in speaking order; `speaker` is who is in the room for it, "" for nobody.

    `left` says that it is at the meeting, and left the room for this case; `wrote`, that it sent apologies and
    its information in writing.
    """

    agency_id: UUID
    name: str
    key: str
    present: bool
    speaker: str
    left: bool = False
    wrote: bool = False


@dataclass(frozen=True)
class CaseInRoom:
    """The case that is being heard."""

    case_id: UUID
    discussion_id: UUID
    referral_id: UUID | None
    reference: str
    number: str
    listing: Listing
    people: tuple[PersonInCase, ...]
    seats: tuple[Seat, ...]

    @property
    def children(self) -> tuple[PersonInCase, ...]:
        """The children, born and unborn."""
        return tuple(each for each in self.people if each.subject is Subject.CHILD)

    @property
    def at_table(self) -> AtTable:
        """What `gaps`, `step_marks` and the judge ask about the table."""
        return asked_in(self.seats)

    def seat(self, agency_id: UUID | None) -> Seat | None:
        """The seat of an agency, if it has one."""
        return next((seat for seat in self.seats if seat.agency_id == agency_id), None)


def asked_in(seats: tuple[Seat, ...]) -> AtTable:
    """Who is asked in a case, which of them are in the room for it, and which left it."""
    return AtTable(
        {seat.agency_id: seat.name for seat in seats},
        frozenset(seat.agency_id for seat in seats if seat.present),
        frozenset(seat.agency_id for seat in seats if seat.left),
    )


def head_of(read: KeptRead, meeting_id: UUID, case_id: UUID) -> CaseHead:
    """The head of a case. Raises Refused when it is not on the agenda."""
    return read.once(("head", case_id), lambda: case_head(read.session, meeting_id, case_id))


def everybody_in(read: KeptRead, case: Case) -> dict[UUID, Person]:
    """The people of a case."""
    return read.once(("people", case.id), lambda: people_in(read.session, case))


def case_in_room(read: KeptRead, meeting: Meeting, discussion: Discussion) -> CaseInRoom:
    """Everything that stays as it is while the case is heard. Raises Refused when it is not on the agenda."""
    case = read.get(Case, discussion.case_id)
    return CaseInRoom(
        case_id=case.id,
        discussion_id=discussion.id,
        referral_id=discussion.referral_id,
        reference=case.reference,
        number=case.number,
        listing=meeting.item(case.id).listing,
        people=_people(case, everybody_in(read, case), read.today),
        seats=seats(read.get(Marac, meeting.marac_id), meeting, discussion),
    )


def seats(marac: Marac, meeting: Meeting, discussion: Discussion | None = None) -> tuple[Seat, ...]:
    """The agencies of which an answer is asked, with who is in the room for each."""
    case_id = discussion.case_id if discussion else None
    in_room = {each.agency_id: each.name for each in reversed(meeting.present(case_id))}
    wrote = {each.agency_id for each in meeting.attendance if each.information_sent}
    gone = {each.agency_id for each in meeting.present()} - in_room.keys()
    return tuple(
        Seat(
            agency.id,
            agency.name,
            agency.key,
            present=agency.id in in_room,
            speaker=in_room.get(agency.id, ""),
            left=agency.id in gone,
            wrote=agency.id in wrote,
        )
        for agency in at_table(marac, meeting, discussion)
    )


def _people(case: Case, found: dict[UUID, Person], today: date) -> tuple[PersonInCase, ...]:
    victim = PersonInCase(Subject.VICTIM, None, "the victim", _called(found[case.victim_id], today))
    subjects = (
        (PartyRole.CHILD, Subject.CHILD),
        (PartyRole.OTHER, Subject.OTHER),
        (PartyRole.PERPETRATOR, Subject.PERPETRATOR),
    )
    return (
        victim,
        *(
            PersonInCase(subject, party.id, case.label(party), _party_called(case, party, found, today), party.unborn)
            for role, subject in subjects
            for party in case.parties_in(role)
        ),
    )


def _party_called(case: Case, party: Party, people: dict[UUID, Person], today: date) -> str:
    if party.person_id is None:
        return f"unborn child, due {short_date(party.due)}" if party.due else case.label(party)
    return _called(people[party.person_id], today)


def _called(who: Person, today: date) -> str:
    """`Marta, 31`: the given name, and the age where it is known."""
    age = who.age_on(today)
    name = who.given_names or who.name
    return name if age is None else f"{name}, {age}"
