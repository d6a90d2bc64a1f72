"""One case as its file shows it: read once, frozen, and in the words in which it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from marac_desk.cases import Case, Party, PartyRole
from marac_desk.dates import short_date
from marac_desk.maracs import Marac
from marac_desk.people import Person
from marac_desk.referrals import Referral
from storage.case_rows import HearingRow, hearings, referrals_of
from storage.door import Read
from storage.list_rows import ActionFilter, ActionListRow, Standing, action_list
from storage.room_cases import people_in
from ui.case_file.facts import Fact
from ui.case_file.heard_view import HeardView, heard_views
from ui.case_file.referral_view import ReferralView, referral_view


@dataclass(frozen=True)
class CaseView:
    """Everything that the file shows. `how_to_reach` is shown when asked for only."""

    id: UUID
    reference: str
    victim_id: UUID
    victim: str
    people: tuple[Fact, ...]
    never: str
    only: str
    must_not_be_told: tuple[str, ...]
    must_not_receive: tuple[str, ...]
    chips: tuple[str, ...]
    how_to_reach: str
    key_dates: tuple[Fact, ...]
    referrals: tuple[ReferralView, ...]
    hearings: tuple[HearingRow, ...]
    heard: tuple[HeardView, ...]
    actions: tuple[ActionListRow, ...]


def case_view(read: Read, case_id: UUID) -> CaseView:
    """Reads a case file. Raises Refused when there is no such case."""
    case = read.get(Case, case_id)
    people = people_in(read.session, case)
    victim = people[case.victim_id]
    counter = read.get(Case, case.counter_case_id).reference if case.counter_case_id else ""
    listed = hearings(read.session, case.id)
    names = {agency.id: agency.name for agency in read.get(Marac, case.marac_id).agencies}
    return CaseView(
        id=case.id,
        reference=case.reference,
        victim_id=victim.id,
        victim=victim.name,
        people=(("Victim", _about(victim, read.today)), *_parties(case, people, read.today)),
        never=case.contact.never,
        only=case.contact.only,
        must_not_be_told=tuple(_with_reason(each.who, each.why) for each in case.must_not_be_told),
        must_not_receive=tuple(_with_reason(each.who, each.why) for each in case.must_not_receive),
        chips=_chips(case, victim, counter),
        how_to_reach=_how_to_reach(victim),
        key_dates=tuple(
            (f"{each.kind.value.capitalize()}, {short_date(each.on)}", each.note or "no note")
            for each in sorted(case.key_dates, key=lambda each: each.on)
        ),
        referrals=_referrals(read, case, names),
        hearings=listed,
        heard=heard_views(read, case, listed, names),
        actions=action_list(read.session, read.today, ActionFilter(Standing.ALL, case_id=case.id)).rows,
    )


def _parties(case: Case, people: dict[UUID, Person], today: date) -> tuple[Fact, ...]:
    order = (PartyRole.PERPETRATOR, PartyRole.CHILD, PartyRole.OTHER)
    return tuple(
        (_role(case, party), _party(party, people, today)) for role in order for party in case.parties_in(role)
    )


def _role(case: Case, party: Party) -> str:
    label = case.label(party).removeprefix("the ")
    if party.role is PartyRole.PERPETRATOR and not party.convicted:
        label = f"alleged: {label}"
    return label[0].upper() + label[1:]


def _party(party: Party, people: dict[UUID, Person], today: date) -> str:
    if party.person_id is None:
        return f"due {short_date(party.due)}" if party.due else "not born yet"
    relations = [party.relation, party.relation_to_perpetrator and f"to them: {party.relation_to_perpetrator}"]
    return " · ".join(part for part in (_about(people[party.person_id], today), *relations, party.school) if part)


def _about(person: Person, today: date) -> str:
    """`Marta Invented, 31, born 2 Mar 1995, also Marta Madeup; needs a Polish interpreter`."""
    age = person.age_on(today)
    parts = [person.name, str(age) if age is not None else "", f"born {person.born}" if person.born else ""]
    said = ", ".join(part for part in parts if part)
    also = f", also {', '.join(alias.name for alias in person.aliases)}" if person.aliases else ""
    spoken = f" · needs an interpreter ({person.language or 'language not known'})" if person.interpreter else ""
    lives = f" · {place}" if (place := person.address_on(today)) else ""
    return said + also + spoken + lives


def _how_to_reach(victim: Person) -> str:
    contact = victim.safe_contact
    voicemail = {True: "voicemail is safe", False: "never leave a voicemail", None: ""}[contact.voicemail]
    code = f"code word “{contact.code_word}”" if contact.code_word else ""
    return " · ".join(part for part in (contact.number, contact.how, contact.when, code, voicemail) if part)


def _chips(case: Case, victim: Person, counter: str) -> tuple[str, ...]:
    said = (
        f"flag until {short_date(case.flagged_until)}" if case.flagged_until else "",
        "'honour'-based" if case.honour_based else "",
        "restricted" if case.restricted else "",
        f"counter-allegation {counter}" if counter else "",
        "no recourse to public funds" if victim.equality.no_recourse else "",
    )
    return tuple(each for each in said if each)


def _with_reason(who: str, why: str) -> str:
    return f"{who}: {why}" if why else who


def _referrals(read: Read, case: Case, names: dict[UUID, str]) -> tuple[ReferralView, ...]:
    """The newest first. Children are asked about until the case names one, or a referral has told of them."""
    found = [read.get(Referral, each) for each in referrals_of(read.session, case.id)]
    known = bool(case.parties_in(PartyRole.CHILD)) or any(each.children_answered for each in found)
    return tuple(referral_view(each, names, children_known=known) for each in found)
