"""The end of a vault's history at one moment, as a paper prints it and as a person types it back.

Whoever has the database key could write a whole new history that holds together. It cannot hold what
was printed before: a paper out of the house, or a backup, is the witness.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from marac_desk.errors import Refused

_TYPED = re.compile(r"([1-9][0-9]{0,14}):([0-9a-f]{64})")
_GROUP = 8
_PRINTED = re.compile(r"[1-9][0-9]{0,14}: [0-9a-f]{8}(?: [0-9a-f]{8}){7}")


@dataclass(frozen=True)
class HistoryHead:
    """The number of the last entry, from 1, and its digest: 64 hexadecimal digits."""

    sequence: int
    digest: str

    @property
    def printed(self) -> str:
        """`1204: 9f3a77c1 ...`, the digest in eight groups, to be read to somebody or typed."""
        groups = (self.digest[at : at + _GROUP] for at in range(0, len(self.digest), _GROUP))
        return f"{self.sequence}: {' '.join(groups)}"

    @classmethod
    def found_in(cls, texts: Iterable[str]) -> HistoryHead | None:
        """The last one that a paper prints; nothing where it prints none."""
        found = [printed for text in texts for printed in _PRINTED.findall(text)]
        return cls.read(found[-1]) if found else None

    @classmethod
    def read(cls, typed: str) -> HistoryHead:
        """What was typed back from a paper; spaces do not matter. Raises Refused when it is no such thing."""
        found = _TYPED.fullmatch("".join(typed.split()).lower())
        if found is None:
            raise Refused("Please type the history's number and digest as they are printed: NUMBER:DIGEST.")
        return cls(int(found[1]), found[2])
