"""What the front door does beside the window: opening and making vaults. The vault is imported here, when it is wanted.

Each function takes a second or so on purpose, as a passphrase is stretched, and belongs into a job.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marac_desk.keyholders import Role
    from storage.vault import Created, Vault

Clock = Callable[[], datetime]


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
