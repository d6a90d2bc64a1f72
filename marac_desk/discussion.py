"""One case at one meeting: the six steps, and what was said, feared, asked and agreed in them.

The steps are those of the SafeLives case structure: the referrer presents, the victim's voice,
agencies share, risks, actions, summary. What is still missing in each is asked in `gaps.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum, IntEnum
from uuid import UUID

from marac_desk.actions import Action, Faces
from marac_desk.errors import Refused
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
    """What one agency shared: fact apart from professional view, each with its source and who may know."""

    agency_id: UUID
    said: Said
    fact: str = ""
    view: str = ""
    source: str = ""
    speaker: str = ""
    may_know: MayKnow = MayKnow.SHAREABLE
    filed: bool = False
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


@dataclass(eq=False)
class Discussion:
    """What was said and agreed about one case at one meeting."""

    meeting_id: UUID
    case_id: UUID
    referral_id: UUID | None = None
    presented: str = ""
    voice_missing_because: str = ""
    already_in_place: str = ""
    overall: str = ""
    risks_recapped: bool = False
    read_back: str = ""
    teller_agency_id: UUID | None = None
    teller: str = ""
    tell_how: str = ""
    tell_by: date | None = None
    links: str = ""
    flag_until: date | None = None
    outcome: str = ""
    started_at: datetime | None = None
    ended_at: datetime | None = None
    voice: list[VoiceLine] = field(default_factory=list)
    contributions: list[Contribution] = field(default_factory=list)
    risks: list[Risk] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    gap_reasons: list[GapReason] = field(default_factory=list)
    id: UUID = field(default_factory=new_id)

    # Step 2
    def hear(self, kind: VoiceKind, text: str, **more: object) -> VoiceLine:
        """Adds a line of the victim's or a child's voice. Raises Refused when it says nothing."""
        line = VoiceLine(kind, _said(text), position=len(self.voice) + 1, **more)  # type: ignore[arg-type]
        self.voice.append(line)
        return line

    def voice_not_had(self, because: str) -> None:
        """Records why the victim's voice could not be had; it can't be passed over in silence (S1, principle 4)."""
        self.voice_missing_because = _said(because)

    # Step 3
    def contribution_of(self, agency_id: UUID) -> Contribution | None:
        """What the agency has brought so far, if anything."""
        return next((each for each in self.contributions if each.agency_id == agency_id), None)

    def share(self, agency_id: UUID, said: Said, fact: str = "", view: str = "", **more: object) -> Contribution:
        """Records what an agency brought, in place of what was recorded for it before.

        Raises Refused when it shares or writes and there is neither a fact nor a view, or when it
        brought nothing and there are words all the same.
        """
        has_words = bool(fact.strip() or view.strip())
        if said in (Said.SHARES, Said.IN_WRITING) and not has_words:
            raise Refused("Please write what the agency shared, or choose one of the other four answers.")
        if said in (Said.NOT_KNOWN, Said.NOT_PRESENT) and has_words:
            raise Refused("There are words from this agency, so it did share something.")
        before = self.contribution_of(agency_id)
        if before is not None:
            self.contributions.remove(before)
        contribution = Contribution(agency_id, said, fact.strip(), view.strip(), **more)  # type: ignore[arg-type]
        self.contributions.append(contribution)
        return contribution

    # Step 4
    def raise_risk(self, text: str, *to: RiskTo, **more: object) -> Risk:
        """Adds a risk under the next number; numbers are never given twice in a case."""
        number = max((risk.number for risk in self.risks), default=0) + 1
        risk = Risk(number, _said(text), to=list(to), **more)  # type: ignore[arg-type]
        self.risks.append(risk)
        return risk

    def recap(self) -> None:
        """The chair has read the risks out."""
        self.risks_recapped = True
        for risk in self.risks:
            risk.recapped = True

    # Step 5
    def add_action(
        self, text: str, *, owner: UUID | None, due: date | None = None, risks: Iterable[UUID] = (), **more: object
    ) -> Action:
        """Adds an action that an agency volunteers. A gap in it never blocks: the judge remarks on it.

        Raises Refused when it says nothing, or when a risk is not one of this case's.
        """
        answered = [self.risk(risk_id) for risk_id in risks]
        number = max((action.number for action in self.actions), default=0) + 1
        action = Action(number, _said(text), owner, due=due, risks=answered, **more)  # type: ignore[arg-type]
        self.actions.append(action)
        return action

    def risk(self, risk_id: UUID) -> Risk:
        """The risk with this identifier. Raises Refused when this case has none."""
        for risk in self.risks:
            if risk.id == risk_id:
                return risk
        raise Refused("This risk is not one of this case's.")

    def agreed_actions(self) -> list[Action]:
        """The actions that agencies took on, by number."""
        return sorted((action for action in self.actions if action.agreed), key=lambda action: action.number)

    def declined_actions(self) -> list[Action]:
        """What was asked and declined, by number."""
        return sorted((action for action in self.actions if not action.agreed), key=lambda action: action.number)

    def rests_only_on_victim(self, action: Action) -> bool:
        """Whether an action that faces the person causing harm could give the victim away as its source.

        True when it faces them, no other source is named, and no agency shared a fact of its own
        that may be used.
        """
        if action.faces is not Faces.PERPETRATOR or action.other_source.strip():
            return False
        return not any(each.fact and each.may_know is MayKnow.SHAREABLE for each in self.contributions)

    # Step 6
    def tell(self, agency_id: UUID | None, teller: str, how: str, by: date | None) -> None:
        """Records who tells the victim what was agreed, how, and by when (S16, S56)."""
        self.teller_agency_id, self.teller, self.tell_how, self.tell_by = agency_id, teller.strip(), how.strip(), by

    def give_reason(self, gap: str, what: str, reason: str) -> None:
        """Records why a gap stays open, in place of an earlier reason. Raises Refused when it says nothing."""
        said = _said(reason)
        self.gap_reasons = [each for each in self.gap_reasons if each.gap != gap]
        self.gap_reasons.append(GapReason(gap, what, said))

    def reason_for(self, gap: str) -> str:
        """The reason given for a gap, or nothing."""
        return next((each.reason for each in self.gap_reasons if each.gap == gap), "")


def _said(text: str) -> str:
    """The text without the space around it. Raises Refused when nothing is left."""
    stripped = text.strip()
    if not stripped:
        raise Refused("There is nothing written yet.")
    return stripped
