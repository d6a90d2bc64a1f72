"""Programs that back up or restore a vault again and again until they are killed, in processes of their own."""

from __future__ import annotations

from multiprocessing.connection import Connection
from pathlib import Path

from marac_desk.backups import Why
from marac_desk.people import Person
from storage.backup import back_up
from storage.mapping import map_records
from storage.restore import open_backup, restore
from storage.vault import unlock_vault, utc_now
from tests.support.vaults import PASSPHRASE

map_records()  # once, for all the processes that are started from the one which loads this


def back_up_until_killed(path: Path, told: Connection) -> None:
    """Edits and makes backups without end; the name of each is told only when it has been made."""
    vault = unlock_vault(path, PASSPHRASE)
    while True:
        with vault.edit("Add person") as edit:
            edit.add(Person("Anna", "Sample"))
        told.send_bytes(back_up(vault, Why.DAY, utc_now()).path.name.encode())


def restore_until_killed(path: Path, backups: tuple[Path, Path], told: Connection) -> None:
    """Restores two backups in turn without end, and tells which one only when that has been done."""
    while True:
        for backup in backups:
            restore(open_backup(backup, PASSPHRASE, path, utc_now()), PASSPHRASE, utc_now())
            told.send_bytes(backup.name.encode())
