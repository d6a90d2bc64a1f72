"""Where a row belongs, told by numbers and references alone: `action 3, case NV-2026-0142, meeting NV-M-2026-23`.

It never says a word of the record: no name, no address, nothing that somebody typed but references.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from storage.journal import Stored
from storage.tables import metadata
from storage.told_words import table_word

Row = Mapping[str, Stored]

_UPWARD = (
    *(("action_id", "action"), ("risk_id", "risk"), ("attendance_id", "attendance")),
    *(("discussion_id", "discussion"), ("referral_id", "referral")),
)
"""What a part hangs on: followed until a case, a meeting, a MARAC, an agency or a person is reached."""

_CASES_OF = (
    "SELECT 'the victim', reference FROM case_file WHERE victim_id = ?1 UNION ALL"
    " SELECT role, reference FROM party JOIN case_file ON case_file.id = case_id WHERE person_id = ?1 LIMIT 3"
)


def place_of(connection: Connection, table: str, row: Row) -> str:
    """What the row is, with its number, and where it belongs."""
    number = row.get("number") or (row.get("position") if table == "agenda_item" else None)
    own = f"{table_word(table)} {number}" if number else table_word(table)
    return (
        ", ".join((own, *_belongs_to(connection, table, row))) if table not in _NAMED else _named(connection, row, own)
    )


def _named(connection: Connection, row: Row, own: str) -> str:
    """A case, a meeting or a MARAC has a name of its own, made of letters and numbers."""
    name = row.get("reference") or row.get("prefix")
    return f"{own} {name}" if name else own


_NAMED = frozenset({"case_file", "meeting", "marac"})


def _belongs_to(connection: Connection, table: str, row: Row) -> list[str]:
    for column, above in _UPWARD:
        if (key := row.get(column)) is not None and (owner := _row(connection, above, key)) is not None:
            said = [] if above in ("discussion", "referral", "attendance") else [place_of(connection, above, owner)]
            return said or _belongs_to(connection, above, owner)
    told = [_of(connection, row, "case_id", "case_file"), _of(connection, row, "meeting_id", "meeting")]
    told += [_of(connection, row, "marac_id", "marac"), _agency(connection, row)]
    if table == "person" or row.get("person_id") is not None:
        told += [_person(connection, row.get("id") if table == "person" else row.get("person_id"))]
    return [each for each in told if each]


def _of(connection: Connection, row: Row, column: str, table: str) -> str:
    owner = _row(connection, table, row[column]) if row.get(column) is not None else None
    return _named(connection, owner, table_word(table)) if owner else ""


def _agency(connection: Connection, row: Row) -> str:
    """Agencies are told by their place in the speaking order: one may be called after a refuge."""
    owner = _row(connection, "agency", row["agency_id"]) if row.get("agency_id") is not None else None
    return f"agency {owner['speaking_order']}" if owner else ""


def _person(connection: Connection, person_id: Stored) -> str:
    found = connection.exec_driver_sql(_CASES_OF, (person_id,)).all()
    return " and ".join(f"{role} of case {reference}" for role, reference in found) or "in no case"


def _row(connection: Connection, table: str, key: Stored) -> Row | None:
    names = [column.name for column in metadata.tables[table].columns]
    listed = ", ".join(f'"{name}"' for name in names)
    found = connection.exec_driver_sql(f'SELECT {listed} FROM "{table}" WHERE id = ?', (key,)).first()
    return dict(zip(names, found, strict=True)) if found else None
