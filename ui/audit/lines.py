"""How an entry of the history is written on a line."""

from __future__ import annotations

from datetime import datetime

from marac_desk.dates import short_date


def when(at: datetime) -> str:
    """`26 Nov 2026 09:30`, by the clock where the person sits."""
    here = at.astimezone()
    return f"{short_date(here.date())} {here:%H:%M}"


def done(kind: str, label: str) -> str:
    """What was done; an undo and a redo say of what."""
    return {"undo": f"Undone: {label}", "redo": f"Redone: {label}"}.get(kind, label)
