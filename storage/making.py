"""How a new vault is made: a folder, a random key, two slots to open it, an empty database and its head."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import insert

from marac_desk.atomic import write_atomically
from marac_desk.keyholders import Keyholder, Role
from storage.chain import genesis
from storage.door import OpenedBy
from storage.engine import Engines, create_database, open_engines, plain_errors
from storage.folder import VaultFolder
from storage.head import Head, HeadMark, compare
from storage.holder import sign
from storage.keyslots import KeySlots, new_database_key, new_vault_id
from storage.mapping import map_records
from storage.migrations import create_tables
from storage.opening import VAULT_ID, OpenParts, new_session
from storage.pending_views import PendingViews
from storage.recovery import new_recovery_code
from storage.sealing import KdfSettings
from storage.tables import vault_fact


@dataclass(frozen=True)
class MadeParts:
    """A new vault's open parts, who is to be written into it first, and the code to print."""

    parts: OpenParts
    keyholders: tuple[Keyholder, ...]
    recovery_code: str = field(repr=False)


@contextmanager
def made_parts(
    path: Path, name: str, role: Role, passphrase: str, kdf: KdfSettings, now: datetime
) -> Iterator[MadeParts]:
    """Makes the files of a new vault; when anything fails, also within the block, only an empty lock file is left.

    Raises Refused when the folder holds anything, and VaultInUse when another vault is being made there.
    """
    map_records()
    folder = VaultFolder(path)
    kept = ExitStack()
    with ExitStack() as stack, plain_errors():
        folder.create()
        stack.enter_context(folder.held(now))
        folder.must_be_free()  # again, as somebody may have been quicker
        try:
            with ExitStack() as files:
                key, code, slots = new_database_key(), new_recovery_code(), KeySlots.new(new_vault_id(), kdf)
                me = _keyholder(slots, passphrase, key, name, role)
                safe = _keyholder(slots, code, key, "Recovery code", Role.RECOVERY)
                engines = _new_database(folder, key, slots.vault_id)
                files.callback(engines.dispose)
                origin = genesis(slots.vault_id)
                head = Head.create(folder.head, key, HeadMark(0, origin))
                files.callback(head.close)
                state = compare(head.mark, 0, lambda _: origin)
                person = OpenedBy(me.id, name, role, new_session())
                pending = PendingViews(folder, key, slots.vault_id)
                files.callback(pending.let_go)
                parts = OpenParts(folder, engines, head, person, origin, state, pending, stack=kept)
                sign(folder, key, slots.vault_id, name, now)
                yield MadeParts(parts, (me, safe), code)
                write_atomically(folder.keys, slots.to_bytes())  # last: a key file stands for a whole vault
                stack.push(files.pop_all())
        except BaseException:
            _remove(folder)
            raise
        kept.push(stack.pop_all())


def _keyholder(slots: KeySlots, passphrase: str, key: bytes, name: str, role: Role) -> Keyholder:
    """Somebody new with a slot of their own."""
    slot = slots.add(passphrase, key)
    return Keyholder(name, role, slot, slots.public_keys()[slot].hex())


def _new_database(folder: VaultFolder, key: bytes, vault_id: str) -> Engines:
    create_database(folder, key)
    engines = open_engines(folder, key)
    with engines.writer.begin() as connection:
        create_tables(connection)
        connection.execute(insert(vault_fact).values(name=VAULT_ID, value=vault_id))
    return engines


def _remove(folder: VaultFolder) -> None:
    """Everything that was put into the folder, which was free before."""
    for path in folder.content():
        path.unlink()
