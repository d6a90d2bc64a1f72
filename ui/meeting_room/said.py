"""What was last said of an earlier action, and when: an answer of today is told from an older one."""

from __future__ import annotations

from datetime import date

from marac_desk.dates import short_date
from storage.earlier_rows import EarlierRow


def said(row: EarlierRow, today: date) -> str:
    """`in progress, today`, `in progress, 29 Oct 2026`; with nothing reported, `open` and whether it is due yet."""
    if row.reported_at is None:
        return f"{row.state.value}{_due(row, today)}"
    on = row.reported_at.astimezone().date()
    return f"{row.state.value}, {'today' if on == today else short_date(on)}"


def _due(row: EarlierRow, today: date) -> str:
    """An action may be asked for before its day: nobody is late with it."""
    if row.due is None or row.due < today:
        return ""
    return ", due today" if row.due == today else ", not due yet"
