"""How an agenda is put together: its order, its slots, and what to mind before it goes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from itertools import combinations
from uuid import UUID

from marac_desk.meeting_clock import OPENING, planned_minutes
from marac_desk.meetings import Listing, Meeting
from marac_desk.repeats import is_repeat


@dataclass(frozen=True)
class ToList:
    """A case as far as the agenda needs to know it.

    `people` are everybody in it, `counter_case_id` the case in which the roles are the other way
    round, `idvas` the IDVA services that support its victim.
    """

    case_id: UUID
    reference: str
    listing: Listing = Listing.NEW
    has_children: bool = False
    deferred: bool = False
    counter_case_id: UUID | None = None
    people: frozenset[UUID] = field(default=frozenset())
    idvas: frozenset[UUID] = field(default=frozenset())


@dataclass(frozen=True)
class Touching:
    """Two cases on one agenda that touch each other, and how, in a sentence by their references."""

    one: UUID
    other: UUID
    say: str


def default_order(cases: Iterable[ToList]) -> tuple[UUID, ...]:
    """Cases with children first, so that agencies that serve only children can leave (S3); then by reference."""
    return tuple(each.case_id for each in sorted(cases, key=lambda each: (not each.has_children, each.reference)))


def slots(starts_at: datetime, cases: Sequence[ToList], per_case: int, zone: tzinfo) -> tuple[str, ...]:
    """When each case begins, `09:45` in the time of the place; nothing for one that is deferred."""
    begins = starts_at.astimezone(zone) + timedelta(minutes=OPENING)
    slots = []
    for case in cases:
        slots.append("" if case.deferred else f"{begins:%H:%M}")
        begins += timedelta(minutes=planned_minutes(case.listing, case.deferred, per_case))
    return tuple(slots)


def give_slots(meeting: Meeting, per_case: int, zone: tzinfo) -> None:
    """Gives each case of an agenda its time, as the order stands now."""
    order = meeting.running_order()
    cases = [ToList(item.case_id, "", item.listing, deferred=item.deferred) for item in order]
    for item, slot in zip(order, slots(meeting.starts_at, cases, per_case, zone), strict=True):
        item.slot = slot


def usual_listing(transfer: bool, repeat: bool, before: date | None, referred_on: date, months: int) -> Listing:
    """How a case usually comes onto the agenda: what the referral says, else what the clock of repeats says (S23)."""
    if transfer:
        return Listing.TRANSFER_IN
    return Listing.REPEAT if repeat or is_repeat(before, referred_on, months) else Listing.NEW


def capacity_warning(cases: Iterable[ToList], capacity: int) -> str:
    """A sentence when more cases are to be discussed than the area hears in one meeting; else nothing."""
    heard = sum(not each.deferred and each.listing is not Listing.ALERT_ONLY for each in cases)
    if heard <= capacity:
        return ""
    over = heard - capacity
    return f"{heard} cases are {over} more than this MARAC hears in one meeting: defer some, or plan another meeting."


def touching(cases: Sequence[ToList]) -> tuple[Touching, ...]:
    """The pairs of cases that touch: counter-allegations, and those with somebody in both."""
    return tuple(
        Touching(one.case_id, other.case_id, say)
        for one, other in combinations(_heard(cases), 2)
        if (say := _how_they_touch(one, other))
    )


def _how_they_touch(one: ToList, other: ToList) -> str:
    if _counter(one, other):
        return (
            f"{one.reference} and {other.reference} name each other's victim as causing harm: "
            "agree who is held to be the primary victim, and keep the two apart."
        )
    if one.people & other.people:
        return f"Somebody is in both {one.reference} and {other.reference}: mind who stays in the room for each."
    return ""


def shared_idva(cases: Sequence[ToList]) -> tuple[str, ...]:
    """A warning for each pair of counter-allegations in which one IDVA service supports both victims."""
    return tuple(
        f"One IDVA service supports both victims in {one.reference} and {other.reference}: "
        "give one of them to another worker or service before the meeting."
        for one, other in combinations(_heard(cases), 2)
        if _counter(one, other) and one.idvas & other.idvas
    )


def _heard(cases: Iterable[ToList]) -> Iterator[ToList]:
    return (each for each in cases if not each.deferred)


def _counter(one: ToList, other: ToList) -> bool:
    return one.counter_case_id == other.case_id or other.counter_case_id == one.case_id
