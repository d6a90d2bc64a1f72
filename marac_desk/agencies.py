"""The agencies at the table, who speaks for them, and in which order they speak."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from uuid import UUID

from marac_desk.identity import new_id


class WorksWith(Enum):
    """Whom an agency works with in a case; it differs by case and decides what its papers hold."""

    VICTIM = "the victim"
    PERPETRATOR = "the person causing harm"
    CHILD = "the child"
    NOBODY = "nobody in this case"


@dataclass(eq=False)
class Representative:
    """Somebody who speaks for an agency: its core representative, a deputy, the designated officer."""

    name: str
    role: str = ""
    email: str = ""
    deputy: bool = False
    designated_officer: bool = False
    id: UUID = field(default_factory=new_id)


@dataclass(eq=False)
class Agency:
    """An agency, with the source it counts under in the data return and its place in the round table.

    `key` names its entry in the reference table, and so its part of the action catalogue.
    Police speak first, then the IDVA (S18).
    """

    name: str
    key: str
    bucket: str
    speaking_order: int
    core: bool = True
    works_with: WorksWith = WorksWith.VICTIM
    secure_email: str = ""
    agreement_signed: date | None = None
    representatives: list[Representative] = field(default_factory=list)
    id: UUID = field(default_factory=new_id)

    @property
    def slug(self) -> str:
        """The name as it stands in a file name: `childrens-social-care`."""
        name = self.name.lower().replace("'", "").replace("\u2019", "")
        letters = "".join(letter if letter.isalnum() and letter.isascii() else "-" for letter in name)
        return "-".join(part for part in letters.split("-") if part)

    def spokesperson(self) -> Representative | None:
        """The core representative, or the deputy where there is no other."""
        return min(self.representatives, key=lambda each: (each.deputy, each.name), default=None)


def in_speaking_order(agencies: list[Agency]) -> list[Agency]:
    """The round table's order: police first, then as each area has set it."""
    return sorted(agencies, key=lambda agency: (agency.speaking_order, agency.name))
