"""From what was typed in the short form to a person, a case and a referral. Names no widget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from marac_desk.cases import Case, ContactRule, MustNotBeTold, PartyRole
from marac_desk.dash import DashAnswer, OtherTool
from marac_desk.dates import PartialDate
from marac_desk.errors import Refused
from marac_desk.identity import new_id
from marac_desk.maracs import Marac
from marac_desk.people import Address, Equality, Gender, Person, SafeContact
from marac_desk.referrals import Criteria, Referral
from marac_desk.typed_dates import read_day, read_past_day
from storage.door import Edit
from ui.referral.people_rows import PersonTyped

ANSWERS: dict[str, bool | None] = {"yes": True, "no": False, "": None}
CHILD_DUE_WORD = "due"


@dataclass(frozen=True)
class Typed:
    """Everything in the form, as text; what a field may hold stands beside its label."""

    texts: dict[str, str]
    agencies: tuple[UUID, ...] = ()
    grounds: frozenset[str] = frozenset()
    harmful: tuple[PersonTyped, ...] = ()
    children: tuple[PersonTyped, ...] = ()
    no_children: bool = False
    dash: Sequence[DashAnswer] = field(default=())

    def __getitem__(self, name: str) -> str:
        return self.texts.get(name, "").strip()


def born(text: str) -> PartialDate | None:
    """A date of birth as far as it is known. Raises Refused when it is no date."""
    return PartialDate.read(text) if text else None


def due_on(text: str, today: date) -> date | None:
    """The day on which a child that is not born yet is due: `due 16/2`. Nothing for a date of birth."""
    if not text.casefold().startswith(CHILD_DUE_WORD):
        return None
    return read_day(text[len(CHILD_DUE_WORD) :].strip(" :"), today)


def referral_of(typed: Typed, case_id: UUID, today: date) -> Referral:
    """The referral. Raises Refused when a date or a number can't be read."""
    made = Referral(
        case_id,
        read_past_day(typed["received"], today) if typed["received"] else today,
        typed["reason"],
        Criteria(**dict.fromkeys(typed.grounds, True)),
        judgement_reason=typed["judgement"],
        other_tool=_tool(typed),
        consent=ANSWERS[typed["consent"]],
        victim_aware=ANSWERS[typed["aware"]],
        not_aware_because=typed["not_aware"],
        afraid_of=typed["afraid"],
        safe_to_contact=ANSWERS[typed["safe"]],
        children_answered=typed.no_children or bool(typed.children),
        idva_referred_on=read_past_day(typed["idva"], today) if typed["idva"] else None,
    )
    made.referred_by(*typed.agencies, contact=typed["contact"])
    made.dash = list(typed.dash)
    return made


def missing(typed: Typed, today: date, *, children_known: bool = False) -> tuple[str, ...]:
    """What the referrer has still to say, also while a date is only half typed."""
    unread = dict.fromkeys(("received", "score", "out_of"), "")
    idva = {"idva": typed["idva"] if _is_day(typed["idva"], today) else ""}
    return referral_of(replace(typed, texts={**typed.texts, **unread, **idva}), new_id(), today).missing(
        children_known=children_known
    )


def add_case(edit: Edit, typed: Typed, marac_id: UUID, today: date) -> UUID:
    """Makes the people, the case and its referral, all in one edit; returns the case.

    Raises Refused without any name for the victim, or when a date can't be read.
    """
    victim = victim_of(typed)
    marac = edit.get(Marac, marac_id)
    case = Case(marac.id, marac.next_case_reference(today.year), victim.id, today)
    case.contact = ContactRule(typed["never"], typed["only"])
    case.honour_based = typed["honour"] == "yes"
    case.must_not_be_told = [MustNotBeTold(who, why) for who, why in _told(typed["must_not"])]
    people = [victim]
    for each in typed.harmful:
        people.append(Person(each.given, each.family, born(each.when)))
        case.add_party(PartyRole.PERPETRATOR, people[-1].id, each.relation)
    for each in typed.children:
        due = due_on(each.when, today)
        if due is None:
            people.append(Person(each.given, each.family, born(each.when)))
        person_id = None if due is not None else people[-1].id
        case.add_party(PartyRole.CHILD, person_id, each.relation, due=due, lives_with_victim=due is None)
    edit.add(*people, case, referral_of(typed, case.id, today))
    return case.id


def victim_of(typed: Typed) -> Person:
    """The victim. Raises Refused when there is no name at all."""
    if not (typed["given"] or typed["family"]):
        raise Refused("Please give the victim's name, or what is known of it.")
    language = typed["language"]
    victim = Person(typed["given"], typed["family"], born(typed["born"]), language=language, interpreter=bool(language))
    victim.safe_contact = SafeContact(typed["number"], typed["how"])
    victim.equality = Equality(gender=Gender(typed["gender"] or Gender.NOT_KNOWN.value))
    if typed["address"] or typed["postcode"]:
        victim.addresses = [Address(typed["address"], typed["postcode"])]
    return victim


def _is_day(text: str, today: date) -> bool:
    try:
        read_past_day(text, today)
    except Refused:
        return False
    return True


def _tool(typed: Typed) -> OtherTool | None:
    if not typed["tool"]:
        return None
    return OtherTool(typed["tool"], whole(typed["score"]), whole(typed["out_of"]))


def whole(text: str) -> int | None:
    """A score, or nothing. Raises Refused when it is no number."""
    if text and not text.isdecimal():
        raise Refused("Please give the score as a number.")
    return int(text) if text else None


def _told(text: str) -> list[tuple[str, str]]:
    """One line each: who, and after a colon why."""
    lines = [line.partition(":") for line in text.splitlines() if line.strip()]
    return [(who.strip(), why.strip()) for who, _, why in lines]
