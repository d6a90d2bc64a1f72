"""Gathers a whole meeting for its papers, with a number of selects that does not grow with its cases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, CompoundSelect, Row, Select, func, literal, select, union_all
from sqlalchemy.orm import Session

from marac_desk.actions import STILL_TO_DO, UNFINISHED, Action, Progress
from marac_desk.agencies import Agency
from marac_desk.cases import Case, number_in
from marac_desk.discussion import Discussion
from marac_desk.findings import Decision
from marac_desk.maracs import Marac
from marac_desk.meetings import Meeting
from marac_desk.papers import Addendum, PaperKind, SignedPaper
from marac_desk.people import Person
from marac_desk.record import EarlierAction, HeardCase, MeetingRecord
from marac_desk.referrals import Referral
from storage.heads import history_head
from storage.heard import heard_before, held_at, held_before, twelve_months_passed
from storage.mapping import load, whole
from storage.queries import latest_state
from storage.tables_meetings import (
    action,
    addendum,
    decision,
    discussion,
    meeting,
    progress_entry,
    signed_paper,
)
from storage.tables_people import case_file, person, referral
from storage.types import EnumText, UtcTime

_LEFT_SINCE = (
    "SELECT 1 FROM export_record AS paper JOIN journal_touch AS at ON at.tab = 'export_record' AND at.key = paper.id"
    " WHERE paper.meeting_id = ? AND paper.kind = ?"
    " AND at.sequence > (SELECT max(sequence) FROM journal_touch WHERE tab = 'addendum' AND key = ?)"
)


@dataclass(frozen=True)
class _Earlier:
    """An earlier action, whose case it belongs to, and whether the meeting as a whole has to hear of it."""

    case_id: UUID
    for_meeting: bool
    said: EarlierAction


def meeting_record(session: Session, meeting_id: UUID) -> MeetingRecord:
    """Everything that the papers of a meeting are made from. Raises Refused when there is no such meeting.

    For use within `vault.read()`: what it returns is whole, and is only read.
    """
    held = load(session, Meeting, meeting_id)
    area = load(session, Marac, held.marac_id)
    before = meeting_before(session, held)
    cases = _cases(session, held)
    people = _people(session, cases.values())
    earlier = _earlier_actions(session, held, before)
    since = before.date() if before else None
    signed = signed_minutes(session, held.id)
    return MeetingRecord(
        marac=area,
        meeting=held,
        agencies={agency.id: agency for agency in session.scalars(select(Agency).options(*whole(Agency)))},
        people=people,
        cases=_heard_cases(session, held, cases, people, earlier),
        earlier_actions=tuple(each.said for each in earlier if each.for_meeting),
        twelve_months=twelve_months_passed(session, area.id, area.practice, since, held.starts_at),
        signed=signed,
        decisions=decisions(session, held.id),
        head=history_head(session.connection()) if signed is None else None,
        addenda=addenda(session, held.id),
    )


def decisions(session: Session, meeting_id: UUID) -> tuple[Decision, ...]:
    """What was decided about stopped sentences of this meeting's papers, oldest first."""
    asked = select(Decision).where(decision.c.meeting_id == meeting_id).order_by(decision.c.at, decision.c.id)
    return tuple(session.scalars(asked))


def signed_minutes(session: Session, meeting_id: UUID) -> SignedPaper | None:
    """The minutes of a meeting as the chair signed them; nothing while they are a draft."""
    return session.scalar(select(SignedPaper).where(signed_paper.c.meeting_id == meeting_id))


def addenda(session: Session, meeting_id: UUID) -> tuple[Addendum, ...]:
    """The dated notes on a meeting's signed minutes, oldest first."""
    asked = select(Addendum).where(addendum.c.meeting_id == meeting_id).order_by(addendum.c.at, addendum.c.id)
    return tuple(session.scalars(asked))


def has_left(session: Session, note: Addendum) -> bool:
    """Whether minutes of the meeting were written into a folder after the note was added: by the history's order.

    The time by the clock may have been put back in between.
    """
    asked = session.connection().exec_driver_sql(
        _LEFT_SINCE, (str(note.meeting_id), PaperKind.MINUTES.value, str(note.id))
    )
    return asked.first() is not None


def meeting_before(session: Session, held: Meeting) -> datetime | None:
    """When the same MARAC opened its last meeting before this one."""
    of_area = (meeting.c.marac_id == held.marac_id) & meeting.c.opened_at.is_not(None)
    last = func.max(meeting.c.opened_at, type_=UtcTime)
    before: datetime | None = session.scalar(select(last).where(of_area, held_before(held)))
    return before


def _cases(session: Session, held: Meeting) -> dict[UUID, Case]:
    listed = select(Case).where(case_file.c.id.in_([item.case_id for item in held.agenda])).options(*whole(Case))
    return {case.id: case for case in session.scalars(listed)}


def _people(session: Session, cases: Iterable[Case]) -> dict[UUID, Person]:
    """Everybody in these cases."""
    ids = {person_id for case in cases for person_id in (case.victim_id, *(each.person_id for each in case.parties))}
    asked = select(Person).where(person.c.id.in_(ids - {None})).options(*whole(Person))
    return {each.id: each for each in session.scalars(asked)}


