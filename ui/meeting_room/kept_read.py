"""A read that loads each record once, for when several parts of the room look at the same ones together."""

from __future__ import annotations

from typing import Any, TypeVar, cast
from uuid import UUID

from storage.door import Read

Record = TypeVar("Record")


class KeptRead(Read):
    """The session itself lets go of a record as soon as nobody holds it; this holds them until the look is over."""

    def __init__(self, read: Read) -> None:
        super().__init__(read.session, read.now)
        self._kept: dict[tuple[type[Any], UUID], object] = {}

    def afresh(self) -> None:
        """Something was committed: from now on reads what stands then. What was handed out stays as it was read."""
        self._kept.clear()
        self.session.expunge_all()
        self.session.rollback()

    def get(self, kind: type[Record], record_id: UUID) -> Record:
        """The record, loaded the first time it is asked for. Raises Refused when there is none."""
        key = (kind, record_id)
        if key not in self._kept:
            self._kept[key] = super().get(kind, record_id)
        return cast(Record, self._kept[key])
