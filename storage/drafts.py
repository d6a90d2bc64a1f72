"""What stands in a field while somebody types: one row a field, overwritten in place, and no entry in the journal."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, Delete, delete, select
from sqlalchemy.dialects.sqlite import insert

from storage.tables import draft
from storage.types import without_half_characters

_insert = insert(draft)
_KEEP = _insert.on_conflict_do_update(
    index_elements=["field"],
    set_={name: _insert.excluded[name] for name in ("text", "at", "keyholder_id")},
)


def keep_draft(connection: Connection, field: str, text: str, at: datetime, keyholder_id: UUID) -> None:
    """Keeps the text of one field, in place of what was kept of it before."""
    row = {"field": field, "text": without_half_characters(text), "at": at, "keyholder_id": keyholder_id}
    connection.execute(_KEEP, row)


def delete_draft(field: str) -> Delete:
    """The statement that forgets one."""
    return delete(draft).where(draft.c.field == field)


def all_drafts(connection: Connection) -> dict[str, str]:
    """Every text by its field, oldest first."""
    found = connection.execute(select(draft.c.field, draft.c.text).order_by(draft.c.at))
    return {row.field: row.text for row in found}
