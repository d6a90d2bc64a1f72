"""Where the history ends, for papers to print, and whether it still holds what a paper printed."""

from __future__ import annotations

from sqlalchemy import Connection, select

from marac_desk.history_head import HistoryHead
from storage.tables import journal_entry


def history_head(connection: Connection) -> HistoryHead | None:
    """The newest entry; nothing before the first one."""
    row = connection.execute(
        select(journal_entry.c.sequence, journal_entry.c.digest).order_by(journal_entry.c.sequence.desc()).limit(1)
    ).first()
    return HistoryHead(row.sequence, row.digest) if row else None


def holds(connection: Connection, head: HistoryHead) -> bool:
    """Whether the history still has this very entry, and so, by the chain, all that was before it."""
    at = select(journal_entry.c.digest).where(journal_entry.c.sequence == head.sequence)
    return bool(connection.scalar(at) == head.digest)
