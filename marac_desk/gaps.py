"""What is still missing in each of the six steps of a case. A gap never blocks; it is asked once, and minuted.

How an action is worded is the judge's to say (`judge.py`); here the case is looked at as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from marac_desk.actions import Action, Faces
from marac_desk.cases import Case, PartyRole
from marac_desk.discussion import Discussion, Step, Subject


class GapKind(Enum):
    """What may be missing. Gaps of one kind have the same ready reasons."""

    PRESENTED = "presented"
    VOICE = "voice"
    CHILD_VOICE = "voice of a child"
    SHARED = "shared"
    AWAY = "shared, not in the room"
    LEFT = "shared, left for the case"
    RETURN = "return"
    RISKS = "risks"
    RISK = "risk"
    RECAP = "recap"
    UNANSWERED = "unanswered"
    PERPETRATOR = "perpetrator"
    CHILD = "child"
    OWNER = "owner"
    ABSENT = "absent"
    DUE = "due date"
    READ_BACK = "read back"
    TELLER = "teller"
    CONTACT = "contact"


@dataclass(frozen=True)
class Gap:
    """Something that is usually there; `about` is the child, agency, risk or action that it is about.

    `agency` is its name where gaps of the same kind are asked together for several agencies.
    """

    step: Step
    kind: GapKind
    say: str
    about: UUID | None = None
    agency: str = ""

    @property
    def key(self) -> str:
        """What a reason is kept under: the same as long as the gap is the same, also when an agency comes or goes."""
        kind = GapKind.SHARED if self.kind in (GapKind.AWAY, GapKind.LEFT) else self.kind
        return kind.value if self.about is None else f"{kind.value} {self.about}"


@dataclass(frozen=True)
class Room:
    """Who is asked in a case: the agencies at the table by name, and those of them that are in the room for it.

    `left` are those that are at the meeting and left the room for this case.
    """

    agencies: Mapping[UUID, str]
    present: frozenset[UUID]
    left: frozenset[UUID] = frozenset()


def gaps(discussion: Discussion, case: Case, room: Room) -> tuple[Gap, ...]:
    """Everything that is still missing, in the order of the steps, whether or not a reason was given for it."""
    return tuple(
        gap
        for part in (_presented, _voice, _shared, _risks, _actions, _summary)
        for gap in part(discussion, case, room)
    )


def open_gaps(discussion: Discussion, case: Case, room: Room) -> tuple[Gap, ...]:
    """The gaps for which no reason has been given yet."""
    return tuple(gap for gap in gaps(discussion, case, room) if not discussion.reason_for(gap.key))


def _presented(discussion: Discussion, case: Case, room: Room) -> Iterator[Gap]:
    if not discussion.presented:
        yield Gap(Step.REFERRER, GapKind.PRESENTED, "What the referrer presented is not written down.")


def _voice(discussion: Discussion, case: Case, room: Room) -> Iterator[Gap]:
    """Principle 4: the victim's voice is heard, or it is minuted why it could not be had (S1)."""
    if not discussion.voice_missing_because and all(line.child_id is not None for line in discussion.voice):
        yield Gap(Step.VOICE, GapKind.VOICE, "The victim's voice is missing, and so is the reason why.")
    for child in case.parties_in(PartyRole.CHILD):
        if not child.unborn and all(line.child_id != child.id for line in discussion.voice):
            yield Gap(Step.VOICE, GapKind.CHILD_VOICE, f"The voice of {case.label(child)} is missing.", child.id)


def _shared(discussion: Discussion, case: Case, room: Room) -> Iterator[Gap]:
    for agency_id, name in room.agencies.items():
        contribution = discussion.contribution_of(agency_id)
        if contribution is not None and not contribution.heard:
            not_heard = f"What {name} sent in has not been heard or taken as read."
            yield Gap(Step.AGENCIES, GapKind.RETURN, not_heard, agency_id, name)
        elif contribution is None:
            kind, where = _unanswered(agency_id, room)
            yield Gap(Step.AGENCIES, kind, f"{name} has not answered yet{where}.", agency_id, name)


