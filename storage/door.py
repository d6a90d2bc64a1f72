"""What somebody holds inside the door: an edit that may write, a read that may not, and the notice of a change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from marac_desk.keyholders import Right, Role, may
from storage.mapping import load

Record = TypeVar("Record")


@dataclass(frozen=True)
class OpenedBy:
    """Who has the vault open, in which role, and which of their sessions this is."""

    id: UUID
    name: str
    role: Role
    session: str

    def may(self, right: Right) -> bool:
        """Whether they may do what takes this right."""
        return may(self.role, right)


@dataclass(frozen=True)
class Changes:
    """What a commit touched: for each kind (the table's name) the keys of its rows."""

    kinds: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, touched: Mapping[str, Iterable[str]]) -> Changes:
        """The notice for these rows."""
        return cls({kind: frozenset(keys) for kind, keys in touched.items()})

    def __bool__(self) -> bool:
        return bool(self.kinds)

    def with_those(self, before: Changes) -> Changes:
        """These and those of an earlier commit together."""
        kinds = dict(before.kinds)
        for kind, keys in self.kinds.items():
            kinds[kind] = kinds.get(kind, frozenset()) | keys
        return Changes(kinds)

    def touch(self, kind: str, record_id: UUID | None = None) -> bool:
        """Whether anything of this kind changed, or this one record of it."""
        keys = self.kinds.get(kind, frozenset())
        return bool(keys) if record_id is None else str(record_id) in keys


class Read:
    """A look at the record as it stands. What is read must not be used after the block: keep ids and rows."""

    def __init__(self, session: Session, now: datetime) -> None:
        self.session = session
        self.now = now

    @property
    def today(self) -> date:
        """The date where the person sits."""
        return self.now.astimezone().date()

    def get(self, kind: type[Record], record_id: UUID) -> Record:
        """The record with everything it owns. Raises Refused when there is none."""
        return load(self.session, kind, record_id)


class Edit(Read):
    """One change, kept whole or not at all. Statements through `session` are journalled too."""

    changes = Changes()

    def add(self, *records: object) -> None:
        """Adds new records."""
        self.session.add_all(records)
