"""A new key for the database, so that whoever left has no way to what comes after, even with an old key file.

A kill at any moment leaves a vault that opens, with the old key or with the new one, for everyone who is to
open it: the new key lies in the key file, sealed for each of them beside the old one, before the database
takes it; the database takes it in one transaction of a rollback journal; and the old one is forgotten last.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from marac_desk.atomic import write_atomically
from marac_desk.errors import Told, VaultDamaged, VaultInUse
from storage.backup_seals import keep_seal
from storage.engine import choose_journal, connected, plain_errors, working_key
from storage.head import HeadMark
from storage.holder import holder_of, sign
from storage.journal import end_of_journal
from storage.keyslots import NO_NEW_KEY, KeySlots, new_database_key
from storage.slot_list import is_key_due, note_key_given, trusted
from storage.views import take_in

if TYPE_CHECKING:
    from storage.opening import OpenParts
    from storage.vault import Vault


KEY_STILL_DUE = "Somebody was removed or a code replaced, but the vault has not had its new key yet. {why}"


NOT_ALONE = (
    "The vault is open in another window as well, if only to read, so it could not be given a new key. "
    "Close it there and try again."
)


def must_be_ready_for_a_key(vault: Vault) -> None:
    """Raises VaultDamaged or VaultInUse where a new key could not be given, so that nothing is begun in vain."""
    folder, engines = vault.folder, vault.parts.engines
    with plain_errors():
        with engines.writer.begin() as connection:
            known = trusted(connection)
        if known.items() - KeySlots.from_bytes(folder.read_keys()).public_keys().items():
            raise VaultDamaged(NO_NEW_KEY)
        engines.let_go()
        try:
            with _only_connection(folder.database, engines.key):
                pass
        finally:
            choose_journal(folder, engines.key)


def give_new_key(vault: Vault) -> None:
    """Gives the database the new key that is due. Nobody else may be reading or writing. Raises Told where it can't."""
    parts = vault.parts
    take_in(vault, parts.pending)  # what waits under the old key
    with plain_errors():
        with parts.engines.writer.begin() as connection:
            known, mark = trusted(connection), end_of_journal(connection, parts.origin)
            keep_seal(connection, parts.engines.key)
        _change_key(parts, mark, known)
        with parts.engines.writer.begin() as connection:
            note_key_given(connection)


def finish_key_change(vault: Vault) -> None:
    """At an unlock: gives the key that a kill, a full disk or another window kept from being given, or says why not."""
    with vault.read() as read:
        due = is_key_due(read.session.connection())
    if due:
        try:
            with vault.quiet():
                give_new_key(vault)
        except Told as told:
            vault.findings = (*vault.findings, KEY_STILL_DUE.format(why=told.say))


def _change_key(parts: OpenParts, mark: HeadMark, known: Mapping[str, bytes]) -> None:
    """Gives the database a new key, sealed to each of the `known` slots and to no other.

    Nobody may be reading or writing. `mark` is the end of the journal. Raises VaultInUse, StorageFull, or
    VaultDamaged when a known slot is not in the key file as the vault has it; the vault then goes on with
    whichever key it has.
    """
    folder, kept = parts.folder, parts.engines.kept
    slots, old, new = KeySlots.from_bytes(folder.read_keys()), kept.value, new_database_key()
    parts.engines.let_go()
    with plain_errors():
        try:
            with _only_connection(folder.database, old) as connection:
                slots.reseal(new, known)
                write_atomically(folder.keys, slots.to_bytes())
                connection.execute(f"PRAGMA rekey=\"x'{new.hex()}'\"")
        finally:
            kept.value = working_key(folder, (old, new))
            choose_journal(folder, kept.value)
        finish_change(parts, slots, mark)
        holder = holder_of(folder, old, slots.vault_id)
        if holder.since is not None:
            sign(folder, new, slots.vault_id, holder.name, holder.since)
        parts.pending.use_key(new)


def finish_change(parts: OpenParts, slots: KeySlots, mark: HeadMark) -> None:
    """The database has its new key: the head is made anew with it, and then the old key is forgotten.

    In this order, as without the old key nobody could read the old head any more.
    """
    parts.head.make_anew(parts.engines.key, mark)
    slots.promote()
    write_atomically(parts.folder.keys, slots.to_bytes())


@contextmanager
def _only_connection(path: Path, key: bytes) -> Iterator[Any]:
    """A connection beside which nobody else has one, with a rollback journal: what is done is done whole or not at all.

    Raises VaultInUse when another program has the database open.
    """
    with closing(connected(path, key)) as connection:
        try:
            with plain_errors():
                connection.execute("PRAGMA locking_mode=EXCLUSIVE")
                alone = connection.execute("PRAGMA journal_mode=delete").fetchone()[0] == "delete"
                connection.execute("BEGIN EXCLUSIVE")
                connection.execute("COMMIT")
        except VaultInUse:
            raise VaultInUse(NOT_ALONE) from None
        if not alone:
            raise VaultInUse(NOT_ALONE)
        yield connection
