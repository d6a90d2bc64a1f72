"""The places of the papers page that are pictured: before the signature, and signed minutes with a note."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from marac_desk.meetings import MeetingState
from marac_desk.sample import Sample
from storage.queries import meetings
from storage.signing import add_note
from ui.papers.signing import sign
from ui.shell.main_window import MainWindow

NOTE = "The minutes have the venue as the annexe. The meeting was in the council chamber."


def paper_scenes(window: MainWindow, sample: Sample) -> dict[str, Callable[[], None]]:
    """By name. One earlier meeting is signed for it."""
    return {
        "sign-off": lambda: _open(window, sample.finished_id, "papers.sign_off"),
        "signed": lambda: _open(window, _signed(window, sample), "papers.notes"),
    }


def _open(window: MainWindow, meeting_id: UUID, action: str) -> None:
    window.open_page("papers", str(meeting_id))
    if window.desk is not None:
        window.desk.actions.run(action)


def _signed(window: MainWindow, sample: Sample) -> UUID:
    """The meeting before the last one that was held: signed, when it is first asked for."""
    assert window.desk is not None
    vault = window.desk.vault
    with vault.read() as read:
        earlier = max(
            (row for row in meetings(read.session) if row.state in _CLOSED and row.id != sample.finished_id),
            key=lambda row: row.starts_at,
        )
    if earlier.state is MeetingState.DRAFT_MINUTES:
        sign(vault, earlier.id, "DI Chris Example")
        add_note(vault, earlier.id, NOTE, "Sam Sample")
    return earlier.id


_CLOSED = (MeetingState.DRAFT_MINUTES, MeetingState.SIGNED_OFF)
