"""When cases were last heard, and which of them have gone twelve months without another referral."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, Subquery, func, select
from sqlalchemy.orm import Session

from marac_desk.maracs import LocalPractice, RepeatClock
from marac_desk.record import TwelveMonths
from marac_desk.repeats import months_after
from storage.tables_meetings import agenda_item, discussion, meeting
from storage.tables_people import case_file, referral


def heard_before(session: Session, case_ids: Collection[UUID], before: datetime) -> dict[UUID, date]:
    """For each of these cases the day of the last meeting before a moment at which it was heard, if any."""
    rows = session.execute(_last_heard(before).where(discussion.c.case_id.in_(case_ids)))
    return {case_id: at.date() for case_id, at in rows}


def twelve_months_passed(
    session: Session, marac_id: UUID, practice: LocalPractice, since: date | None, until: datetime
) -> tuple[TwelveMonths, ...]:
    """The cases whose clock ran out after the day `since` and by the day of `until`, and that were not referred again.

    The clock runs from the last referral or from the last meeting, as the MARAC counts (S23, S22).
    The coordinator says so at the next meeting, and flags may come off (S3).
    """
    heard = _last_heard(until).subquery()
    last = select(referral.c.case_id, func.max(referral.c.received_on).label("on")).group_by(referral.c.case_id)
    rows = session.execute(_clocks(heard, last.subquery(), marac_id))
    passed = []
    for reference, referred_on, heard_at in rows:
        heard_on = heard_at.date()
        start = referred_on if practice.repeat_clock is RepeatClock.REFERRAL else heard_on
        ends = months_after(start, practice.repeat_months) + timedelta(days=1)
        if referred_on <= heard_on and (since is None or since < ends) and ends <= until.date():
            passed.append(TwelveMonths(reference, heard_on))
    return tuple(passed)


def _last_heard(before: datetime) -> Select[UUID, datetime]:
    """Each case with the start of the last meeting at which it was heard: begun, and the case not deferred."""
    return (
        select(discussion.c.case_id, func.max(meeting.c.starts_at).label("at"))
        .join(meeting, discussion.c.meeting_id == meeting.c.id)
        .join(
            agenda_item,
            (agenda_item.c.meeting_id == discussion.c.meeting_id) & (agenda_item.c.case_id == discussion.c.case_id),
        )
        .where(meeting.c.opened_at.is_not(None), meeting.c.starts_at < before, agenda_item.c.deferred_because == "")
        .group_by(discussion.c.case_id)
    )


def _clocks(heard: Subquery, last: Subquery, marac_id: UUID) -> Select[str, date, datetime]:
    return (
        select(case_file.c.reference, last.c.on, heard.c.at)
        .join(last, last.c.case_id == case_file.c.id)
        .join(heard, heard.c.case_id == case_file.c.id)
        .where(case_file.c.marac_id == marac_id)
        .order_by(case_file.c.reference)
    )
