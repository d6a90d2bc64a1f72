"""A vault that is only read, as beside somebody who has it open: nothing of it can be written, by us or by mistake.

The database is opened so that it can't be written to, no lock is taken on the folder, and the drafts of whoever
has it open are not shown. That a case was looked at is sealed beside the vault until somebody can log it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import NoReturn
from uuid import UUID

from sqlalchemy import Connection

from marac_desk.errors import Refused, Told, VaultDamaged, VaultTooNew
from marac_desk.keyholders import Holder, Right
from storage.attempts import try_passphrase
from storage.chain import genesis
from storage.door import Changes, Read
from storage.engine import open_read_only, plain_errors, working_key
from storage.entries import Clock
from storage.folder import VaultFolder
from storage.head import Head, HeadKind
from storage.holder import holder_of
from storage.journal import end_of_journal, touched_since
from storage.keyslots import KeySlots
from storage.mapping import map_records
from storage.migrations import TOO_NEW
from storage.opening import OpenParts, head_state, vault_id_in, whose_slot
from storage.pending_views import PendingViews, View
from storage.schema_check import must_be_complete
from storage.slot_list import slot_findings
from storage.tables import SCHEMA_VERSION
from storage.vault import Vault, utc_now
from storage.views import Views

READ_ONLY = "The vault is open read only, so nothing can be changed. Lock it, and unlock it again to change something."
NEW_KEY = (
    "Who can open this vault was changed while it was open here read only, so it can no longer be read from here. "
    "Nothing is damaged. Lock it, and unlock it again."
)
OLDER = (
    "This vault was written by an earlier version of MARAC Desk, which has to be brought up to date first. "
    "Open it normally once; it cannot be opened read only as it is."
)


def read_vault(path: Path, passphrase: str, *, clock: Clock = utc_now) -> ReadOnlyVault:
    """Opens a vault for reading only, whether or not somebody else has it open.

    Raises NotAVault, WrongPassphrase, MustWait, VaultDamaged, VaultTooNew, or Told for an older vault.
    """
    parts, holder = _parts(path, passphrase, clock())
    return ReadOnlyVault(parts, clock, holder)


class ReadOnlyVault(Vault):
    """Everything can be read; every edit is refused."""

    read_only = True

    def __init__(self, parts: OpenParts, clock: Clock, held_by: Holder) -> None:
        super().__init__(parts, clock, journalled=False)
        self.held_by = held_by
        self._keys = parts.folder.read_keys()
        self._views = Views(self._keep_beside, self._gate.turn)
        self._seen = parts.since

    def must(self, right: Right) -> None:  # noqa: ARG002
        """Nobody may anything here but read."""
        raise Refused(READ_ONLY)

    @contextmanager
    def read(self) -> Iterator[Read]:
        """As in any vault. On a network share nothing holds up a new key meanwhile: that is told, and no damage."""
        try:
            with super().read() as read:
                yield read
        except VaultDamaged:
            if self.folder.read_keys() == self._keys:
                raise
            raise Told(NEW_KEY) from None

    def follow(self) -> None:
        """Tells whoever listens what was saved elsewhere since the last time, as if it had been saved here."""
        with self.read() as read:
            self._seen, saved = touched_since(read.session.connection(), self._seen)
        self._tell(Changes.of(saved))

    def drafts(self) -> dict[str, str]:
        """None: what somebody else is typing is theirs."""
        return {}

    def looked_just_now(self, case_id: UUID) -> bool:
        """As in any vault; but views stand beside the vault here, and nothing else is written."""
        return self._views.newest == str(case_id)

    def _keep_beside(self, view: View) -> None:
        self._must_be_open()
        with plain_errors():
            self.parts.pending.keep(view)

    def _log_the_last_views(self) -> None:
        self._views.catch_up()

    def alone(self) -> NoReturn:
        """Every way of writing comes through here."""
        self._must_be_open()
        raise Refused(READ_ONLY)


def _parts(path: Path, typed: str, now: datetime) -> tuple[OpenParts, Holder]:
    """The head is read before the database, which then can only be ahead of it by what was saved in between."""
    map_records()
    folder = VaultFolder(path)
    with ExitStack() as stack, plain_errors():
        folder.must_exist()
        slots = KeySlots.from_bytes(folder.read_keys())
        unlocked = try_passphrase(folder, slots, typed, now)
        key = working_key(folder, unlocked.database_keys, read_only=True)
        head = Head.look(folder.head, key)
        stack.callback(head.close)
        engines = open_read_only(folder, key)
        stack.callback(engines.dispose)
        with engines.reader.begin() as connection:
            _must_be_current(connection)
            origin = genesis(vault_id_in(connection, slots))
            person = whose_slot(connection, slots, unlocked.slot_id)
            strange = slot_findings(connection, slots)
            state = head_state(connection, head, origin)
            since = end_of_journal(connection, origin).sequence
        said = () if state.kind in (HeadKind.AGREES, HeadKind.AHEAD, HeadKind.STALE_HEAD) else (state.say,)
        pending = PendingViews(folder, key, slots.vault_id)
        stack.callback(pending.let_go)
        parts = OpenParts(
            folder, engines, head, person, origin, state, pending, since, (*said, *strange), stack.pop_all()
        )
        return parts, holder_of(folder, key, slots.vault_id)


def _must_be_current(connection: Connection) -> None:
    version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    if version > SCHEMA_VERSION:
        raise VaultTooNew(TOO_NEW)
    if version < SCHEMA_VERSION:
        raise Told(OLDER)
    must_be_complete(connection)
