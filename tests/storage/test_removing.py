"""Somebody is removed: who opens the vault then, which key it has, and what an interruption leaves."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest

from marac_desk.errors import Refused, Told, VaultDamaged, VaultInUse, WrongPassphrase
from marac_desk.keyholders import Role
from marac_desk.people import Person
from storage import gate, people, rekey
from storage.keyslots import KeySlots
from storage.people_rows import people as people_rows
from storage.read_only import read_vault
from storage.vault import Vault
from tests.support.people import (
    ANNAS_NEXT,
    DEE,
    DEES_NEXT,
    dee,
    generation,
    must_be_whole,
    opened_by,
    row_of,
    who_opens,
)
from tests.support.vaults import PASSPHRASE, KeptVault, entries, reopened, small_marac

__all__ = ["dee"]

# Removing


def test_whoever_is_removed_opens_nothing_and_the_rest_open_all(vault: Vault, dee: UUID, kept_vault: KeptVault) -> None:
    cleo = people.add_person(vault, "Cleo Sample", Role.CHAIR, DEES_NEXT)
    before = generation(vault)
    people.remove_person(vault, dee)
    assert generation(vault) == before + 1
    assert row_of(vault, dee).left_at is not None
    assert row_of(vault, cleo).left_at is None
    assert vault.audit()[0].label == "Remove person from the vault"
    must_be_whole(vault)
    opened = who_opens(vault, DEE, DEES_NEXT, PASSPHRASE, kept_vault.recovery_code)
    assert opened == ["", "Cleo Sample", "Anna Example", "Recovery code"]


def test_work_goes_on_after_a_removal_as_before(vault: Vault, dee: UUID) -> None:
    small = small_marac(vault)
    people.remove_person(vault, dee)
    vault.draft("field", "typed")
    vault.note_view(small.case)
    with vault.edit("Add person") as edit:
        edit.add(Person("Anna", "Sample"))
    assert vault.undo_label() == "Add person"
    assert vault.folder.path.joinpath("vault.db-wal").exists()
    must_be_whole(vault)
    with reopened(vault) as again:
        assert again.findings == ()
        assert again.drafts() == {"field": "typed"}
        must_be_whole(again)


def test_an_old_key_file_put_back_does_not_open_the_vault_for_the_leaver(vault: Vault, dee: UUID) -> None:
    """The database has another key by then."""
    old = vault.folder.keys.read_bytes()
    people.remove_person(vault, dee)
    vault.lock()
    vault.folder.keys.write_bytes(old)
    with pytest.raises(VaultDamaged):
        opened_by(vault.folder.path, DEE)


def test_the_name_of_whoever_left_stays_in_the_history(vault: Vault, dee: UUID) -> None:
    vault.lock()
    with opened_by(vault.folder.path, DEE) as deputy, deputy.edit("Add person") as edit:
        edit.add(Person("Anna", "Sample"))
    with reopened(vault) as again:
        people.remove_person(again, dee)
        assert "Dee Placeholder" in {line.who for line in again.audit()}


def test_somebody_who_left_may_come_back_under_the_same_name(vault: Vault, dee: UUID) -> None:
    people.remove_person(vault, dee)
    back = people.add_person(vault, "Dee Placeholder", Role.CHAIR, DEE)
    assert back != dee
    assert who_opens(vault, DEE) == ["Dee Placeholder"]


def test_nobody_is_removed_while_another_window_reads_the_vault(vault: Vault, dee: UUID) -> None:
    number, keys = entries(vault), vault.folder.keys.read_bytes()
    with read_vault(vault.folder.path, DEE) as reader, reader.read() as read:
        assert people_rows(read.session)
        with pytest.raises(VaultInUse, match="another window"):
            people.remove_person(vault, dee)
    assert (entries(vault), vault.folder.keys.read_bytes()) == (number, keys)
    must_be_whole(vault)
    people.remove_person(vault, dee)
    assert who_opens(vault, DEE, PASSPHRASE) == ["", "Anna Example"]


def test_a_reader_in_this_window_is_waited_for(vault: Vault, dee: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    reading, read_on = threading.Event(), threading.Event()

    def read() -> None:
        with vault.read() as held:
            people_rows(held.session)
            reading.set()
            read_on.wait(30)

    thread = threading.Thread(target=read)
    thread.start()
    reading.wait()
    with monkeypatch.context() as patch:
        patch.setattr(gate, "PATIENCE", 0.01)
        with pytest.raises(VaultInUse, match="being read just now"):
            people.remove_person(vault, dee)
    read_on.set()
    people.remove_person(vault, dee)
    thread.join()
    must_be_whole(vault)


def test_who_is_told_of_the_removal_reads_at_once_and_waits_for_no_key(vault: Vault, dee: UUID) -> None:
    keys: list[bytes] = []

    def told(_: object) -> None:
        with vault.read() as read:
            people_rows(read.session)
        keys.append(vault.parts.engines.key)

    before = vault.parts.engines.key
    vault.subscribe(told)
    people.remove_person(vault, dee)
    assert keys == [vault.parts.engines.key]
    assert keys != [before]


def fail(*_: object) -> None:
    raise Told("The disk failed.")


def test_a_new_key_that_cannot_be_given_is_told_and_comes_with_the_next_unlock(
    vault: Vault, dee: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = generation(vault)
    with monkeypatch.context() as patch:
        patch.setattr(rekey, "_change_key", fail)
        with pytest.raises(Told, match="This holds.*next unlock: The disk failed"):
            people.remove_person(vault, dee)
        vault.lock()
        with pytest.raises(WrongPassphrase):
            opened_by(vault.folder.path, DEE)
        with opened_by(vault.folder.path, PASSPHRASE) as again:
            assert any("has not had its new key yet. The disk failed." in say for say in again.findings)
            assert generation(again) == before
    with opened_by(vault.folder.path, PASSPHRASE) as again:
        assert again.findings == ()
        assert generation(again) == before + 1
        must_be_whole(again)


def test_a_full_disk_within_the_change_of_keys_leaves_the_old_key_and_a_working_vault(
    vault: Vault, dee: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(rekey, "write_atomically", fail)
        with pytest.raises(Told):
            people.remove_person(vault, dee)
    with vault.edit("Add person") as edit:
        edit.add(Person("Anna", "Sample"))
    must_be_whole(vault)
    assert who_opens(vault, PASSPHRASE, DEE) == ["Anna Example", ""]


# A slot that somebody slipped in


def slip_in(vault: Vault, passphrase: str) -> str:
    slots = KeySlots.from_bytes(vault.folder.keys.read_bytes())
    slot = slots.add(passphrase, vault.parts.engines.key)
    vault.folder.keys.write_bytes(slots.to_bytes())
    return slot


def test_a_slot_that_somebody_slipped_in_is_reported_and_never_gets_the_next_key(vault: Vault, dee: UUID) -> None:
    stranger = slip_in(vault, "slipped in at night")
    with reopened(vault) as again:
        assert any("slipped it in" in say for say in again.findings)
        people.remove_person(again, dee)
        assert stranger not in KeySlots.from_bytes(again.folder.read_keys()).public_keys()
        must_be_whole(again)
    assert who_opens(vault, "slipped in at night", PASSPHRASE) == ["", "Anna Example"]


def test_a_slot_whose_public_key_was_exchanged_stops_the_new_key_before_anything_is_begun(
    vault: Vault, dee: UUID
) -> None:
    slots = KeySlots.from_bytes(vault.folder.keys.read_bytes())
    slots.drop(*slots.public_keys().keys() - {KeySlots.from_bytes(vault.folder.read_keys()).unlock(PASSPHRASE).slot_id})
    vault.folder.keys.write_bytes(slots.to_bytes())
    number = entries(vault)
    with pytest.raises(VaultDamaged):
        people.remove_person(vault, dee)
    assert entries(vault) == number


# Interrupted


def interrupted(vault: Vault, monkeypatch: pytest.MonkeyPatch, name: str, do: Callable[[], object]) -> Path:
    """A copy of the vault's folder as it is when `name` in `people` is called within `do`."""
    copy = vault.folder.path.with_name("copy")
    real = getattr(people, name)

    def copied(*arguments: object, **named: object) -> object:
        if not copy.exists():
            shutil.copytree(vault.folder.path, copy)
        return real(*arguments, **named)

    with monkeypatch.context() as patch:
        patch.setattr(people, name, copied)
        do()
    return copy


