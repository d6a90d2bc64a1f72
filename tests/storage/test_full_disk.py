"""A disk that fills up while the vault gets a new key: a sentence, nothing lost, and the key comes later."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from marac_desk.errors import Told
from marac_desk.keyholders import Role
from marac_desk.people import Person
from storage import people
from storage.keyslots import KeySlots
from storage.vault import Vault
from tests.support.vaults import reopened, rows_now
from tests.support.writer import OTHER
from tests.torture.disks import full

pytestmark = pytest.mark.skipif(os.name != "posix", reason="only POSIX limits how large a file may grow")


def test_a_disk_that_is_full_within_the_change_of_keys_is_told_and_the_key_comes_later(
    vault: Vault, tmp_path: Path
) -> None:
    dee = people.add_person(vault, "Dee Placeholder", Role.DEPUTY, OTHER)
    with vault.edit("Add people") as edit:
        edit.add(*(Person("Anna", f"Sample {number}", born_unsure="x" * 1000) for number in range(500)))
    vault = reopened(vault)
    as_large_as_it_is = vault.folder.database.stat().st_size // 1024  # and its rollback journal is a little larger
    with full(tmp_path, as_large_as_it_is), pytest.raises(Told):
        people.remove_person(vault, dee)
    with vault.edit("Add person") as edit:
        edit.add(Person("Anna", "Sample"))
    again = reopened(vault)
    with again:
        assert len(rows_now(again)["person"]) == 501
        if KeySlots.from_bytes(again.folder.read_keys()).generation == 1:
            people.remove_person(again, dee)
        assert KeySlots.from_bytes(again.folder.read_keys()).generation == 2
