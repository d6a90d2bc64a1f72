"""The way through a meeting: the opening's lines, each case, the closing's lines; and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

OPENING = ("welcome", "attendance", "conflicts", "earlier")
CLOSING = ("twelve_months", "other_business")


@dataclass(frozen=True)
class Stop:
    """A place in the running order: a line of the opening or closing, or a case."""

    line: str = ""
    case_id: UUID | None = None

    @property
    def key(self) -> str:
        """Its name for the program: `attendance`, or `case <id>`."""
        return self.line or f"case {self.case_id}"

    @classmethod
    def of(cls, key: str) -> Stop:
        """The stop of this name."""
        kind, _, case_id = key.partition(" ")
        return cls(case_id=UUID(case_id)) if kind == "case" else cls(line=key)


def route(case_ids: Sequence[UUID]) -> tuple[Stop, ...]:
    """All stops of a meeting in order; `case_ids` are the cases that are heard."""
    return (
        *(Stop(line) for line in OPENING),
        *(Stop(case_id=case_id) for case_id in case_ids),
        *(Stop(line) for line in CLOSING),
    )


def beside(stops: Sequence[Stop], here: Stop, by: int) -> Stop | None:
    """The stop so many further on (or back); nothing beyond the ends, or when `here` is not on the way."""
    if here not in stops:
        return None
    at = stops.index(here) + by
    return stops[at] if 0 <= at < len(stops) else None
