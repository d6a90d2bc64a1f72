"""Risks that are proposed for a case, each with where it comes from; people tick, drop or reword them.

A yes on the Dash proposes its headings, and so do the words of the referral and of what agencies
shared. The victim's own voice proposes nothing here: a tick would carry into every paper what may
be known only from the victim; the Dash already asked about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from marac_desk.cases import Case, Party, PartyRole
from marac_desk.dash import Answer
from marac_desk.discussion import Discussion, MayKnow, RiskTo, Subject
from marac_desk.folding import fold
from marac_desk.reference import Reference
from marac_desk.reference_entries import AtRisk, RiskGroup, RiskHeading
from marac_desk.referrals import Referral

_CLAUSE_ENDS = re.compile(r"[.,;:!?\n]|\b(?:and|but|then|since|because|although|when|who)\b")
_DENIED = re.compile(r"\b(?:no|not|never|without|denies|denied|nor)\b(?:\s+\w+){0,3}\s*$")
"""What stands close before a word that was said not to be so: `no sign of any weapon`."""

_GROUPS = (RiskGroup.HARM, RiskGroup.CONTRIBUTORY, RiskGroup.EXISTING)


@dataclass(frozen=True)
class Proposal:
    """A heading, and where it comes from: `Dash 7`, `referral`, the name of an agency."""

    heading: RiskHeading
    origins: tuple[str, ...]


def proposals(
    discussion: Discussion, referral: Referral | None, reference: Reference, agency_names: Mapping[UUID, str]
) -> tuple[Proposal, ...]:
    """The risks that are not recorded yet: those that may cost a life first, then harm, then what makes it likelier.

    What already protects comes last; it is no risk and belongs to what is in place.
    """
    origins: dict[str, dict[str, None]] = {}
    for key, origin in (*_from_dash(referral, reference), *_from_words(discussion, referral, reference, agency_names)):
        origins.setdefault(key, {})[origin] = None
    recorded = {risk.heading for risk in discussion.risks}
    in_place = fold(discussion.already_in_place)
    found = [
        Proposal(heading, tuple(origins[heading.key]))
        for heading in reference.risks
        if heading.key in origins and heading.key not in recorded and fold(heading.label) not in in_place
    ]
    return tuple(sorted(found, key=lambda each: (not each.heading.grave, _GROUPS.index(each.heading.group))))


def usually_to(heading: RiskHeading, case: Case) -> list[RiskTo]:
    """Who is at risk under a heading unless somebody says otherwise: the victim, or each child."""
    return [to for at_risk in heading.to for to in _those(at_risk, case)]


def _those(at_risk: AtRisk, case: Case) -> Iterator[RiskTo]:
    if at_risk in (AtRisk.CHILDREN, AtRisk.UNBORN):
        yield from _children(case, unborn=at_risk is AtRisk.UNBORN)
    else:
        yield RiskTo(_SUBJECTS[at_risk])


_SUBJECTS = {
    AtRisk.VICTIM: Subject.VICTIM,
    AtRisk.OTHERS: Subject.OTHER,
    AtRisk.STAFF: Subject.STAFF,
    AtRisk.PERPETRATOR: Subject.PERPETRATOR,
}


def _children(case: Case, *, unborn: bool) -> Iterator[RiskTo]:
    """Each child of the kind; a child in general where none has been linked to the case yet."""
    children: list[Party] = [each for each in case.parties_in(PartyRole.CHILD) if each.unborn is unborn]
    if not children:
        yield RiskTo(Subject.CHILD)
    for child in children:
        yield RiskTo(Subject.CHILD, child.id)


def _from_dash(referral: Referral | None, reference: Reference) -> Iterator[tuple[str, str]]:
    """The headings that each yes proposes, in the order of the items."""
    answers = sorted(referral.dash, key=lambda each: each.number) if referral else []
    for answer in answers:
        if answer.answer is Answer.YES:
            for heading in reference.risks_from([answer.number]):
                yield heading.key, f"Dash {answer.number}"


def _from_words(
    discussion: Discussion, referral: Referral | None, reference: Reference, agency_names: Mapping[UUID, str]
) -> Iterator[tuple[str, str]]:
    for text, origin in _told(discussion, referral, agency_names):
        plain = _plain(text)
        clauses = _CLAUSE_ENDS.split(plain)
        for heading in reference.risks:
            # Most headings are nowhere in a text, which one search over the whole of it tells.
            if _has(plain, heading.words) and any(_says(clause, heading.words) for clause in clauses):
                yield heading.key, origin


def _told(
    discussion: Discussion, referral: Referral | None, agency_names: Mapping[UUID, str]
) -> Iterator[tuple[str, str]]:
    """What was written and shared, with its origin. Known only from the victim stays with the voice."""
    if referral is not None:
        yield referral.reason, "referral"
    yield discussion.presented, "referrer"
    for each in discussion.contributions:
        if each.may_know is not MayKnow.ONLY_FROM_VICTIM:
            yield f"{each.fact}\n{each.view}", agency_names.get(each.agency_id, "an agency")


def _plain(text: str) -> str:
    return fold(text).replace("’", "'").replace("-", " ")


def tells_of_unborn(text: str, reference: Reference) -> bool:
    """Whether a text has a word of a heading under which a child who is not born yet is at risk, also to deny it."""
    plain = _plain(text)
    return any(_has(plain, heading.words) for heading in reference.risks if AtRisk.UNBORN in heading.to)


def _has(plain: str, words: tuple[str, ...]) -> bool:
    return bool(words) and _pattern(words).search(plain) is not None


def _says(clause: str, words: tuple[str, ...]) -> bool:
    """Whether a clause has one of the words and does not deny it just before."""
    return any(not _DENIED.search(clause[: found.start()]) for found in _pattern(words).finditer(clause))


@lru_cache(maxsize=256)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words, whole; a star stands for the rest of a word."""
    return re.compile(
        rf"\b(?:{'|'.join(re.escape(_plain(word)).replace(chr(92) + '*', chr(92) + 'w*') for word in words)})\b"
    )
