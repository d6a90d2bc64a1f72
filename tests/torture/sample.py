"""The vault that most attacks are made on: the kept one, which holds the invented sample, brought up to date."""

from __future__ import annotations

import shutil
from pathlib import Path

from scripts.keep_vault import KEPT, PASSPHRASE
from storage.queries import meetings
from storage.vault import unlock_vault

OLD = KEPT / "version-1"


def old_vault(path: Path) -> Path:
    """The sample as the first version left it."""
    return Path(shutil.copytree(OLD, path))


def sample_vault(path: Path) -> Path:
    """The sample as this version keeps it."""
    unlock_vault(old_vault(path), PASSPHRASE).lock()
    return path


def held_meeting(path: Path) -> str:
    """The reference of the meeting that was held last."""
    with unlock_vault(path, PASSPHRASE) as vault, vault.read() as read:
        held = (row for row in meetings(read.session) if row.state.value != "listed" and row.cases == 12)
        return next(held).reference


__all__ = ["OLD", "PASSPHRASE", "held_meeting", "old_vault", "sample_vault"]
