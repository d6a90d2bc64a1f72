"""Several people in one vault: who opens it after each change, and what the history says."""

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
from storage.people_rows import PersonRow, last_at_work
from storage.people_rows import people as people_rows
from storage.read_only import read_vault
from storage.recovery import new_recovery_code
from storage.vault import Vault, unlock_vault
from storage.verify import damaged, verify
from tests.support.vaults import (
    PASSPHRASE,
    KeptVault,
    TickingClock,
    entries,
    reopened,
    rows_by_the_journal,
    rows_now,
    small_marac,
)

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


# Adding


def test_somebody_new_opens_the_vault_in_their_role(vault: Vault, dee: UUID) -> None:
    vault.lock()
    with opened_by(vault.folder.path, DEE) as again:
        assert (again.person.id, again.person.name, again.person.role) == (dee, "Dee Placeholder", Role.DEPUTY)
        assert again.audit()[0].label == "Add person to the vault"
        assert again.audit()[0].kind == "people"
        must_be_whole(again)


@pytest.mark.parametrize(
    ("name", "role", "passphrase", "say"),
    [
        ("anna example", Role.CHAIR, DEE, "Somebody of this name"),
        ("", Role.CHAIR, DEE, "name"),
        ("Dee\u202e", Role.CHAIR, DEE, "cannot be seen"),
        ("Dee Placeholder", Role.RECOVERY, DEE, "choose a role"),
        ("Dee Placeholder", Role.CHAIR, "short", "at least 12"),
        ("Dee Placeholder", Role.CHAIR, "dee placeholder 1", "guessed too soon"),
        ("Dee Placeholder", Role.CHAIR, PASSPHRASE, "cannot be used here"),
    ],
)
def test_what_will_not_do_is_refused_and_changes_neither_file(
    vault: Vault, name: str, role: Role, passphrase: str, say: str
) -> None:
    before, number = vault.folder.keys.read_bytes(), entries(vault)
    with pytest.raises(Refused, match=say):
        people.add_person(vault, name, role, passphrase)
    assert (vault.folder.keys.read_bytes(), entries(vault)) == (before, number)


def test_the_key_file_and_its_folder_say_no_name(vault: Vault, dee: UUID) -> None:
    vault.lock()
    for path in vault.folder.path.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert b"Placeholder" not in content, path.name
            assert b"deputy" not in content, path.name


# Passphrases


def test_ones_own_passphrase_is_changed_with_the_old_one(vault: Vault, dee: UUID) -> None:
    people.change_own_passphrase(vault, PASSPHRASE, ANNAS_NEXT)
    must_be_whole(vault)
    assert who_opens(vault, ANNAS_NEXT, PASSPHRASE, DEE) == ["Anna Example", "", "Dee Placeholder"]


@pytest.mark.parametrize("old", ["not the one", DEE, ""])
def test_without_the_old_one_nothing_is_changed(vault: Vault, dee: UUID, old: str) -> None:
    with pytest.raises(WrongPassphrase):
        people.change_own_passphrase(vault, old, ANNAS_NEXT)
    assert who_opens(vault, PASSPHRASE, ANNAS_NEXT) == ["Anna Example", ""]


@pytest.mark.parametrize("role", [Role.READ_ONLY, Role.DEPUTY])
def test_whatever_the_role_ones_own_passphrase_is_ones_own(vault: Vault, dee: UUID, role: Role) -> None:
    people.change_role(vault, dee, role) if role is not Role.DEPUTY else None
    vault.lock()
    with opened_by(vault.folder.path, DEE) as deputy:
        people.change_own_passphrase(deputy, DEE, DEES_NEXT)
        assert deputy.audit()[0].label == "Change own passphrase"
        assert deputy.audit()[0].kind == "people"
    assert who_opens(vault, DEES_NEXT, DEE) == ["Dee Placeholder", ""]


def test_a_coordinator_resets_somebody_elses_and_the_old_one_is_gone(vault: Vault, dee: UUID) -> None:
    people.reset_passphrase(vault, dee, DEES_NEXT)
    assert row_of(vault, dee).name == "Dee Placeholder"
    must_be_whole(vault)
    assert who_opens(vault, DEES_NEXT, DEE, PASSPHRASE) == ["Dee Placeholder", "", "Anna Example"]


