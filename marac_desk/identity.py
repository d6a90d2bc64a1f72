"""Where identifiers come from: the one place in the field that draws a random number.

An identifier decides nothing, so no rule depends on chance. A sample that must come out the same
for the same seed draws its identifiers from that seed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from random import Random
from uuid import UUID, uuid4

_draw: ContextVar[Callable[[], UUID]] = ContextVar("draw", default=uuid4)


def new_id() -> UUID:
    """A fresh identifier."""
    return _draw.get()()


@contextmanager
def seeded(random: Random) -> Iterator[None]:
    """Within this block identifiers are drawn from `random`: the same seed gives the same ones."""
    token = _draw.set(lambda: UUID(int=random.getrandbits(128), version=4))
    try:
        yield
    finally:
        _draw.reset(token)
