"""The lines of the running order, read from the record as it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from uuid import UUID

from marac_desk.maracs import Marac
from marac_desk.meeting_clock import CaseTimes, MeetingClock
from marac_desk.meetings import Listing, Meeting
from marac_desk.opening import Earlier, Line, closing_lines, opening_lines
from storage.door import Read
from storage.queries import Hearing
from storage.room_rows import RunningRow, running_order
from ui.meeting_room.case_area import MARKS
from ui.meeting_room.route import Stop
from ui.meeting_room.running_order import OrderGroup, OrderLine
from ui.widgets.mark import MarkState

IN_ORDER = (
    *("meeting", "agenda_item", "attendance", "conflict_of_interest", "left_for", "discussion", "progress_entry"),
    *("case_file", "must_not_receive"),
)
"""What the running order and the bar of the meeting are read from."""

_LISTED = {Listing.REPEAT: "repeat", Listing.TRANSFER_IN: "transfer in", Listing.ALERT_ONLY: "alert only"}


@dataclass(frozen=True)
class MeetingNow:
    """A meeting as it stands: its name and place, its clock, its cases, and where each line stands."""

    marac: str
    starts_at: datetime
    venue: str
    clock: MeetingClock
    rows: tuple[RunningRow, ...]
    groups: tuple[OrderGroup, ...]

    def to_hear(self) -> tuple[UUID, ...]:
        """The cases that are heard, in order; those put off are not."""
        return tuple(row.case_id for row in self.rows if row.state is not Hearing.DEFERRED)

    def to_come(self) -> tuple[UUID, ...]:
        """The cases that are neither closed nor put off, in order."""
        return tuple(row.case_id for row in self.rows if row.state in (Hearing.WAITING, Hearing.UNDER_WAY))

    def row(self, case_id: UUID) -> RunningRow | None:
        """A case's line, if it is on the agenda."""
        return next((row for row in self.rows if row.case_id == case_id), None)

    def times(self, case_id: UUID) -> CaseTimes | None:
        """When a case began and ended."""
        row = self.row(case_id)
        return row.times if row else None


def meeting_now(read: Read, meeting_id: UUID, earlier: Earlier, twelve_months: int) -> MeetingNow:
    """Everything that the header and the running order show."""
    meeting = read.get(Meeting, meeting_id)
    marac = read.get(Marac, meeting.marac_id)
    rows = running_order(read.session, meeting_id)
    times = [row.times for row in rows]
    per_case = marac.practice.minutes_per_case
    clock = MeetingClock(meeting.starts_at, per_case, times, meeting.opened_at, meeting.closed_at)
    heard = {row.case_id for row in rows if row.state is Hearing.HEARD}
    begun = any(row.state is Hearing.UNDER_WAY for row in rows)
    lines = tuple(_case_line(row, clock, read.now) for row in rows)
    first = len(tuple(takewhile(lambda row: row.children, rows)))  # one that is heard later stands where it is heard
    groups = (
        OrderGroup("Opening", _lines(opening_lines(meeting, marac.agencies, earlier, heard, begun=begun))),
        OrderGroup("Cases with children", lines[:first]),
        OrderGroup("Other cases" if first else "Cases", lines[first:]),
        OrderGroup("Closing", _lines(closing_lines(meeting, twelve_months))),
    )
    return MeetingNow(
        marac.name, meeting.starts_at, meeting.venue, clock, rows, tuple(group for group in groups if group.lines)
    )


def _lines(lines: Sequence[Line]) -> tuple[OrderLine, ...]:
    return tuple(OrderLine(line.key, line.label, MARKS[line.state], line.count) for line in lines)


def _case_line(row: RunningRow, clock: MeetingClock, now: datetime) -> OrderLine:
    """`NV-0142 repeat`, and at its end `now`, when it begins if what is left takes its time, or the minutes it took."""
    minutes = clock.minutes_of(row.times, now)
    details = {
        Hearing.WAITING: f"{clock.begins_at(row.times, now).astimezone():%H:%M}",
        Hearing.UNDER_WAY: "now",
        Hearing.HEARD: f"{minutes} min",
        Hearing.DEFERRED: "put off",
    }
    state = MarkState.DONE if row.state is Hearing.HEARD else MarkState.OPEN
    if row.conflict and row.state is Hearing.WAITING:
        state = MarkState.MISSING
    finished = row.state is Hearing.HEARD  # what was put off is not finished, and stays in sight
    return OrderLine(
        Stop(case_id=row.case_id).key, _label(row), state, details[row.state], finished, minutes if finished else 0
    )


def _label(row: RunningRow) -> str:
    """The reference without its year, and the one word that matters most about the case."""
    prefix, *_, number = row.reference.split("-")
    words = (_LISTED.get(row.listing, ""), "restricted" if row.restricted else "", "counter" if row.counter else "")
    return " ".join(part for part in (f"{prefix}-{number}", next(filter(None, words), "")) if part)
