"""Programs that write into a vault and are stopped without warning. They run in processes of their own."""

from __future__ import annotations

import os
from multiprocessing.connection import Connection
from pathlib import Path
from uuid import UUID

from marac_desk.maracs import Marac
from marac_desk.people import Person
from storage.mapping import map_records
from storage.vault import unlock_vault
from tests.support.vaults import PASSPHRASE

map_records()  # once, for all the processes that are started from the one which loads this


def write_until_killed(path: Path, marac_id: UUID, told: Connection) -> None:
    """Edits without end; each edit changes three tables together, and is told only when the door has returned."""
    vault = unlock_vault(path, PASSPHRASE)
    with vault.read() as read:
        number = read.get(Marac, marac_id).cases_numbered
    while True:
        number += 1
        vault.draft("venue", str(number))
        with vault.edit("Change venue") as edit:
            marac = edit.get(Marac, marac_id)
            marac.cases_numbered, marac.venue = number, str(number)
            edit.add(Person("Anna", "Sample"))
        told.send_bytes(str(number).encode())


def write_and_vanish(path: Path, edits: int) -> None:
    """Makes so many edits and ends as a crash would, so that they stand in the write-ahead log alone."""
    vault = unlock_vault(path, PASSPHRASE)
    for _ in range(edits):
        with vault.edit("Add person") as edit:
            edit.add(Person("Anna", "Sample"))
    os._exit(0)
