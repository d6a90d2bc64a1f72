"""One case at one meeting: the six steps, and what was said, feared, asked and agreed in them.

The steps are those of the SafeLives case structure: the referrer presents, the victim's voice,
agencies share, risks, actions, summary. What is still missing in each is asked in `gaps.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from marac_desk.actions import Action, Faces
from marac_desk.discussion_parts import (
    Contribution,
    GapReason,
    Impact,
    Likelihood,
    MayKnow,
    Risk,
    RiskTo,
    Said,
    Step,
    Subject,
    VoiceKind,
    VoiceLine,
)
from marac_desk.errors import Refused
from marac_desk.identity import new_id

__all__ = [
    "NOT_IN_ROOM",
    "Contribution",
    "Discussion",
    "GapReason",
    "Impact",
    "Likelihood",
    "MayKnow",
    "Risk",
    "RiskTo",
    "Said",
    "Step",
    "Subject",
    "VoiceKind",
    "VoiceLine",
]

NOT_IN_ROOM = "This agency is not in the room and has not said that. Press A if it sent nothing, W if it wrote."


@dataclass(eq=False)
class Discussion:
    """What was said and agreed about one case at one meeting.

    `actions_before` is the highest number that an action of this case had before, so that `142.7`
    names one action in the whole life of the case.
    """

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
    actions_before: int = 0
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

        What is `filed` ahead waits to be heard, unless `heard` says otherwise.

        Raises Refused when it shares or writes and there is neither a fact nor a view, when it brought nothing and
        there are words all the same, or when an agency that is not in the room (`in_room`) and sent nothing in is
        said to know nothing.
        """
        in_room = more.pop("in_room", True)
        if said in (Said.NOT_KNOWN, Said.NOTHING_RELEVANT) and not in_room and not more.get("filed", False):
            raise Refused(NOT_IN_ROOM)
        has_words = bool(fact.strip() or view.strip())
        if said in (Said.SHARES, Said.IN_WRITING) and not has_words:
            raise Refused("Please write what the agency shared, or choose one of the other four answers.")
        if said in (Said.NOT_KNOWN, Said.NOT_PRESENT) and has_words:
            raise Refused("There are words from this agency, so it did share something.")
        before = self.contribution_of(agency_id)
        if before is not None:
            self.contributions.remove(before)
        heard = bool(more.pop("heard", not more.get("filed", False)))
        contribution = Contribution(agency_id, said, fact.strip(), view.strip(), heard=heard, **more)  # type: ignore[arg-type]
        self.contributions.append(contribution)
        return contribution

    def waiting(self) -> list[Contribution]:
        """What was filed ahead and has not been heard yet."""
        return [each for each in self.contributions if not each.heard]

    def take_as_read(self, *agency_ids: UUID) -> list[Contribution]:
        """Takes what was filed ahead as read, from these agencies or from all, and gives what was taken.

        Raises Refused when nothing is waiting.
        """
        taken = [each for each in self.waiting() if not agency_ids or each.agency_id in agency_ids]
        if not taken:
            raise Refused("Nothing that was sent in is waiting to be taken as read.")
        for each in taken:
            each.heard = True
        return taken

    # Step 4
    def raise_risk(self, text: str, *to: RiskTo, **more: object) -> Risk:
        """Adds a risk under the next number; numbers are never given twice in a case."""
        number = max((risk.number for risk in self.risks), default=0) + 1
        risk = Risk(number, _said(text), to=list(to), **more)  # type: ignore[arg-type]
        self.risks.append(risk)
        return risk

    def reword_risk(self, risk_id: UUID, text: str) -> None:
        """Corrects what a risk says; who is at risk and what answers it stay. Raises Refused when it says nothing."""
        self.risk(risk_id).text = _said(text)

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
        number = max((action.number for action in self.actions), default=self.actions_before) + 1
        action = Action(number, _said(text), owner, due=due, risks=answered, **more)  # type: ignore[arg-type]
        self.actions.append(action)
        return action

    def risk(self, risk_id: UUID) -> Risk:
        """The risk with this identifier. Raises Refused when this case has none."""
        for risk in self.risks:
            if risk.id == risk_id:
                return risk
        raise Refused("This risk is not one of this case's.")

    def action(self, action_id: UUID) -> Action:
        """The action with this identifier. Raises Refused when this case has none."""
        for action in self.actions:
            if action.id == action_id:
                return action
        raise Refused("This action is not one of this case's.")

    def reword_action(self, action_id: UUID, text: str) -> None:
        """Corrects what an action says, under the same number.

        It is no longer the catalogue's once its words are others. Raises Refused when it says
        nothing, or when something was reported on it: that report is about the words as they were.
        """
        action, said = self.action(action_id), _said(text)
        if action.progress:
            raise Refused("This action has been reported on, so its words stay. Add a new action instead.")
        if said != action.text:
            action.text, action.catalogue_code = said, ""

    def answers(self, action_id: UUID, *risk_ids: UUID) -> None:
        """Says anew which risks an action answers. Raises Refused when a risk is not one of this case's."""
        answered = [self.risk(risk_id) for risk_id in risk_ids]
        self.action(action_id).risks = answered

    def name_source(self, action_id: UUID, source: str) -> None:
        """Says from where else than the victim an action is known. Raises Refused when it says nothing."""
        self.action(action_id).other_source = _said(source)

    def agreed_actions(self) -> list[Action]:
        """The actions that agencies took on, by number."""
        return sorted((action for action in self.actions if action.agreed), key=lambda action: action.number)

    def declined_actions(self) -> list[Action]:
        """What was asked and declined, by number."""
        return sorted((action for action in self.actions if not action.agreed), key=lambda action: action.number)

    def rests_only_on_victim(self, action: Action) -> bool:
        """Whether an action that faces the person causing harm could give the victim away as its source.

        True when it faces them, no other source is named for it, and something in this case is known
        only from the victim. What another agency shared may be about something else, so it settles
        nothing by itself: somebody has to name the source.
        """
        if action.faces is not Faces.PERPETRATOR or action.other_source.strip():
            return False
        told = [line.may_know for line in self.voice] + [each.may_know for each in self.contributions]
        return MayKnow.ONLY_FROM_VICTIM in told

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
