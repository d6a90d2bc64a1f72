"""The ways in which a disk, a crash or an unlucky copy spoils a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

Damage = Callable[[bytearray, int, Random], None]
"""Spoils the content at a place."""

PAGE = 4096


def bit(content: bytearray, at: int, chance: Random) -> None:
    """One bit is turned."""
    content[at] ^= 1 << chance.randrange(8)


def burst(content: bytearray, at: int, chance: Random) -> None:
    """Up to forty bytes are something else."""
    for place in range(at, min(at + chance.randint(2, 40), len(content))):
        content[place] = chance.randrange(256)


def zeros(content: bytearray, at: int, _: Random) -> None:
    """As a disk leaves a block that it never wrote."""
    start = at // PAGE * PAGE
    end = min(start + PAGE, len(content))
    content[start:end] = bytes(end - start)


def cut(content: bytearray, at: int, _: Random) -> None:
    """The rest is gone."""
    del content[at:]


def hole(content: bytearray, at: int, chance: Random) -> None:
    """Some bytes are left out, and everything after them moves up."""
    del content[at : at + chance.randint(1, 64)]


def more(content: bytearray, _: int, chance: Random) -> None:
    """Something is written after the end."""
    content += chance.randbytes(chance.randint(1, 2 * PAGE))


def exchange(content: bytearray, at: int, chance: Random) -> None:
    """Two blocks of the same file stand in each other's place."""
    size = PAGE if len(content) > 2 * PAGE else 64
    one = at // size * size
    other = chance.randrange(max(1, len(content) // size)) * size
    end_one, end_other = one + size, other + size
    if end_one <= len(content) and end_other <= len(content):
        content[one:end_one], content[other:end_other] = content[other:end_other], content[one:end_one]


WAYS: tuple[Damage, ...] = (bit, bit, bit, burst, bit, zeros, cut, hole, bit, more, exchange)
"""In turn; one bit most often, as it is the hardest to notice."""


def everywhere(size: int, times: range, chance: Random, first: range = range(0)) -> Iterator[tuple[int, Damage]]:
    """Places and ways of damage: each byte of `first` with one bit, then every part of the file alike."""
    head = [place for place in first if place < size][: len(times) // 3]
    yield from ((place, bit) for place in head)
    rest = len(times) - len(head)
    for turn in range(rest):
        yield min(size - 1, int((turn + chance.random()) / rest * size)), WAYS[turn % len(WAYS)]


def damaged(content: bytes, at: int, damage: Damage, chance: Random) -> bytes:
    """The content after the damage."""
    spoilt = bytearray(content)
    damage(spoilt, at, chance)
    return bytes(spoilt)
