"""Minds the backups while a vault is open: makes one when it is due, and knows how they stand.

Nobody asked for what it does, so it shows nothing while it works, and says something only when there is trouble.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from marac_desk.backups import Why
from marac_desk.errors import Told
from marac_desk.progress import Stopped, Watch
from ui.shell.jobs import Job

if TYPE_CHECKING:
    from storage.backup_keeping import State
    from storage.vault import Vault
    from ui.shell.desk import Desk

FIRST_AFTER_MS = 20_000
"""Whoever has just unlocked wants to work."""
EVERY_MS = 5 * 60_000
STOPPED = "Stopped. No backup was made; the latest ones are untouched."


Work = Callable[["Vault", Callable[[], datetime], Job], "State"]


class Minder(QObject):
    """`state` is None until it is known; `changed` tells of another."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.state: State | None = None
        self.busy = False
        self._desk = desk
        self._timer = QTimer(self, interval=FIRST_AFTER_MS)
        self._timer.timeout.connect(self._on_time)

    def start(self) -> None:
        """Finds out how the backups stand, and minds them from now on. A vault that is only read is left alone."""
        self.run("Looking at the backups", look, quiet=True)
        if not self._desk.vault.read_only:
            self._timer.start()

    def stop(self) -> None:
        """The vault is about to be locked."""
        self._timer.stop()

    def run(self, label: str, work: Work, done: Callable[[], None] | None = None, *, quiet: bool = False) -> None:
        """Does something about the backups, one thing at a time, and says then how they stand."""
        if self.busy:
            return
        self.busy = True
        desk = self._desk

        def ended(state: State) -> None:
            self._know(state)
            if done is not None:
                done()

        desk.jobs.run(
            label, lambda job: work(desk.vault, desk.clock, job), ended, owner=self, failed=self._failed, quiet=quiet
        )

    def _on_time(self) -> None:
        self._timer.setInterval(EVERY_MS)
        self.run("Keeping the backups up", keep_up, quiet=True)

    def _know(self, state: State) -> None:
        """Trouble is told once, and not each time that it is met again."""
        before, self.state, self.busy = self.state, state, False
        if state.trouble and (before is None or before.trouble != state.trouble):
            self._desk.messages.told(state.trouble)
        self.changed.emit()

    def _failed(self, error: BaseException) -> None:
        self.busy = False
        self.changed.emit()
        self.tell(error)

    def tell(self, error: BaseException) -> None:
        """Says why something about the backups did not work; anything but a sentence is a bug."""
        if isinstance(error, Stopped):
            self._desk.messages.done(STOPPED)
        elif isinstance(error, Told):
            self._desk.messages.told(error.say)
        else:
            raise error


def look(vault: Vault, clock: Callable[[], datetime], job: Job) -> State:
    """How the backups stand."""
    from storage.backup_keeping import state_of

    return state_of(vault, clock())


def keep_up(vault: Vault, clock: Callable[[], datetime], job: Job) -> State:
    """What is due."""
    from storage import backup_keeping

    return backup_keeping.keep_up(vault, clock(), watching(job))


def make(vault: Vault, clock: Callable[[], datetime], job: Job) -> State:
    """A backup, as somebody asked for it."""
    from storage.backup_keeping import make_now, state_of

    made = make_now(vault, Why.BY_HAND, clock(), watching(job))
    return state_of(vault, clock(), made.said)


def watching(job: Job) -> Watch:
    """The job as the storage sees it."""
    return Watch(job.progress, job.cancelled)
