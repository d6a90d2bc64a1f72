"""What was last said of an earlier action, and when: an answer of today is told from an older one."""

from __future__ import annotations

from datetime import date

from marac_desk.dates import short_date
from storage.earlier_rows import EarlierRow


def said(row: EarlierRow, today: date) -> str:
    """`in progress, today`, `in progress, 29 Oct 2026`; `open` while nothing was reported."""
    if row.reported_at is None:
        return row.state.value
    on = row.reported_at.astimezone().date()
    return f"{row.state.value}, {'today' if on == today else short_date(on)}"
