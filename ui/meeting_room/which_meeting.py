"""Which meeting is to be held when none was named, and where it was left."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from uuid import UUID

from marac_desk.errors import Told
from marac_desk.meetings import MeetingState
from storage.queries import MeetingRow
from storage.vault import Vault

_FIELD = "room/place"


def meeting_to_hold(rows: Sequence[MeetingRow], today: date) -> UUID | None:
    """The meeting in session; else the next one from today on; nothing when there is none."""
    in_session = [row for row in rows if row.state is MeetingState.IN_SESSION]
    coming = [
        row
        for row in rows
        if row.state in (MeetingState.PLANNED, MeetingState.LISTED) and row.starts_at.astimezone().date() >= today
    ]
    first = min(in_session or coming, key=lambda row: row.starts_at, default=None)
    return first.id if first else None


def remember(vault: Vault, place: str) -> None:
    """Keeps the place; somebody who may only read leaves none, and on a full disk there is no way back to it."""
    with suppress(Told):
        vault.draft(_FIELD, place)


def remembered(vault: Vault, meeting_id: str) -> str:
    """The place in this meeting that was kept last, "" for none."""
    place = vault.drafts().get(_FIELD, "")
    return place if place.partition("|")[0] == meeting_id else ""
