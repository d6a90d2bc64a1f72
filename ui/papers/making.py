"""What the papers page does beside the window: composing, rendering and writing. Each belongs into a job."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

from exports.document import Document
from exports.pack import Pack, Paper, WrittenFile, pack_of, stem_of, urgent_action, write_papers
from marac_desk.keyholders import Right
from marac_desk.meetings import Meeting
from marac_desk.papers import ExportRecord
from marac_desk.reference import load
from storage.records import meeting_record
from storage.vault import Vault
from ui.shell.jobs import Job

LONGEST_PART = 32


def written(files: int, folder: Path) -> str:
    """What is said once papers are written: how many files, the end of the folder's path, and how they may be sent."""
    parts = [part if len(part) <= LONGEST_PART else f"{part[: LONGEST_PART - 1]}…" for part in folder.parts]
    where = Path(*parts) if len(parts) <= 2 else Path("…", *parts[-2:])
    return f"{files} files are written into {where}. They are not encrypted: send them by secure e-mail only."


def compose(vault: Vault, meeting_id: UUID) -> Pack:
    """Every paper of a meeting, frozen, and what was found in them: no paper while a sentence is undecided.

    What writes them is loaded at the end, where the window has nothing to paint: later each would hold up the other.
    """
    with vault.read() as read:
        pack = pack_of(meeting_record(read.session, meeting_id), load())
    import exports.pdf
    import exports.word  # noqa: F401

    return pack


def compose_urgent(vault: Vault, meeting_id: UUID, action_id: UUID) -> Pack:
    """One action for its agency, to be sent at once. Raises Refused when nobody may have it."""
    with vault.read() as read:
        return urgent_action(meeting_record(read.session, meeting_id), action_id, load())


def folder_of(vault: Vault, meeting_id: UUID) -> str:
    """What the folder of a meeting's papers is called: by its reference, which is nobody's name."""
    with vault.read() as read:
        return stem_of(read.get(Meeting, meeting_id).reference)


def render(document: Document, job: Job) -> bytes:
    """A paper as PDF, in memory. Raises Stopped when the job is cancelled."""
    from exports.pdf import render_pdf  # the document libraries take a while to load

    return render_pdf(document, job.progress, job.cancelled)


def export(
    vault: Vault, meeting_id: UUID, papers: Sequence[Paper], folder: Path, now: Callable[[], datetime], job: Job
) -> int:
    """Writes the papers as Word and PDF, records each file, and returns how many there are.

    The record is made here and not at the end of the job, so that no lock can come between.
    """
    vault.must(Right.EXPORT)
    files = 0
    for file in write_papers(papers, folder, job.progress, job.cancelled):
        vault.note_export(_record(file, meeting_id, now(), vault.person.name))
        files += 1
    return files


def _record(file: WrittenFile, meeting_id: UUID, at: datetime, by: str) -> ExportRecord:
    return ExportRecord(
        meeting_id=meeting_id,
        kind=file.paper.kind,
        file_name=file.path.name,
        fingerprint=file.paper.document.fingerprint,
        sha256=file.sha256,
        at=at,
        by=by,
        recipient=file.paper.recipient,
    )
