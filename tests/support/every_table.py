"""A row in every table of the record, and another value for each: for tests that leave no table out."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Integer, Table, insert

from marac_desk.identity import new_id
from storage.door import Edit
from storage.tables import journalled_tables, metadata
from storage.types import Day, EnumText, Identifier, PartialDateText, UtcTime, YesNo

TABLES = journalled_tables()


def made_up(column: Column[Any], ids: dict[str, UUID], turn: int = 0) -> object:
    """A value that the column takes, another one for another turn."""
    if column.primary_key and not column.foreign_keys:
        own = ids[column.table.name]
        return own if isinstance(column.type, Identifier) else str(own)
    for key in column.foreign_keys:
        return ids[key.column.table.name]
    if isinstance(column.type, EnumText):
        return list(column.type.members)[turn % len(column.type.members)]
    if isinstance(column.type, Day):
        return date(2026, 11, 1 + turn)
    if isinstance(column.type, UtcTime):
        return datetime(2026, 11, 1 + turn, tzinfo=UTC)
    if isinstance(column.type, PartialDateText):
        return None
    return turn if isinstance(column.type, Integer | YesNo) else f"invented {turn}"


def whole_row(table: Table, ids: dict[str, UUID]) -> dict[str, object]:
    return {column.name: made_up(column, ids) for column in table.columns}


def one_row_in_every_table(edit: Edit) -> dict[str, UUID]:
    ids = {table.name: new_id() for table in metadata.sorted_tables}
    for table in TABLES:
        edit.session.execute(insert(table), [whole_row(table, ids)])
    return ids


def another_value(table: Table, ids: dict[str, UUID]) -> dict[str, object]:
    """One column of the table and a value that it does not have yet."""
    free = [column for column in table.columns if not column.foreign_keys and not column.primary_key]
    column = next(column for column in free if not isinstance(column.type, PartialDateText))
    return {column.name: made_up(column, ids, turn=1)}


def with_own_columns() -> list[Table]:
    """All but the tables that only link: those have nothing to update."""
    return [table for table in TABLES if "id" in table.columns]