def test_nobody_resets_their_own_nor_that_of_the_recovery_code(vault: Vault) -> None:
    with vault.read() as read:
        ids = {row.role: row.id for row in people_rows(read.session)}
    for role in (Role.COORDINATOR, Role.RECOVERY):
        with pytest.raises(Refused):
            people.reset_passphrase(vault, ids[role], DEES_NEXT)


def test_whoever_forgot_theirs_is_let_in_with_the_recovery_code(vault: Vault, kept_vault: KeptVault) -> None:
    anna = vault.person.id
    vault.lock()
    with opened_by(vault.folder.path, kept_vault.recovery_code) as opened:
        with pytest.raises(Refused, match="recovery code"):
            people.change_own_passphrase(opened, kept_vault.recovery_code, ANNAS_NEXT)
        people.reset_passphrase(opened, anna, ANNAS_NEXT)
    assert who_opens(vault, ANNAS_NEXT, PASSPHRASE) == ["Anna Example", ""]


def test_two_changes_at_the_same_time_do_not_undo_each_other(vault: Vault, dee: UUID) -> None:
    stretched = threading.Barrier(2)
    told: list[object] = []

    def change(do: Callable[[], object]) -> None:
        stretched.wait()
        try:
            do()
            told.append("done")
        except Refused as refused:
            told.append(refused.say)

    threads = [
        threading.Thread(target=change, args=(lambda: people.reset_passphrase(vault, dee, DEES_NEXT),)),
        threading.Thread(target=change, args=(lambda: people.change_own_passphrase(vault, PASSPHRASE, ANNAS_NEXT),)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert "done" in told
    assert set(told) <= {"done", people.MEANWHILE}
    must_be_whole(vault)


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


# Roles at the door


def test_a_deputy_manages_nobody_and_somebody_who_only_reads_changes_nothing(vault: Vault, dee: UUID) -> None:
    anna = vault.person.id
    for role in (Role.DEPUTY, Role.READ_ONLY):
        with reopened(vault) as again:
            if row_of(again, dee).role is not role:
                people.change_role(again, dee, role)
        with opened_by(vault.folder.path, DEE) as limited:
            number = entries(limited)
            attempts: tuple[Callable[[], object], ...] = (
                lambda: people.add_person(limited, "Cleo Sample", Role.CHAIR, DEES_NEXT),
                lambda: people.reset_passphrase(limited, anna, DEES_NEXT),
                lambda: people.change_role(limited, anna, Role.READ_ONLY),
                lambda: people.remove_person(limited, anna),
                lambda: people.replace_recovery_code(limited, new_recovery_code()),
            )
            for attempt in attempts:
                with pytest.raises(Refused, match="Only a chair or a coordinator"):
                    attempt()
            assert entries(limited) == number


def test_a_role_changed_holds_from_the_next_unlock(vault: Vault, dee: UUID) -> None:
    people.change_role(vault, dee, Role.READ_ONLY)
    vault.lock()
    with opened_by(vault.folder.path, DEE) as reader:
        assert reader.person.role is Role.READ_ONLY
        with pytest.raises(Refused), reader.edit("Add person") as edit:
            edit.add(Person("Anna", "Sample"))


# The recovery code


def test_the_recovery_code_is_replaced_and_the_old_one_stops_working(vault: Vault, kept_vault: KeptVault) -> None:
    code, before = new_recovery_code(), generation(vault)
    people.replace_recovery_code(vault, code)
    assert generation(vault) == before + 1
    must_be_whole(vault)
    assert who_opens(vault, code, kept_vault.recovery_code, PASSPHRASE) == ["Recovery code", "", "Anna Example"]


def test_what_is_no_code_is_refused(vault: Vault) -> None:
    with pytest.raises(Refused, match="no recovery code"):
        people.replace_recovery_code(vault, "four words of somebody")


# When somebody was last at work


def test_when_somebody_was_last_at_work_is_told_by_the_journal(vault: Vault, dee: UUID) -> None:
    vault.lock()
    with opened_by(vault.folder.path, DEE) as deputy:
        deputy.note_view(small_marac(deputy).case)
        with deputy.read() as read:
            last = last_at_work(read.session.connection())
        assert last[dee] == deputy.audit()[0].at
        assert last.keys() == {dee, vault.person.id}


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
