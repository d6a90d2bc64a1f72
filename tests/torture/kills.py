"""`kill -9` at moments that nobody chose, while a vault is worked on: nothing acknowledged is lost."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from multiprocessing.connection import Connection
from pathlib import Path
from uuid import UUID

import exports.pdf
import exports.word
import storage.migrations.steps  # noqa: F401 - loaded once, for all the processes
from marac_desk.cli import main
from storage.vault import unlock_vault
from storage.verify import damaged, verify
from tests.support.vaults import PASSPHRASE, cheap_vault
from tests.support.writer import edits_kept, number_none_yet, write_until_killed
from tests.torture.apart import after, killed, outcome, when_there_are
from tests.torture.opened import STOPPED, differs, opened
from tests.torture.plaintext import words_of
from tests.torture.sample import PASSPHRASE as KEPT_PASSPHRASE
from tests.torture.sample import held_meeting, old_vault, sample_vault
from tests.torture.tries import Ground, Try

LOADED = (exports.pdf, exports.word)


def attack(ground: Ground) -> Iterator[Try]:
    """Every piece of work in turn."""
    yield from _editing(ground)
    yield from _migrating(ground)
    yield from _exporting(ground)


def _editing(ground: Ground) -> Iterator[Try]:
    path = ground.folder / "edited"
    with cheap_vault(path).vault as vault:
        marac_id = number_none_yet(vault)
    before = 0
    for _ in ground.times(180, 4):
        told = killed(after(ground.chance.uniform(0, 0.04)), write_until_killed, path, marac_id)
        there, wrong = _edits_after(path, marac_id)
        if there not in (told[-1], told[-1] + 1) or told[-1] <= before:
            wrong += f"; {there} edits are there, of which {told[-1]} were acknowledged and {before} were there before"
        before = there
        yield Try("editing", wrong=wrong)


def _edits_after(path: Path, marac_id: UUID) -> tuple[int, str]:
    with unlock_vault(path, PASSPHRASE) as vault:
        findings = set(vault.findings) - set(STOPPED)
        wrong = [*findings, *(["it is damaged"] if damaged(verify(vault)) else [])]
        wrong += words_of(vault).lying_in(path)
        return edits_kept(vault, marac_id), "; ".join(wrong)


def _migrating(ground: Ground) -> Iterator[Try]:
    """A vault of the first version is brought up to date by whoever opens it; killed meanwhile, it is old or new."""
    begun = time.perf_counter()
    outcome(sample_vault, ground.folder / "old")
    lasts = time.perf_counter() - begun
    truth = opened(ground.folder / "old")
    for turn in ground.times(90, 2):
        path = old_vault(ground.folder / f"old {turn}")
        told = killed(after(ground.chance.uniform(0, lasts)), _migrate, path)
        yield Try("migrating", _how_far(told), differs(path, truth))
        shutil.rmtree(path)


def _migrate(path: Path, tells: Connection) -> None:
    tells.send("begun")
    unlock_vault(path, KEPT_PASSPHRASE)
    tells.send("done")


def _exporting(ground: Ground) -> Iterator[Try]:
    """The papers are there whole or not at all, and nothing of them lies in the vault or among temporary files."""
    path, out, temporary = sample_vault(ground.folder / "sample"), ground.folder / "papers", ground.folder / "scratch"
    secret = ground.folder / "passphrase"
    secret.write_text(KEPT_PASSPHRASE)
    command = (
        "export",
        str(path),
        "--meeting",
        held_meeting(path),
        "--out",
        str(out),
        "--passphrase-file",
        str(secret),
    )
    begun = time.perf_counter()
    outcome(_export_once, command)
    lasts, whole = time.perf_counter() - begun, {paper.name for paper in out.iterdir()}
    truth = opened(path)
    for turn in ground.times(40, 1):
        shutil.rmtree(out, ignore_errors=True)
        while_writing = when_there_are(ground.chance.randint(1, len(whole)), out, at_most=lasts)
        when = while_writing if turn % 3 else after(ground.chance.uniform(0, lasts))
        told = killed(when, _export, command)
        wrong = differs(path, truth, but="export_record") or "; ".join(truth.words.lying_in(temporary))
        there = list(out.iterdir()) if out.exists() else []
        half = [paper for paper in there if paper.name not in whole or not _ends_well(paper)]
        wrong = wrong or (f"{len(half)} papers are there by half" if half else "")
        yield Try("exporting", f"{_how_far(told)}, {'some' if there else 'no'} papers", wrong)


def _export(command: Sequence[str], tells: Connection) -> None:
    tells.send("begun")
    _export_once(command)
    tells.send("done")


def _export_once(command: Sequence[str]) -> None:
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere):
        assert main(command) == 0


def _ends_well(paper: Path) -> bool:
    content = paper.read_bytes()
    return content.rstrip().endswith(b"%%EOF") if paper.suffix == ".pdf" else b"PK\5\6" in content[-200:]


def _how_far(told: list[object]) -> str:
    return "after it" if "done" in told else "in the midst"
