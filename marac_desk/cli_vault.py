"""What several commands begin with: the passphrase, and the vault that it opens."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from marac_desk.errors import MustWait, Told

if TYPE_CHECKING:
    from storage.vault import Vault


def utc_now() -> datetime:
    """The time by this computer, in UTC."""
    return datetime.now(UTC)


def unlocked(place: Path, passphrase_file: Path | None) -> Vault:
    """The open vault; what was found while opening it goes to the error stream. Raises as `unlock_vault` does."""
    from storage.vault import unlock_vault

    passphrase = typed_passphrase(passphrase_file)
    try:
        vault = unlock_vault(place, passphrase, clock=utc_now)
    except MustWait as told:
        print(told.say, file=sys.stderr, flush=True)
        time.sleep(told.wait)
        vault = unlock_vault(place, passphrase, clock=utc_now)
    for finding in vault.findings:
        print(finding, file=sys.stderr)
    return vault


def typed_passphrase(file: Path | None) -> str:
    """The first line of the file, or what is typed at a prompt. Raises Told when the file holds none."""
    if file is None:
        from getpass import getpass

        return getpass("Passphrase: ")
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise Told("The passphrase file cannot be read.") from None
    if not lines or not lines[0]:
        raise Told("The first line of the passphrase file is empty.")
    return lines[0]
