"""How far a longer piece of work is, and stopping it half-way: asked and told between its steps."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")
Progress = Callable[[int, int], None]
"""Told how many steps are done, and of how many."""
Cancelled = Callable[[], bool]
"""Asked whether the person has changed their mind."""


class Stopped(Exception):
    """The person cancelled. Nothing half was kept."""


def stepped(steps: Sequence[T], progress: Progress | None, cancelled: Cancelled | None) -> Iterator[T]:
    """The steps one by one; raises Stopped before the next one once the person has cancelled."""
    for done, step in enumerate(steps):
        if cancelled is not None and cancelled():
            raise Stopped
        if progress is not None:
            progress(done, len(steps))
        yield step
    if progress is not None:
        progress(len(steps), len(steps))


@dataclass(frozen=True)
class Watch:
    """What looks on at a long piece of work: told how far it is, and asked whether it is to stop."""

    progress: Progress | None = None
    cancelled: Cancelled | None = None

    def stopped(self) -> bool:
        """Whether the person has cancelled."""
        return self.cancelled is not None and self.cancelled()

    def step(self, done: int, total: int) -> None:
        """One step is done. Raises Stopped once the person has cancelled."""
        if self.stopped():
            raise Stopped
        if self.progress is not None:
            self.progress(done, total)

    def part(self, begin: int, end: int) -> Watch:
        """The watch over a part of the work, from so many hundredths of the whole to so many."""
        tell = self.progress
        if tell is None:
            return self
        return Watch(
            lambda done, total: tell(100 * begin + (end - begin) * 100 * done // max(total, 1), 10_000), self.cancelled
        )


UNWATCHED = Watch()
