"""A referral: why this case is brought now, by whom, on which grounds, and whether it is listed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from uuid import UUID

from marac_desk.dash import DashAnswer, OtherTool, count
from marac_desk.errors import Refused
from marac_desk.identity import new_id


@dataclass(eq=False)
class ReferringAgency:
    """One of the agencies that referred, and its share: two that refer together count half each (S49)."""

    agency_id: UUID
    contact: str = ""
    share_of: int = 1
    id: UUID = field(default_factory=new_id)

    @property
    def share(self) -> Fraction:
        """The part of the case that counts for this agency."""
        return Fraction(1, self.share_of)


@dataclass(frozen=True)
class Criteria:
    """The grounds on which a case is heard (S9). At least one is needed to list it."""

    visible_high_risk: bool = False
    professional_judgement: bool = False
    escalation: bool = False
    repeat: bool = False
    transfer: bool = False

    def any(self) -> bool:
        """Whether there is at least one."""
        return any((self.visible_high_risk, self.professional_judgement, self.escalation, self.repeat, self.transfer))


@dataclass(eq=False)
class Referral:
    """What came in. `safe_to_contact` is the question whose missing answer costs lives: see `missing`."""

    case_id: UUID
    received_on: date
    reason: str = ""
    criteria: Criteria = Criteria()
    judgement_reason: str = ""
    other_tool: OtherTool | None = None
    consent: bool | None = None
    lawful_basis: str = ""
    victim_aware: bool | None = None
    not_aware_because: str = ""
    afraid_of: str = ""
    safe_to_talk_to: str = ""
    not_safe_to_talk_to: str = ""
    safe_to_contact: bool | None = None
    children_answered: bool = False
    presenter: str = ""
    idva_referred_on: date | None = None
    transferred_from: str = ""
    not_listed_because: str = ""
    not_listed_by: str = ""
    agencies: list[ReferringAgency] = field(default_factory=list)
    dash: list[DashAnswer] = field(default_factory=list)
    id: UUID = field(default_factory=new_id)

    def referred_by(self, *agency_ids: UUID, contact: str = "") -> None:
        """Names the agencies that referred, sharing the case out evenly between them.

        Raises Refused when the same agency is named twice.
        """
        if len(set(agency_ids)) != len(agency_ids):
            raise Refused("Each referring agency is named once.")
        self.agencies = [ReferringAgency(each, contact, share_of=len(agency_ids)) for each in agency_ids]

    def dash_count(self) -> int | None:
        """How many of the 24 were answered yes; nothing when no Dash was done."""
        return count(self.dash) if self.dash else None

    def refuse_listing(self, reason: str, by: str) -> None:
        """Records that the case is not heard, and why. Counted, never silent (S17).

        Raises Refused without a reason, and without the name of whoever decided.
        """
        if not reason.strip() or not by.strip():
            raise Refused("A case that is not listed needs the reason, and who decided.")
        self.not_listed_because, self.not_listed_by = reason.strip(), by.strip()

    def missing(self, *, children_known: bool = False) -> tuple[str, ...]:
        """What the referrer must still say before the case can be listed, as a list to send back.

        The fields are those that SafeLives' form marks as needed (S9, S10). Whether there are children
        is not asked again where the case itself tells it.
        """
        asked = (
            (bool(self.agencies), "Which agency refers, and whom there can we ask?"),
            (bool(self.reason.strip()), "What has happened, and what makes the risk high now?"),
            (self.criteria.any(), "On which ground is the case referred?"),
            (self.safe_to_contact is not None, "Is it safe to contact the victim, and how?"),
            (
                children_known or self.children_answered,
                "Are there children, born or unborn? Please say so also when there are none.",
            ),
            (
                self.victim_aware is not None and (self.victim_aware or bool(self.not_aware_because.strip())),
                "Does the victim know of the referral? If not, why not?",
            ),
            (
                not self.criteria.professional_judgement or bool(self.judgement_reason.strip()),
                "What is the professional judgement based on?",
            ),
            (self.idva_referred_on is not None, "When was the victim referred to the IDVA?"),
        )
        return tuple(question for answered, question in asked if not answered)
