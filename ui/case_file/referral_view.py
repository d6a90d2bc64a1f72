"""One referral as the case file shows it: what was ticked, typed and answered in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from marac_desk.dash import Answer, DashAnswer
from marac_desk.dates import short_date
from marac_desk.referrals import Referral
from ui.case_file.facts import Fact, agency_called, filled

GROUNDS = {
    "visible_high_risk": "visible high risk",
    "professional_judgement": "professional judgement",
    "escalation": "escalation",
    "repeat": "repeat",
    "transfer": "transfer",
}
_SAID = {True: "yes", False: "no", None: ""}


@dataclass(frozen=True)
class DashView:
    """All items that were answered alike, by number, each with what was added to it."""

    answer: Answer
    items: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class ReferralView:
    """One referral: its day, its words, each Dash answer, and what is still missing in it."""

    received_on: date
    facts: tuple[Fact, ...]
    reason: str
    more: tuple[Fact, ...]
    dash: tuple[DashView, ...]
    missing: tuple[str, ...]


def referral_view(referral: Referral, agencies: Mapping[UUID, str], *, children_known: bool) -> ReferralView:
    """What one referral says. Whether there are children is not asked where the case tells it."""
    count = referral.dash_count()
    names = {each.agency_id: agency_called(each.agency_id, agencies) for each in referral.agencies}
    tool = f"Dash {count} of 24" if count is not None else ""
    facts = (
        ("Referred by", " and ".join(names.values())),
        ("Grounds", ", ".join(said for name, said in GROUNDS.items() if getattr(referral.criteria, name))),
        ("Risk", "; ".join(filter(None, (tool, str(referral.other_tool or ""))))),
        ("Not listed", referral.not_listed_because),
    )
    return ReferralView(
        referral.received_on,
        filled(facts),
        referral.reason,
        filled(_more(referral, names)),
        _dash(referral.dash),
        referral.missing(children_known=children_known),
    )


def _more(referral: Referral, names: Mapping[UUID, str]) -> Sequence[Fact]:
    contacts: dict[str, list[str]] = {}
    for each in referral.agencies:
        contacts.setdefault(each.contact, []).append(names[each.agency_id])
    whom = (f"{contact} ({' and '.join(of)})" for contact, of in contacts.items() if contact)
    because = f", because: {referral.not_aware_because}" if referral.not_aware_because else ""
    idva = referral.idva_referred_on
    return (
        ("Whom to ask", ", ".join(whom)),
        ("What the professional judgement is based on", referral.judgement_reason),
        ("What the victim is afraid of", referral.afraid_of),
        ("Safe to talk to", referral.safe_to_talk_to),
        ("Not safe to talk to", referral.not_safe_to_talk_to),
        ("Is it safe to contact the victim?", _SAID[referral.safe_to_contact]),
        ("Does the victim know of the referral?", f"{_SAID[referral.victim_aware]}{because}".strip(", ")),
        ("Does the victim agree?", _SAID[referral.consent]),
        ("Lawful basis", referral.lawful_basis),
        ("Referred to the IDVA on", short_date(idva) if idva else ""),
        ("Presented by", referral.presenter),
        ("Transferred from", referral.transferred_from),
        ("Decided not to list", referral.not_listed_by),
    )


def _dash(answers: Sequence[DashAnswer]) -> tuple[DashView, ...]:
    in_order = sorted(answers, key=lambda each: each.number)
    alike = {said: tuple((each.number, _added(each)) for each in in_order if each.answer is said) for said in Answer}
    return tuple(DashView(said, items) for said, items in alike.items() if items)


def _added(answer: DashAnswer) -> str:
    source = f"from {answer.source}" if answer.source else ""
    return ", ".join(part for part in (answer.comment, source) if part)
