"""Looks at a vault after it was attacked: whether it opens, holds what it held, and shows nothing in plain."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from marac_desk.errors import Told
from storage.vault import unlock_vault
from storage.verify import damaged, verify
from tests.support.vaults import Rows, rows_now
from tests.torture.plaintext import Words, words_of
from tests.torture.sample import PASSPHRASE

STOPPED = ("The program was stopped while saving. Every saved edit is there.",)


class Opened(NamedTuple):
    """What a vault holds, and what is not as it should be."""

    rows: Rows
    words: Words
    wrong: tuple[str, ...]


def opened(path: Path) -> Opened:
    """Opens a vault, looks at all of it, and says what is not as it should be."""
    with unlock_vault(path, PASSPHRASE) as vault:
        words = words_of(vault)
        wrong = [*(set(vault.findings) - set(STOPPED)), *words.lying_in(path)]
        if damaged(found := verify(vault)):
            wrong += [each.say for each in found]
        return Opened(rows_now(vault), words, tuple(wrong))


def differs(path: Path, truth: Opened, but: str = "") -> str:
    """What is not as it should be in a vault after a kill, or "" when it holds what it held `but` for one table."""
    try:
        now = opened(path)
    except Told as told:
        return f"it does not open: {told.say}"
    if now.rows | {but: []} != truth.rows | {but: []}:
        return "the record is not what it was"
    return "; ".join(now.wrong)
