"""Draws made-up words, people and numbers: always the same ones for the same seed."""

from __future__ import annotations

from random import Random

from marac_desk.dates import PartialDate
from marac_desk.people import Address, Alias, Equality, Ethnicity, Gender, Person, SafeContact
from marac_desk.reference import Reference
from marac_desk.sample.pages import page

ONE_IN_A_SCRIPT = 40
"""One name in so many is written in another script."""


class Chance:
    """A seeded draw from the lists of `words.toml`."""

    def __init__(self, random: Random, reference: Reference) -> None:
        self.random = random
        self.words = page("words")
        refuge = reference.words.refuge
        self.actions = [each for each in reference.actions if not any(word in each.text.casefold() for word in refuge)]

    def text(self, words: str) -> str:
        """One text of the list of this name, with its number."""
        chosen: str = self.random.choice(self.words[words])
        return chosen.replace("{n}", str(self.random.randint(2, 9)))

    def happens(self, percent: int) -> bool:
        """True so many times in a hundred."""
        return self.random.randrange(100) < percent

    def person(self, gender: Gender, age: int, year: int) -> Person:
        """Somebody of about this age in this year, with a home and a phone that cannot be anybody's."""
        given, family = self._name(gender)
        return Person(
            given,
            family,
            born=PartialDate(year - age, self.random.randint(1, 12), self.random.randint(1, 28)),
            phone=self._phone() if age > 15 else "",
            language=self.text("languages"),
            safe_contact=SafeContact(self._phone(), "voice", "weekdays 9 to 12") if self.happens(30) else SafeContact(),
            equality=Equality(gender, self.random.choice(list(Ethnicity))),
            aliases=[Alias(f"{given[:3]} {family}")] if self.happens(10) else [],
            addresses=[self._home()] if age > 15 else [],
        )

    def _name(self, gender: Gender) -> tuple[str, str]:
        if self.random.randrange(ONE_IN_A_SCRIPT) == 0:
            given, family = self.random.choice(self.words["other_scripts"])
            return given, family
        given = self.text("female" if gender is Gender.FEMALE else "male")
        one, other = self.text("surnames"), self.text("surnames")
        return given, one if one == other or self.happens(40) else f"{one}-{other}"

    def _phone(self) -> str:
        """A number of the block that is kept free for drama."""
        return f"07700 900{self.random.randrange(1000):03}"

    def _home(self) -> Address:
        letters = "".join(self.random.choices("ABDEFGHJLNPQRSTUWXYZ", k=2))
        return Address(f"{self.random.randint(1, 240)} {self.text('streets')}", f"ZZ99 9{letters}")
