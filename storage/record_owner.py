"""What a row hangs on, and the record with a page of its history that it belongs to: case, meeting, agency, person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from storage.journal import Stored
from storage.tables import metadata

RECORDS = ("case_file", "meeting", "agency", "person", "marac", "keyholder", "setting")

Row = Mapping[str, Stored]

_PARTS = (
    *(("action_id", "action"), ("risk_id", "risk"), ("attendance_id", "attendance")),
    *(("discussion_id", "discussion"), ("referral_id", "referral")),
)
"""Which column of a part names what it hangs on."""
_WHOLE = (
    *(("case_id", "case_file"), ("meeting_id", "meeting"), ("person_id", "person")),
    *(("agency_id", "agency"), ("marac_id", "marac")),
)
_CASE_OF_PERSON = (
    "SELECT id FROM case_file WHERE victim_id = ?1 UNION SELECT case_id FROM party WHERE person_id = ?1 LIMIT 1"
)


def record_above(connection: Connection, table: str, key: str) -> tuple[str, str] | None:
    """Its table and key; a person leads to their case. Nothing where the row is no longer there."""
    row = row_called(connection, table, key)
    if row is None:
        return None
    if table == "person":
        case = connection.exec_driver_sql(_CASE_OF_PERSON, (key,)).scalar()
        return ("case_file", str(case)) if case else (table, key)
    if table in RECORDS:
        return table, key
    owner = _named_by(connection, row, (*_PARTS, *_WHOLE))
    return record_above(connection, owner[0], str(owner[1]["id"])) if owner else None


def owner_of(connection: Connection, row: Row) -> tuple[str, Row] | None:
    """The table and the row that a part hangs on: an action, a risk, an attendance, a discussion or a referral."""
    return _named_by(connection, row, _PARTS)


def _named_by(connection: Connection, row: Row, columns: Iterable[tuple[str, str]]) -> tuple[str, Row] | None:
    for column, above in columns:
        if (key := row.get(column)) is not None and (owner := row_called(connection, above, str(key))) is not None:
            return above, owner
    return None


def row_called(connection: Connection, table: str, key: str) -> dict[str, Stored] | None:
    """The row with this key as it stands; the parts of a longer key are joined by a stroke."""
    columns = metadata.tables[table].primary_key.columns
    where = " AND ".join(f'"{column.name}" = ?' for column in columns)
    parts = tuple(key.split("/", len(columns) - 1))
    found = connection.exec_driver_sql(f'SELECT * FROM "{table}" WHERE {where}', parts).mappings().first()
    return dict(found) if found else None
