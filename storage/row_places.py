"""Where a row belongs, told by numbers and references alone: `action 3, case NV-2026-0142, meeting NV-M-2026-23`.

It never says a word of the record: no name, no address, nothing that somebody typed but references.
"""

from __future__ import annotations

from sqlalchemy import Connection

from storage.journal import Stored
from storage.record_owner import Row, owner_of, row_called
from storage.told_words import table_word

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
    if (found := owner_of(connection, row)) is not None:
        above, owner = found
        named = above not in ("discussion", "referral", "attendance")
        return [place_of(connection, above, owner)] if named else _belongs_to(connection, above, owner)
    told = [_of(connection, row, "case_id", "case_file"), _of(connection, row, "meeting_id", "meeting")]
    told += [_of(connection, row, "marac_id", "marac"), _agency(connection, row)]
    if table == "person" or row.get("person_id") is not None:
        told += [_person(connection, row.get("id") if table == "person" else row.get("person_id"))]
    return [each for each in told if each]


def _of(connection: Connection, row: Row, column: str, table: str) -> str:
    owner = row_called(connection, table, str(row[column])) if row.get(column) is not None else None
    return _named(connection, owner, table_word(table)) if owner else ""


def _agency(connection: Connection, row: Row) -> str:
    """Agencies are told by their place in the speaking order: one may be called after a refuge."""
    owner = row_called(connection, "agency", str(row["agency_id"])) if row.get("agency_id") is not None else None
    return f"agency {owner['speaking_order']}" if owner else ""


def _person(connection: Connection, person_id: Stored) -> str:
    found = connection.exec_driver_sql(_CASES_OF, (person_id,)).all()
    return " and ".join(f"{role} of case {reference}" for role, reference in found) or "in no case"
