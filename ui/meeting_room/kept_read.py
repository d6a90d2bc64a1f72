"""A read that loads each thing once, for when several parts of the room look at the same ones together."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar, cast
from uuid import UUID

from storage.door import Read

Record = TypeVar("Record")
Found = TypeVar("Found")

Known = Mapping[Hashable, Any]
"""What was read, by what it is."""

NOTHING: Known = MappingProxyType({})


class KeptRead(Read):
    """The session itself lets go of a record as soon as nobody holds it; this holds them until the look is over."""

    def __init__(self, read: Read, known: Known = NOTHING) -> None:
        """`known` was read before, and nothing of it has changed since."""
        super().__init__(read.session, read.now)
        self._kept: dict[Hashable, Any] = dict(known)

    @property
    def known(self) -> Known:
        """All that was read so far."""
        return self._kept

    def afresh(self) -> None:
        """Something was committed: from now on reads what stands then. What was handed out stays as it was read."""
        self._kept.clear()
        self.session.expunge_all()
        self.session.rollback()

    def get(self, kind: type[Record], record_id: UUID) -> Record:
        """The record, loaded the first time it is asked for. Raises Refused when there is none."""
        return self.once((kind, record_id), lambda: super(KeptRead, self).get(kind, record_id))

    def once(self, what: Hashable, read: Callable[[], Found]) -> Found:
        """What `read` finds, read the first time it is asked for."""
        if what not in self._kept:
            self._kept[what] = read()
        return cast(Found, self._kept[what])