def test_stopped_before_the_change_counts_the_old_passphrase_does_and_nobody_is_accused(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = vault.edit
    copy = vault.folder.path.with_name("copy")

    def copied(*arguments: object, **named: object) -> object:
        shutil.copytree(vault.folder.path, copy)
        return real(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(vault, "edit", copied)
    people.change_own_passphrase(vault, PASSPHRASE, ANNAS_NEXT)
    with pytest.raises(WrongPassphrase, match="does not count"):
        opened_by(copy, ANNAS_NEXT)
    with opened_by(copy, PASSPHRASE) as again:
        assert again.findings == ()
        must_be_whole(again)
    with pytest.raises(WrongPassphrase, match="Caps Lock"):
        opened_by(copy, ANNAS_NEXT)


def test_stopped_after_the_change_the_new_passphrase_counts(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = interrupted(
        vault, monkeypatch, "settle_slots", lambda: people.change_own_passphrase(vault, PASSPHRASE, ANNAS_NEXT)
    )
    with pytest.raises(WrongPassphrase, match="does not count"):
        opened_by(copy, PASSPHRASE)
    with opened_by(copy, ANNAS_NEXT) as again:
        assert again.findings == ()
        must_be_whole(again)
    with pytest.raises(WrongPassphrase, match="Caps Lock"):
        opened_by(copy, PASSPHRASE)


def test_a_vault_that_is_only_read_changes_nobody(vault: Vault, dee: UUID) -> None:
    with read_vault(vault.folder.path, PASSPHRASE) as reader:
        keys = vault.folder.keys.read_bytes()
        attempts: tuple[Callable[[], object], ...] = (
            lambda: people.change_own_passphrase(reader, PASSPHRASE, ANNAS_NEXT),
            lambda: people.remove_person(reader, dee),
            lambda: people.change_role(reader, dee, Role.CHAIR),
        )
        for attempt in attempts:
            with pytest.raises(Refused, match="read only"):
                attempt()
        assert vault.folder.keys.read_bytes() == keys
