"""What the papers page knows and does about signing off: what is open before, and what stands after it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from exports.audience import Audience
from exports.pack import Pack, minutes_to_sign
from exports.secrets import undecided
from marac_desk.discussion import Discussion
from marac_desk.findings import Finding
from marac_desk.gaps import Room
from marac_desk.history_head import HistoryHead
from marac_desk.meetings import Meeting
from marac_desk.papers import SignedPaper
from marac_desk.record import MeetingRecord
from marac_desk.reference import load
from marac_desk.unfinished import unfinished
from storage.heads import holds
from storage.records import addenda, meeting_record, signed_minutes
from storage.signing import sign_off
from storage.vault import Vault
from ui.meeting_room.case_in_room import asked_in, seats

HALF_TYPED = "{} half typed in the meeting room, and not in the minutes."
PLANS_STOP = "Action plans stop at {}; the minutes do not."


@dataclass(frozen=True)
class BeforeSigning:
    """Who signs by the record, what is open, and how many sentences stop the minutes themselves."""

    chair: str
    still_open: tuple[str, ...]
    stopped: int


@dataclass(frozen=True)
class Note:
    """One dated note, as it is numbered on the paper, from 1."""

    id: UUID
    number: int
    text: str
    by: str
    at: datetime


@dataclass(frozen=True)
class SignedMinutes:
    """Who signed and when, what the paper prints to be known by, and the notes since.

    `holds` says whether the vault's history still has the entry that the paper prints.
    """

    by: str
    at: datetime
    fingerprint: str
    head: HistoryHead | None
    holds: bool
    notes: tuple[Note, ...]


def before_signing(vault: Vault, meeting_id: UUID, pack: Pack) -> BeforeSigning:
    """What is open now. It reads the whole meeting, so it belongs into a job."""
    typed = vault.drafts()
    with vault.read() as read:
        record = meeting_record(read.session, meeting_id)
        found = undecided(pack.findings, record.decisions)
        minutes = _sentences(each for each in found if each.copy_for == Audience().copy_for)
        still_open = (
            *_counted(_typed(record, typed), HALF_TYPED, "entry is", "entries are"),
            *unfinished(record, lambda talk: _table(record, talk)),
            *_counted(len(_sentences(found) - minutes), PLANS_STOP, "sentence", "sentences"),
        )
        chair = record.meeting.chair or record.marac.chair
    return BeforeSigning(chair, still_open, len(minutes))


def sign(vault: Vault, meeting_id: UUID, by: str) -> None:
    """Signs the minutes off, composing them as they are now: it belongs into a job. Raises as `sign_off` does."""
    reference = load()

    def kept(record: MeetingRecord, at: datetime) -> SignedPaper:
        return minutes_to_sign(record, reference, at)

    sign_off(vault, meeting_id, by, kept)


def after_signing(vault: Vault, meeting_id: UUID) -> SignedMinutes | None:
    """What was signed; nothing while the minutes are a draft."""
    with vault.read() as read:
        meeting, paper = read.get(Meeting, meeting_id), signed_minutes(read.session, meeting_id)
        if paper is None or meeting.signed_off_at is None:
            return None
        head = HistoryHead.found_in([paper.blocks])
        notes = enumerate(addenda(read.session, meeting_id), start=1)
        return SignedMinutes(
            by=meeting.signed_off_by,
            at=meeting.signed_off_at,
            fingerprint=paper.fingerprint,
            head=head,
            holds=head is not None and holds(read.session.connection(), head),
            notes=tuple(Note(each.id, number, each.text, each.by, each.at) for number, each in notes),
        )


def _sentences(findings: Iterable[Finding]) -> set[tuple[str, str]]:
    return {(each.place, each.sentence) for each in findings}


def _table(record: MeetingRecord, talk: Discussion) -> Room:
    return asked_in(seats(record.marac, record.meeting, talk))


def _typed(record: MeetingRecord, drafts: Iterable[str]) -> int:
    """How much stands in a field of this meeting and was not added, as after a crash or an entry that was left."""
    talks = [heard.discussion.id for heard in record.cases if heard.discussion is not None]
    begins = (f"meeting/{record.meeting.id}/", *(f"discussion/{each}/" for each in talks))
    return sum(field.startswith(begins) for field in drafts)


def _counted(number: int, sentence: str, one: str, many: str) -> list[str]:
    """The sentence with the number in it; nothing where there is none."""
    return [sentence.format(f"{number} {one if number == 1 else many}")] if number else []
