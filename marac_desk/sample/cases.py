"""Types in a case: the people in it, what must be known around it, and the referral that brings it."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from marac_desk.agencies import WorksWith
from marac_desk.cases import (
    Case,
    CaseAgency,
    ContactRule,
    KeyDate,
    KeyDateKind,
    MustNotBeTold,
    MustNotReceive,
    PartyRole,
)
from marac_desk.dash import ITEMS, Answer, DashAnswer, OtherTool
from marac_desk.maracs import Marac
from marac_desk.referrals import Criteria, Referral
from marac_desk.sample.cast import Cast
from marac_desk.sample.days import Days
from marac_desk.sample.door import Door
from marac_desk.sample.pages import Page
from marac_desk.sample.people import person

_NEWS = {"must_not_be_told", "must_not_receive", "works_with", "key_date"}
_ROLES = {"causing_harm": PartyRole.PERPETRATOR, "child": PartyRole.CHILD, "other": PartyRole.OTHER}


def type_case(door: Door, cast: Cast, days: Days, page: Page) -> None:
    """Types the case with its referral; a case that came before gets only what is new."""
    if page["key"] not in cast.cases:
        _type_people(door, cast, days, page)
        _open_case(door, cast, days, page)
    elif not _NEWS.isdisjoint(page):
        with door.edit("Bring case up to date") as edit:
            _note_cautions(edit.get(Case, cast.cases[page["key"]]), cast, days, page)
    if "referral" in page:
        _type_referral(door, cast, days, page)


def _type_people(door: Door, cast: Cast, days: Days, page: Page) -> None:
    """Everybody new; somebody who is in another case too is there already (`same`)."""
    with door.edit("Enter people") as edit:
        for name, part in _everybody(page):
            if "same" in part:
                cast.people[name] = cast.people[part["same"]]
            elif "unborn" not in part:
                new = person(part, days)
                edit.add(new)
                cast.people[name] = new.id


def _everybody(page: Page) -> Iterator[tuple[str, Page]]:
    """Each person of the case under the name that other pages call them by: `marta.victim`, `marta.child.1`."""
    yield f"{page['key']}.victim", page["victim"]
    for role in _ROLES:
        for place, part in enumerate(page.get(role, ()), start=1):
            yield f"{page['key']}.{role}.{place}", part


def _open_case(door: Door, cast: Cast, days: Days, page: Page) -> None:
    opened = days.on(page.get("referral", {}).get("received", 0))
    with door.edit("Open case") as edit:
        case = Case(
            cast.marac_id,
            edit.get(Marac, cast.marac_id).next_case_reference(opened.year),
            cast.people[f"{page['key']}.victim"],
            opened,
            contact=ContactRule(**page.get("contact", {})),
            honour_based=page.get("honour_based", False),
            restricted=page.get("restricted", False),
            third_party_secrets=page.get("third_party_secrets", ""),
        )
        _link_parties(case, cast, days, page)
        _note_cautions(case, cast, days, page)
        edit.add(case)
        cast.cases[page["key"]] = case.id
    if "counter" in page and page["counter"] in cast.cases:
        _cross_refer(door, cast, page)


def _link_parties(case: Case, cast: Cast, days: Days, page: Page) -> None:
    for name, part in _everybody(page):
        role = name.split(".")[1]
        if role != "victim":
            case.add_party(
                _ROLES[role],
                cast.people.get(name),
                part.get("relation", ""),
                relation_to_perpetrator=part.get("relation_to_perpetrator", ""),
                convicted=part.get("convicted", False),
                due=days.on(part["unborn"]) if "unborn" in part else None,
                school=part.get("school", ""),
                lives_with_victim=part.get("lives_with_victim", role == "child"),
            )


def _note_cautions(case: Case, cast: Cast, days: Days, page: Page) -> None:
    """Who must not be told or receive, whom agencies work with here, and the dates to beat."""
    case.must_not_be_told += [MustNotBeTold(who, why) for who, why in page.get("must_not_be_told", ())]
    case.must_not_receive += [
        MustNotReceive(each["who"], each["why"], cast.agencies.get(each.get("agency", "")))
        for each in page.get("must_not_receive", ())
    ]
    case.agencies += [CaseAgency(cast.agency(key), WorksWith(whom)) for key, whom in page.get("works_with", {}).items()]
    case.key_dates += [
        KeyDate(KeyDateKind(each["kind"]), days.on(each["on"]), each.get("note", ""))
        for each in page.get("key_date", ())
    ]


def _cross_refer(door: Door, cast: Cast, page: Page) -> None:
    """Two cases in which the roles are the other way round warn of each other."""
    one, other = cast.cases[page["key"]], cast.cases[page["counter"]]
    with door.edit("Cross-refer cases") as edit:
        for case_id, counter_id in ((one, other), (other, one)):
            case = edit.get(Case, case_id)
            case.counter_case_id, case.primary_victim = counter_id, page["primary_victim"]


def _type_referral(door: Door, cast: Cast, days: Days, page: Page) -> None:
    with door.edit("Record referral") as edit:
        referral = _referral(cast.cases[page["key"]], cast, days, page["referral"])
        edit.add(referral)
    cast.referrals[page["key"]] = referral.id


def _referral(case_id: UUID, cast: Cast, days: Days, page: Page) -> Referral:
    tool = page.get("other_tool")
    referral = Referral(
        case_id,
        days.on(page["received"]),
        days.words(page["reason"]),
        criteria=Criteria(**dict.fromkeys(page["criteria"], True)),
        other_tool=OtherTool(**tool) if tool else None,
        idva_referred_on=days.on(page["idva_referred"]) if "idva_referred" in page else None,
        children_answered=page.get("children_answered", True),
        dash=_dash(page) if "dash" in page else [],
        **{key: page[key] for key in _AS_WRITTEN if key in page},
    )
    referral.referred_by(*(cast.agency(key) for key in page["by"]), contact=page.get("contact", ""))
    if "not_listed" in page:
        referral.refuse_listing(page["not_listed"], page["not_listed_by"])
    return referral


_AS_WRITTEN = (
    "judgement_reason",
    "consent",
    "lawful_basis",
    "victim_aware",
    "not_aware_because",
    "afraid_of",
    "safe_to_talk_to",
    "not_safe_to_talk_to",
    "safe_to_contact",
    "presenter",
    "transferred_from",
)


def _dash(page: Page) -> list[DashAnswer]:
    """All 24 answers: those named are yes, don't know or not asked; every other one is no."""
    said = dict.fromkeys(page["dash"], Answer.YES)
    said |= dict.fromkeys(page.get("dash_dont_know", ()), Answer.DONT_KNOW)
    said |= dict.fromkeys(page.get("dash_not_asked", ()), Answer.NOT_ASKED)
    comments = page.get("dash_comment", {})
    source = page.get("dash_source", "")
    return [
        DashAnswer(number, said.get(number, Answer.NO), source, comments.get(str(number), ""))
        for number in range(1, ITEMS + 1)
    ]
