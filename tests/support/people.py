"""Several people in one vault, for tests: somebody else in it, and who opens it."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from marac_desk.errors import WrongPassphrase
from marac_desk.keyholders import Role
from storage import people
from storage.keyslots import KeySlots
from storage.people_rows import PersonRow
from storage.people_rows import people as people_rows
from storage.vault import Vault, unlock_vault
from storage.verify import damaged, verify
from tests.support.vaults import TickingClock, rows_by_the_journal, rows_now

DEE, DEES_NEXT, ANNAS_NEXT = "kettle lantern orchard", "quiet harbour seven plums", "another lamp under water"


@pytest.fixture
def dee(vault: Vault) -> UUID:
    return people.add_person(vault, "Dee Placeholder", Role.DEPUTY, DEE)


def opened_by(path: Path, passphrase: str) -> Vault:
    return unlock_vault(path, passphrase, clock=TickingClock())


def who_opens(vault: Vault, *passphrases: str) -> list[str]:
    """Locks the vault, tries each passphrase, and says who came in; "" for nobody."""
    vault.lock()
    found = []
    for passphrase in passphrases:
        try:
            with opened_by(vault.folder.path, passphrase) as again:
                assert again.findings == ()
                found.append(again.person.name)
        except WrongPassphrase:
            found.append("")
    return found


def row_of(vault: Vault, person: UUID) -> PersonRow:
    with vault.read() as read:
        return next(row for row in people_rows(read.session) if row.id == person)


def generation(vault: Vault) -> int:
    return KeySlots.from_bytes(vault.folder.read_keys()).generation


def must_be_whole(vault: Vault) -> None:
    assert not damaged(verify(vault))
    assert rows_by_the_journal(vault) == rows_now(vault)
