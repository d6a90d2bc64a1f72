"""Keeps what signed minutes say as it was signed: looked at behind the door, whichever way a change came.

A correction is a dated note. What goes on after the signature (agencies report on their actions, papers are
exported and decided on) is told by its tables.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from marac_desk.errors import Refused
from marac_desk.meetings import SIGNED, MeetingState
from storage.journal import RowChange, Verb

_ABOVE = {
    **dict.fromkeys(("agenda_item", "attendance", "conflict_of_interest", "discussion"), ("meeting_id", "meeting")),
    "left_for": ("attendance_id", "attendance"),
    **dict.fromkeys(("voice_line", "contribution", "risk", "action", "gap_reason"), ("discussion_id", "discussion")),
    "risk_to": ("risk_id", "risk"),
    "action_risk": ("action_id", "action"),
}
"""What minutes are made from: the column by which each names what it belongs to, up to the meeting."""

_GOES_ON = {"action": frozenset({"stands"})}
"""Where an action stands follows from the reports on it."""


def must_not_be_signed(connection: Connection, rows: Iterable[RowChange]) -> None:
    """Raises Refused when one of the changes is to something under signed minutes.

    The signature itself, and a meeting that comes in with it, are no such changes.
    """
    rows = tuple(rows)
    signing = {row.key_text for row in rows if row.table == "meeting" and "state" in row.fields}
    known: dict[tuple[str, str], str | None] = {}
    meetings = {_meeting_of(connection, row, known) for row in rows} - signing - {None}
    if any(_is_signed(connection, meeting) for meeting in meetings if meeting):
        raise Refused(SIGNED)


def _meeting_of(connection: Connection, row: RowChange, known: dict[tuple[str, str], str | None]) -> str | None:
    """The meeting whose minutes the row is part of; nothing where it is part of none, or went with what it was in."""
    if row.table == "meeting":
        return row.key_text
    if row.table not in _ABOVE or (
        row.verb is Verb.UPDATE and row.fields.keys() <= _GOES_ON.get(row.table, frozenset())
    ):
        return None
    column, above = _ABOVE[row.table]
    before, after = row.fields.get(column, (None, None))
    key = after or before or _named(connection, row.table, column, row.key_text)
    return _upward(connection, above, str(key), known) if key else None


def _upward(connection: Connection, table: str, key: str, known: dict[tuple[str, str], str | None]) -> str | None:
    if table == "meeting":
        return key
    if (table, key) not in known:
        column, above = _ABOVE[table]
        owner = _named(connection, table, column, key)
        known[table, key] = _upward(connection, above, owner, known) if owner else None
    return known[table, key]


def _named(connection: Connection, table: str, column: str, key: str) -> str | None:
    found = connection.exec_driver_sql(f'SELECT "{column}" FROM "{table}" WHERE id = ?', (key,)).scalar()
    return str(found) if found else None


def _is_signed(connection: Connection, meeting_id: str) -> bool:
    state = connection.exec_driver_sql("SELECT state FROM meeting WHERE id = ?", (meeting_id,)).scalar()
    return bool(state == MeetingState.SIGNED_OFF.value)