def _unanswered(agency_id: UUID, room: Room) -> tuple[GapKind, str]:
    """Why an agency has no answer differs by where it is, so its reasons do."""
    if agency_id in room.present:
        return GapKind.SHARED, ""
    if agency_id in room.left:
        return GapKind.LEFT, " and left the room for this case"
    return GapKind.AWAY, " and is not in the room"


def _risks(discussion: Discussion, case: Case, room: Room) -> Iterator[Gap]:
    if not discussion.risks:
        yield Gap(Step.RISKS, GapKind.RISKS, "No risk is recorded.")
        return
    for risk in discussion.risks:
        lacks = [
            word
            for word, there in (
                ("to whom", bool(risk.to)),
                ("how likely", risk.likelihood is not None),
                ("how serious", risk.impact is not None),
            )
            if not there
        ]
        if lacks:
            yield Gap(Step.RISKS, GapKind.RISK, f"{risk.label} does not say {_listed(lacks)}.", risk.id)
    if not all(risk.recapped for risk in discussion.risks):
        yield Gap(Step.RISKS, GapKind.RECAP, "The chair has not recapped every risk aloud.")


def _actions(discussion: Discussion, case: Case, room: Room) -> Iterator[Gap]:
    agreed = discussion.agreed_actions()
    answered = {risk.id for action in agreed for risk in action.risks}
    for risk in discussion.risks:
        if risk.id not in answered:
            yield Gap(Step.ACTIONS, GapKind.UNANSWERED, f"{risk.label} has no action.", risk.id)
    if not any(action.faces is Faces.PERPETRATOR for action in agreed):
        yield Gap(Step.ACTIONS, GapKind.PERPETRATOR, "No action faces the person causing harm.")
    children = [child for child in case.parties_in(PartyRole.CHILD) if not _child_has_action(discussion, child.id)]
    for child in children:
        yield Gap(Step.ACTIONS, GapKind.CHILD, f"No action is for {case.label(child)}.", child.id)
    for action in agreed:
        yield from _agreed(action, room)


def _agreed(action: Action, room: Room) -> Iterator[Gap]:
    """An action is agreed when it is said who does it, and by when (S7)."""
    if action.agency_id is None:
        yield Gap(Step.ACTIONS, GapKind.OWNER, f"Action {action.number} has no owner.", action.id)
    elif action.agency_id not in room.present:
        name = room.agencies.get(action.agency_id, "Its agency")
        yield Gap(Step.ACTIONS, GapKind.ABSENT, f"Action {action.number}: {name} is not in the room.", action.id)
    if action.due is None and not action.ongoing:
        yield Gap(Step.ACTIONS, GapKind.DUE, f"Action {action.number} has no due date.", action.id)


def _child_has_action(discussion: Discussion, child_id: UUID) -> bool:
    """A child has one when an action answers a risk to that child, or faces children and answers no risk to another."""
    for action in discussion.agreed_actions():
        at_risk = [to.party_id for risk in action.risks for to in risk.to if to.subject is Subject.CHILD]
        if child_id in at_risk or (action.faces is Faces.CHILD and not any(at_risk)):
            return True
    return False


def _summary(discussion: Discussion, case: Case, room: Room) -> Iterator[Gap]:
    if not discussion.read_back:
        yield Gap(Step.SUMMARY, GapKind.READ_BACK, "The actions have not been read back.")
    if not (discussion.teller and discussion.tell_how):
        yield Gap(Step.SUMMARY, GapKind.TELLER, _not_told(discussion))
    if not str(case.contact):
        yield Gap(Step.SUMMARY, GapKind.CONTACT, "How the victim must not be contacted is not recorded.")


def _not_told(discussion: Discussion) -> str:
    """What is missing of who tells the victim, and how."""
    if discussion.teller:
        return "How the victim is told has not been said."
    if discussion.teller_agency_id is not None:
        return "The agency that tells the victim is named, and the person who does is not."
    if discussion.tell_how:
        return "How the victim is told is said, and who does it is not."
    return "Nobody has said who tells the victim, and how."


def _listed(words: list[str]) -> str:
    """`to whom, how likely or how serious`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
