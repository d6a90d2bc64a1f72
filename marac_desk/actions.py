"""An action: what one agency volunteers to do by a date that fits the risk, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING
from uuid import UUID

from marac_desk.errors import Refused
from marac_desk.identity import new_id

if TYPE_CHECKING:
    from marac_desk.discussion import Risk


class Faces(Enum):
    """On whom an action bears."""

    VICTIM = "the victim"
    CHILD = "a child"
    PERPETRATOR = "the person causing harm"
    ADULT_AT_RISK = "an adult at risk"
    STAFF = "staff"


class Progress(Enum):
    """Where an action stands. Two kinds of not done are kept apart, as the minutes must (S5)."""

    OPEN = "open"
    IN_PROGRESS = "in progress"
    COMPLETE = "complete"
    COMPLETE_LATE = "complete late"
    NOT_POSSIBLE = "not possible, circumstances changed"
    NOT_DONE = "not done by the agency"
    SUPERSEDED = "superseded"
    CANCELLED = "cancelled by the chair"


UNFINISHED = frozenset({Progress.OPEN, Progress.IN_PROGRESS, Progress.NOT_DONE, Progress.NOT_POSSIBLE})
"""What the next meeting has to hear about (S5, S7)."""

STILL_TO_DO = frozenset({Progress.OPEN, Progress.IN_PROGRESS, Progress.NOT_DONE})
"""What somebody still has to do."""


@dataclass(eq=False)
class ProgressEntry:
    """What an agency reported about an action, when, and whether it worked."""

    at: datetime
    state: Progress
    note: str = ""
    reported_by: str = ""
    worked: bool | None = None
    id: UUID = field(default_factory=new_id)


@dataclass(eq=False)
class Action:
    """One owner, one verb, one date, and the risks it answers.

    `protected_detail` is for the owner alone: its plan holds it, everyone else reads that the
    coordinator holds it under a label. `asked_and_declined` is a result too, and says why.
    """

    number: int
    text: str
    agency_id: UUID | None = None
    person: str = ""
    due: date | None = None
    ongoing: bool = False
    faces: Faces = Faces.VICTIM
    protected_detail: str = ""
    catalogue_code: str = ""
    other_source: str = ""
    asked_and_declined: bool = False
    declined_because: str = ""
    risks: list[Risk] = field(default_factory=list)
    progress: list[ProgressEntry] = field(default_factory=list)
    id: UUID = field(default_factory=new_id)

    @property
    def state(self) -> Progress:
        """Where it stands by the latest report; of two at one moment, by the one entered later."""
        latest = max(reversed(self.progress), key=lambda entry: entry.at, default=None)
        return latest.state if latest else Progress.OPEN

    @property
    def agreed(self) -> bool:
        """Whether an agency took it on; asked and declined is minuted, but is nobody's action."""
        return not self.asked_and_declined

    def label(self, case_number: str) -> str:
        """`142.3`: the case and the action's place in it."""
        return f"{case_number}.{self.number}"

    def detail_label(self, case_number: str) -> str:
        """`142-C`: what everyone but the owner reads in place of the protected detail."""
        return f"{case_number}-{_letters(self.number)}"

    def report(self, at: datetime, state: Progress, note: str = "", by: str = "", worked: bool | None = None) -> None:
        """Adds what was reported. Done after its day is complete late.

        Raises Refused when one of the two kinds of not done comes without its reason, or when the
        action was declined.
        """
        if self.asked_and_declined:
            raise Refused("This action was declined at the meeting, so there is nothing to report on it.")
        if state in (Progress.NOT_POSSIBLE, Progress.NOT_DONE) and not note.strip():
            raise Refused("Please say why: the minutes keep what was no longer possible apart from what was not done.")
        if state is Progress.COMPLETE and self.due is not None and at.date() > self.due:
            state = Progress.COMPLETE_LATE
        self.progress.append(ProgressEntry(at, state, note.strip(), by.strip(), worked))

    def decline(self, because: str) -> None:
        """Records that the agency was asked and would not, and why. Raises Refused without the reason."""
        if not because.strip():
            raise Refused("Please say why the action was declined.")
        self.asked_and_declined, self.declined_because = True, because.strip()

    def cannot_wait(self, today: date) -> bool:
        """Whether it is to be done today and an agency is there to be told, so that its paper goes at once."""
        due = self.due is not None and self.due <= today
        return self.agreed and due and self.agency_id is not None and self.state in STILL_TO_DO

    def overdue(self, today: date) -> bool:
        """Whether somebody should have done it before today."""
        return self.agreed and self.due is not None and self.due < today and self.state in STILL_TO_DO


def _letters(number: int) -> str:
    """1 is A, 26 is Z, 27 is AA."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
