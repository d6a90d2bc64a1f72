"""Several people in one vault: who opens it after each change, and what the history says."""

from __future__ import annotations

import threading
from collections.abc import Callable
from uuid import UUID

import pytest

from marac_desk.errors import Refused, StorageFull, WrongPassphrase
from marac_desk.keyholders import Role
from marac_desk.people import Person
from storage import people
from storage.people_rows import last_at_work
from storage.people_rows import people as people_rows
from storage.recovery import new_recovery_code
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


def test_a_slot_that_could_not_go_on_a_full_disk_goes_with_the_next_change(
    vault: Vault, dee: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would stay as one that nobody knows, and be told as somebody's doing at each unlock."""

    def full(*_: object) -> None:
        raise StorageFull("No room.")

    with monkeypatch.context() as no_room:
        no_room.setattr(people, "settle_slots", full)
        with pytest.raises(StorageFull):
            people.reset_passphrase(vault, dee, DEES_NEXT)
    people.add_person(vault, "Eve Sample", Role.DEPUTY, "yet another six odd words")
    must_be_whole(vault)
    assert who_opens(vault, DEE, DEES_NEXT) == ["", "Dee Placeholder"]
