"""Who has the vault open: a note beside the database that tells an outsider since when, and insiders who.

The name is sealed under a key drawn from the database key, so only somebody with a passphrase of this vault learns
it. The operating system's lock on the folder alone decides; the note explains.
"""

from __future__ import annotations

import json
import os
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import Any

from marac_desk.atomic import write_atomically
from marac_desk.errors import Told, VaultInUse
from marac_desk.keyholders import Holder
from storage.attempts import try_passphrase
from storage.copying import NotAFile, read_small
from storage.engine import working_key
from storage.folder import VaultFolder
from storage.keyslots import KeySlots
from storage.moments import moment_in
from storage.sealing import NONCE_BYTES, Box, DoesNotOpen, close_box, drawn_key, open_box
from storage.slot_file import canonical

PURPOSE = "marac-desk in use 1"
MOST_BYTES = 4096
PADDED_TO = 64
"""The sealed name is as long as the next multiple of so many bytes, so that its length tells little."""


def sign(folder: VaultFolder, key: bytes, vault_id: str, name: str, now: datetime) -> None:
    """Notes who holds the vault. A note that can't be written keeps nobody from their work."""
    fields = {"since": now.astimezone(UTC).isoformat(timespec="seconds"), "process": os.getpid()}
    content = name.encode()
    padded = content.ljust(-(-len(content) // PADDED_TO) * PADDED_TO, b"\0")
    box = close_box(drawn_key(key, PURPOSE), padded, _bound(vault_id, fields))
    note = {**fields, "by": b64encode(box.nonce + box.sealed).decode()}
    with suppress(Told, OSError):
        write_atomically(folder.note, json.dumps(note).encode())


def holder_of(folder: VaultFolder, key: bytes, vault_id: str) -> Holder:
    """Who has it open and since when, as far as the note tells; an altered note tells nothing."""
    try:
        note = json.loads(read_small(folder.note, MOST_BYTES))
        since = moment_in(note["since"])
    except (NotAFile, OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return Holder()
    return Holder(_name_in(note, key, vault_id), since)


@contextmanager
def naming_the_holder(folder: VaultFolder, typed: str, now: datetime) -> Iterator[None]:
    """Where the vault is found in use within this block, somebody with a passphrase is also told by whom.

    Raises VaultInUse with the holder, WrongPassphrase, MustWait, or VaultDamaged.
    """
    try:
        yield
    except VaultInUse as in_use:
        slots = KeySlots.from_bytes(folder.read_keys())
        key = working_key(folder, try_passphrase(folder, slots, typed, now).database_keys, read_only=True)
        raise VaultInUse(in_use.say, holder_of(folder, key, slots.vault_id)) from None


def _name_in(note: dict[str, Any], key: bytes, vault_id: str) -> str:
    try:
        sealed = b64decode(note["by"])
        box = Box(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:])
        bound = _bound(vault_id, {name: note[name] for name in ("since", "process")})
        return open_box(drawn_key(key, PURPOSE), box, bound).rstrip(b"\0").decode()
    except (KeyError, TypeError, ValueError, DoesNotOpen):
        return ""


def _bound(vault_id: str, fields: dict[str, Any]) -> bytes:
    return canonical(["in use", 1, vault_id, fields["since"], fields["process"]])
