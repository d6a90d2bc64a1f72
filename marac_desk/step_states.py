"""Where each of the six steps of a case stands, and each line of the round table, as the stepper shows them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from marac_desk.cases import Case
from marac_desk.discussion import Discussion, Said, Step
from marac_desk.gaps import Room, open_gaps


class LineState(Enum):
    """Where a step or a line stands. Missing is what was passed over: it wants a look, and blocks nothing."""

    TO_COME = "to come"
    OPEN = "open"
    MISSING = "missing"
    DONE = "done"


@dataclass(frozen=True)
class StepMark:
    """One step, how many have answered where that is counted, and what is still missing, in sentences."""

    step: Step
    state: LineState
    count: str = ""
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableLine:
    """One agency of the round table. `word` is its answer in short, or where it stands without one."""

    agency_id: UUID
    name: str
    state: LineState
    word: str = ""


_BEGUN: dict[Step, Callable[[Discussion], bool]] = {
    Step.REFERRER: lambda said: bool(said.presented),
    Step.VOICE: lambda said: bool(said.voice or said.voice_missing_because),
    Step.AGENCIES: lambda said: any(each.heard for each in said.contributions),
    Step.RISKS: lambda said: bool(said.risks or said.already_in_place or said.overall),
    Step.ACTIONS: lambda said: bool(said.actions),
    Step.SUMMARY: lambda said: bool(said.read_back or said.teller or said.outcome),
}
"""Whether anything was written in a step."""

_WORDS = {
    Said.SHARES: "",
    Said.NOT_KNOWN: "not known",
    Said.NOTHING_RELEVANT: "nothing relevant",
    Said.IN_WRITING: "written",
    Said.NOT_PRESENT: "not present",
}


def step_marks(discussion: Discussion, case: Case, room: Room) -> tuple[StepMark, ...]:
    """The six steps. A gap for which a reason was given is no longer missing."""
    missing: dict[Step, list[str]] = {step: [] for step in Step}
    for gap in open_gaps(discussion, case, room):
        missing[gap.step].append(gap.say)
    return tuple(
        StepMark(
            step,
            _state(discussion, step, bool(missing[step])),
            _answered(discussion, room) if step is Step.AGENCIES else "",
            tuple(missing[step]),
        )
        for step in Step
    )


def _state(discussion: Discussion, step: Step, lacks: bool) -> LineState:
    """Open while people are at it; missing once they have gone on without it.

    Agencies speak up until the case is closed, so their step stays open till then.
    """
    if not lacks:
        return LineState.DONE
    gone_on = any(_BEGUN[later](discussion) for later in Step if later > step) and step is not Step.AGENCIES
    if gone_on or discussion.ended_at is not None:
        return LineState.MISSING
    return LineState.OPEN if _BEGUN[step](discussion) else LineState.TO_COME


def _answered(discussion: Discussion, room: Room) -> str:
    """`5/14`: how many of those at the table were heard."""
    heard = {each.agency_id for each in discussion.contributions if each.heard}
    return f"{len(heard & room.agencies.keys())}/{len(room.agencies)}"


def round_table(discussion: Discussion, room: Room) -> tuple[TableLine, ...]:
    """The agencies in the order of the room, which is that in which they speak."""
    return tuple(_line(discussion, room, agency_id, name) for agency_id, name in room.agencies.items())


def _line(discussion: Discussion, room: Room, agency_id: UUID, name: str) -> TableLine:
    contribution = discussion.contribution_of(agency_id)
    if contribution is not None and contribution.heard:
        return TableLine(agency_id, name, LineState.DONE, _WORDS[contribution.said])
    if contribution is not None:
        return TableLine(agency_id, name, LineState.OPEN, "returned")
    if agency_id not in room.present:
        return TableLine(agency_id, name, LineState.MISSING, "absent")
    return TableLine(agency_id, name, LineState.TO_COME)
