"""What stands behind the one door: one transaction with its journal entry, the reading beside it, and whose turn it is.

`vault.py` says what can be done with a vault; here is how each of those things is kept whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from marac_desk.errors import Refused, Told
from marac_desk.keyholders import Holder, Right, may, must_have
from storage import search
from storage.door import Changes, Edit, OpenedBy, Read
from storage.engine import plain_errors
from storage.folder import VaultFolder
from storage.gate import Gate
from storage.head import HeadMark
from storage.journal import Author, Heading, Kind, RowChange, arm, kind_of, seal, take_delta, touched
from storage.opening import OpenParts
from storage.pending_views import View
from storage.rights import must_be_allowed
from storage.sealing import LOCKED
from storage.signed_lock import must_not_be_signed

HEAD_FAILS = "The vault's head file could not be written. The edit is saved; check the disk before going on."

Clock = Callable[[], datetime]


class Entries:
    """An open vault, as far as its transactions go."""

    read_only = False
    held_by = Holder()
    """Who has it open for writing, where this one only reads."""

    def __init__(self, parts: OpenParts, clock: Clock, *, journalled: bool = True) -> None:
        """`journalled` is there so that a benchmark can weigh the journal and the head; always leave it on."""
        self.parts = parts
        self.findings = parts.findings
        self._clock = clock
        self._journalled = journalled
        self._gate = Gate()
        self._open = True
        self._listeners: list[Callable[[Changes], None]] = []
        if journalled:
            arm(parts.engines.writer)

    @property
    def person(self) -> OpenedBy:
        """Who has it open."""
        return self.parts.person

    @property
    def folder(self) -> VaultFolder:
        """Where it lies."""
        return self.parts.folder

    def must(self, right: Right) -> None:
        """Raises Refused when the person may not do what takes this right."""
        must_have(self.person.role, right)

    def may(self, right: Right) -> bool:
        """Whether they may."""
        return not self.read_only and may(self.person.role, right)

    @contextmanager
    def read(self) -> Iterator[Read]:
        """One look at the record as it stands; it neither waits for an edit nor makes one wait."""
        self._must_be_open()
        with self._gate.passed(), plain_errors(), Session(self.parts.engines.reader) as session:
            yield Read(session, self._clock())

    def is_quiet(self) -> bool:
        """Whether somebody has it for themselves now, as while it gets a new key: reading or writing would wait."""
        return self._gate.is_shut()

    @contextmanager
    def quiet(self) -> Iterator[None]:
        """Within this block nobody else reads or writes, so that key slots, key and database change together.

        Raises VaultInUse when somebody has not finished reading in time.
        """
        with self._gate.closed():
            self.must_be_writable()
            yield

    def subscribe(self, listener: Callable[[Changes], None]) -> Callable[[], None]:
        """Calls `listener` after each commit that changed something; returns what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @contextmanager
    def _entry(
        self, label: str, kind: Kind | None = None, *, undoes: int | None = None, view: View | None = None
    ) -> Iterator[Edit]:
        """One transaction with its journal entry; then the head, and then whoever listens."""
        with self.alone(), plain_errors():
            now, author = (view.at, view.author) if view else (self._clock(), self.parts.author)
            with self.parts.engines.writer.begin() as connection:
                # Only the door commits: a commit within the block writes to the database, and no more.
                with Session(connection, join_transaction_mode="rollback_only") as session:
                    edit = Edit(session, now)
                    yield edit
                    self._must_be_open()  # a lock may have come from within the block
                    session.flush()
                rows = (view.row,) if view else take_delta(connection) if self._journalled else ()
                must_be_allowed(self.person, rows)
                must_not_be_signed(connection, rows)
                heading = Heading(label, now, kind or kind_of(rows), undoes)
                mark = self._sealed(connection, heading, author, rows)
            if mark:
                self._write_head(mark)
        edit.changes = Changes.of(touched(rows))
        self._gate.when_open(lambda: self._tell(edit.changes))

    def _sealed(
        self, connection: Connection, heading: Heading, author: Author, rows: Sequence[RowChange]
    ) -> HeadMark | None:
        """The entry for what was changed, if anything was, and the search index brought up to it."""
        if not rows and heading.kind is not Kind.OPENING:
            return None
        search.refresh(connection, touched(rows))
        return seal(connection, heading, author, rows, self.parts.origin)

    def _write_head(self, mark: HeadMark) -> None:
        """The edit stands by now, so a head that can't be written is told and does not undo it."""
        try:
            self.parts.head.write(mark.sequence, mark.digest)
        except (Told, OSError):
            if HEAD_FAILS not in self.findings:
                self.findings = (*self.findings, HEAD_FAILS)

    def follow(self) -> None:
        """Tells what somebody else saved: nothing, where nobody else can save."""

    def _tell(self, changes: Changes) -> None:
        for listener in tuple(self._listeners) if changes else ():
            listener(changes)

    @contextmanager
    def _unjournalled(self) -> Iterator[Connection]:
        """A transaction for what is no part of the record."""
        with self.alone(), plain_errors(), self.parts.engines.writer.begin() as connection:
            yield connection

    @contextmanager
    def alone(self) -> Iterator[None]:
        """One transaction at a time, and none once the vault is locked."""
        with self._gate.alone():
            self._must_be_open()
            yield

    def must_be_writable(self) -> None:
        """Raises Refused where the vault is locked, or only read: nothing may be written beside it then either."""
        with self.alone():
            pass

    def _must_be_open(self) -> None:
        if not self._open:
            raise Refused(LOCKED)
