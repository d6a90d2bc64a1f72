"""Where the lines of a meeting's opening and closing stand: what the chair still has to say and ask."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from marac_desk.agencies import Agency
from marac_desk.meetings import Meeting, Presence
from marac_desk.step_states import LineState

QUORUM = {"Police": "the police", "IDVA": "the IDVA service"}
"""Without these a meeting is hardly one, by the source that each counts under. A warning, never a wall."""


@dataclass(frozen=True)
class Line:
    """One line of the opening or the closing. `key` is its name for the program, `count` stands at its end."""

    key: str
    label: str
    state: LineState
    count: str = ""


@dataclass(frozen=True)
class Earlier:
    """How many actions of earlier meetings were unfinished when this one began, and how many were answered since."""

    answered: int
    of: int


def opening_lines(
    meeting: Meeting, agencies: Iterable[Agency], earlier: Earlier, heard: Collection[UUID], *, begun: bool = False
) -> tuple[Line, ...]:
    """Welcome, attendance, conflicts and earlier actions (S3).

    `heard` are the cases that are over; `begun` says that the first one is being heard.
    """
    said = {each.agency_id for each in meeting.attendance if each.presence is not Presence.OBSERVER}
    table = [each for each in agencies if each.core or each.id in said]
    here = _here(meeting)
    return (
        Line("welcome", "Welcome, confidentiality", _done(meeting.statement_read, meeting.opened_at is not None)),
        Line("attendance", "Attendance", *_attendance(meeting, table, here)),
        Line("conflicts", "Conflicts", *_conflicts(meeting, heard, begun=begun)),
        Line(
            "earlier",
            "Earlier actions",
            _done(earlier.answered >= earlier.of, earlier.answered > 0),
            f"{earlier.answered} of {earlier.of}" if earlier.of else "",
        ),
    )


def closing_lines(meeting: Meeting, twelve_months: int) -> tuple[Line, ...]:
    """The cases for which twelve months have passed, and any other business (S3)."""
    closed = meeting.closed_at is not None
    business = bool(meeting.other_business) or closed
    return (
        Line(
            "twelve_months", "Twelve months passed", _done(closed or not twelve_months, False), _or_none(twelve_months)
        ),
        Line("other_business", "Any other business", _done(business, False)),
    )


def quorum_warning(meeting: Meeting, agencies: Iterable[Agency], case_id: UUID | None = None) -> str:
    """Who is missing of police and IDVA, in the room or for one case; nothing when both are there."""
    here = _here(meeting, case_id)
    buckets = {each.bucket for each in agencies if each.id in here}
    missing = [who for bucket, who in QUORUM.items() if bucket not in buckets]
    if not missing:
        return ""
    return f"Nobody is here for {' or '.join(missing)}. The chair decides whether to go on, and the minutes say so."


def _here(meeting: Meeting, case_id: UUID | None = None) -> frozenset[UUID]:
    """The agencies that somebody in the room speaks for."""
    return frozenset(each.agency_id for each in meeting.present(case_id) if each.agency_id is not None)


def _attendance(meeting: Meeting, table: list[Agency], here: frozenset[UUID]) -> tuple[LineState, str]:
    """`14 of 16` on the sheet: the agencies that come to every meeting, and whoever else came or sent apologies.

    Missing when police or IDVA are.
    """
    if not meeting.attendance:
        return LineState.TO_COME, ""
    state = LineState.MISSING if quorum_warning(meeting, table) else LineState.DONE
    return state, f"{sum(each.id in here for each in table)} of {len(table)}"


def _conflicts(meeting: Meeting, heard: Collection[UUID], *, begun: bool) -> tuple[LineState, str]:
    """A conflict wants a look until its case is over: somebody has to leave in time.

    That nobody has one is settled when the first case begins, and not before it was asked.
    """
    ahead = any(each.case_id not in heard for each in meeting.conflicts) and meeting.closed_at is None
    if ahead:
        return LineState.MISSING, _or_none(len(meeting.conflicts))
    asked = begun or bool(heard) or meeting.closed_at is not None
    return _done(asked, meeting.opened_at is not None), _or_none(len(meeting.conflicts))


def _done(done: bool, begun: bool) -> LineState:
    if done:
        return LineState.DONE
    return LineState.OPEN if begun else LineState.TO_COME


def _or_none(count: int) -> str:
    return str(count) if count else ""
