"""Reads one reference table from TOML and says in plain sentences everything that is wrong with it.

Nothing is raised at the first mistake: each is noted, a harmless value stands in, and whoever reads
the tables raises all of them together.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

Choice = TypeVar("Choice")


class Readable(Protocol):
    """A file: a `Path`, or one that is packed with the program."""

    def read_bytes(self) -> bytes:
        """All of it."""


@dataclass
class Row:
    """One row of a table, or the part of it above the rows; `where` names it in a sentence."""

    where: str
    values: Mapping[str, object]
    mistakes: list[str]
    asked: set[str] = field(default_factory=set)

    def wrong(self, what: str) -> None:
        """Notes a mistake in this row."""
        self.mistakes.append(f"{self.where}: {what}.")

    def text(self, name: str) -> str:
        """The words in a field that must not be empty."""
        value = self._value(name)
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
        self._not_right(name, value, "words in quotes")
        return ""

    def whole(self, name: str) -> int:
        """A whole number, none below nought."""
        value = self._value(name)
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
        self._not_right(name, value, "a whole number")
        return 0

    def flag(self, name: str) -> bool:
        """True or false, without quotes."""
        value = self._value(name)
        if isinstance(value, bool):
            return value
        self._not_right(name, value, "true or false")
        return False

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of words, which may be empty."""
        value = self._value(name)
        if isinstance(value, list) and all(isinstance(each, str) and each.strip() for each in value):
            return tuple(value)
        self._not_right(name, value, "a list of words in quotes")
        return ()

    def choice(self, name: str, choices: Mapping[str, Choice], otherwise: Choice) -> Choice:
        """One of a few words, as what it stands for."""
        word = self.text(name)
        if word and word not in choices:
            self.wrong(f"{name} must be one of: {', '.join(choices)}")
        return choices.get(word, otherwise)

    def choices(self, name: str, choices: Mapping[str, Choice]) -> tuple[Choice, ...]:
        """At least one of a few words, as what they stand for."""
        words = self.texts(name)
        if self.values.get(name) == [] or not set(words) <= set(choices):
            self.wrong(f"{name} must be one or more of: {', '.join(choices)}")
        return tuple(choices[word] for word in words if word in choices)

    def has(self, name: str) -> bool:
        """Whether the row has this field, which it may leave out."""
        self.asked.add(name)
        return name in self.values

    def refuse_unknown(self) -> None:
        """Notes each field that nobody asked for: most often a slip of the pen."""
        for name in sorted(set(self.values) - self.asked):
            self.wrong(f"{name} is a field that does not belong here")

    def _value(self, name: str) -> object:
        self.asked.add(name)
        return self.values.get(name)

    def _not_right(self, name: str, value: object, wanted: str) -> None:
        self.wrong(f"{name} is missing" if value is None else f"{name} must be {wanted}")


@dataclass
class Table:
    """A file of the reference tables. `own` says that it is the area's and not ours."""

    name: str
    own: bool
    values: Mapping[str, object]
    mistakes: list[str]
    readable: bool = True

    def wrong(self, what: str) -> None:
        """Notes a mistake in the file as a whole."""
        self.mistakes.append(f"{self.name}: {what}.")

    def head(self) -> Row:
        """What stands above the rows. Its fields of a file that cannot be read are nobody's mistake."""
        return Row(self.name, self.values, self.mistakes if self.readable else [])

    def rows(self, kind: str) -> list[Row]:
        """The `[[kind]]` rows in the order of the file."""
        if not self.readable:
            return []
        rows = self.values.get(kind)
        if not isinstance(rows, list) or not rows or not all(isinstance(each, dict) for each in rows):
            self.wrong(f"there is no [[{kind}]]")
            return []
        return [Row(f"{self.name}, {kind} {at}", each, self.mistakes) for at, each in enumerate(rows, 1)]


def read_table(name: str, file: Readable, own: bool, mistakes: list[str]) -> Table:
    """Reads `file`. One that cannot be read gives an empty table, and the reason among the mistakes."""
    try:
        values = tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        mistakes.append(f"{name}: this is not written as TOML wants it: {error}.")
    except UnicodeDecodeError:
        mistakes.append(f"{name}: this is not plain text in UTF-8.")
    except OSError:
        mistakes.append(f"{name}: this file cannot be read.")
    else:
        return Table(name, own, values, mistakes)
    return Table(name, own, {}, mistakes, readable=False)
