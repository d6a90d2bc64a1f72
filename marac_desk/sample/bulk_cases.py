"""Made-up cases: the people in them and their referrals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from marac_desk.agencies import Agency
from marac_desk.cases import Case, ContactRule, KeyDate, KeyDateKind, PartyRole
from marac_desk.dash import ITEMS, Answer, DashAnswer, OtherTool, Thresholds, count
from marac_desk.maracs import Marac
from marac_desk.people import Gender, Person
from marac_desk.referrals import Criteria, Referral
from marac_desk.sample.chance import Chance


@dataclass
class MadeUpCase:
    """What the later meetings need to know of a case, which is not loaded again."""

    case_id: UUID
    child_ids: tuple[UUID, ...]
    key_dates: tuple[date, ...]
    received: date
    heard: bool = False
    actions: int = 0


@dataclass(frozen=True)
class NewCase:
    """A case with everybody in it, and what stays known of it."""

    people: list[Person]
    case: Case
    known: MadeUpCase


def new_case(chance: Chance, marac: Marac, day: date) -> NewCase:
    """A case that is first heard on `day`."""
    victim = chance.person(Gender.MALE if chance.happens(7) else Gender.FEMALE, chance.random.randint(17, 80), day.year)
    harming = chance.person(
        Gender.FEMALE if chance.happens(8) else Gender.MALE, chance.random.randint(16, 70), day.year
    )
    people = [victim, harming]
    case = Case(
        marac.id,
        marac.next_case_reference(day.year),
        victim.id,
        day - timedelta(days=chance.random.randint(8, 20)),
        contact=ContactRule(chance.text("never"), chance.text("only")),
        honour_based=chance.happens(4),
    )
    case.add_party(PartyRole.PERPETRATOR, harming.id, chance.text("relations"), convicted=chance.happens(20))
    for age in _ages_of_children(chance):
        child = chance.person(chance.random.choice([Gender.FEMALE, Gender.MALE]), age, day.year)
        people.append(child)
        case.add_party(PartyRole.CHILD, child.id, "child", lives_with_victim=True)
    if chance.happens(25):
        case.key_dates.append(KeyDate(KeyDateKind.HEARING, day + timedelta(days=chance.random.randint(10, 60))))
    children = tuple(child.id for child in case.parties_in(PartyRole.CHILD))
    return NewCase(people, case, MadeUpCase(case.id, children, tuple(k.on for k in case.key_dates), case.opened_on))


def _ages_of_children(chance: Chance) -> list[int]:
    return [chance.random.randint(0, 15) for _ in range(chance.random.choice([0, 0, 1, 1, 2, 3]))]


def referral_of(chance: Chance, case: MadeUpCase, agencies: Sequence[Agency], repeat: bool) -> Referral:
    """The referral that brings a case to its next meeting; police refer most."""
    dash = _dash(chance) if chance.happens(60) else []
    high = count(dash) >= Thresholds().high
    referral = Referral(
        case.case_id,
        case.received,
        chance.text("presented"),
        Criteria(visible_high_risk=high, professional_judgement=not high, repeat=repeat),
        judgement_reason="" if high else "More than the count shows.",
        other_tool=None if dash else OtherTool("DARA", chance.random.randint(6, 18), 18),
        consent=chance.happens(70),
        victim_aware=True,
        safe_to_contact=chance.happens(80),
        children_answered=True,
        idva_referred_on=case.received,
        dash=dash,
    )
    first = agencies[0] if chance.happens(65) else chance.random.choice(agencies)
    second = chance.random.choice(agencies)
    referral.referred_by(*((first.id, second.id) if chance.happens(5) and second is not first else (first.id,)))
    return referral


def _dash(chance: Chance) -> list[DashAnswer]:
    ticks = chance.random.sample(range(1, ITEMS + 1), chance.random.randint(8, 20))
    return [DashAnswer(item, Answer.YES if item in ticks else Answer.NO) for item in range(1, ITEMS + 1)]
