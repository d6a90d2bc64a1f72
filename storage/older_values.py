"""Puts an older value of a field back: an edit of its own, through the door, under the rules of the field."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from marac_desk.errors import Refused
from marac_desk.meetings import Meeting
from marac_desk.older_values import (
    AFTER_SIGN_OFF,
    GONE,
    NAMED_GONE,
    NO_LONGER_FITS,
    SAME,
    must_be_restorable,
)
from storage.journal import Stored
from storage.record_history import Older
from storage.record_owner import Row, owner_of, row_called
from storage.tables import metadata
from storage.told_words import field_word
from storage.vault import Vault


def restore(vault: Vault, older: Older) -> str:
    """Puts it back and returns the label of the edit.

    Raises Refused when the field follows from something else, when its record is gone or signed off, when it
    says so already, or when the value no longer fits.
    """
    must_be_restorable(older.table, older.column)
    label = f"Restore {field_word(older.table, older.column)}"
    try:
        with vault.edit(label) as edit:
            connection = edit.session.connection()
            row = row_called(connection, older.table, older.key)
            if row is None:
                raise Refused(GONE)
            if older.table not in AFTER_SIGN_OFF and (meeting_id := _meeting_of(connection, older.table, row)):
                edit.get(Meeting, UUID(meeting_id)).may_change()
            _put_back(connection, older, row)
    except IntegrityError:
        raise Refused(NO_LONGER_FITS) from None
    return label


def _put_back(connection: Connection, older: Older, row: dict[str, Stored]) -> None:
    if row[older.column] == older.value:
        raise Refused(SAME)
    for key in metadata.tables[older.table].columns[older.column].foreign_keys:
        if older.value is not None and row_called(connection, key.column.table.name, str(older.value)) is None:
            raise Refused(NAMED_GONE)
    change = f'UPDATE "{older.table}" SET "{older.column}" = ? WHERE id = ?'
    connection.exec_driver_sql(change, (older.value, older.key))


def _meeting_of(connection: Connection, table: str, row: Row) -> str | None:
    """The meeting whose minutes would say something else."""
    if table == "meeting":
        return str(row["id"])
    if row.get("meeting_id") is not None:
        return str(row["meeting_id"])
    owner = owner_of(connection, row)
    return _meeting_of(connection, *owner) if owner else None
