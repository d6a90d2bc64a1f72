"""What the front door does beside the window: opening and making vaults. The vault is imported here, when it is wanted.

Each function takes a second or so on purpose, as a passphrase is stretched, and belongs into a job.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from marac_desk.keyholders import Role

if TYPE_CHECKING:
    from storage.vault import Created, Vault

Clock = Callable[[], datetime]

SAMPLE_PASSPHRASE = "look around in northvale"
"""Of the sample vault, which holds invented people only, so it is no secret."""


def open_vault(path: Path, typed: str, clock: Clock, accept_lost: bool) -> Vault:
    """Opens a vault with a passphrase or the recovery code. Raises one of the errors of `unlock_vault`."""
    from storage.vault import unlock_vault

    return unlock_vault(path, typed, clock=clock, accept_lost=accept_lost)


def read_vault(path: Path, typed: str, clock: Clock) -> Vault:
    """Opens a vault for reading only. Raises one of the errors of `storage.read_only.read_vault`."""
    from storage import read_only

    return read_only.read_vault(path, typed, clock=clock)


def make_vault(path: Path, name: str, role: Role, passphrase: str, clock: Clock) -> Created:
    """Makes a vault. Raises Refused and StorageFull."""
    from storage.sealing import calibrated
    from storage.vault import create_vault

    kdf = calibrated(time.perf_counter)
    return create_vault(path, name=name, role=role, passphrase=passphrase, kdf=kdf, clock=clock)


def open_sample(folder: Path, clock: Clock) -> Vault:
    """Today's sample vault in this folder, made if it is not there yet: its next meeting is tomorrow's."""
    from marac_desk.sample import type_sample
    from storage.folder import VaultFolder

    place = folder / f"sample-{clock().astimezone().date().isoformat()}"
    if VaultFolder(place).database.exists():
        return open_vault(place, SAMPLE_PASSPHRASE, clock, False)
    vault = make_vault(place, "Sam Sample", Role.COORDINATOR, SAMPLE_PASSPHRASE, clock).vault
    type_sample(vault, clock())
    return vault
