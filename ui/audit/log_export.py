"""The log as a paper: gathered, composed, written and recorded beside the window. Each belongs into a job."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from exports.compose.history import LogLine, LogPaper, compose_log
from exports.pack import Paper, write_papers
from marac_desk.errors import Refused
from marac_desk.keyholders import Right
from marac_desk.papers import ExportRecord, PaperKind
from marac_desk.progress import Stopped
from storage.audit_rows import PAGE, AuditFilter, AuditRow, audit_page
from storage.heads import history_head
from storage.vault import Vault
from ui.audit.lines import done
from ui.shell.jobs import Job

MOST = 5000
"""So many entries at most stand on one paper: some two hundred pages."""

TOO_MANY = "More than 5,000 entries would be on this paper. Choose a shorter time, one person or one kind first."
NONE = "No entry passes what you have chosen, so there is nothing to write."


def export_log(vault: Vault, wanted: AuditFilter, chosen: str, folder: Path, now: datetime, job: Job) -> int:
    """Writes the entries that pass as Word and PDF, records both files, and returns how many entries there are.

    Raises Refused when there are none or too many, and Stopped when the job is cancelled.
    """
    vault.must(Right.EXPORT)
    rows = tuple(_rows(vault, wanted, job))
    if not rows:
        raise Refused(NONE)
    with vault.read() as read:
        head = history_head(read.session.connection())
    lines = tuple(
        LogLine(row.line.sequence, row.line.at, row.line.who, done(row.line.kind, row.line.label), row.about)
        for row in rows
    )
    by = vault.person.name
    document = compose_log(LogPaper(chosen, by, now, head.printed if head else "", lines))
    paper = Paper(document.reference, PaperKind.HISTORY, "", document)
    for file in write_papers([paper], folder, job.progress, job.cancelled):
        vault.note_export(
            ExportRecord(None, PaperKind.HISTORY, file.path.name, document.fingerprint, file.sha256, at=now, by=by)
        )
    return len(rows)


def _rows(vault: Vault, wanted: AuditFilter, job: Job) -> Iterator[AuditRow]:
    below, count = None, 0
    while True:
        if job.cancelled():
            raise Stopped
        with vault.read() as read:
            page = audit_page(read.session, wanted, below, PAGE)
        yield from page.rows
        count += len(page.rows)
        if count > MOST:
            raise Refused(TOO_MANY)
        if not page.more:
            return
        below = page.rows[-1].line.sequence
