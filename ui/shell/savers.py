"""Who has something to save before the page is left or the vault locks. Saving never asks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget


class Savers:
    """What to call. A saver goes with its owner."""

    def __init__(self) -> None:
        self._savers: dict[int, Callable[[], object]] = {}
        self._owners: dict[int, QObject] = {}

    def add(self, save: Callable[[], object], owner: QObject) -> None:
        """Calls `save` at each flush until `owner` goes."""
        key = id(owner)
        self._savers[key], self._owners[key] = save, owner
        owner.destroyed.connect(lambda: self._drop(key))

    def let_go(self, part: QWidget) -> None:
        """A part of the window is on its way out, and what it shows with it: from now on nothing of it is saved."""
        for key, owner in tuple(self._owners.items()):
            if _is_within(owner, part):
                self._drop(key)

    def flush(self) -> None:
        """Saves everything now."""
        for save in tuple(self._savers.values()):
            save()

    def _drop(self, key: int) -> None:
        self._savers.pop(key, None)
        self._owners.pop(key, None)


def _is_within(owner: QObject, part: QWidget) -> bool:
    step: QObject | None = owner
    while step is not None and step is not part:
        step = step.parent()
    return step is part
