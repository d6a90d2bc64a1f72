"""What the last look at a paper's sentences found, and what somebody decided about it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from uuid import UUID

from marac_desk.errors import Refused
from marac_desk.identity import new_id


class FindingKind(Enum):
    """What was found in a sentence, in the words in which a person is told."""

    KNOWN_SECRET = "something that the record keeps secret"
    KEPT_BACK = "words that are kept from this paper"
    POSTCODE = "a postcode"
    PHONE = "a phone number"
    EMAIL = "an e-mail address"
    STREET = "what reads like a street address"
    REFUGE = "a word that may give away a safe place"


@dataclass(frozen=True)
class Finding:
    """One sentence that may not go out as it stands in one copy, and where it is.

    `place` names references and numbers only, so it may be shown and logged; the sentence may not,
    and is left out of what a log would write of it. `copy_for` is whose copy it stands in.
    """

    kind: FindingKind
    place: str
    sentence: str = field(repr=False)
    copy_for: str = ""

    @property
    def key(self) -> str:
        """What a decision names: another one as soon as the sentence is changed, or gets to another reader."""
        told = (self.kind.name, self.place, self.sentence, self.copy_for)
        return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


@dataclass(eq=False)
class Decision:
    """That a sentence may stand in one copy all the same, why, who says so and when.

    Raises Refused without a reason or a name.
    """

    meeting_id: UUID
    finding_key: str
    why: str
    by: str
    at: datetime
    id: UUID = field(default_factory=new_id)

    def __post_init__(self) -> None:
        if not self.why.strip() or not self.by.strip():
            raise Refused("A sentence may stand only when somebody says why, and puts their name to it.")


@dataclass(frozen=True)
class StoppedSentence:
    """A sentence at which papers stop: what was found in it, in whose copies it stands, and why it may, if it may.

    One decision is about all its `keys`; without a reason for each of them it stops the papers.
    """

    place: str
    sentence: str = field(repr=False)
    kinds: tuple[FindingKind, ...]
    copies: tuple[str, ...]
    keys: tuple[str, ...]
    why: str = ""
    by: str = ""

    @property
    def may_stand(self) -> bool:
        """Whether somebody has decided that it may."""
        return bool(self.why)

    @property
    def case_reference(self) -> str:
        """The case in which it stands; nothing where it is the meeting's own, as in any other business."""
        first, comma, _ = self.place.partition(", ")
        return first if comma else ""

    @property
    def where(self) -> str:
        """The place within its case or meeting: `action 142.3`."""
        return self.place.partition(", ")[2] or self.place

    def decide(self, meeting_id: UUID, why: str, by: str, at: datetime) -> tuple[Decision, ...]:
        """That it may stand, in each of its copies. Raises Refused without a reason."""
        return tuple(Decision(meeting_id, key, why.strip(), by, at) for key in self.keys)


def stopped_sentences(findings: Iterable[Finding], decisions: Iterable[Decision]) -> tuple[StoppedSentence, ...]:
    """The sentences in reading order, those that still stop the papers first."""
    decided = {decision.finding_key: decision for decision in decisions}
    together: dict[tuple[str, str], list[Finding]] = {}
    for finding in dict.fromkeys(findings):
        together.setdefault((finding.place, finding.sentence), []).append(finding)
    sentences = [_stopped(found, decided) for found in together.values()]
    return tuple(sorted(sentences, key=lambda each: each.may_stand))


def _stopped(found: list[Finding], decided: Mapping[str, Decision]) -> StoppedSentence:
    keys = tuple(finding.key for finding in found)
    first = decided.get(keys[0]) if all(key in decided for key in keys) else None
    return StoppedSentence(
        place=found[0].place,
        sentence=found[0].sentence,
        kinds=tuple(dict.fromkeys(finding.kind for finding in found)),
        copies=tuple(dict.fromkeys(finding.copy_for for finding in found)),
        keys=keys,
        why=first.why if first else "",
        by=first.by if first else "",
    )
