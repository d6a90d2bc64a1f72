"""What the papers of a whole meeting take: 25 cases, minutes and 14 plans, each as Word and PDF."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from exports.pack import Paper, write_papers
from exports.pdf import render_pdf
from exports.word import render_word
from marac_desk.agencies import Agency
from marac_desk.discussion import Discussion, Said
from marac_desk.maracs import Marac
from marac_desk.sample import fill
from storage.tables_meetings import discussion
from storage.vault import Vault
from tests.benchmarks.export_once import CASES, composed, fullest_meeting
from tests.benchmarks.figures import Figure, medians
from tests.benchmarks.vaults import NOW, Vaults, opened

EXPORTS = 3
PLANS = 14
MOST_SECONDS = 10
MOST_MEGABYTES = 200


def figures(vaults: Vaults) -> Iterator[Figure]:
    """The whole export, its two halves, and the memory it takes in a process of its own."""
    path, folder = vaults.copy("meeting"), vaults.scratch / "papers"
    with opened(path) as vault:
        meeting_id = _full_meeting(vault)
        yield from _times(vault, meeting_id, folder)
    yield _memory(path, folder)


def _times(vault: Vault, meeting_id: UUID, folder: Path) -> Iterator[Figure]:
    papers = composed(vault, meeting_id)
    if len(papers) != 1 + PLANS:
        raise ValueError(f"{len(papers) - 1} plans instead of {PLANS}")
    compose = partial(composed, vault, meeting_id)
    whole, composing, rendering = medians(
        EXPORTS, lambda: tuple(write_papers(compose(), folder)), compose, partial(_render, papers)
    )
    what = f"papers of {CASES} cases, {PLANS} plans"
    yield Figure(what, whole, "the writers alone", rendering, times=2, most=MOST_SECONDS * 1000)
    yield Figure("  of which reading, composing and checking", composing, "the writers alone", rendering)


def _render(papers: tuple[Paper, ...]) -> None:
    """The writers, fed with the same blocks and nothing else."""
    for paper in papers:
        render_word(paper.document)
        render_pdf(paper.document)


def _memory(path: Path, folder: Path) -> Figure:
    command = [sys.executable, "-m", "tests.benchmarks.export_once", str(path), str(folder)]
    told = subprocess.run(command, check=True, capture_output=True, text=True)
    before, most = json.loads(told.stdout)
    return Figure("  the most memory", most, "before the export", before, most=MOST_MEGABYTES, unit="MB")


def _full_meeting(vault: Vault) -> UUID:
    """Fills a year with meetings of 25 cases, and gives one of them a fourteenth agency with something to do."""
    marac_id = fill(vault, cases=520, years=1, seed=99, now=NOW).marac_id
    meeting_id = fullest_meeting(vault)
    with vault.edit("Add agency") as edit:
        agency = Agency("Swimming baths", "baths", "Other", 14)
        marac = edit.get(Marac, marac_id)
        marac.agencies.append(agency)
        heard = select(discussion.c.id).where(discussion.c.meeting_id == meeting_id)
        for discussion_id in edit.session.scalars(heard).all():
            talk = edit.get(Discussion, discussion_id)
            talk.share(agency.id, Said.NOT_KNOWN)
            talk.add_action("Offer a free place on a course", owner=agency.id, due=NOW.date())
    return meeting_id
