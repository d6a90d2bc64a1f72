"""From an entry to the history of what it is about; looking into a case's history is a look at the case."""

from __future__ import annotations

from uuid import UUID

from storage.record_owner import record_above
from storage.vault import Vault


def history_of(vault: Vault, record: tuple[str, str]) -> str:
    """The place of the page, `table/key`; nothing where the record is gone. Notes the look where it is a case."""
    with vault.read() as read:
        above = record_above(read.session.connection(), *record)
    if above is None:
        return ""
    if above[0] == "case_file":
        vault.note_view(UUID(above[1]))
    return "/".join(above)
