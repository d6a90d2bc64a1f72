"""What stands in a field while somebody types: one row a field, overwritten in place, and no entry in the journal.

A row bears whoever began it, also when somebody else types on: it must not become theirs without a word.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, Delete, delete, select
from sqlalchemy.dialects.sqlite import insert

from storage.tables import draft, keyholder
from storage.types import without_half_characters

_insert = insert(draft)
_KEEP = _insert.on_conflict_do_update(
    index_elements=["field"],
    set_={name: _insert.excluded[name] for name in ("text", "at")},
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


def begun_by_others(connection: Connection, keyholder_id: UUID) -> dict[str, str]:
    """The fields in which somebody else began what stands there, and their names."""
    others = select(draft.c.field, keyholder.c.name).join(keyholder, keyholder.c.id == draft.c.keyholder_id)
    found = connection.execute(others.where(draft.c.keyholder_id != keyholder_id))
    return {row.field: row.name for row in found}
