"""Who can open the vault, and in which role."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from uuid import UUID

from marac_desk.errors import Refused
from marac_desk.identity import new_id


class Role(Enum):
    """What somebody may do. Roles are kept at the one door; they are no walls between people who share a key."""

    CHAIR = "chair"
    COORDINATOR = "coordinator"
    DEPUTY = "deputy"
    READ_ONLY = "read only"
    RECOVERY = "recovery code"


@dataclass(eq=False)
class Keyholder:
    """Somebody with a key slot, or the printed recovery code.

    `slot` and `public_key` are those of the slot file, kept here too so that a slot that somebody
    slipped in is found. Whoever was removed stays on the list, since the history names them, with the
    moment at which they left.
    """

    name: str
    role: Role
    slot: str
    public_key: str
    left_at: datetime | None = None
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True)
class Holder:
    """Who has a vault open, "" where that is not known, and since when."""

    name: str = ""
    since: datetime | None = None


def must_be_able_to_edit(role: Role) -> None:
    """Raises Refused when the role only reads."""
    if role is Role.READ_ONLY:
        raise Refused("You can read this vault but not change it. Ask a coordinator if that is wrong.")
