"""What an attack is: a row of tries, each of which says what came of it, and what was wrong afterwards."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random


@dataclass(frozen=True)
class Try:
    """One try.

    `part` says at what: a piece of work, a region of a file. `came` is what came of it in a word or two, such as
    "told" or "harmless", and is counted. `wrong` is a finding: what the program may never do, and how to repeat it.
    """

    part: str
    came: str = "nothing lost"
    wrong: str = ""


@dataclass(frozen=True)
class Ground:
    """Where an attack does its work: a folder of its own, chance from the seed, and whether it is the quick form."""

    folder: Path
    chance: Random
    quick: bool

    def times(self, full: int, quick: int) -> range:
        """How often something is tried."""
        return range(quick if self.quick else full)

    def place(self, name: str) -> Path:
        """A new folder."""
        place = self.folder / name
        place.mkdir()
        return place


Attack = Callable[[Ground], Iterator[Try]]


@dataclass
class Tally:
    """The counts of one part of an attack."""

    tries: int = 0
    came: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def count(self, one: Try) -> None:
        """One more."""
        self.tries += 1
        self.came["wrong" if one.wrong else one.came] += 1
        if one.wrong:
            self.wrong.append(one.wrong)


def written(tallies: dict[str, Tally]) -> str:
    """The counts as a process hands them to the one that started it."""
    return json.dumps({part: [tally.tries, tally.came, tally.wrong] for part, tally in tallies.items()})


def read(text: str) -> dict[str, Tally]:
    """The counts that a process handed over."""
    return {part: Tally(tries, Counter(came), wrong) for part, (tries, came, wrong) in json.loads(text).items()}
