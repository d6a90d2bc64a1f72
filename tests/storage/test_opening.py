"""Making and opening a vault: the proof, the plain sentences for what can go wrong, and a full disk."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from marac_desk.errors import (
    EditsLost,
    NotAVault,
    StorageFull,
    Told,
    VaultDamaged,
    VaultInUse,
    VaultTooNew,
    WrongPassphrase,
)
from marac_desk.keyholders import Role
from marac_desk.people import Person
from storage.folder import VaultFolder
from storage.keyslots import KeySlots, new_database_key, new_vault_id
from storage.sealing import LEAST
from storage.tables import SCHEMA_VERSION
from storage.vault import Vault, unlock_vault
from storage.verify import damaged, verify
from tests.support.vaults import (
    PASSPHRASE,
    KeptVault,
    TickingClock,
    cheap_vault,
    reopened,
    rows_by_the_journal,
    rows_now,
)


def add_people(vault: Vault, count: int = 1) -> None:
    for _ in range(count):
        with vault.edit("Add person") as edit:
            edit.add(Person("Anna", "Sample"))


# Making


def test_a_new_vault_is_open_with_its_first_entry_and_its_two_keyholders(tmp_path: Path) -> None:
    with cheap_vault(tmp_path / "vault").vault as vault:
        assert (vault.person.name, vault.person.role, vault.findings) == ("Anna Example", Role.COORDINATOR, ())
        assert [line.label for line in vault.audit()] == ["Create vault"]
        assert len(rows_now(vault)["keyholder"]) == 2
        assert not damaged(verify(vault))


def test_the_recovery_code_opens_it_however_it_is_typed(kept_vault: KeptVault, vault_path: Path) -> None:
    with unlock_vault(vault_path, kept_vault.recovery_code.lower().replace("-", " ")) as vault:
        assert vault.person.role is Role.RECOVERY
        assert (vault.audit()[0].label, vault.audit()[0].who) == ("Opened with the recovery code", "Recovery code")
    with unlock_vault(vault_path, PASSPHRASE) as again:
        assert again.findings == ()
        assert not damaged(verify(again))


def test_neither_the_key_nor_a_name_shows_in_what_python_prints_of_it(tmp_path: Path) -> None:
    created = cheap_vault(tmp_path / "vault")
    created.vault.lock()
    assert created.recovery_code not in repr(created)
    assert "key" not in repr(created.vault.parts.engines.writer.url)


# The six sentences, and two more


def test_a_wrong_passphrase_is_told(vault_path: Path) -> None:
    with pytest.raises(WrongPassphrase):
        unlock_vault(vault_path, "another passphrase")


@pytest.mark.parametrize("offset", [0, 17, 100, 2000])
def test_a_damaged_first_page_is_told_apart_from_a_wrong_passphrase(vault_path: Path, offset: int) -> None:
    database = vault_path / "vault.db"
    content = bytearray(database.read_bytes())
    content[offset] ^= 1
    database.write_bytes(content)
    with pytest.raises(VaultDamaged):
        unlock_vault(vault_path, PASSPHRASE)


def test_a_newer_file_is_told_and_left_alone(vault: Vault) -> None:
    with vault.parts.engines.writer.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
        connection.commit()
    vault.lock()
    before = vault.folder.database.read_bytes()
    with pytest.raises(VaultTooNew):
        unlock_vault(vault.folder.path, PASSPHRASE)
    assert vault.folder.database.read_bytes() == before


def test_a_vault_in_use_is_told_with_since_when(vault: Vault) -> None:
    with pytest.raises(VaultInUse, match="since 26 Nov 2026 at 09:30 UTC"):
        unlock_vault(vault.folder.path, PASSPHRASE)
    vault.lock()
    unlock_vault(vault.folder.path, PASSPHRASE).lock()


def test_a_folder_without_a_vault_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotAVault):
        unlock_vault(tmp_path, PASSPHRASE)


def with_an_older_database(vault: Vault, edits: int) -> Path:
    """The vault's folder after `edits` edits, but with the database as it was before them."""
    vault.lock()
    older = vault.folder.database.read_bytes()
    with unlock_vault(vault.folder.path, PASSPHRASE, clock=TickingClock()) as again:
        add_people(again, edits)
    vault.folder.database.write_bytes(older)
    return vault.folder.path


def test_lost_edits_are_told_with_their_number(vault: Vault) -> None:
    path = with_an_older_database(vault, 3)
    for _ in range(2):
        with pytest.raises(EditsLost, match="The last 3 edits are missing") as told:
            unlock_vault(path, PASSPHRASE)
        assert told.value.count == 3


