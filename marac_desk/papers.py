"""What was made of the record and who got it: exported papers, and minutes kept as signed, with their notes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from uuid import UUID

from marac_desk.errors import Refused
from marac_desk.identity import new_id


class PaperKind(Enum):
    """What leaves the vault as a file: the papers of a meeting, and its history, which belongs to no meeting."""

    MINUTES = "minutes"
    ACTION_PLAN = "action plan"
    URGENT_ACTION = "urgent action"
    HISTORY = "history"


@dataclass(eq=False)
class ExportRecord:
    """One file that left the vault: what, for whom, when, by whom, its fingerprint and how it was protected.

    `fingerprint` is of the paper's words, the same for Word and PDF; `sha256` is of this very file.
    """

    meeting_id: UUID | None
    kind: PaperKind
    file_name: str
    fingerprint: str
    sha256: str
    at: datetime
    by: str
    recipient: str = ""
    protection: str = "none"
    id: UUID = field(default_factory=new_id)


@dataclass(eq=False)
class SignedPaper:
    """The minutes as they were when the chair signed them, block by block, never composed again."""

    meeting_id: UUID
    kind: PaperKind
    fingerprint: str
    blocks: str
    signed_at: datetime
    id: UUID = field(default_factory=new_id)


@dataclass(eq=False)
class Addendum:
    """A dated note on signed minutes: what it says, whose it is, and when it was added.

    It stands after the minutes, which stay as they were signed.
    """

    meeting_id: UUID
    text: str
    by: str
    at: datetime
    id: UUID = field(default_factory=new_id)

    def may_be_taken_back(self, *, has_left: bool) -> None:
        """Raises Refused once minutes with this note in them have left the vault."""
        if has_left:
            raise Refused("The minutes have left the vault with this note, so it stays. Add a note that corrects it.")
