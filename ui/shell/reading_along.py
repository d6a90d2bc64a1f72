"""Beside somebody who has the vault open: what they save shows in this window as well, a moment later."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from marac_desk.errors import Told

if TYPE_CHECKING:
    from storage.vault import Vault

LOOKS_EVERY_MS = 2000


class ReadingAlong(QObject):
    """Looks every two seconds. What stands in the way of reading is told once, and then it looks no more."""

    def __init__(self, vault: Vault, tell: Callable[[str], None], parent: QObject) -> None:
        super().__init__(parent)
        self._vault = vault
        self._tell = tell
        self._timer = QTimer(self, interval=LOOKS_EVERY_MS)
        self._timer.timeout.connect(self._look)
        if vault.read_only:
            self._timer.start()

    def stop(self) -> None:
        """The vault is about to be locked."""
        self._timer.stop()

    def _look(self) -> None:
        try:
            self._vault.follow()
        except Told as told:
            self.stop()
            self._tell(told.say)