def test_whoever_was_told_of_lost_edits_may_open_it_and_the_journal_says_so(vault: Vault) -> None:
    path = with_an_older_database(vault, 3)
    with unlock_vault(path, PASSPHRASE, clock=TickingClock(), accept_lost=True) as opened:
        assert opened.audit()[0].label == "Opened although 3 edits were lost"
        assert any("3 edits are missing" in say for say in opened.findings)
        assert damaged(verify(opened))
    with unlock_vault(path, PASSPHRASE, clock=TickingClock()) as again:
        assert again.findings == ()
        add_people(again)
    with unlock_vault(path, PASSPHRASE) as again:
        assert again.findings == ()
        assert not damaged(verify(again))


def test_a_head_that_is_gone_is_told_and_made_anew(vault: Vault) -> None:
    vault.lock()
    vault.folder.head.unlink()
    with reopened(vault) as again:
        assert any("head file is missing" in say for say in again.findings)
        assert again.audit()[0].label == "Opened without its head"
    with reopened(vault) as again:
        assert again.findings == ()


def test_a_history_that_is_another_is_told(vault: Vault) -> None:
    vault.lock()
    fork = Path(shutil.copytree(vault.folder.path, vault.folder.path.with_name("fork")))
    with reopened(vault) as here, unlock_vault(fork, PASSPHRASE) as there:
        add_people(here)
        add_people(there)
    shutil.copy(fork / "vault.db", vault.folder.database)
    with reopened(vault) as again:
        assert any("not the one written last" in say for say in again.findings)


def test_an_old_head_loses_nothing_and_is_told(vault: Vault) -> None:
    vault.lock()
    old = vault.folder.head.read_bytes()
    with reopened(vault) as again:
        add_people(again, 5)
    vault.folder.head.write_bytes(old)
    with reopened(vault) as again:
        assert any("5 edits older" in say for say in again.findings)
    with reopened(vault) as again:
        assert again.findings == ()


def test_a_slot_that_somebody_slipped_in_is_told_and_opens_nothing(vault: Vault) -> None:
    vault.lock()
    slots = KeySlots.from_bytes(vault.folder.keys.read_bytes())
    slots.add("slipped in", new_database_key())
    vault.folder.keys.write_bytes(slots.to_bytes())
    with pytest.raises(VaultDamaged):
        unlock_vault(vault.folder.path, "slipped in")
    with reopened(vault) as again:
        assert any("slipped it in" in say for say in again.findings)


def test_a_slot_with_the_right_key_but_unknown_to_the_vault_opens_nothing(vault: Vault) -> None:
    """As when somebody who could open it once gave themselves another slot."""
    vault.lock()
    slots = KeySlots.from_bytes(vault.folder.keys.read_bytes())
    slots.add("slipped in", slots.unlock(PASSPHRASE).database_keys[0])
    vault.folder.keys.write_bytes(slots.to_bytes())
    with pytest.raises(VaultDamaged, match="does not know"):
        unlock_vault(vault.folder.path, "slipped in")


def test_the_key_file_of_another_vault_is_told(vault: Vault, tmp_path: Path) -> None:
    vault.lock()
    cheap_vault(tmp_path / "another").vault.lock()
    shutil.copy(tmp_path / "another" / "keys.json", vault.folder.keys)
    with pytest.raises(VaultDamaged):
        unlock_vault(vault.folder.path, PASSPHRASE)


def test_a_key_file_with_the_right_key_but_another_vaults_name_is_told(vault: Vault) -> None:
    vault.lock()
    key = KeySlots.from_bytes(vault.folder.keys.read_bytes()).unlock(PASSPHRASE).database_keys[0]
    slots = KeySlots.new(new_vault_id(), LEAST)
    slots.add(PASSPHRASE, key)
    vault.folder.keys.write_bytes(slots.to_bytes())
    with pytest.raises(VaultDamaged, match="belongs to another vault"):
        unlock_vault(vault.folder.path, PASSPHRASE)


def test_keys_that_open_no_database_are_told_apart_from_a_damaged_database(vault: Vault, tmp_path: Path) -> None:
    vault.lock()
    cheap_vault(tmp_path / "another").vault.lock()
    shutil.copy(tmp_path / "another" / "vault.db", vault.folder.database)
    with pytest.raises(VaultDamaged, match="do not belong together, or one of them is damaged"):
        unlock_vault(vault.folder.path, PASSPHRASE)


