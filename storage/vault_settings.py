"""What is set once for a whole vault, as text under a fixed name. A change is an edit, so the history has it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from storage.door import Edit
from storage.tables import setting

_insert = insert(setting)
_KEEP = _insert.on_conflict_do_update(index_elements=["name"], set_={"value": _insert.excluded.value})


def settings_of(session: Session) -> dict[str, str]:
    """Every setting that somebody made, by its name."""
    return {row.name: row.value for row in session.execute(select(setting.c.name, setting.c.value))}


def keep_setting(edit: Edit, name: str, value: str) -> None:
    """Sets it, within an edit."""
    edit.session.execute(_KEEP, {"name": name, "value": value})
