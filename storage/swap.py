"""Puts a restored vault in the place of the present one: whole or not at all, whenever the program is stopped.

The restored vault is put together in a folder of its own. One step renames that folder, and from
then on it is the vault: what is left, moving its files to their places, is done again from the start
by whoever opens the vault next, and ends the same however often it was interrupted.
"""

from __future__ import annotations

import secrets
import shutil
from datetime import datetime

from marac_desk.atomic import sync_folder
from marac_desk.errors import Told
from storage.engine import plain_errors
from storage.folder import VaultFolder

FILES = ("vault.db", "keys.json", "head")
_LOGS = ("vault.db-wal", "vault.db-shm", "vault.db-journal")
"""Belong to the database that goes: beside another one SQLite would take them for its own."""

ALL_BUT_DONE = (
    "The backup is restored but for its last step: a file of the vault could not be moved. "
    "Close whatever else reads it, and unlock the vault; that ends it."
)


def swap_in(folder: VaultFolder) -> None:
    """The whole vault in `folder.staged` becomes the vault. Whoever calls holds the folder.

    Raises Told where it has become that, but a file could not be moved yet.
    """
    sync_folder(folder.staged)
    folder.staged.rename(folder.coming)
    try:
        sync_folder(folder.path)
        end_swap(folder)
    except OSError:
        raise Told(ALL_BUT_DONE) from None


def end_swap(folder: VaultFolder) -> None:
    """Ends a swap that had begun, and removes what one left that had not. Whoever calls holds the folder."""
    if folder.coming.exists():
        for name in _LOGS:
            (folder.path / name).unlink(missing_ok=True)
        for name in FILES:
            if (folder.coming / name).exists():
                (folder.coming / name).replace(folder.path / name)
        sync_folder(folder.path)
        if any(folder.coming.iterdir()):  # as a file manager leaves; what is not ours is not removed
            folder.coming.rename(folder.path / f".{secrets.token_hex(8)}.part")
        else:
            folder.coming.rmdir()
        sync_folder(folder.path)
    if folder.staged.is_symlink() or folder.staged.is_file():
        folder.staged.unlink()
    elif folder.staged.exists():
        shutil.rmtree(folder.staged)


def end_interrupted(folder: VaultFolder, now: datetime) -> None:
    """What opening a vault begins with. Raises VaultInUse when somebody else is at it."""
    if folder.coming.exists() or folder.staged.exists():
        with plain_errors(), folder.held(now):
            end_swap(folder)
