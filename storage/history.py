"""The lines of the history: who did what and when, without what was changed. One of the readings of the journal."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from storage.tables import journal_entry, keyholder


@dataclass(frozen=True)
class AuditLine:
    """Who did what and when; `undoes` is the number of the entry that an undo took back."""

    sequence: int
    at: datetime
    who: str
    kind: str
    label: str
    undoes: int | None


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


def _lines() -> Select[Any]:
    columns = [journal_entry.c[name] for name in ("sequence", "at", "kind", "label", "undoes")]
    return (
        select(*columns, keyholder.c.name.label("who"))
        .outerjoin(keyholder, keyholder.c.id == journal_entry.c.keyholder_id)
        .order_by(journal_entry.c.sequence.desc())
    )


def _line(row: Row[Any]) -> AuditLine:
    return AuditLine(row.sequence, row.at, row.who or "somebody who has left", row.kind, row.label, row.undoes)
