"""The sample that one looks around in: made afresh each day in the program's own folder, and taken away after it.

After a kill it is there again the same day, as it was left; no sample of an earlier day stays on the computer.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from marac_desk.errors import Told
from ui.unlock.opening import make_vault, open_vault

if TYPE_CHECKING:
    from storage.vault import Vault

Clock = Callable[[], datetime]

SAMPLE_PASSPHRASE = "look around in northvale"
"""Of the sample vault, which holds invented people only, so it is no secret."""

_OURS = re.compile(r"sample-\d{4}-\d{2}-\d{2}(\.part)?")
"""A `.part` is one that is being made, or whose making was cut off."""


def sample_of_today(folder: Path, now: datetime) -> Path:
    """Where today's sample lies, once it is made: its next meeting is tomorrow's."""
    return folder / f"sample-{now.astimezone().date().isoformat()}"


def open_sample(folder: Path, clock: Clock) -> Vault:
    """Opens today's sample, made whole first if it is not there yet. Raises Told."""
    tidy(folder, clock())
    place = sample_of_today(folder, clock())
    if not place.exists():
        _make(place, clock)
    return open_vault(place, SAMPLE_PASSPHRASE, clock, False)


def tidy(folder: Path, now: datetime) -> None:
    """Takes away samples of other days, and those half made. One that somebody has open stays, and so does all else."""
    for place in _samples(folder):
        if place != sample_of_today(folder, now) and _nobody_in(place, now):
            shutil.rmtree(place, ignore_errors=True)


def _make(place: Path, clock: Clock) -> None:
    from marac_desk.keyholders import Role
    from marac_desk.sample import type_sample

    part = place.with_name(f"{place.name}.part")
    with make_vault(part, "Sam Sample", Role.COORDINATOR, SAMPLE_PASSPHRASE, clock).vault as vault:
        type_sample(vault, clock())
    part.rename(place)


def _samples(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        for place in list(folder.iterdir()):
            if _OURS.fullmatch(place.name) and place.is_dir() and not place.is_symlink():
                yield place


def _nobody_in(place: Path, now: datetime) -> bool:
    from storage.folder import VaultFolder

    with suppress(Told, OSError), VaultFolder(place).held(now):
        return True
    return False
