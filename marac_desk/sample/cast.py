"""Who is who while the sample is typed: the identifiers behind the names that its pages use."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID


@dataclass
class Cast:
    """Agencies by their reference key, their speakers, people and cases by the names that the pages give them."""

    marac_id: UUID
    agencies: dict[str, UUID]
    names: dict[UUID, str]
    speakers: dict[str, str]
    deputies: dict[str, str]
    people: dict[str, UUID] = field(default_factory=dict)
    cases: dict[str, UUID] = field(default_factory=dict)
    referrals: dict[str, UUID] = field(default_factory=dict)
    actions_so_far: dict[str, int] = field(default_factory=dict)

    def agency(self, key: str) -> UUID:
        """The agency with this key."""
        return self.agencies[key]

    def speaker(self, key: str, deputising: bool = False) -> str:
        """Who speaks for the agency; its deputy when the other one is away."""
        return self.deputies[key] if deputising else self.speakers[key]
