"""The two statements that keep and forget what somebody is typing: one row a field, which the journal does not see."""

from __future__ import annotations

from sqlalchemy import Delete, delete
from sqlalchemy.dialects.sqlite import insert

from storage.tables import draft

_draft = insert(draft)
KEEP_DRAFT = _draft.on_conflict_do_update(
    index_elements=["field"],
    set_={name: _draft.excluded[name] for name in ("text", "at", "keyholder_id")},
)


def delete_draft(field: str) -> Delete:
    """Forgets what stands in a field."""
    return delete(draft).where(draft.c.field == field)
