"""One figure of the bench: how it is measured, judged and printed."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

Way = Callable[[], object]
"""One way of doing the work that is measured; what it returns is of no interest."""


@dataclass(frozen=True)
class Figure:
    """What was measured, beside its baseline from the same run; milliseconds unless `unit` says otherwise.

    `times` is the limit as a multiple of the baseline, and `most` the limit of the value itself; a
    figure with neither is there to be known.
    """

    what: str
    value: float
    against: str
    baseline: float
    times: float | None = None
    most: float | None = None
    unit: str = "ms"

    @property
    def ratio(self) -> float:
        """How many times the baseline it is."""
        return self.value / self.baseline

    @property
    def over(self) -> bool:
        """Whether it is over a limit."""
        return (self.times is not None and self.ratio > self.times) or (
            self.most is not None and self.value > self.most
        )

    def __str__(self) -> str:
        limits = []
        if self.times is not None:
            limits.append(f"{self.times:.1f} x")
        if self.most is not None:
            limits.append(f"{self.most:,.0f} {self.unit}")
        verdict = "over" if self.over else "ok" if limits else "-"
        return " | ".join(
            (
                f"{self.what:<58}",
                f"{self.value:>9,.2f} {self.unit}",
                f"{self.against}: {self.baseline:,.2f} {self.unit}",
                f"ratio {self.ratio:.2f}",
                f"limit {' and '.join(limits) or 'none'}",
                verdict,
            )
        )


def elapsed(way: Way) -> float:
    """How long it takes once, in milliseconds."""
    start = time.perf_counter()
    way()
    return (time.perf_counter() - start) * 1000


def by_turns(repeats: int, *ways: Way) -> list[list[float]]:
    """The times of each way, measured in turn so that whatever else the machine does meets them all alike.

    Each is done once beforehand, unmeasured; every other round goes backwards.
    """
    times: list[list[float]] = [[] for _ in ways]
    for way in ways:
        way()
    for turn in range(repeats):
        places = range(len(ways)) if turn % 2 else reversed(range(len(ways)))
        for place in places:
            times[place].append(elapsed(ways[place]))
    return times


def medians(repeats: int, *ways: Way) -> list[float]:
    """The middle one of each way's times."""
    return [median(times) for times in by_turns(repeats, *ways)]


def percentile(times: Sequence[float], percent: int) -> float:
    """The time that so many in a hundred do not exceed."""
    return sorted(times)[max(0, -(-len(times) * percent // 100) - 1)]
