"""From an entry to the history of what it is about; looking into a case's history is a look at the case."""

from __future__ import annotations

from uuid import UUID

from storage.record_owner import record_above
from storage.vault import Vault


def history_of(vault: Vault, record: tuple[str, str]) -> str:
    """The place of the page, `table/key`; nothing where the record is gone."""
    with vault.read() as read:
        above = record_above(read.session.connection(), *record)
    return "/".join(above) if above else ""


def note_look(vault: Vault, case_id: str) -> str:
    """Notes that somebody looks into a case, unless that was noted just now. The sentence says where it must wait."""
    case = UUID(case_id)
    return "" if vault.looked_just_now(case) else vault.note_view(case)
