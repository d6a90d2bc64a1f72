"""The list of key slots inside the database, where nobody can slip one in, and what is under way with them.

Two files change when somebody's slot does, and the program may be killed in between. So it is noted inside
the database first which slots are coming or going, and whether a new database key is due; the next opening
ends what was begun.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from marac_desk.atomic import write_atomically
from storage.folder import VaultFolder
from storage.keyslots import KeySlots
from storage.tables import keyholder, vault_fact

STRANGE_SLOT = (
    "The key file has a slot that the vault does not know: somebody may have slipped it in. "
    "Copy keys.json back from a backup."
)
MISSING_SLOT = (
    "The key file lacks a slot that the vault knows, so somebody's passphrase or the recovery code no longer opens "
    "the vault. Copy keys.json back from a backup."
)

_ON_THE_WAY = "slots on the way"
_KEY_DUE = "new key due"


def trusted(connection: Connection) -> dict[str, bytes]:
    """Each slot's id and public key, of everybody who has not left: who gets the next database key."""
    there = select(keyholder.c.slot, keyholder.c.public_key).where(keyholder.c.left_at.is_(None))
    return {row.slot: bytes.fromhex(row.public_key) for row in connection.execute(there)}


def slot_findings(connection: Connection, slots: KeySlots) -> tuple[str, ...]:
    """Compares the slots that the vault knows, with their public keys, with those in the key file."""
    rows = connection.execute(select(keyholder.c.slot, keyholder.c.public_key).where(keyholder.c.left_at.is_(None)))
    known = {row.slot: row.public_key for row in rows}
    coming = on_the_way(connection) - known.keys()
    there = {slot: key.hex() for slot, key in slots.public_keys().items() if slot not in coming}
    found = ((bool(there.items() - known.items()), STRANGE_SLOT), (bool(known.keys() - there.keys()), MISSING_SLOT))
    return tuple(say for yes, say in found if yes)


def note_on_the_way(connection: Connection, slot_ids: Iterable[str]) -> None:
    """These slots are coming or going: of them, those that are nobody's in the end are to be dropped.

    What was noted before and not ended, as when the disk was full, stays noted.
    """
    keep_fact(connection, _ON_THE_WAY, json.dumps(sorted({*slot_ids, *on_the_way(connection)})))


def on_the_way(connection: Connection) -> frozenset[str]:
    """What `note_on_the_way` noted and nobody has ended."""
    found = connection.scalar(select(vault_fact.c.value).where(vault_fact.c.name == _ON_THE_WAY))
    return frozenset(json.loads(found)) if found else frozenset()


def settle_slots(connection: Connection, folder: VaultFolder, slots: KeySlots) -> None:
    """Ends a change of slots: of those on the way, the ones that are nobody's in the end leave the key file."""
    if left_over := on_the_way(connection) - trusted(connection).keys():
        slots.drop(*left_over)
        write_atomically(folder.keys, slots.to_bytes())
    connection.execute(delete(vault_fact).where(vault_fact.c.name == _ON_THE_WAY))


def note_key_due(connection: Connection) -> None:
    """Somebody left, or a code is no longer to be trusted: the database is to have a new key."""
    keep_fact(connection, _KEY_DUE, "yes")


def is_key_due(connection: Connection) -> bool:
    """Whether the new key has not come yet."""
    return connection.scalar(select(vault_fact.c.value).where(vault_fact.c.name == _KEY_DUE)) is not None


def note_key_given(connection: Connection) -> None:
    """The database has it."""
    connection.execute(delete(vault_fact).where(vault_fact.c.name == _KEY_DUE))


def keep_fact(connection: Connection, name: str, value: str) -> None:
    """Keeps a fact about the vault, which is no part of the record, in place of what was kept of it before."""
    note = insert(vault_fact).values(name=name, value=value)
    connection.execute(note.on_conflict_do_update(index_elements=["name"], set_={"value": note.excluded["value"]}))
