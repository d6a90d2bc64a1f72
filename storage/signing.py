"""Signing minutes off, and the dated notes that come after it: each is one edit, through the door."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from marac_desk.keyholders import Right
from marac_desk.meetings import Meeting
from marac_desk.papers import Addendum, SignedPaper
from marac_desk.record import MeetingRecord
from storage.records import has_left, meeting_record
from storage.vault import Vault

Compose = Callable[[MeetingRecord, datetime], SignedPaper]
"""Makes the paper that is kept, from the meeting as it is signed and the moment of it."""


def sign_off(vault: Vault, meeting_id: UUID, by: str, compose: Compose) -> None:
    """The chair signs the minutes off: they are locked, and kept as they are now, block by block, in the same edit.

    Raises Refused when they are no draft, nobody is named, or the person's role has no right to it, and whatever
    `compose` raises; nothing is signed then.
    """
    with vault.edit("Sign off minutes", needs=Right.SIGN_OFF) as edit:
        edit.get(Meeting, meeting_id).sign_off(by, edit.now)
        edit.add(compose(meeting_record(edit.session, meeting_id), edit.now))


def add_note(vault: Vault, meeting_id: UUID, text: str, by: str, settles: str | None = None) -> None:
    """Adds a dated note to signed minutes. Raises Refused as `Meeting.add_note` does."""
    with vault.edit("Add dated note", settles=settles) as edit:
        edit.add(edit.get(Meeting, meeting_id).add_note(text, by, edit.now))


def take_note_back(vault: Vault, note_id: UUID) -> None:
    """Takes a dated note back; the history keeps it. Raises Refused once the minutes have left the vault with it."""
    with vault.edit("Take dated note back") as edit:
        note = edit.get(Addendum, note_id)
        note.may_be_taken_back(has_left=has_left(edit.session, note))
        edit.session.delete(note)
