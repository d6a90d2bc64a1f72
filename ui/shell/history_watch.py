"""Follows the chain of the history once after a vault was opened: beside the window, quietly, in small bites.

It says nothing while all is well; the page of the history says how far it came.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ui.shell.jobs import Job, Jobs

if TYPE_CHECKING:
    from storage.chain_check import ChainCheck
    from storage.vault import Vault

AFTER_MS = 3000
"""Somebody who has just opened a vault wants to see their page first."""

BITE_S, REST_S = 0.004, 0.012
"""So long it works and rests by turns: a key that is pressed meanwhile waits for no more than a bite."""

BROKEN = (
    "The history of this vault does not hold together. {fault} Nothing was changed by looking. "
    "Compare the vault with its latest backup before going on."
)
UNDER_WAY = "The history is being checked."
WHOLE = "The history was checked since the vault was opened, and is whole: {count} entries."


class HistoryWatch(QObject):
    """`said` is what came of it so far; `changed` tells when that is something else."""

    changed = Signal()

    def __init__(self, vault: Vault, jobs: Jobs, tell: Callable[[str], None], parent: QObject) -> None:
        super().__init__(parent)
        self.said = UNDER_WAY
        self._vault = vault
        self._jobs = jobs
        self._tell = tell
        self._timer = QTimer(self, singleShot=True, interval=AFTER_MS)
        self._timer.timeout.connect(self.begin)

    def begin_later(self) -> None:
        """In a moment."""
        self._timer.start()

    def begin(self) -> None:
        """Begins now. It ends early when the vault is locked."""
        self._timer.stop()
        self._jobs.run("Checking the history", self._follow, self._ended, owner=self, quiet=True)

    def _follow(self, job: Job) -> ChainCheck:
        from storage.chain_check import ChainCheck

        check = ChainCheck(self._vault.parts.origin)
        while not job.cancelled():
            with self._vault.read() as read:
                if not check.go_on(read.session.connection(), _bite_from(time.monotonic())):
                    break
            time.sleep(REST_S)
        return check

    def _ended(self, check: ChainCheck) -> None:
        self.said = BROKEN.format(fault=check.fault) if check.fault else WHOLE.format(count=check.count)
        if check.fault:
            self._tell(self.said)
        self.changed.emit()


def _bite_from(begun: float) -> Callable[[], bool]:
    """Whether it is time to rest."""
    return lambda: time.monotonic() > begun + BITE_S
