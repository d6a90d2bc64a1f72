"""Kills the real window while somebody types: it comes back to the same field, with all but the last second."""

from __future__ import annotations

from collections.abc import Iterator

from tests.support.killing import KilledProgram
from tests.torture.tries import Ground, Try


def attack(ground: Ground) -> Iterator[Try]:
    """Fifty kills of the real program."""
    kills = len(ground.times(50, 1))
    program = KilledProgram(ground.folder, ground.chance.randrange(1000))
    for kill in program.kills(kills):
        yield Try("the window, typing", "at the same field", "; ".join(kill.wrong))
