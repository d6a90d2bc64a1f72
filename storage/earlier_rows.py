"""Actions of earlier meetings as rows: what a case agreed last time, and what a meeting has to hear of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from marac_desk.actions import UNFINISHED, Progress
from marac_desk.cases import number_in
from marac_desk.meetings import Meeting
from storage.heard import held_at, held_before
from storage.mapping import load
from storage.queries import AnySelect
from storage.records import heard_by_all, meeting_before, unfinished_when_begun
from storage.tables_meetings import action, agenda_item, discussion, meeting, progress_entry
from storage.tables_people import agency, case_file


@dataclass(frozen=True)
class EarlierRow:
    """An action that an agency took on at an earlier meeting, and the last that was reported on it.

    `worked` is nothing while nobody said; `reported_at` nothing while nothing was reported.
    """

    id: UUID
    discussion_id: UUID
    case_id: UUID
    label: str
    text: str
    agency_id: UUID | None
    agency: str
    person: str
    due: date | None
    meeting_on: date
    state: Progress
    note: str
    worked: bool | None
    reported_at: datetime | None

    @property
    def unfinished(self) -> bool:
        """Whether it was not done, for whichever of the two reasons."""
        return self.state in UNFINISHED

    def answered_since(self, moment: datetime) -> bool:
        """Whether something was reported on it since then."""
        return self.reported_at is not None and self.reported_at >= moment


def answers_from(held: Meeting, discussion_began: datetime | None) -> datetime | None:
    """From when an answer is one of this meeting: what was answered at its opening is not asked again in its case."""
    return held.opened_at or discussion_began


def last_time(session: Session, held: Meeting, case_id: UUID, began: datetime | None) -> tuple[EarlierRow, ...]:
    """What the case agreed at the last meeting that heard it, done or not, then what is unfinished from before that.

    Did it work? A repeat begins with that question (S7). What was answered at this meeting, in which
    the discussion `began`, stays, done or not.
    """
    since = answers_from(held, began)
    heard = (
        (discussion.c.case_id == case_id)
        & held_before(held)
        & meeting.c.opened_at.is_not(None)
        & (agenda_item.c.deferred_because == "")
    )
    rows = _rows(session, _earlier().where(heard).order_by(held_at().desc(), action.c.number))
    return tuple(
        row
        for row in rows
        if row.discussion_id == rows[0].discussion_id or row.unfinished or (since and row.answered_since(since))
    )


def to_hear(session: Session, meeting_id: UUID) -> tuple[EarlierRow, ...]:
    """The actions of earlier meetings that were unfinished when this one began, as they stand now (S5, S7).

    Raises Refused when there is no such meeting.
    """
    held = load(session, Meeting, meeting_id)
    unfinished = session.execute(unfinished_when_begun(held, meeting_before(session, held)))
    ids = [row.id for row in unfinished if heard_by_all(row)]
    order = (held_at(), case_file.c.reference, action.c.number)
    return _rows(session, _earlier().where(action.c.id.in_(ids)).order_by(*order))


def _rows(session: Session, asked: AnySelect) -> tuple[EarlierRow, ...]:
    return tuple(_row(row) for row in session.execute(asked))


def _row(row: Row[*tuple[Any, ...]]) -> EarlierRow:
    return EarlierRow(
        id=row.id,
        discussion_id=row.discussion_id,
        case_id=row.case_id,
        label=f"{number_in(row.reference)}.{row.number}",
        text=row.text,
        agency_id=row.agency_id,
        agency=row.name or "",
        person=row.person,
        due=row.due,
        meeting_on=row.starts_at.date(),
        state=row.state or Progress.OPEN,
        note=row.note or "",
        worked=row.worked,
        reported_at=row.at,
    )


def _earlier() -> AnySelect:
    """Agreed actions with their case, meeting and agency, and the entry that was reported last."""
    entries = select(progress_entry.c.id).where(progress_entry.c.action_id == action.c.id)
    newest = entries.order_by(progress_entry.c.at.desc(), progress_entry.c.place.desc()).limit(1)
    reported = progress_entry.alias()
    spoken = (agenda_item.c.meeting_id == discussion.c.meeting_id) & (agenda_item.c.case_id == discussion.c.case_id)
    return (
        select(
            *(action.c.id, action.c.discussion_id, discussion.c.case_id, case_file.c.reference, action.c.number),
            *(action.c.text, action.c.agency_id, agency.c.name, action.c.person, action.c.due, meeting.c.starts_at),
            *(reported.c.state, reported.c.note, reported.c.worked, reported.c.at),
        )
        .join_from(action, discussion, action.c.discussion_id == discussion.c.id)
        .join(meeting, discussion.c.meeting_id == meeting.c.id)
        .join(agenda_item, spoken)
        .join(case_file, discussion.c.case_id == case_file.c.id)
        .outerjoin(agency, action.c.agency_id == agency.c.id)
        .outerjoin(reported, reported.c.id == newest.correlate(action).scalar_subquery())
        .where(~action.c.asked_and_declined)
    )
