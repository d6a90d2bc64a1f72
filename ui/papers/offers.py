"""What can be done on the papers page, as the palette, the menu and the sheet of shortcuts show it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ui.shell.actions import Action

EXPORT_KEY, STOPPED_KEY, SIGN_KEY, NOTES_KEY = "Ctrl+E", "Alt+S", "Alt+O", "Alt+N"
HINTS = ("papers.export", "papers.stopped", "papers.sign_off", "papers.notes")


@dataclass(frozen=True)
class Can:
    """Whether there are papers, whether something was found in them, and whether the minutes are signed, if any are."""

    export: Callable[[], bool]
    decide: Callable[[], bool]
    signed: Callable[[], bool | None]


def offers(
    can: Can, export: Callable[[], object], stopped: Callable[[], object], minutes: Callable[[], object]
) -> tuple[Action, ...]:
    """Signing is offered to everybody: who has no right to it is told there whose it is."""
    group = "Papers"
    return (
        Action(
            "papers.export",
            "Export all papers",
            export,
            EXPORT_KEY,
            ("send", "write", "word", "pdf", "minutes", "plans"),
            group,
            when=can.export,
            changes=True,
        ),
        Action(
            "papers.stopped",
            "Stopped sentences",
            stopped,
            STOPPED_KEY,
            ("secret", "decide", "address", "postcode", "phone", "refuge"),
            group,
            when=can.decide,
        ),
        Action(
            "papers.sign_off",
            "Sign off the minutes",
            minutes,
            SIGN_KEY,
            ("lock", "chair", "signature", "true record", "final"),
            group,
            when=lambda: can.signed() is False,
        ),
        Action(
            "papers.notes",
            "Signature and dated notes",
            minutes,
            NOTES_KEY,
            ("addendum", "correct", "correction", "fingerprint", "signed"),
            group,
            when=lambda: can.signed() is True,
        ),
    )
