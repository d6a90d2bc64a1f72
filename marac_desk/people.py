"""A person: one record however many roles they have, in however many cases."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from uuid import UUID

from marac_desk.dates import PartialDate
from marac_desk.identity import new_id


class Gender(Enum):
    """As the person describes it; not asked is not an answer."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    NOT_KNOWN = "not known"


class Ethnicity(Enum):
    """The groups that the SafeLives return counts, and the two that it does not (S48, columns AB to AF)."""

    ASIAN = "Asian"
    BLACK = "Black"
    MIXED = "Mixed"
    OTHER_WHITE = "Other White"
    OTHER = "Other"
    WHITE_BRITISH = "White British"
    NOT_KNOWN = "not known"


class AddressKind(Enum):
    """What a place is to the person; a refuge is never written on a paper."""

    HOME = "home"
    TEMPORARY = "temporary"
    REFUGE = "refuge"
    WORK = "work"
    OTHER = "other"


@dataclass(eq=False)
class Alias:
    """Another name the person has gone by, or another spelling of it."""

    name: str
    id: UUID = field(default_factory=new_id)


@dataclass(eq=False)
class Address:
    """A place, and since when. A protected one is known to those who must and goes on no paper."""

    lines: str
    postcode: str = ""
    kind: AddressKind = AddressKind.HOME
    since: date | None = None
    until: date | None = None
    protected: bool = False
    id: UUID = field(default_factory=new_id)

    @property
    def is_secret(self) -> bool:
        """Whether it may stand on a paper at all: never when protected or a refuge (S5)."""
        return self.protected or self.kind is AddressKind.REFUGE

    def __str__(self) -> str:
        return ", ".join(part for part in (*self.lines.splitlines(), self.postcode) if part)


@dataclass(frozen=True)
class SafeContact:
    """How the person can be reached safely: for those whom the chair names, and on no paper.

    Fields follow the safe-contact questions of the referral form (S9, S10, S29).
    """

    number: str = ""
    how: str = ""
    when: str = ""
    code_word: str = ""
    voicemail: bool | None = None


@dataclass(frozen=True)
class Equality:
    """What the data return and a fair hearing need to know; nothing means it was not asked (S49)."""

    gender: Gender = Gender.NOT_KNOWN
    ethnicity: Ethnicity = Ethnicity.NOT_KNOWN
    disability: bool | None = None
    lgbtq: bool | None = None
    no_recourse: bool | None = None


@dataclass(eq=False)
class Person:
    """Names as they are written, dates of birth as far as they are known, where and how to be reached."""

    given_names: str
    family_name: str
    born: PartialDate | None = None
    born_unsure: str = ""
    phone: str = ""
    email: str = ""
    language: str = ""
    interpreter: bool = False
    safe_contact: SafeContact = SafeContact()
    equality: Equality = Equality()
    aliases: list[Alias] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    id: UUID = field(default_factory=new_id)

    @property
    def name(self) -> str:
        """`Marta Invented`; a person with one name has just that one."""
        return " ".join(part for part in (self.given_names, self.family_name) if part) or "name not known"

    @property
    def initials(self) -> str:
        """`M.I.`, for papers that are to show no names."""
        return "".join(f"{part[0]}." for part in self.name.split())

    def age_on(self, day: date) -> int | None:
        """Whole years on `day`, or nothing when the date of birth does not tell."""
        return self.born.age_on(day) if self.born else None

    def address_on(self, day: date) -> Address | None:
        """Where the person lives on `day`, as far as may be said: never a secret address."""
        lived = [
            place
            for place in self.addresses
            if not place.is_secret
            and place.kind in (AddressKind.HOME, AddressKind.TEMPORARY)
            and (place.since is None or place.since <= day)
            and (place.until is None or day <= place.until)
        ]
        return max(lived, key=lambda place: place.since or date.min, default=None)

    def secrets(self) -> tuple[str, ...]:
        """Every word of this record that must never be found inside a paper's free text.

        The safe contact's number and code word, and each protected or refuge address with its postcode.
        """
        hidden = [self.safe_contact.number, self.safe_contact.code_word]
        for place in self.addresses:
            if place.is_secret:
                hidden += [*place.lines.splitlines(), place.postcode]
        return tuple(word.strip() for word in hidden if word.strip())
