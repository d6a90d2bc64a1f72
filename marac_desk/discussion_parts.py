"""What a discussion is made of: lines of the victim's voice, what agencies brought, risks, and reasons for gaps."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum, IntEnum
from uuid import UUID

from marac_desk.identity import new_id


class Step(IntEnum):
    """The six steps of a case."""

    REFERRER = 1
    VOICE = 2
    AGENCIES = 3
    RISKS = 4
    ACTIONS = 5
    SUMMARY = 6


class MayKnow(Enum):
    """Who may know what was said: where a fact comes from decides what may be done with it."""

    SHAREABLE = "may be shared"
    ROOM_ONLY = "for the room only"
    ONLY_FROM_VICTIM = "known only from the victim"


class VoiceKind(Enum):
    """What a line of the victim's voice is about."""

    SITUATION = "situation now"
    VIEW = "views"
    WISH = "wishes"
    FEAR = "afraid of"


@dataclass(eq=False)
class VoiceLine:
    """One thing the victim or a child said, to whom and when. Without a child it is the victim's own."""

    kind: VoiceKind
    text: str
    told_to: str = ""
    told_on: date | None = None
    may_know: MayKnow = MayKnow.ONLY_FROM_VICTIM
    child_id: UUID | None = None
    position: int = 0
    id: UUID = field(default_factory=new_id)


class Said(Enum):
    """What an agency brought to the round table. "Not known" and "nothing relevant" are never one state."""

    SHARES = "shares"
    NOT_KNOWN = "not known to us"
    NOTHING_RELEVANT = "known, nothing relevant"
    IN_WRITING = "in writing"
    NOT_PRESENT = "not present, nothing sent"


@dataclass(eq=False)
class Contribution:
    """What one agency shared: fact apart from professional view, each with its source and who may know.

    What was filed before the meeting is not `heard` until it is spoken to or taken as read.
    """

    agency_id: UUID
    said: Said
    fact: str = ""
    view: str = ""
    source: str = ""
    speaker: str = ""
    may_know: MayKnow = MayKnow.SHAREABLE
    filed: bool = False
    heard: bool = True
    id: UUID = field(default_factory=new_id)


class Subject(Enum):
    """To whom a risk is."""

    VICTIM = "the victim"
    CHILD = "a child"
    OTHER = "somebody else"
    STAFF = "staff"
    PERPETRATOR = "the person causing harm"


class Likelihood(Enum):
    """How likely the harm is held to be."""

    POSSIBLE = "possible"
    LIKELY = "likely"
    VERY_LIKELY = "very likely"
    CERTAIN = "certain"


class Impact(Enum):
    """How bad the harm would be."""

    MODERATE = "moderate"
    SERIOUS = "serious"
    VERY_SERIOUS = "very serious"


@dataclass(eq=False)
class RiskTo:
    """One of those at risk; for a child or somebody else, which one of the case's parties."""

    subject: Subject
    party_id: UUID | None = None
    id: UUID = field(default_factory=new_id)


@dataclass(eq=False)
class Risk:
    """A harm, to whom, how likely and how bad, and who raised it; `R3` on screen and paper."""

    number: int
    text: str
    heading: str = ""
    likelihood: Likelihood | None = None
    impact: Impact | None = None
    raised_by: UUID | None = None
    recapped: bool = False
    to: list[RiskTo] = field(default_factory=list)
    id: UUID = field(default_factory=new_id)

    @property
    def label(self) -> str:
        """`R3`."""
        return f"R{self.number}"


@dataclass(eq=False)
class GapReason:
    """Why something that is usually there is not: asked once when a case closes, and minuted.

    `gap` is the key of the gap, `what` the words in which it was asked.
    """

    gap: str
    what: str
    reason: str
    id: UUID = field(default_factory=new_id)
