"""Which backups are a vault's own: their notes bear a MAC that takes the vault's database key, of now or of before.

Anybody can put a folder among the backups, or write on a stick. On the word of a note that is not the vault's own no
backup counts as made, and none is removed. A new database key is a new key of the MACs; those of before stay in
the vault, where they open nothing, so that the backups from before are still known.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from storage.backup_folder import Backup
from storage.backup_note import is_sealed_with, note_key
from storage.slot_list import keep_fact
from storage.tables import vault_fact

EARLIER = "keys of earlier backup notes"


@dataclass(frozen=True)
class Seals:
    """The keys of the MACs: that of the database key as it is now, and those of earlier ones."""

    now: bytes = field(repr=False)
    earlier: tuple[bytes, ...] = field(repr=False)

    @property
    def all(self) -> tuple[bytes, ...]:
        """Every one of them."""
        return (self.now, *self.earlier)

    def of_now(self, backup: Backup) -> bool:
        """Whether the vault made it, with the database key that it has now."""
        return backup.note is not None and is_sealed_with(backup.note, self.now)

    def own(self, backups: Iterable[Backup]) -> tuple[Backup, ...]:
        """Those that the vault made."""
        return tuple(each for each in backups if each.note and any(is_sealed_with(each.note, key) for key in self.all))

    def mac(self, content: bytes) -> str:
        """Over something else that the vault writes beside its backups."""
        return hmac.digest(self.now, content, "sha256").hex()

    def made(self, content: bytes, mac: object) -> bool:
        """Whether the vault wrote it."""
        known = (hmac.digest(key, content, "sha256").hex() for key in self.all)
        return any(hmac.compare_digest(each.encode(), str(mac).encode()) for each in known)


def seals_of(connection: Connection, key: bytes) -> Seals:
    """Those of the vault behind `connection`; `key` is its database key."""
    return Seals(note_key(key), _earlier(connection))


def keep_seal(connection: Connection, key: bytes) -> None:
    """The database key is about to be another one: its backups are to be known later, too."""
    keep_seals(connection, (note_key(key),))


def keep_seals(connection: Connection, keys: Iterable[bytes]) -> None:
    """Backups whose notes bear a MAC with one of these keys are the vault's own."""
    known = dict.fromkeys((*_earlier(connection), *keys))
    keep_fact(connection, EARLIER, json.dumps([each.hex() for each in known]))


def _earlier(connection: Connection) -> tuple[bytes, ...]:
    found = connection.scalar(select(vault_fact.c.value).where(vault_fact.c.name == EARLIER))
    return tuple(bytes.fromhex(each) for each in json.loads(found)) if found else ()
