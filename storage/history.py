"""The history of a record and the audit: two of the three readings of the journal."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Row, Select, and_, func, select

from storage.journal import RowChange, Stored, Verb, from_body
from storage.tables import journal_body, journal_entry, journal_touch, keyholder


@dataclass(frozen=True)
class AuditLine:
    """Who did what and when; `undoes` is the number of the entry that an undo took back."""

    sequence: int
    at: datetime
    who: str
    kind: str
    label: str
    undoes: int | None


@dataclass(frozen=True)
class FieldChange:
    """One field of one row, from and to, as stored. A view has no field."""

    table: str
    key: str
    verb: Verb
    field: str
    before: Stored
    after: Stored


@dataclass(frozen=True)
class HistoryEntry:
    """An entry with what it changed in the record asked about; nothing when retention has erased it."""

    line: AuditLine
    changes: tuple[FieldChange, ...]


def history(connection: Connection, table: str, key: str) -> tuple[HistoryEntry, ...]:
    """Every entry that touched the row, newest first."""
    touched = and_(journal_touch.c.sequence == journal_entry.c.sequence, journal_touch.c.tab == table)
    query = (
        _lines(journal_body.c.body)
        .join(journal_touch, touched)
        .outerjoin(journal_body, journal_body.c.sequence == journal_entry.c.sequence)
        .where(journal_touch.c.key == key)
    )
    return tuple(HistoryEntry(_line(row), _changes(row.body, table, key)) for row in connection.execute(query))


def audit(connection: Connection, limit: int) -> tuple[AuditLine, ...]:
    """The newest entries."""
    return tuple(_line(row) for row in connection.execute(_lines().limit(limit)))


def audit_lines(connection: Connection, conditions: Sequence[ColumnElement[bool]], most: int) -> list[AuditLine]:
    """The newest entries that meet all conditions."""
    return [_line(row) for row in connection.execute(_lines().where(*conditions).limit(most))]


def lines_of_entries(connection: Connection, sequences: Sequence[int]) -> list[AuditLine]:
    """The lines of these entries, oldest first."""
    wanted = func.json_each(json.dumps(list(sequences))).table_valued("value")
    asked = _lines().where(journal_entry.c.sequence.in_(select(wanted.c.value))).order_by(None)
    return [_line(row) for row in connection.execute(asked.order_by(journal_entry.c.sequence))]


def _lines(*more: Column[Any]) -> Select[Any]:
    columns = [journal_entry.c[name] for name in ("sequence", "at", "kind", "label", "undoes")]
    return (
        select(*columns, keyholder.c.name.label("who"), *more)
        .outerjoin(keyholder, keyholder.c.id == journal_entry.c.keyholder_id)
        .order_by(journal_entry.c.sequence.desc())
    )


def _line(row: Row[Any]) -> AuditLine:
    return AuditLine(row.sequence, row.at, row.who or "somebody who has left", row.kind, row.label, row.undoes)


def _changes(body: str | None, table: str, key: str) -> tuple[FieldChange, ...]:
    rows = from_body(body) if body else ()
    return tuple(change for row in rows if (row.table, row.key_text) == (table, key) for change in _fields(row))


def _fields(row: RowChange) -> list[FieldChange]:
    return [
        FieldChange(row.table, row.key_text, row.verb, name, before, after)
        for name, (before, after) in row.fields.items()
    ]
