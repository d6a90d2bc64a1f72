"""A meeting: its agenda, who was there for which case, conflicts of interest, opening and sign-off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from uuid import UUID

from marac_desk.errors import Refused
from marac_desk.identity import new_id
from marac_desk.papers import Addendum

SIGNED = "These minutes are signed off. A correction is added as a dated note."


class MeetingState(Enum):
    """Where a meeting stands. Minutes are a draft until the chair signs them off."""

    PLANNED = "planned"
    LISTED = "listed"
    IN_SESSION = "in session"
    DRAFT_MINUTES = "draft minutes"
    SIGNED_OFF = "signed off"


class Listing(Enum):
    """How a case is on the agenda (S61, S14, S3)."""

    NEW = "new"
    REPEAT = "repeat"
    TRANSFER_IN = "transfer in"
    ALERT_ONLY = "alert only"


def not_closed(references: Sequence[str]) -> str:
    """Says which cases keep a meeting from closing, and what is to be done about them."""
    verb, them = ("is", "it") if len(references) == 1 else ("are", "them")
    return f"{', '.join(references)} {verb} not closed yet. Hear {them}, or put {them} off with a reason."


@dataclass(eq=False)
class AgendaItem:
    """A case on the agenda. A deferred one says why and stays on the record."""

    case_id: UUID
    position: int
    listing: Listing
    slot: str = ""
    deferred_because: str = ""
    id: UUID = field(default_factory=new_id)

    @property
    def deferred(self) -> bool:
        """Whether the case was put off to another meeting."""
        return bool(self.deferred_because)


class Presence(Enum):
    """How somebody is on the attendance sheet."""

    PRESENT = "present"
    OBSERVER = "observer"
    APOLOGIES = "apologies"


@dataclass(eq=False)
class LeftFor:
    """A case for which somebody left the room."""

    case_id: UUID
    why: str = ""
    id: UUID = field(default_factory=new_id)


@dataclass(eq=False)
class Attendance:
    """One line of the sign-in sheet (S5): for an observer without an agency there is `organisation`."""

    name: str
    presence: Presence
    agency_id: UUID | None = None
    organisation: str = ""
    role: str = ""
    signed: bool = False
    information_sent: bool = False
    information_received: date | None = None
    left_for: list[LeftFor] = field(default_factory=list)
    id: UUID = field(default_factory=new_id)

    def stayed_for(self, case_id: UUID) -> bool:
        """Whether they were in the room for this case."""
        return self.presence is not Presence.APOLOGIES and all(each.case_id != case_id for each in self.left_for)


@dataclass(eq=False)
class Conflict:
    """A conflict of interest in a case, and what was decided about it."""

    case_id: UUID
    who: str
    nature: str
    decision: str
    attendance_id: UUID | None = None
    id: UUID = field(default_factory=new_id)


@dataclass(eq=False)
class Meeting:
    """One MARAC meeting. Times are UTC."""

    marac_id: UUID
    reference: str
    starts_at: datetime
    venue: str = ""
    chair: str = ""
    coordinator: str = ""
    state: MeetingState = MeetingState.PLANNED
    statement_read: bool = False
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    earlier_minutes_agreed: bool | None = None
    other_business: str = ""
    next_meeting: date | None = None
    signed_off_by: str = ""
    signed_off_at: datetime | None = None
    agenda: list[AgendaItem] = field(default_factory=list)
    attendance: list[Attendance] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    id: UUID = field(default_factory=new_id)

    def list_case(self, case_id: UUID, listing: Listing) -> AgendaItem:
        """Puts a case at the end of the agenda. Raises Refused when it is on it, or the minutes are signed."""
        self.may_change()
        if any(item.case_id == case_id for item in self.agenda):
            raise Refused("This case is already on the agenda.")
        item = AgendaItem(case_id, len(self.agenda) + 1, listing)
        self.agenda.append(item)
        return item

    def reorder(self, case_ids: list[UUID]) -> None:
        """Puts the agenda in this order. Raises Refused unless it names each case on it once."""
        self.may_change()
        if sorted(map(str, case_ids)) != sorted(str(item.case_id) for item in self.agenda):
            raise Refused("The new order must name each case on the agenda once.")
        for item in self.agenda:
            item.position = case_ids.index(item.case_id) + 1

    def item(self, case_id: UUID) -> AgendaItem:
        """The agenda's line for a case. Raises Refused when it is not on it."""
        for item in self.agenda:
            if item.case_id == case_id:
                return item
        raise Refused("This case is not on the agenda of this meeting.")

    def running_order(self) -> list[AgendaItem]:
        """The agenda in the order in which cases are heard."""
        return sorted(self.agenda, key=lambda item: item.position)

    def defer(self, case_id: UUID, because: str) -> None:
        """Puts a case off. Raises Refused without a reason."""
        self.may_change()
        if not because.strip():
            raise Refused("A deferred case needs its reason.")
        self.item(case_id).deferred_because = because.strip()

    def hear_after_all(self, case_id: UUID) -> None:
        """Takes back that a case was put off."""
        self.may_change()
        self.item(case_id).deferred_because = ""

    def list_as(self, case_id: UUID, listing: Listing) -> None:
        """Says anew how a case is on the agenda."""
        self.may_change()
        self.item(case_id).listing = listing

    def take_off(self, case_id: UUID) -> None:
        """Takes a case off that was put on by mistake; the others close up.

        Raises Refused once the meeting has begun: from then on a case is deferred, with its reason.
        """
        self.may_change()
        if self.opened_at is not None:
            raise Refused("The meeting has begun, so the case stays on its agenda. Defer it, with the reason.")
        self.agenda.remove(self.item(case_id))
        for position, item in enumerate(self.running_order(), start=1):
            item.position = position

    def present(self, case_id: UUID | None = None) -> list[Attendance]:
        """Who is in the room, for one case or for the meeting; observers are in the room but do not speak."""
        return [
            each
            for each in self.attendance
            if each.presence is Presence.PRESENT and (case_id is None or each.stayed_for(case_id))
        ]

    def declare_conflict(self, attendance: Attendance, case_id: UUID, nature: str, leaves: bool) -> Conflict:
        """Records a conflict of interest and whether they leave. Raises Refused without saying what it is."""
        self.may_change()
        if not nature.strip():
            raise Refused("Please say what the conflict of interest is, in a few words.")
        decision = "leaves the room for this case" if leaves else "stays, by the chair's decision"
        if leaves and attendance.stayed_for(case_id):
            attendance.left_for.append(LeftFor(case_id, "conflict of interest"))
        conflict = Conflict(case_id, attendance.name, nature.strip(), decision, attendance.id)
        self.conflicts.append(conflict)
        return conflict

    def open(self, at: datetime) -> None:
        """Begins the meeting. Raises Refused when it was begun before."""
        if self.opened_at is not None:
            raise Refused("This meeting has been opened already.")
        self.opened_at, self.state = at, MeetingState.IN_SESSION

    def close(self, at: datetime, still_open: Sequence[str] = ()) -> None:
        """Ends the meeting; its minutes are a draft from now on.

        Raises Refused unless it is in session, and while there are cases (`still_open`, by their references) that
        were neither heard to their end nor put off.
        """
        if self.state is not MeetingState.IN_SESSION:
            raise Refused("Only a meeting that was opened, and is not over, can be closed. The welcome opens it.")
        if still_open:
            raise Refused(not_closed(still_open))
        self.closed_at, self.state = at, MeetingState.DRAFT_MINUTES

    def sign_off(self, by: str, at: datetime) -> None:
        """The chair signs the minutes, which locks them. Raises Refused unless they are a draft."""
        if self.state is not MeetingState.DRAFT_MINUTES:
            raise Refused("Only draft minutes can be signed off, after the meeting is closed.")
        if not by.strip():
            raise Refused("Please say who signs the minutes off.")
        self.signed_off_by, self.signed_off_at, self.state = by.strip(), at, MeetingState.SIGNED_OFF

    def add_note(self, text: str, by: str, at: datetime) -> Addendum:
        """A correction of signed minutes, as a dated note. Raises Refused without words or a name, or while a draft."""
        if self.state is not MeetingState.SIGNED_OFF:
            raise Refused("These minutes are not signed off yet, so they are corrected themselves. No note was added.")
        if not text.strip():
            raise Refused("Please type what the note says.")
        if not by.strip():
            raise Refused("Please say whose note it is.")
        return Addendum(self.id, text.strip(), " ".join(by.split()), at)

    def may_change(self) -> None:
        """Raises Refused once the minutes are signed off."""
        if self.state is MeetingState.SIGNED_OFF:
            raise Refused(SIGNED)
