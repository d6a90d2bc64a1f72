"""The vault, and its one door: every change of the record goes through `edit`, kept whole or not at all.

An edit is one transaction: the rows, one entry in the journal and the search index. After the commit
the head is written and whoever listens is told what was touched. What is written without an entry is
named here and nowhere else: drafts (`draft`, `drop_draft`). Views and exports are entries themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from marac_desk.errors import Refused, Told
from marac_desk.keyholders import Right, Role
from marac_desk.papers import ExportRecord
from storage import history
from storage.door import Edit
from storage.drafts import all_drafts, begun_by_others, delete_draft, keep_draft
from storage.engine import plain_errors
from storage.entries import Clock, Entries
from storage.history import AuditLine
from storage.journal import Kind
from storage.making import made_parts
from storage.opening import OpenParts, open_parts
from storage.pending_views import View
from storage.record_history import ToldChange, record_history
from storage.rekey import finish_key_change
from storage.sealing import KdfSettings
from storage.undo import CANNOT_NOW, NOT_AGAIN, Past, apply_inverse, next_to_take_back
from storage.views import Views, is_newest, take_in

BEGUN_BY_ANOTHER = ", begun by somebody else"
"""Ends the label of an edit that settles another person's draft: its entry bears the name of who settled it."""


def utc_now() -> datetime:
    """The time by this computer, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Created:
    """A new vault, open, and its recovery code: to be printed, and kept nowhere else."""

    vault: Vault
    recovery_code: str = field(repr=False)


def create_vault(
    path: Path, *, name: str, role: Role, passphrase: str, kdf: KdfSettings, clock: Clock = utc_now
) -> Created:
    """Makes a vault in an empty or new folder, with one person in it, and leaves it open.

    Raises Refused when the folder holds anything, VaultInUse, and StorageFull; then nothing is left behind but an
    empty lock file.
    """
    with made_parts(path, name, role, passphrase, kdf, clock()) as made:
        vault = Vault(made.parts, clock)
        with vault.edit("Create vault") as edit:
            edit.add(*made.keyholders)
    return Created(vault, made.recovery_code)


def unlock_vault(path: Path, passphrase: str, *, clock: Clock = utc_now, accept_lost: bool = False) -> Vault:
    """Opens a vault with a passphrase or the recovery code.

    Raises NotAVault, VaultInUse, WrongPassphrase, MustWait, VaultDamaged, VaultTooNew or StorageFull. Raises
    EditsLost when the database is behind its head; `accept_lost` opens it all the same, after the
    person was told, and the journal says so.
    """
    vault = Vault(open_parts(path, passphrase, clock(), accept_lost=accept_lost), clock)
    take_in(vault, vault.parts.pending)
    finish_key_change(vault)
    return vault


class Vault(Entries):
    """An open vault. One edit at a time; reads may go on beside it, in any thread."""

    def __init__(self, parts: OpenParts, clock: Clock, *, journalled: bool = True) -> None:
        super().__init__(parts, clock, journalled=journalled)
        self._views = Views(self.log_view, self._gate.turn)

    # Changing the record

    @contextmanager
    def edit(self, label: str, *, settles: str | None = None, needs: Right | None = Right.EDIT) -> Iterator[Edit]:
        """One change: what is done within the block is kept together, or not at all when it raises.

        `label` says in fixed words what is done, without a name or any other word of the record.
        `settles` names the draft that the edit makes superfluous; where somebody else began it, the entry says so.
        `needs` is the right without which nothing is begun. Raises Refused when the person's role has no right to
        what was changed.
        """
        if needs is not None:
            self.must(needs)
        if settles is not None and settles in self.begun_by_others():
            label += BEGUN_BY_ANOTHER
        with self._entry(label) as edit:
            yield edit
            if settles is not None:
                edit.session.execute(delete_draft(settles))
        self._views.catch_up()

    def undo(self) -> str:
        """Takes back this person's newest edit of this session that still stands; returns its label.

        It is an entry itself. Raises Refused, saying why, when there is none, when something that can't
        be undone stands before it, or when a later edit builds on the same rows.
        """
        return self._take_back(Kind.UNDO, CANNOT_NOW)

    def redo(self) -> str:
        """Takes back the newest undo, unless something was changed after it; as `undo` does."""
        return self._take_back(Kind.REDO, NOT_AGAIN)

    def undo_label(self) -> str | None:
        """The label of the edit that `undo` would take back, if there is one."""
        return self._next_label(Kind.UNDO)

    def redo_label(self) -> str | None:
        """The label of the edit that `redo` would bring back, if there is one."""
        return self._next_label(Kind.REDO)

    def _take_back(self, how: Kind, cannot: str) -> str:
        self.must(Right.EDIT)
        with self._gate.turn:
            past = self._next_to_take_back(how)
            try:
                with self._entry(past.label, how, undoes=past.sequence) as edit:
                    apply_inverse(edit.session.connection(), past.rows, cannot)
            except IntegrityError:
                raise Refused(cannot) from None
        return past.label

    def _next_label(self, how: Kind) -> str | None:
        with suppress(Refused):
            return self._next_to_take_back(how).label
        return None

    def _next_to_take_back(self, how: Kind) -> Past:
        with self.read() as read:
            return next_to_take_back(read.session.connection(), self.parts.author, self.parts.since, how)

    def note_view(self, case_id: UUID) -> str:
        """Notes that the person looked at a case. Where that must wait, the sentence says so; else it is empty."""
        return self._views.note(View(str(case_id), self._clock(), self.parts.author))

    def looked_just_now(self, case_id: UUID) -> bool:
        """Whether the newest entry is that the person looked at this case, as when they go from page to page of it."""
        if self._views.waits(str(case_id)):
            return True
        with self.read() as read:
            return is_newest(read.session.connection(), str(case_id), self.parts.author)

    def log_view(self, view: View) -> None:
        """Writes a view into the journal, under the name and the time of whoever had it."""
        with self._entry("Open case", Kind.VIEW, view=view):
            pass

    def log_strange_views(self, count: int) -> None:
        """Writes into the journal that views were left beside the vault which nobody can read."""
        with self._entry(f"{count} waiting views could not be read", Kind.OPENING):
            pass

    def note_export(self, record: ExportRecord) -> None:
        """Keeps the record of a paper that left the vault."""
        with self._entry("Export paper") as edit:
            edit.add(record)

    # Typing is a draft

    def draft(self, field: str, text: str) -> None:
        """Keeps what stands in a field while somebody types: one row, on the disk when this returns, and no entry."""
        self.must(Right.EDIT)
        with self._unjournalled() as connection:
            keep_draft(connection, field, text, self._clock(), self.person.id)

    def drop_draft(self, field: str) -> None:
        """Forgets a draft, as when what was typed was taken back. Whoever may only read leaves it as it is."""
        if not self.person.may(Right.EDIT):
            return
        with self._unjournalled() as connection:
            connection.execute(delete_draft(field))

    def drafts(self) -> dict[str, str]:
        """Every draft by its field: what was typed and had not become an edit yet."""
        with self.read() as read:
            return all_drafts(read.session.connection())

    def begun_by_others(self) -> dict[str, str]:
        """The fields in which somebody else began what stands there and is no edit yet, and their names."""
        with self.read() as read:
            return begun_by_others(read.session.connection(), self.person.id)

    # Reading

    def history(self, table: str, key: UUID | str) -> tuple[ToldChange, ...]:
        """Every change of a record and its parts, newest first, field by field."""
        with self.read() as read:
            return record_history(read.session.connection(), table, str(key))

    def audit(self, limit: int = 200) -> tuple[AuditLine, ...]:
        """The newest entries, without what they changed."""
        with self.read() as read:
            return history.audit(read.session.connection(), limit)

    # Locking

    def lock(self) -> None:
        """Closes everything and lets go of the folder; the log is folded into the database. May be called again."""
        with self._gate.turn:
            if self._open and not self._gate.busy:
                self._log_the_last_views()
            self._open = False
            with plain_errors():
                self.parts.stack.close()

    def __enter__(self) -> Vault:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self.lock()

    def _log_the_last_views(self) -> None:
        with suppress(Told):
            self._views.catch_up()
        take_in(self, self.parts.pending)
