"""A door without a vault behind it: it keeps what is typed in memory, so that a whole sample is there in a moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar
from uuid import UUID

from marac_desk.errors import Refused

Record = TypeVar("Record")


class Desk:
    """Keeps every record under its identifier, and the label of every edit."""

    def __init__(self) -> None:
        self.records: dict[UUID, Any] = {}
        self.labels: list[str] = []

    @contextmanager
    def edit(self, label: str) -> Iterator[Desk]:
        """One labelled change."""
        yield self
        self.labels.append(label)

    def get(self, kind: type[Record], record_id: UUID) -> Record:
        """The record. Raises Refused when there is none."""
        record = self.records.get(record_id)
        if not isinstance(record, kind):
            raise Refused("There is no such record.")
        return record

    def add(self, *records: object) -> None:
        """Keeps new records."""
        for record in records:
            self.records[record.id] = record  # type: ignore[attr-defined]

    def all(self, kind: type[Record]) -> list[Record]:
        """Every record of this kind, in the order in which they were added."""
        return [record for record in self.records.values() if isinstance(record, kind)]
