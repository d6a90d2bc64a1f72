"""What the step Actions shows: risks to answer, actions with the judge's remarks, and all that is still open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from marac_desk.actions import Action, Faces
from marac_desk.cases import Case
from marac_desk.discussion import Discussion, Step
from marac_desk.gaps import Gap, open_gaps
from marac_desk.judge import Around, Proposed, Remark, RemarkKind, remarks
from marac_desk.sources import ready_sources
from storage.room_cases import sent_at_once
from ui.meeting_room.room import Room


@dataclass(frozen=True)
class RiskToAnswer:
    """A risk as the entry of an action needs it."""

    id: UUID
    label: str
    text: str
    heading: str
    answered: bool


@dataclass(frozen=True)
class ActionNow:
    """An action of this case as it stands, with what the judge says of it."""

    id: UUID
    number: int
    agency_id: UUID | None
    agency: str
    person: str
    text: str
    due: date | None
    ongoing: bool
    faces: Faces
    detail: str
    detail_label: str
    source: str
    code: str
    declined: bool
    because: str
    risk_ids: tuple[UUID, ...]
    risks: str
    remarks: tuple[Remark, ...]
    cannot_wait: bool = False
    sent: bool = False

    @property
    def waits_to_be_sent(self) -> bool:
        """Whether it is due today and its agency has no paper about it yet."""
        return self.cannot_wait and not self.sent


@dataclass(frozen=True)
class ActionsView:
    """All of the step. `gaps` are those of risks and actions for which no reason was given.

    `sources` are other sources than the victim's word, ready to be named.
    """

    risks: tuple[RiskToAnswer, ...]
    actions: tuple[ActionNow, ...]
    gaps: tuple[Gap, ...]
    sources: tuple[str, ...] = ()

    @property
    def asks_source(self) -> ActionNow | None:
        """The newest action that would show the victim as its source."""
        asking = (each for each in reversed(self.actions) if RemarkKind.SHOWS_THE_SOURCE in _kinds(each))
        return next(asking, None)

    @property
    def still_open(self) -> tuple[str, ...]:
        """What is open, in short: first what the case lacks, then what single actions lack, as the judge has it."""
        single = {each.id for each in self.actions if each.remarks}
        short = tuple(gap.say.rstrip(".") for gap in self.gaps if gap.about not in single)
        return short + tuple(
            f"action {each.number}: {', '.join(remark.kind.value for remark in each.remarks)}"
            for each in self.actions
            if each.remarks
        )

    def action(self, action_id: UUID) -> ActionNow | None:
        """One of the actions."""
        return next((each for each in self.actions if each.id == action_id), None)


def read_actions(room: Room, earlier: tuple[str, ...]) -> ActionsView:
    """Reads it. `earlier` are the texts of last time's actions."""
    with room.look() as (read, discussion):
        case = read.get(Case, room.heard.case_id)
        around = _around(room, case, earlier)
        sent = sent_at_once(read.session, room.meeting_id)
        steps = (Step.RISKS, Step.ACTIONS)
        return ActionsView(
            risks=_risks(discussion),
            actions=tuple(
                _action(room, discussion, each, around, sent)
                for each in sorted(discussion.actions, key=lambda it: it.number)
            ),
            sources=_sources(room, discussion),
            gaps=tuple(gap for gap in open_gaps(discussion, case, room.heard.at_table) if gap.step in steps),
        )


def _sources(room: Room, discussion: Discussion) -> tuple[str, ...]:
    seats = room.heard.seats
    police = [seat.agency_id for seat in seats if seat.key == "police"]
    return ready_sources(discussion, {seat.agency_id: seat.name for seat in seats}, police)


def _kinds(action: ActionNow) -> set[RemarkKind]:
    return {remark.kind for remark in action.remarks}


def _around(room: Room, case: Case, earlier: tuple[str, ...]) -> Around:
    seats = room.heard.seats
    return Around(
        today=room.today(),
        next_meeting=room.next_meeting,
        key_dates=tuple(case.key_dates),
        earlier=earlier,
        agencies=tuple(seat.name for seat in seats),
        absent=frozenset(seat.name for seat in seats if not seat.present),
    )


def _risks(discussion: Discussion) -> tuple[RiskToAnswer, ...]:
    answered = {risk.id for action in discussion.agreed_actions() for risk in action.risks}
    return tuple(
        RiskToAnswer(risk.id, risk.label, risk.text, risk.heading, risk.id in answered)
        for risk in sorted(discussion.risks, key=lambda each: each.number)
    )


def _action(room: Room, discussion: Discussion, action: Action, around: Around, sent: tuple[str, ...]) -> ActionNow:
    seat = room.heard.seat(action.agency_id)
    risks = sorted(action.risks, key=lambda risk: risk.number)
    return ActionNow(
        id=action.id,
        number=action.number,
        agency_id=action.agency_id,
        agency=seat.name if seat else "",
        person=action.person,
        text=action.text,
        due=action.due,
        ongoing=action.ongoing,
        faces=action.faces,
        detail=action.protected_detail,
        detail_label=action.detail_label(room.heard.number),
        source=action.other_source,
        code=action.catalogue_code,
        declined=action.asked_and_declined,
        because=action.declined_because,
        risk_ids=tuple(risk.id for risk in risks),
        risks=" ".join(risk.label for risk in risks),
        remarks=_remarks(room, discussion, action, seat.name if seat else "", around),
        cannot_wait=action.cannot_wait(room.today()),
        sent=any(name.endswith(f"-{room.heard.number}-{action.number}.pdf") for name in sent),
    )


def _remarks(room: Room, discussion: Discussion, action: Action, owner: str, around: Around) -> tuple[Remark, ...]:
    """What was declined is nobody's action, so there is nothing to judge."""
    if not action.agreed:
        return ()
    proposed = Proposed(
        action.text,
        owner,
        action.due,
        action.ongoing,
        action.faces,
        bool(action.risks),
        discussion.rests_only_on_victim(action),
    )
    return remarks(proposed, around, room.reference.words)
