"""How far a longer piece of work is, and stopping it half-way: asked and told between its steps."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
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
