"""The papers of one meeting, from the vault to the files; run alone it tells how much memory that took."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from uuid import UUID

from sqlalchemy import func, select

from exports.pack import Paper, papers_of, write_papers
from marac_desk.reference import load
from storage.records import meeting_record
from storage.tables_meetings import agenda_item
from storage.vault import Vault
from tests.benchmarks.vaults import opened

CASES = 25


def fullest_meeting(vault: Vault) -> UUID:
    """A meeting that heard 25 cases."""
    many = select(agenda_item.c.meeting_id).group_by(agenda_item.c.meeting_id).having(func.count() == CASES)
    whole = many.having(func.max(agenda_item.c.deferred_because) == "").order_by(agenda_item.c.meeting_id).limit(1)
    with vault.read() as read:
        meeting_id: UUID = read.session.scalars(whole).one()
    return meeting_id


def composed(vault: Vault, meeting_id: UUID) -> tuple[Paper, ...]:
    """The minutes and the plans, composed and looked at."""
    with vault.read() as read:
        return papers_of(meeting_record(read.session, meeting_id), load())


def most_memory() -> float:
    """The most memory that this process has held so far, in megabytes.

    Not by `resource`: what it tells begins with what the parent process held.
    """
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024 / 1e6


def main(vault_path: str, folder: str) -> None:
    """Prints, as JSON, the most memory before the export began and after its end."""
    with opened(Path(vault_path)) as vault:
        meeting_id = fullest_meeting(vault)
        before = most_memory()
        tuple(write_papers(composed(vault, meeting_id), Path(folder)))
    print(json.dumps([before, most_memory()]))


if __name__ == "__main__":
    main(*sys.argv[1:])