@pytest.mark.parametrize("name", ["head", "in-use.lock", "vault.db-wal"])
def test_a_folder_where_a_file_should_be_is_told(vault_path: Path, name: str) -> None:
    (vault_path / name).unlink(missing_ok=True)
    (vault_path / name).mkdir()
    with pytest.raises(Told):
        unlock_vault(vault_path, PASSPHRASE)


def test_a_disk_that_fails_is_told(vault_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: Path) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(VaultFolder, "read_keys", fails)
    with pytest.raises(Told, match="could not be read"):
        unlock_vault(vault_path, PASSPHRASE)


def test_a_key_file_of_any_size_is_refused_without_reading_it_whole(vault_path: Path) -> None:
    os.truncate(vault_path / "keys.json", 1 << 33)
    with pytest.raises(VaultDamaged, match="key file is damaged"):
        unlock_vault(vault_path, PASSPHRASE)


def run_with_the_key(vault: Vault, statement: str) -> None:
    connection = vault.parts.engines.writer.raw_connection()
    connection.cursor().execute(statement)
    connection.close()


@pytest.mark.parametrize(
    ("statement", "say"),
    [
        ("PRAGMA user_version = 0", "database is damaged"),
        ("PRAGMA user_version = -5", "database is damaged"),
        ("DELETE FROM keyholder", "database is damaged"),
        ("UPDATE keyholder SET public_key = 'no key'", "does not know"),
        ("UPDATE journal_body SET body = CAST(x'ff' AS TEXT)", None),
    ],
)
def test_a_database_altered_by_somebody_with_the_key_is_told(vault: Vault, statement: str, say: str | None) -> None:
    run_with_the_key(vault, statement)
    vault.lock()
    if say is None:
        with reopened(vault) as again, pytest.raises(VaultDamaged):
            again.history("keyholder", again.person.id)
    else:
        with pytest.raises(VaultDamaged, match=say):
            reopened(vault)


def test_a_last_entry_that_was_altered_past_recognition_is_told(vault: Vault) -> None:
    run_with_the_key(vault, "UPDATE journal_entry SET digest = 'none at all'")
    with reopened(vault) as again:
        assert any("not the one written last" in say for say in again.findings)
        assert damaged(verify(again))


def test_a_log_that_lost_the_very_making_of_the_vault_is_damage(tmp_path: Path) -> None:
    """As in a crash right after it, so that nothing is in the database file itself."""
    with cheap_vault(tmp_path / "vault").vault as vault:
        left_behind = Path(shutil.copytree(vault.folder.path, tmp_path / "left behind"))
    (left_behind / "vault.db-wal").unlink()
    with pytest.raises(VaultDamaged, match="database is damaged"):
        unlock_vault(left_behind, PASSPHRASE)


def test_after_a_refusal_to_open_the_folder_is_free(vault_path: Path) -> None:
    with pytest.raises(WrongPassphrase):
        unlock_vault(vault_path, "another passphrase")
    unlock_vault(vault_path, PASSPHRASE).lock()


# A full disk


@contextmanager
def small_disk(place: Path) -> Iterator[Path]:
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(place)], capture_output=True)
    if mounted.returncode:
        pytest.skip("this machine does not let us mount a small disk")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def fill_up(vault: Vault) -> int:
    """Adds people until the disk is full; returns how many were kept."""
    for count in range(100_000):
        try:
            with vault.edit("Add person") as edit:
                edit.add(Person("Anna", "Sample", born_unsure="x" * 20_000))
        except StorageFull:
            return count
    raise AssertionError("the disk was never full")


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a small disk")
def test_a_full_disk_is_told_and_nothing_is_lost_and_work_goes_on_when_there_is_room(
    vault_path: Path, tmp_path: Path
) -> None:
    with small_disk(tmp_path / "disk") as disk:
        path = Path(shutil.copytree(vault_path, disk / "vault"))
        (disk / "filler").write_bytes(bytes(2_000_000))
        with unlock_vault(path, PASSPHRASE, clock=TickingClock()) as vault:
            kept = fill_up(vault)
            assert kept > 0
            assert len(rows_now(vault)["person"]) == kept
            (disk / "filler").unlink()
            add_people(vault)
        with unlock_vault(path, PASSPHRASE) as vault:
            assert vault.findings == ()
            assert len(rows_now(vault)["person"]) == kept + 1
            assert not damaged(verify(vault))


def test_a_database_with_no_room_left_keeps_what_it_has(vault: Vault) -> None:
    """The same without a disk of its own, so that it runs everywhere."""
    with vault.parts.engines.writer.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 20}")
    kept = fill_up(vault)
    assert len(rows_now(vault)["person"]) == kept
    assert rows_by_the_journal(vault) == rows_now(vault)
