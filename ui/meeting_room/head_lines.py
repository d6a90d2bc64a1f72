"""What the head of a case says: everything that somebody must know before they speak or write to anybody."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from marac_desk.cases import Case, PartyRole
from marac_desk.dates import short_date
from marac_desk.meetings import Listing, Meeting
from marac_desk.people import Person
from marac_desk.referrals import Referral
from storage.door import Read
from storage.queries import last_heard
from storage.room_cases import people_in
from ui.meeting_room.case_head import Chip, HeadLines
from ui.meeting_room.case_in_room import CaseInRoom
from ui.widgets.mark import Tone


def head_lines(read: Read, meeting: Meeting, heard: CaseInRoom) -> HeadLines:
    """The head as the record stands now."""
    case = read.get(Case, heard.case_id)
    people = people_in(read.session, case)
    victim = people[case.victim_id]
    age = victim.age_on(read.today)
    referral = read.get(Referral, heard.referral_id) if heard.referral_id else None
    last = last_heard(read.session, case.id, meeting.starts_at)
    chips = (
        *_listing(heard.listing, f" · last heard {short_date(last)}" if last else ""),
        *_people(case, victim),
        *_danger(case),
        *_rest(case, referral),
    )
    name = f"{_surname_first(victim)}{'' if age is None else f', {age}'}"
    return HeadLines(f"{case.reference} · {name}", _alleged(case, people), chips)


def _listing(listing: Listing, last: str) -> Iterator[Chip]:
    if listing is Listing.REPEAT:
        yield Chip(f"Repeat{last}", Tone.ACCENT)
    elif listing is not Listing.NEW:
        yield Chip(f"{listing.value.capitalize()}{last}", Tone.ACCENT)
    elif last:
        yield Chip(f"Heard before{last}", Tone.ACCENT)


def _people(case: Case, victim: Person) -> Iterator[Chip]:
    children = case.parties_in(PartyRole.CHILD)
    unborn = sum(child.unborn for child in children)
    born = len(children) - unborn
    parts = [f"{born} {'child' if born == 1 else 'children'}"] if born else []
    if unborn:
        parts.append(f"{unborn} unborn")
    if parts:
        yield Chip(" + ".join(parts))
    if victim.interpreter:
        yield Chip(f"Interpreter: {victim.language or 'language not known'}", Tone.WARN)


def _danger(case: Case) -> Iterator[Chip]:
    """How not to contact the victim, and who must not learn of anything: the only red on the screen."""
    never, only = case.contact.never, case.contact.only
    if never or only:
        rule = " · only ".join(part for part in (never, only) if part) if never else f"only {only}"
        yield Chip(rule[0].upper() + rule[1:], Tone.DANGER)
    else:
        yield Chip("How not to contact: not recorded", Tone.WARN)
    if case.must_not_be_told:
        yield Chip(f"Must not be told: {', '.join(each.who for each in case.must_not_be_told)}", Tone.DANGER)
    if case.must_not_receive:
        yield Chip(f"Must not receive papers: {', '.join(each.who for each in case.must_not_receive)}", Tone.DANGER)


def _rest(case: Case, referral: Referral | None) -> Iterator[Chip]:
    if case.honour_based:
        yield Chip("Honour-based abuse", Tone.WARN)
    if case.counter_case_id is not None:
        yield Chip("Counter-allegation", Tone.WARN)
    if case.restricted:
        yield Chip("Restricted", Tone.WARN)
    count = referral.dash_count() if referral else None
    if count is not None:
        yield Chip(f"Dash {count} of 24")
    elif referral is not None and referral.other_tool is not None:
        yield Chip(str(referral.other_tool))


def _alleged(case: Case, people: dict[UUID, Person]) -> str:
    """`Alleged to cause harm: Sample, Daniel (ex-partner) and 1 other`; a conviction is no allegation."""
    causing = [each for each in case.parties_in(PartyRole.PERPETRATOR) if each.person_id is not None]
    if not causing:
        return ""
    first = causing[0]
    name = _surname_first(people[first.person_id]) if first.person_id else ""
    relation = f" ({first.relation})" if first.relation else ""
    others = len(causing) - 1
    more = f" and {others} other{'s' if others > 1 else ''}" if others else ""
    return f"{'Convicted of causing' if first.convicted else 'Alleged to cause'} harm: {name}{relation}{more}"


def _surname_first(person: Person) -> str:
    return ", ".join(part for part in (person.family_name, person.given_names) if part) or person.name
