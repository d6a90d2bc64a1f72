"""Programs that write into a vault and are stopped without warning. They run in processes of their own."""

from __future__ import annotations

import os
import time
from multiprocessing.connection import Connection
from pathlib import Path
from uuid import UUID

from marac_desk.keyholders import Role
from marac_desk.maracs import Marac
from marac_desk.people import Person
from storage import people
from storage.mapping import map_records
from storage.people_rows import people as people_rows
from storage.vault import Vault, unlock_vault
from tests.support.vaults import PASSPHRASE, rows_now, small_marac

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
        told.send(number)


def edits_kept(vault: Vault, marac_id: UUID) -> int:
    """How many of these edits are there; no table is ahead of another, and no draft behind its edit."""
    with vault.read() as read:
        marac = read.get(Marac, marac_id)
        number, venue = marac.cases_numbered, marac.venue
    people = rows_now(vault)["person"]
    assert int(venue) == number == sum(row[2] == "Sample" for row in people)
    assert int(vault.drafts()["venue"]) in (number, number + 1)
    return number


def number_none_yet(vault: Vault) -> UUID:
    """Makes the vault ready for `write_until_killed`, and returns the identifier of its MARAC."""
    marac_id = small_marac(vault).marac
    with vault.edit("Number none yet") as edit:
        marac = edit.get(Marac, marac_id)
        marac.cases_numbered, marac.venue = 0, "0"
    vault.draft("venue", "0")
    return marac_id


def write_and_vanish(path: Path, edits: int) -> None:
    """Makes so many edits and ends as a crash would, so that they stand in the write-ahead log alone."""
    vault = unlock_vault(path, PASSPHRASE)
    for _ in range(edits):
        with vault.edit("Add person") as edit:
            edit.add(Person("Anna", "Sample"))
    os._exit(0)


OTHER, NEXT = "kettle lantern orchard", "another lamp under water"
"""The passphrase of somebody else in the vault, and one that somebody is about to have."""


def change_people_until_killed(path: Path, what: str, code: str, told: Connection) -> None:
    """Says when it begins to change who can open the vault, and when that has returned; then waits to be killed."""
    vault = unlock_vault(path, PASSPHRASE)
    with vault.read() as read:
        other = next(row.id for row in people_rows(read.session) if row.role is Role.DEPUTY)
    told.send_bytes(b"begins")
    if what == "remove":
        people.remove_person(vault, other)
    elif what == "reset":
        people.reset_passphrase(vault, other, NEXT)
    elif what == "change":
        people.change_own_passphrase(vault, PASSPHRASE, NEXT)
    elif what == "code":
        people.replace_recovery_code(vault, code)
    else:
        people.add_person(vault, "Cleo Sample", Role.CHAIR, NEXT)
    told.send_bytes(b"done")
    time.sleep(60)
