"""What has been recorded so far about the case, as the panel at the right of the room shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from marac_desk.actions import Action
from marac_desk.dates import short_date
from marac_desk.discussion import Discussion, MayKnow, Risk, Step, VoiceLine
from ui.meeting_room.case_in_room import CaseInRoom
from ui.widgets.mark import Tone

MAY_KNOW = {
    MayKnow.SHAREABLE: "may be shared",
    MayKnow.ROOM_ONLY: "for the room only",
    MayKnow.ONLY_FROM_VICTIM: "known only from the victim",
}


@dataclass(frozen=True)
class VoiceSaid:
    """What somebody told somebody: a heading such as `What the victim told the IDVA, 24 Nov 2026`.

    `parts` are who may know, and the lines that they may know.
    """

    heading: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class RiskSaid:
    """A risk in the panel: `R1`, what, to whom and how bad, and a pill."""

    label: str
    text: str
    detail: str
    pill: str
    tone: Tone


@dataclass(frozen=True)
class Recorded:
    """Everything the panel shows."""

    voice: tuple[VoiceSaid, ...]
    voice_missing: str
    risks: tuple[RiskSaid, ...]
    recapped: bool
    in_place: str


def recorded(discussion: Discussion, case: CaseInRoom, step: Step) -> Recorded:
    """The panel at this step: the voice from step 3 on, risks with who raised them until actions are agreed."""
    return Recorded(
        voice=_voice(discussion, case) if step >= Step.AGENCIES else (),
        voice_missing=discussion.voice_missing_because if step >= Step.AGENCIES else "",
        risks=tuple(_risk(risk, discussion, case, step) for risk in discussion.risks),
        recapped=bool(discussion.risks) and all(risk.recapped for risk in discussion.risks),
        in_place=discussion.already_in_place,
    )


def _voice(discussion: Discussion, case: CaseInRoom) -> tuple[VoiceSaid, ...]:
    """Lines told by one person to one other on one day stand together, by who may know them."""
    names = {person.party_id: person.label for person in case.people}
    together: dict[str, dict[str, list[str]]] = {}
    for line in discussion.voice:
        parts = together.setdefault(_heading(line, names), {})
        parts.setdefault(MAY_KNOW[line.may_know], []).append(f"{line.kind.value.capitalize()}: {line.text}")
    return tuple(
        VoiceSaid(heading, tuple((may_know, tuple(lines)) for may_know, lines in parts.items()))
        for heading, parts in together.items()
    )


def _heading(line: VoiceLine, names: Mapping[UUID | None, str]) -> str:
    whose = names.get(line.child_id, "a child")
    told = f" told {line.told_to}" if line.told_to else " said"
    day = f", {short_date(line.told_on)}" if line.told_on else ""
    return f"What {whose}{told}{day}"


def _risk(risk: Risk, discussion: Discussion, case: CaseInRoom, step: Step) -> RiskSaid:
    pill, tone = _answered(risk, discussion) if step >= Step.ACTIONS or discussion.actions else _raised(risk, case)
    return RiskSaid(risk.label, risk.text, _detail(risk, case), pill, tone)


def _detail(risk: Risk, case: CaseInRoom) -> str:
    people = {(person.subject, person.party_id): person.label for person in case.people}
    to = list(dict.fromkeys(people.get((each.subject, each.party_id), each.subject.value) for each in risk.to))
    graded = (each.value for each in (risk.likelihood, risk.impact) if each is not None)
    return " · ".join([f"to {', '.join(to)}" if to else "to whom?", *graded])


def _raised(risk: Risk, case: CaseInRoom) -> tuple[str, Tone]:
    seat = case.seat(risk.raised_by)
    return (seat.name if seat else "", Tone.PLAIN)


def _answered(risk: Risk, discussion: Discussion) -> tuple[str, Tone]:
    """How many actions answer it: green with a date, amber when none does or the only one has no date."""
    answering = [action for action in discussion.agreed_actions() if any(each.id == risk.id for each in action.risks)]
    if not answering:
        return "no action", Tone.WARN
    count = f"{len(answering)} action{'s' if len(answering) > 1 else ''}"
    if not any(map(_dated, answering)):
        return f"{len(answering)}, no date", Tone.WARN
    return count, Tone.OK


def _dated(action: Action) -> bool:
    return action.due is not None or action.ongoing
