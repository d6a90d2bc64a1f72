"""Who has something to save before the page is left or the vault locks. Saving never asks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject


class Savers:
    """What to call. A saver goes with its owner."""

    def __init__(self) -> None:
        self._savers: dict[int, Callable[[], object]] = {}

    def add(self, save: Callable[[], object], owner: QObject) -> None:
        """Calls `save` at each flush until `owner` goes."""
        key = id(owner)
        self._savers[key] = save
        owner.destroyed.connect(lambda: self._savers.pop(key, None))

    def flush(self) -> None:
        """Saves everything now."""
        for save in tuple(self._savers.values()):
            save()
