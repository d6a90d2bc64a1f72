"""Whose turn it is: one writer at a time, readers in any number beside it, and nobody but one for a moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Condition, RLock, get_ident

from marac_desk.errors import VaultInUse

BEING_READ = "The vault is being read just now, as for a backup or a paper. Nothing was changed; try again in a moment."
PATIENCE = 10.0
"""Seconds for which whoever closes the gate waits for those who read."""


class Gate:
    """Readers pass it. Whoever has closed it may still pass."""

    def __init__(self) -> None:
        self.turn = RLock()
        self.busy = False
        self._changed = Condition()
        self._within = 0
        self._closed_by: int | None = None
        self._waiting: list[Callable[[], None]] = []

    @contextmanager
    def alone(self) -> Iterator[None]:
        """One transaction at a time: another thread waits, and an edit within an edit is a mistake in the program."""
        with self.turn:
            if self.busy:
                raise RuntimeError("an edit is open already, and edits do not nest")
            self.busy = True
            try:
                yield
            finally:
                self.busy = False

    @contextmanager
    def passed(self) -> Iterator[None]:
        """Somebody reads within this block; where the gate is closed, not before it is open again."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed_by in (None, get_ident()))
            self._within += 1
        try:
            yield
        finally:
            with self._changed:
                self._within -= 1
                self._changed.notify_all()

    def is_shut(self) -> bool:
        """Whether somebody else has closed it now, so that whoever comes waits."""
        return self._closed_by not in (None, get_ident())

    @contextmanager
    def closed(self) -> Iterator[None]:
        """Nobody else reads or writes within this block.

        Raises VaultInUse when somebody has not finished reading in time. Until then others may still begin, so that
        nobody waits for us for whom we wait.
        """
        with self.turn:
            with self._changed:
                if not self._changed.wait_for(lambda: not self._within, timeout=PATIENCE):
                    raise VaultInUse(BEING_READ)
                self._closed_by = get_ident()
            try:
                yield
            finally:
                with self._changed:
                    self._closed_by = None
                    self._changed.notify_all()
                waiting, self._waiting = self._waiting, []
                for do in waiting:
                    do()

    def when_open(self, do: Callable[[], None]) -> None:
        """Does it now, or once whoever closed the gate opens it: who is told of something reads, and would wait."""
        if self._closed_by == get_ident():
            self._waiting.append(do)
        else:
            do()
