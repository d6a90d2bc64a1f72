"""Who can open the vault: one slot for each person's passphrase, and one for the recovery code.

The passphrase opens a private key, the private key opens the database key. So the vault can be
given a new database key, after somebody has left, with nobody's passphrase but one's own. The slots
say nothing about whose they are: a passphrase is tried on each of them, after one key derivation.
"""

from __future__ import annotations

import os
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from marac_desk.errors import Refused, VaultDamaged, WrongPassphrase
from storage import slot_file
from storage.recovery import looks_like_code, read_recovery_code
from storage.sealing import (
    KEY_BYTES,
    SALT_BYTES,
    DoesNotOpen,
    KdfSettings,
    SealedKey,
    close_box,
    new_key_pair,
    open_box,
    open_sealed,
    passphrase_key,
    seal_to,
)
from storage.slot_file import MOST_SLOTS, Slot, SlotFile, canonical, kdf_fields

WRONG = "That passphrase does not open this vault. Check Caps Lock and the keyboard's language, and try again."
SLIP = "The recovery code has a slip in it, or is another vault's. Compare it with the paper, group by group."
NO_NEW_KEY = (
    "A key slot is not the one this vault knows, so no new key was made. "
    "Somebody may have altered the key file: copy keys.json back from a backup."
)


def new_database_key() -> bytes:
    """A fresh 32-byte key for the database."""
    return os.urandom(KEY_BYTES)


def new_vault_id() -> str:
    """A fresh name for a vault, 32 hexadecimal digits: the slots belong to it and to no other."""
    return secrets.token_hex(16)


@dataclass(frozen=True)
class Unlocked:
    """What a passphrase gave: which slot it was, and the keys that may open the database.

    The second key is there only while a change of the database key is unfinished: try both.
    """

    slot_id: str
    database_keys: tuple[bytes, ...] = field(repr=False)


class KeySlots:
    """The slots of one vault, as read from its slot file or to be written there."""

    def __init__(self, file: SlotFile) -> None:
        self._file = file

    @classmethod
    def new(cls, vault_id: str, kdf: KdfSettings) -> KeySlots:
        """No slots yet, and a salt of its own."""
        return cls(SlotFile(vault_id, kdf, os.urandom(SALT_BYTES), generation=1, slots=()))

    @classmethod
    def from_bytes(cls, data: bytes) -> KeySlots:
        """Reads a slot file; raises VaultDamaged or VaultTooNew."""
        return cls(slot_file.read(data))

    def to_bytes(self) -> bytes:
        """The slot file."""
        return slot_file.write(self._file)

    @property
    def vault_id(self) -> str:
        """The vault that the slots belong to."""
        return self._file.vault_id

    @property
    def generation(self) -> int:
        """How many database keys the vault has had."""
        return self._file.generation

    def add(self, passphrase: str, database_key: bytes) -> str:
        """Makes a slot that `passphrase`, or a recovery code, opens; returns its id.

        Raises Refused when it is empty, opens a slot already (nobody could tell whose it is), or
        when there are 64.
        """
        if not passphrase.strip():
            raise Refused("Please choose a passphrase.")
        if len(self._file.slots) >= MOST_SLOTS:
            raise Refused("This vault has all the people it can hold. Remove somebody who has left first.")
        key = self._key_of(passphrase)
        if self._opened_by(key):
            raise Refused("This passphrase cannot be used here. Please choose another one.")
        slot = self._new_slot(key, database_key)
        self._put(*self._file.slots, slot)
        return slot.id

    def drop(self, *slot_ids: str) -> None:
        """Takes slots away: what opened them no longer opens anything."""
        self._put(*(slot for slot in self._file.slots if slot.id not in slot_ids))

    def unlock(self, typed: str) -> Unlocked:
        """Opens the slot that fits a passphrase or a recovery code.

        Raises WrongPassphrase when none does, and VaultDamaged when its database key does not open.
        """
        found = self._opened_by(self._key_of(typed))
        if found is None:
            raise WrongPassphrase(SLIP if looks_like_code(typed) else WRONG)
        slot, private = found
        keys = [self._take_out(slot, private, slot.key, self.generation)]
        if slot.pending:
            keys.append(self._take_out(slot, private, slot.pending, self.generation + 1))
        return Unlocked(slot.id, tuple(keys))

    def public_keys(self) -> dict[str, bytes]:
        """Each slot's id and public key: kept inside the database too, where nobody can slip one in."""
        return {slot.id: slot.public for slot in self._file.slots}

    def reseal(self, new_key: bytes, trusted: Mapping[str, bytes]) -> None:
        """Seals a new database key to each of the `trusted` public keys, beside the old one.

        `trusted` comes from inside the database, without whoever leaves. Then the slot file is
        written, the database takes the new key, and `promote` ends it. Raises VaultDamaged when a
        slot is missing or has another public key.
        """
        if trusted.items() - self.public_keys().items():
            raise VaultDamaged(NO_NEW_KEY)
        self._put(*(self._with_pending(slot, new_key if slot.id in trusted else None) for slot in self._file.slots))

    def promote(self) -> None:
        """The database has its new key: the old one is forgotten, and slots that did not get the new one go.

        Changes nothing when no new key is pending, so that it can be repeated after a crash.
        """
        kept = [replace(slot, key=slot.pending, pending=None) for slot in self._file.slots if slot.pending]
        if kept:
            self._file = replace(self._file, generation=self.generation + 1, slots=tuple(kept))

    def _put(self, *slots: Slot) -> None:
        self._file = replace(self._file, slots=slots)

    def _key_of(self, typed: str) -> bytes:
        """Keyboards spell one letter in several ways (Welsh ŵ, Polish ś); NFKC makes them one."""
        secret = read_recovery_code(typed) or unicodedata.normalize("NFKC", typed)
        return passphrase_key(secret, self._file.salt, self._file.kdf)

    def _opened_by(self, key: bytes) -> tuple[Slot, bytes] | None:
        """The slot whose private key `key` opens, and the private key."""
        for slot in self._file.slots:
            try:
                return slot, open_box(key, slot.private, self._bound_to_passphrase(slot.id, slot.public))
            except DoesNotOpen:
                continue
        return None

    def _new_slot(self, key: bytes, database_key: bytes) -> Slot:
        slot_id = secrets.token_hex(8)
        private, public = new_key_pair()
        return Slot(
            slot_id,
            public,
            close_box(key, private, self._bound_to_passphrase(slot_id, public)),
            self._sealed(slot_id, public, database_key, self.generation),
        )

    def _sealed(self, slot_id: str, public: bytes, database_key: bytes, generation: int) -> SealedKey:
        return seal_to(public, database_key, self._bound_to_generation(slot_id, generation))

    def _with_pending(self, slot: Slot, new_key: bytes | None) -> Slot:
        sealed = None if new_key is None else self._sealed(slot.id, slot.public, new_key, self.generation + 1)
        return replace(slot, pending=sealed)

    def _take_out(self, slot: Slot, private: bytes, sealed: SealedKey, generation: int) -> bytes:
        try:
            return open_sealed(private, sealed, self._bound_to_generation(slot.id, generation))
        except DoesNotOpen:
            raise VaultDamaged(slot_file.DAMAGED) from None

    def _bound_to_passphrase(self, slot_id: str, public: bytes) -> bytes:
        kdf = kdf_fields(self._file.kdf, self._file.salt)
        return canonical(["private key", slot_file.VERSION, self.vault_id, slot_id, public.hex(), kdf])

    def _bound_to_generation(self, slot_id: str, generation: int) -> bytes:
        return canonical(["database key", slot_file.VERSION, self.vault_id, slot_id, generation])
