"""What a database holds as far as a backup of it is concerned, and whether it is whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from marac_desk.errors import VaultDamaged
from storage.chain import genesis
from storage.engine import DAMAGED
from storage.head import HeadMark
from storage.journal import end_of_journal
from storage.opening import VAULT_ID
from storage.tables import journal_entry, keyholder, vault_fact


@dataclass(frozen=True)
class Content:
    """Whose database it is, the version of its tables, and the end of its journal; None where there is no entry yet."""

    vault: str
    schema: int
    end: HeadMark
    changed_at: datetime | None


def content_of(connection: Connection) -> Content:
    """Reads it. Raises VaultDamaged where the vault has no name."""
    vault = connection.scalar(select(vault_fact.c.value).where(vault_fact.c.name == VAULT_ID))
    if vault is None:
        raise VaultDamaged(DAMAGED)
    end = end_of_journal(connection, genesis(vault))
    changed_at = connection.scalar(select(journal_entry.c.at).where(journal_entry.c.sequence == end.sequence))
    schema = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    return Content(vault, schema, end, changed_at)


def must_be_whole(connection: Connection) -> None:
    """Every page bears its seal, every table and index holds together, every reference leads somewhere.

    Raises VaultDamaged.
    """
    if connection.exec_driver_sql("PRAGMA cipher_integrity_check").all():
        raise VaultDamaged(DAMAGED)
    if connection.exec_driver_sql("PRAGMA integrity_check").scalars().all() != ["ok"]:
        raise VaultDamaged(DAMAGED)
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise VaultDamaged(DAMAGED)


def knows_a_slot(connection: Connection, slots: dict[str, bytes]) -> bool:
    """Whether the database lists at least one of these slots, by its id and public key, as somebody's."""
    known = {row.slot: row.public_key for row in connection.execute(select(keyholder.c.slot, keyholder.c.public_key))}
    return any(known.get(slot) == public.hex() for slot, public in slots.items())
