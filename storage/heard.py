"""Which meetings were held before another, when cases were last heard, and which of them went twelve months since."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from marac_desk.maracs import LocalPractice, RepeatClock
from marac_desk.meetings import Meeting
from marac_desk.record import TwelveMonths
from marac_desk.repeats import months_after
from storage.tables_meetings import agenda_item, discussion, meeting
from storage.tables_people import case_file, referral
from storage.types import UtcTime

_MONTHS_DIFFER = timedelta(days=4)


def held_at() -> ColumnElement[datetime]:
    """When a meeting was held: when it was opened; until then, when it is planned for."""
    return func.coalesce(meeting.c.opened_at, meeting.c.starts_at, type_=UtcTime)


def held_before(held: Meeting) -> ColumnElement[bool]:
    """Whether another meeting was held before this one.

    By when they were opened: of two on one day the first to be held may be planned for the later hour.
    To a meeting that is not open yet every one that was opened is an earlier one.
    """
    others = meeting.c.id != held.id
    if held.opened_at is None:
        return others & (meeting.c.opened_at.is_not(None) | (meeting.c.starts_at < held.starts_at))
    return others & (held_at() < held.opened_at)


def before_moment(moment: datetime) -> ColumnElement[bool]:
    """Whether a meeting is planned for a time before a moment."""
    return meeting.c.starts_at < moment


def heard_before(session: Session, case_ids: Collection[UUID], before: ColumnElement[bool]) -> dict[UUID, date]:
    """For each of these cases the day of the last of those meetings at which it was heard, if any."""
    rows = session.execute(_last_heard(before).where(discussion.c.case_id.in_(case_ids)))
    return {case_id: at.date() for case_id, at in rows}


def twelve_months_passed(
    session: Session, marac_id: UUID, practice: LocalPractice, since: date | None, until: datetime
) -> tuple[TwelveMonths, ...]:
    """The cases whose clock ran out after the day `since` and by the day of `until`, and that were not referred again.

    The clock runs from the last referral or from the last meeting, as the MARAC counts (S23, S22).
    The coordinator says so at the next meeting, and flags may come off (S3).
    """
    candidates = _candidates(practice, since, until)
    heard = {
        case_id: at.date()
        for case_id, at in session.execute(
            _last_heard(before_moment(until)).where(discussion.c.case_id.in_(candidates))
        )
    }
    passed = []
    for case_id, reference, referred_on in session.execute(_last_referred(marac_id, candidates)):
        heard_on = heard.get(case_id)
        if heard_on is None or heard_on < referred_on:
            continue
        start = referred_on if practice.repeat_clock is RepeatClock.REFERRAL else heard_on
        ends = months_after(start, practice.repeat_months) + timedelta(days=1)
        if (since is None or since < ends) and ends <= until.date():
            passed.append(TwelveMonths(reference, heard_on))
    return tuple(passed)


def _candidates(practice: LocalPractice, since: date | None, until: datetime) -> Select[UUID]:
    """The cases whose clock may have run out within that time, give or take what months differ in length."""
    first = months_after(since, -practice.repeat_months) - _MONTHS_DIFFER if since else date.min
    last = months_after(until.date(), -practice.repeat_months) + _MONTHS_DIFFER
    if practice.repeat_clock is RepeatClock.REFERRAL:
        return select(referral.c.case_id).where(referral.c.received_on.between(first, last))
    from_midnight = datetime.combine(first, time(), UTC)
    return (
        select(discussion.c.case_id)
        .join(meeting, discussion.c.meeting_id == meeting.c.id)
        .where(meeting.c.starts_at.between(from_midnight, datetime.combine(last, time(), UTC)))
    )


def _last_heard(before: ColumnElement[bool]) -> Select[UUID, datetime]:
    """Each case with the start of the last meeting at which it was heard: begun, and the case not deferred."""
    return (
        select(discussion.c.case_id, func.max(meeting.c.starts_at).label("at"))
        .join(meeting, discussion.c.meeting_id == meeting.c.id)
        .join(
            agenda_item,
            (agenda_item.c.meeting_id == discussion.c.meeting_id) & (agenda_item.c.case_id == discussion.c.case_id),
        )
        .where(meeting.c.opened_at.is_not(None), before, agenda_item.c.deferred_because == "")
        .group_by(discussion.c.case_id)
    )


def _last_referred(marac_id: UUID, candidates: Select[UUID]) -> Select[UUID, str, date]:
    """Each candidate of a MARAC with its reference and the day of its last referral."""
    return (
        select(case_file.c.id, case_file.c.reference, func.max(referral.c.received_on))
        .join(referral, referral.c.case_id == case_file.c.id)
        .where(case_file.c.marac_id == marac_id, case_file.c.id.in_(candidates))
        .group_by(case_file.c.id)
        .order_by(case_file.c.reference)
    )
