"""Who can open a vault: adding people, passphrases, roles, removing, and the recovery code.

Plain functions over an open vault, without a screen. Each takes the second that a passphrase costs on
purpose; the two that give the vault a new key take longer the larger it is. A kill within any of them leaves
a vault that opens for everyone who is to open it: see `slot_list` and `rekey`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from marac_desk.atomic import write_atomically
from marac_desk.errors import Refused, Told, WrongPassphrase
from marac_desk.keyholders import ROLES_TO_GIVE, Keyholder, Right, Role, new_name
from marac_desk.passphrases import must_be_strong
from storage.door import Edit
from storage.engine import plain_errors
from storage.keyslots import KeySlots
from storage.people_rows import known_words
from storage.recovery import read_recovery_code
from storage.rekey import give_new_key, must_be_ready_for_a_key
from storage.slot_list import note_key_due, note_on_the_way, settle_slots, trusted
from storage.tables import keyholder
from storage.vault import Vault

OLD_IS_WRONG = "This is not your passphrase of now. Check Caps Lock and the keyboard's language, and try again."
MEANWHILE = "Somebody's passphrase was changed at the same time. Nothing was changed; please try again."
ONES_OWN = "Your own passphrase is changed under My passphrase, where the old one is asked for."
NO_PASSPHRASE = "The vault was opened with the recovery code. Choose your own name, and give it a new passphrase."
KEY_LATER = "This holds. But the vault's new key has to wait for the next unlock: {why}"


def add_person(vault: Vault, name: str, role: Role, passphrase: str) -> UUID:
    """Lets somebody new open the vault, with a passphrase that they can change; returns their identifier.

    Raises Refused when the name, the role or the passphrase will not do, or the caller may not.
    """
    vault.must(Right.PEOPLE)
    if role not in ROLES_TO_GIVE:
        raise Refused("Please choose a role.")
    must_be_new(vault, name)  # before the passphrase is stretched, and again afterwards
    _must_be_good(vault, passphrase, name)
    with _new_slot(vault, "Add person to the vault", passphrase) as (edit, slot):
        person = Keyholder(new_name(name, _everybody(edit.session)), role, slot.id, slot.public_key)
        edit.add(person)
    return person.id


def must_be_new(vault: Vault, name: str) -> None:
    """Raises Refused where a name will not do for somebody new."""
    with vault.read() as read:
        new_name(name, _everybody(read.session))


def change_own_passphrase(vault: Vault, old: str, new: str) -> None:
    """Another passphrase for the person who has the vault open, whatever their role.

    Raises WrongPassphrase when `old` is not theirs, and Refused when the new one will not do.
    """
    if vault.person.role is Role.RECOVERY:
        raise Refused(NO_PASSPHRASE)
    _must_be_good(vault, new, vault.person.name)
    with vault.read() as read:
        mine = read.get(Keyholder, vault.person.id).slot
    if _slot_opened_by(vault, old) != mine:
        raise WrongPassphrase(OLD_IS_WRONG)
    _give_slot(vault, "Change own passphrase", vault.person.id, new)


def reset_passphrase(vault: Vault, person_id: UUID, new: str) -> None:
    """A new passphrase for somebody else, who forgot theirs; the old one opens nothing any more. Raises Refused."""
    vault.must(Right.PEOPLE)
    if person_id == vault.person.id:
        raise Refused(ONES_OWN)
    with vault.read() as read:
        person = read.get(Keyholder, person_id)
        name, role = person.name, person.role
    if role is Role.RECOVERY:
        raise Refused("The recovery code is replaced by a new one, not by a passphrase.")
    _must_be_good(vault, new, name)
    _give_slot(vault, "Reset passphrase", person_id, new)


def change_role(vault: Vault, person_id: UUID, role: Role) -> None:
    """Gives somebody else another role, from their next unlock on. Raises Refused."""
    with vault.edit("Change role", needs=Right.PEOPLE) as edit:
        edit.get(Keyholder, person_id).change_role(role, vault.person.id, _everybody(edit.session))


def remove_person(vault: Vault, person_id: UUID) -> None:
    """Somebody can open the vault no longer: their slot goes, and the database has a new key that they never had.

    It is sealed for everybody else without their passphrases. Raises Refused, VaultInUse when the vault is open in
    another window, and Told when the person is removed but the new key has to wait for the next unlock.
    """
    vault.must(Right.PEOPLE)
    with vault.quiet():
        must_be_ready_for_a_key(vault)
        with _slots_settled(vault), vault.edit("Remove person from the vault") as edit:
            edit.get(Keyholder, person_id).leave(edit.now, vault.person.id, _everybody(edit.session))
            note_key_due(edit.session.connection())
        _give_new_key(vault)


def replace_recovery_code(vault: Vault, code: str) -> None:
    """A new code, made by `new_recovery_code` and written down by a person by now; the old one stops working.

    The database has a new key as well, as somebody may have found the paper. Raises like `remove_person`.
    """
    vault.must(Right.PEOPLE)
    if read_recovery_code(code) is None:
        raise Refused("This is no recovery code.")
    with vault.quiet():
        must_be_ready_for_a_key(vault)
    with _new_slot(vault, "Replace recovery code", code) as (edit, slot):
        printed = edit.session.scalars(select(Keyholder).where(keyholder.c.role == Role.RECOVERY)).one()
        printed.take_slot(slot.id, slot.public_key)
        note_key_due(edit.session.connection())
    with vault.quiet():
        _give_new_key(vault)


@dataclass(frozen=True)
class _Slot:
    """A slot as the database lists it."""

    id: str
    public_key: str


@contextmanager
def _new_slot(vault: Vault, label: str, passphrase: str) -> Iterator[tuple[Edit, _Slot]]:
    """A slot for `passphrase`, and the edit that says whose it is; the slot that it replaces goes."""
    before = vault.folder.read_keys()
    slots = KeySlots.from_bytes(before)
    slot_id = slots.add(passphrase, vault.parts.engines.key)
    with vault.quiet():
        if vault.folder.read_keys() != before:
            raise Refused(MEANWHILE)
        with _slots_settled(vault, slot_id):
            write_atomically(vault.folder.keys, slots.to_bytes())
            with vault.edit(label, needs=None) as edit:
                yield edit, _Slot(slot_id, slots.public_keys()[slot_id].hex())


@contextmanager
def _slots_settled(vault: Vault, *new: str) -> Iterator[None]:
    """Whatever happens within, of the slots known before and the `new` ones only those stay that are somebody's.

    After a kill the next unlock sees to it.
    """
    writer = vault.parts.engines.writer
    with plain_errors():
        with writer.begin() as connection:
            note_on_the_way(connection, (*new, *trusted(connection)))
        try:
            yield
        finally:
            with writer.begin() as connection:
                settle_slots(connection, vault.folder, KeySlots.from_bytes(vault.folder.read_keys()))


def _give_slot(vault: Vault, label: str, person_id: UUID, passphrase: str) -> None:
    with _new_slot(vault, label, passphrase) as (edit, slot):
        edit.get(Keyholder, person_id).take_slot(slot.id, slot.public_key)


def _give_new_key(vault: Vault) -> None:
    try:
        give_new_key(vault)
    except Told as told:
        raise Told(KEY_LATER.format(why=told.say)) from None


def _everybody(session: Session) -> Sequence[Keyholder]:
    return session.scalars(select(Keyholder)).all()


def _must_be_good(vault: Vault, passphrase: str, name: str) -> None:
    with vault.read() as read:
        must_be_strong(passphrase, (name, *known_words(read.session)))


def _slot_opened_by(vault: Vault, typed: str) -> str | None:
    try:
        return KeySlots.from_bytes(vault.folder.read_keys()).unlock(typed).slot_id
    except WrongPassphrase:
        return None
