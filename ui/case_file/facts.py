"""What a case file tells, line by line: a label and what it says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

Fact = tuple[str, str]
"""A label and what it says."""


def filled(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Those that say something."""
    return tuple((label, said) for label, said in facts if said)


def agency_called(agency_id: UUID, names: Mapping[UUID, str]) -> str:
    """The agency's name, also of one that no longer sits at this MARAC."""
    return names.get(agency_id, "an agency that has left")
