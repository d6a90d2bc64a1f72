"""Who can open the vault, in which role, and what each role may do.

Whoever may do what is decided here, and kept at the vault's one door. These are rules of the program, and
no walls: everybody who can open a vault has its key.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from uuid import UUID

from marac_desk.errors import Refused
from marac_desk.identity import new_id

MOST_LETTERS = 80
MOST_PEOPLE = 60
"""With the recovery code and a slot on the way, fewer than a key file holds: a passphrase can always be changed."""


class Role(Enum):
    """What somebody may do. Roles are kept at the one door; they are no walls between people who share a key."""

    CHAIR = "chair"
    COORDINATOR = "coordinator"
    DEPUTY = "deputy"
    READ_ONLY = "read only"
    RECOVERY = "recovery code"


class Right(Enum):
    """What not everybody may do. To read, and to change one's own passphrase, takes no right."""

    EDIT = "edit"
    SIGN_OFF = "sign off"
    EXPORT = "export"
    PEOPLE = "manage people"
    RESTORE = "restore a backup"


_ALL = frozenset(Right)
_RIGHTS = {
    Role.CHAIR: _ALL,
    Role.COORDINATOR: _ALL,
    Role.RECOVERY: _ALL,
    Role.DEPUTY: frozenset({Right.EDIT, Right.SIGN_OFF, Right.EXPORT}),
    Role.READ_ONLY: frozenset[Right](),
}
_REFUSALS = {
    Right.EDIT: "You can read this vault but not change it. Ask a coordinator if that is wrong.",
    Right.SIGN_OFF: "Your role does not sign off minutes. Ask the chair, or a coordinator if that is wrong.",
    Right.EXPORT: "You can read this vault, but papers are made by those who may change it. Ask a coordinator.",
    Right.PEOPLE: "Only a chair or a coordinator decides who can open this vault, and in which role.",
    Right.RESTORE: "Only a chair, a coordinator or the recovery code restores a backup. Nothing was changed.",
}
MANAGERS = (Role.COORDINATOR, Role.CHAIR)
"""The roles that may manage people, so also those of whoever makes a vault. The recovery code is for a bad day."""

ROLES_TO_GIVE = (*MANAGERS, Role.DEPUTY, Role.READ_ONLY)


def may(role: Role, right: Right) -> bool:
    """Whether the role has the right."""
    return right in _RIGHTS[role]


def must_have(role: Role, right: Right) -> None:
    """Raises Refused when the role has not the right."""
    if not may(role, right):
        raise Refused(_REFUSALS[right])


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

    @property
    def there(self) -> bool:
        """Whether they have not left."""
        return self.left_at is None

    def take_slot(self, slot: str, public_key: str) -> None:
        """Another passphrase, or another code, opens the vault for them from now on. Raises Refused after they left."""
        self._must_be_there()
        self.slot, self.public_key = slot, public_key

    def change_role(self, role: Role, by: UUID, everybody: Iterable[Keyholder]) -> None:
        """Gives somebody else another role. Raises Refused where that may not be."""
        self._must_be_there()
        self._must_be_a_person()
        if role not in ROLES_TO_GIVE:
            raise Refused("Please choose a role.")
        if self.id == by:
            raise Refused("Nobody changes their own role. Ask another chair or coordinator.")
        if role not in MANAGERS:
            self._must_not_be_the_last(everybody)
        self.role = role

    def leave(self, at: datetime, by: UUID, everybody: Iterable[Keyholder]) -> None:
        """They can open the vault no longer. Raises Refused where that may not be."""
        self._must_be_there()
        self._must_be_a_person()
        if self.id == by:
            raise Refused("Nobody removes themselves. Ask another chair or coordinator.")
        self._must_not_be_the_last(everybody)
        self.left_at = at

    def _must_be_there(self) -> None:
        if not self.there:
            raise Refused("This person has left the vault. Add them again if they are back.")

    def _must_be_a_person(self) -> None:
        if self.role is Role.RECOVERY:
            raise Refused("The recovery code is nobody's role. It can be replaced by a new one.")

    def _must_not_be_the_last(self, everybody: Iterable[Keyholder]) -> None:
        others = (each for each in everybody if each.id != self.id and each.there)
        if self.role in MANAGERS and not any(each.role in MANAGERS for each in others):
            raise Refused("This is the last person who may manage people. Add another chair or coordinator first.")


@dataclass(frozen=True)
class Holder:
    """Who has a vault open, "" where that is not known, and since when."""

    name: str = ""
    since: datetime | None = None


def new_name(typed: str, everybody: Iterable[Keyholder]) -> str:
    """The name of somebody new, tidied: it stands beside each change that they make, so it must be theirs alone.

    Raises Refused when it is empty, too long, has letters that cannot be seen, or is somebody's already.
    """
    name, there = " ".join(typed.split()), [each for each in everybody if each.there]
    if len(there) > MOST_PEOPLE:
        raise Refused("This vault has all the people it can hold. Remove somebody who has left first.")
    if not name:
        raise Refused("Please type the person's name.")
    if len(name) > MOST_LETTERS:
        raise Refused(f"Please use a name of at most {MOST_LETTERS} letters.")
    if any(not _is_seen(letter) for letter in name):
        raise Refused("This name has a sign in it that cannot be seen. Please type it by hand.")
    if any(_alike(each.name) == _alike(name) for each in there):
        raise Refused("Somebody of this name can open the vault already. Add an initial, or the agency.")
    return name


_JOINERS = "\u200c\u200d"
"""Cannot be seen, but belong into names in some scripts."""


def _is_seen(letter: str) -> bool:
    """Not so are control signs, and those that turn the direction of the text around."""
    return letter in _JOINERS or unicodedata.category(letter)[0] != "C"


def _alike(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name).casefold()
    return " ".join("".join(letter for letter in folded if letter not in _JOINERS).split())