def _heard_cases(
    session: Session,
    held: Meeting,
    cases: Mapping[UUID, Case],
    people: Mapping[UUID, Person],
    earlier: Iterable[_Earlier],
) -> tuple[HeardCase, ...]:
    discussions = _discussions(session, held)
    referrals = _referrals(session, discussions, cases, held)
    last = heard_before(session, list(cases), held_before(held))
    return tuple(
        HeardCase(
            item=item,
            case=cases[item.case_id],
            victim=people[cases[item.case_id].victim_id],
            referral=referrals.get(item.case_id),
            discussion=discussions.get(item.case_id),
            last_heard=last.get(item.case_id),
            earlier_actions=tuple(each.said for each in earlier if each.case_id == item.case_id),
        )
        for item in held.running_order()
    )


def _discussions(session: Session, held: Meeting) -> dict[UUID, Discussion]:
    """What was said at this meeting, by case; a deferred case was not discussed, even if papers were filed for it."""
    heard = {item.case_id for item in held.agenda if not item.deferred}
    asked = select(Discussion).where(discussion.c.meeting_id == held.id).options(*whole(Discussion))
    return {each.case_id: each for each in session.scalars(asked) if each.case_id in heard}


def _referrals(
    session: Session, discussions: Mapping[UUID, Discussion], cases: Iterable[UUID], held: Meeting
) -> dict[UUID, Referral]:
    """For each case the referral that was discussed, else the last one received by the day of the meeting."""
    asked = select(Referral).where(referral.c.case_id.in_(list(cases))).options(*whole(Referral))
    found = list(session.scalars(asked.order_by(referral.c.received_on, referral.c.id)))
    last = {each.case_id: each for each in found if each.received_on <= held.starts_at.date()}
    by_id = {each.id: each for each in found}
    named = {case_id: each.referral_id for case_id, each in discussions.items() if each.referral_id is not None}
    return last | {case_id: by_id[referral_id] for case_id, referral_id in named.items()}


def _earlier_actions(session: Session, held: Meeting, before: datetime | None) -> list[_Earlier]:
    """What earlier meetings of this MARAC agreed and was not finished when this one began (S5, S7).

    What is still to do is heard until it is done. What turned out not to be possible is heard once,
    at the next meeting, and again when its case comes back.
    """
    listed = {item.case_id for item in held.agenda}
    rows = session.execute(unfinished_when_begun(held, before)).all()
    heard = [row for row in rows if row.case_id in listed or heard_by_all(row)]
    asked = select(Action).where(action.c.id.in_([row.id for row in heard])).options(*whole(Action))
    actions = {each.id: each for each in session.scalars(asked)}
    return [
        _Earlier(
            row.case_id,
            heard_by_all(row),
            EarlierAction(actions[row.id], row.reference, number_in(row.reference), row.starts_at.date()),
        )
        for row in heard
    ]


def heard_by_all(row: Row[*tuple[Any, ...]]) -> bool:
    """Whether the meeting as a whole hears of an unfinished action, and not only its own case."""
    return row.state in STILL_TO_DO or bool(row.reported)


def unfinished_when_begun(held: Meeting, before: datetime | None) -> Select[*tuple[Any, ...]]:
    """The actions of earlier meetings that were not finished when this one began, and whether reported since `before`.

    What turned out not to be possible is among them only where somebody has to hear of it.
    """
    begun = held.opened_at or held.starts_at
    at = progress_entry.c.at
    reported = select(progress_entry.c.id).where(
        progress_entry.c.action_id == action.c.id, at < begun, at >= (before or held.starts_at)
    )
    columns = (action.c.id, discussion.c.case_id, case_file.c.reference, meeting.c.starts_at)
    return (
        select(*columns, _state(begun).label("state"), reported.correlate(action).exists().label("reported"))
        .join_from(action, discussion, action.c.discussion_id == discussion.c.id)
        .join(meeting, discussion.c.meeting_id == meeting.c.id)
        .join(case_file, discussion.c.case_id == case_file.c.id)
        .where(meeting.c.marac_id == held.marac_id, held_before(held))
        .where(
            ~action.c.asked_and_declined,
            action.c.id.in_(_perhaps(held, before or begun)),
            _state(begun).in_(UNFINISHED),
        )
        .order_by(held_at(), case_file.c.reference, action.c.number)
    )


def _perhaps(held: Meeting, since: datetime) -> CompoundSelect[UUID]:
    """The actions among which those that the meeting has to hear of are: a MARAC has many thousand others behind it."""
    any_action, talk = action.alias(), discussion.alias()
    still_to_do = select(any_action.c.id).where(any_action.c.stands.in_(STILL_TO_DO))
    reported_since = select(progress_entry.c.action_id).where(progress_entry.c.at >= since)
    listed = [item.case_id for item in held.agenda]
    of_its_cases = select(any_action.c.id).join(talk, any_action.c.discussion_id == talk.c.id)
    return union_all(still_to_do, reported_since, of_its_cases.where(talk.c.case_id.in_(listed)))


def _state(begun: datetime) -> ColumnElement[Progress]:
    """Where an action stood when the meeting began."""
    return func.coalesce(latest_state(begun), literal(Progress.OPEN, EnumText(Progress)))
