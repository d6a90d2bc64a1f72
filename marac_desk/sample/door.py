"""What the sample needs of a vault: the one door, through which everybody's work goes."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol, TypeVar
from uuid import UUID

Record = TypeVar("Record")


class Editing(Protocol):
    """One change, kept whole or not at all."""

    def get(self, kind: type[Record], record_id: UUID, /) -> Record:
        """The record with everything it owns. Raises Refused when there is none."""

    def add(self, *records: object) -> None:
        """Adds new records."""


class Door(Protocol):
    """Anything that opens for an edit under a label."""

    def edit(self, label: str, /) -> AbstractContextManager[Editing]:
        """One labelled change."""
