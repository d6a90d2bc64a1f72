"""The whole history as pages of rows, newest first, filtered: what was done, by whom, when, and about what.

Nothing is read but what a page shows. A page goes on below the number of the last entry of the one before.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, TextualSelect, column, select, text
from sqlalchemy.orm import Session

from storage.history import AuditLine, audit_lines
from storage.journal import Kind, RowChange, Verb, from_body
from storage.record_history import ADDED, LOOKED_AT, TAKEN_AWAY
from storage.record_owner import row_called
from storage.record_rows import rows_of
from storage.row_places import place_of
from storage.tables import journal_entry, journal_touch, keyholder
from storage.tables_people import case_file
from storage.told_words import UNTOLD, field_word

PAGE = 200
_TOLD_OF_ONE = 2
_COUNTED = 100
"""An entry that touched so many rows or more touched "many": to count them all takes longer than to show a page."""

DETAILED = 12
"""So many rows of an entry at most are told one by one."""

_DETAIL = (
    "SELECT line.value FROM journal_body, json_each(CASE WHEN json_valid(body) THEN body END) AS line"
    f" WHERE sequence = ? ORDER BY line.key LIMIT {DETAILED + 1}"
)
_ABOUT = (
    "SELECT sequence FROM json_each(:places) CROSS JOIN journal_touch"  # in this order, as each place is few entries
    " ON tab = json_extract(value, '$[0]') AND journal_touch.key = json_extract(value, '$[1]')"
)
_TOUCHES = (
    f"SELECT tab, key, (SELECT count(*) FROM (SELECT 1 FROM journal_touch WHERE sequence = ?1 LIMIT {_COUNTED}))"
    f" FROM journal_touch WHERE sequence = ?1 LIMIT {_TOLD_OF_ONE}"
)


class Sort(Enum):
    """What entries are about, in the words of a filter."""

    CHANGES = "changes"
    VIEWS = "case files opened"
    EXPORTS = "papers exported"
    SIGNED = "minutes signed"
    PEOPLE = "people"
    OPENINGS = "openings"
    FAILED = "failed unlocks"


_KINDS = {
    Sort.CHANGES: (Kind.EDIT, Kind.UNDO, Kind.REDO),
    Sort.VIEWS: (Kind.VIEW,),
    Sort.EXPORTS: (Kind.EXPORT,),
    Sort.SIGNED: (Kind.SIGN_OFF,),
    Sort.PEOPLE: (Kind.PEOPLE,),
    Sort.OPENINGS: (Kind.OPENING,),
}


@dataclass(frozen=True)
class AuditFilter:
    """Which entries: of a sort, by a person, from and until a day (both included), about a case, with words."""

    sort: Sort | None = None
    who: UUID | None = None
    start: date | None = None
    until: date | None = None
    case: str = ""
    words: str = ""


@dataclass(frozen=True)
class AuditRow:
    """One entry. `about` names what it touched by references and numbers; `record` is what it touched first."""

    line: AuditLine
    about: str
    record: tuple[str, str] | None


@dataclass(frozen=True)
class AuditPage:
    """The entries that are shown, and whether there are older ones."""

    rows: tuple[AuditRow, ...]
    more: bool


def audit_page(session: Session, wanted: AuditFilter, below: int | None = None, most: int = PAGE) -> AuditPage:
    """The newest entries that pass the filter, below the entry `below`."""
    conditions = _conditions(session, wanted)
    if below is not None:
        conditions.append(journal_entry.c.sequence < below)
    lines = audit_lines(session.connection(), conditions, most + 1)
    return AuditPage(tuple(_row(session.connection(), line) for line in lines[:most]), len(lines) > most)


def entry_detail(session: Session, sequence: int) -> tuple[str, ...]:
    """What an entry changed: which rows, by references and numbers, and which of their fields; no value of any."""
    connection = session.connection()
    lines = connection.exec_driver_sql(_DETAIL, (sequence,)).scalars().all()
    told = [_changed(connection, row) for row in from_body(f"[{','.join(lines[:DETAILED])}]")]
    return (*dict.fromkeys(told), *(("and more",) if len(lines) > DETAILED else ()))


def people_in_history(session: Session) -> tuple[tuple[UUID, str], ...]:
    """Everybody who could ever open the vault, by name."""
    return tuple((row.id, row.name) for row in session.execute(select(keyholder).order_by(keyholder.c.name)))


def _conditions(session: Session, wanted: AuditFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.sort is not None:
        conditions.append(_of_sort(wanted.sort))
    if wanted.who is not None:
        conditions.append(journal_entry.c.keyholder_id == wanted.who)
    if wanted.start is not None:
        conditions.append(journal_entry.c.at >= _midnight(wanted.start))
    if wanted.until is not None:
        conditions.append(journal_entry.c.at < _midnight(wanted.until + timedelta(days=1)))
    conditions += [journal_entry.c.label.ilike(f"%{_literally(word)}%", escape="\\") for word in wanted.words.split()]
    if wanted.case.strip():
        conditions.append(journal_entry.c.sequence.in_(_about_case(session, wanted.case.strip())))
    return conditions


def _of_sort(sort: Sort) -> ColumnElement[bool]:
    if sort is Sort.FAILED:
        touched = select(journal_touch.c.sequence).where(journal_touch.c.tab == "failed_unlock")
        return journal_entry.c.sequence.in_(touched)
    return journal_entry.c.kind.in_([kind.value for kind in _KINDS[sort]])


def _about_case(session: Session, typed: str) -> TextualSelect:
    """The entries about each case whose reference has this in it."""
    found = session.scalars(
        select(case_file.c.id).where(case_file.c.reference.ilike(f"%{_literally(typed)}%", escape="\\")).limit(20)
    ).all()
    places = {place for key in found for place in rows_of(session.connection(), "case_file", str(key), gone=False)}
    return text(_ABOUT).bindparams(places=json.dumps(sorted(places))).columns(column("sequence"))


def _midnight(day: date) -> datetime:
    """When the day begins where the person sits."""
    return datetime.combine(day, time()).astimezone()


def _literally(typed: str) -> str:
    return typed.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _row(connection: Connection, line: AuditLine) -> AuditRow:
    touched = connection.exec_driver_sql(_TOUCHES, (line.sequence,)).all()
    if not touched:
        return AuditRow(line, "", None)
    told = dict.fromkeys(place_of(connection, tab, row_called(connection, tab, key) or {}) for tab, key, _ in touched)
    more = touched[0][2] - len(touched)
    others = "many" if touched[0][2] == _COUNTED else str(more)
    about = "; ".join(told) + (f" and {others} more" if more > 0 else "")
    return AuditRow(line, about, (touched[0][0], touched[0][1]))


def _changed(connection: Connection, row: RowChange) -> str:
    key = row.key_text
    place = place_of(connection, row.table, row_called(connection, row.table, key) or {})
    if row.verb is Verb.UPDATE:
        fields = ", ".join(field_word(row.table, name) for name in row.fields if name not in UNTOLD)
        return f"{place}: {fields}" if fields else place
    return f"{place}: {_DONE[row.verb]}"


_DONE = {Verb.INSERT: ADDED, Verb.DELETE: TAKEN_AWAY, Verb.VIEW: LOOKED_AT}
