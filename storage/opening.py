"""How a vault is opened: the folder, the keys, the proof, the version, the people and the head, in this order."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, select

from marac_desk.backups import Why
from marac_desk.errors import EditsLost, Refused, VaultDamaged, WrongPassphrase
from marac_desk.keyholders import Role
from storage.attempts import forget, tell_journal, try_passphrase
from storage.backup_folder import NOTE
from storage.chain import genesis
from storage.door import OpenedBy
from storage.engine import DAMAGED, Engines, open_engines, plain_errors, working_key
from storage.folder import VaultFolder
from storage.head import Head, HeadKind, HeadMark, HeadState, compare
from storage.holder import naming_the_holder, sign
from storage.journal import Author, Heading, Kind, digest_at, end_of_journal, seal
from storage.keyslots import KeySlots
from storage.mapping import map_records
from storage.migrations import bring_up_to_date, is_older
from storage.pending_views import PendingViews
from storage.rekey import finish_change
from storage.schema_check import must_be_complete
from storage.slot_list import on_the_way, settle_slots, slot_findings
from storage.swap import end_interrupted
from storage.tables import keyholder, vault_fact

ANOTHERS_KEYS = "The key file belongs to another vault. Copy keys.json back from a backup of this vault."
UNKNOWN_SLOT = (
    "This passphrase opens a key slot that the vault does not know, so the vault was not opened. "
    "Somebody may have altered the key file: copy keys.json back from a backup."
)
NOT_FINISHED = (
    "This passphrase was being set or replaced when the program was stopped, and it does not count. "
    "Use the other one, or have it set again."
)
IS_A_BACKUP = (
    "This is the folder of a backup, and working in it would spoil it. Open the vault itself, or restore this backup "
    "into a folder of its own. Nothing was changed."
)
HAS_LEFT = "This passphrase is somebody's who has left the vault, so it was not opened."

VAULT_ID = "vault id"


@dataclass(frozen=True)
class OpenParts:
    """What is open while a vault is; `stack` closes it all and lets go of the folder last.

    `origin` stands before the first entry of this vault's chain; `state` is how the head was found, and
    `since` the number of the last entry then: undo reaches no further back.
    """

    folder: VaultFolder
    engines: Engines
    head: Head
    person: OpenedBy
    origin: str
    state: HeadState
    pending: PendingViews
    since: int = 0
    findings: tuple[str, ...] = ()
    stack: ExitStack = field(default_factory=ExitStack, repr=False)

    @property
    def author(self) -> Author:
        """Whose entries those of this session are."""
        return Author(str(self.person.id), self.person.session)


def open_parts(path: Path, typed: str, now: datetime, *, accept_lost: bool = False) -> OpenParts:
    """Opens the vault at `path` with a passphrase or the recovery code.

    Raises NotAVault, Refused, VaultInUse, WrongPassphrase, MustWait, VaultDamaged, VaultTooNew, or EditsLost unless
    `accept_lost` says that the person was told.
    """
    map_records()
    folder = VaultFolder(path)
    with ExitStack() as stack, plain_errors():
        end_interrupted(folder, now)
        folder.must_exist()
        must_be_no_backup(folder)
        with naming_the_holder(folder, typed, now):
            stack.enter_context(folder.held(now))
        slots = KeySlots.from_bytes(folder.read_keys())
        unlocked = try_passphrase(folder, slots, typed, now)
        key = working_key(folder, unlocked.database_keys)
        engines = open_engines(folder, key)
        stack.callback(engines.dispose)
        head = _open_head(folder, key, unlocked.database_keys)
        stack.callback(head.close)
        _keep_the_older(folder, engines, now)
        with engines.writer.begin() as connection:
            bring_up_to_date(connection)
            must_be_complete(connection)
            origin = genesis(vault_id_in(connection, slots))
            person = whose_slot(connection, slots, unlocked.slot_id)
            state = head_state(connection, head, origin)
            pending = PendingViews(folder, key, slots.vault_id)
            stack.callback(pending.let_go)
            parts = OpenParts(folder, engines, head, person, origin, state, pending)
            if state.kind is HeadKind.EDITS_LOST and not accept_lost:
                raise EditsLost(state.say, state.count)
            last = _noted(connection, state, parts, now)
            failed, told = tell_journal(connection, folder, parts.author, origin, now)
            last = failed or last
        forget(folder)
        sign(folder, key, slots.vault_id, person.name, now)
        if key != unlocked.database_keys[0]:
            finish_change(parts, slots, last)
        elif head.mark != last:
            for _ in range(2):  # both records, as the newer one may have a higher number than what is left
                head.write(last.sequence, last.digest)
        with engines.writer.begin() as connection:
            settle_slots(connection, folder, slots)
            strange = slot_findings(connection, slots)
        said = "" if state.kind is HeadKind.AGREES else state.say
        findings = tuple(filter(None, (said, *strange, told)))
        return replace(parts, since=last.sequence, findings=findings, stack=stack.pop_all())


def must_be_no_backup(folder: VaultFolder) -> None:
    """Raises Refused for the folder of a backup: one entry more, and it would no longer be what its note says."""
    if (folder.path / NOTE).exists():
        raise Refused(IS_A_BACKUP)


def _keep_the_older(folder: VaultFolder, engines: Engines, now: datetime) -> None:
    """Backs an older vault up before it is brought up to date; where that cannot be done, it stays as it is."""
    with engines.reader.connect() as connection:
        older = is_older(connection)
    if older:
        from storage.backup import back_up_closed  # as rarely wanted as the steps themselves

        back_up_closed(folder, engines, Why.UPDATE, now)


def head_state(connection: Connection, head: Head, origin: str) -> HeadState:
    """How the head and the end of the journal compare."""
    last = end_of_journal(connection, origin)
    return compare(head.mark, last.sequence, lambda sequence: digest_at(connection, sequence, origin))


def _open_head(folder: VaultFolder, key: bytes, keys: Sequence[bytes]) -> Head:
    """The head; a change of keys that was interrupted may have left it as it was under the old one."""
    head = Head.open(folder.head, key)
    if head.mark is None and key != keys[0]:
        head.close()
        head = Head.open(folder.head, keys[0])
    return head


def vault_id_in(connection: Connection, slots: KeySlots) -> str:
    """The vault's name, which is the slot file's too. Raises VaultDamaged when it is not."""
    name = connection.scalar(select(vault_fact.c.value).where(vault_fact.c.name == VAULT_ID))
    if name != slots.vault_id:
        raise VaultDamaged(ANOTHERS_KEYS)
    return str(name)


def whose_slot(connection: Connection, slots: KeySlots, slot_id: str) -> OpenedBy:
    """Whose slot it is. Raises VaultDamaged for a slot that is nobody's, and Refused for somebody's who has left."""
    rows = {row.slot: row for row in connection.execute(select(keyholder))}
    mine = rows.get(slot_id)
    if not rows:
        raise VaultDamaged(DAMAGED)
    if mine is None and slot_id in on_the_way(connection):
        raise WrongPassphrase(NOT_FINISHED)
    if mine is None or mine.public_key != slots.public_keys()[slot_id].hex():
        raise VaultDamaged(UNKNOWN_SLOT)
    if mine.left_at is not None:
        raise Refused(HAS_LEFT)
    return OpenedBy(mine.id, mine.name, mine.role, new_session())


def new_session() -> str:
    """A name for the time from one opening to the next lock; undo reaches no further back."""
    return secrets.token_hex(8)


def _noted(connection: Connection, state: HeadState, parts: OpenParts, now: datetime) -> HeadMark:
    """The end of the journal, after an entry for what is no everyday opening.

    So is one in spite of what was found, and one with the recovery code, which belongs into a safe.
    """
    found = {
        HeadKind.NO_HEAD: "Opened without its head",
        HeadKind.ALTERED: "Opened although its history is not the one written last",
        HeadKind.EDITS_LOST: f"Opened although {state.count} edits were lost",
    }.get(state.kind)
    with_code = "Opened with the recovery code" if parts.person.role is Role.RECOVERY else None
    for label in filter(None, (found, with_code)):
        seal(connection, Heading(label, now, Kind.OPENING), parts.author, (), parts.origin)
    return end_of_journal(connection, parts.origin)
