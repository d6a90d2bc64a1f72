"""What happens between the sheet that restores and the vault: lists, checks, restores, each in a job."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from marac_desk.errors import Told
from marac_desk.progress import Stopped
from ui.backups.minder import watching
from ui.shell.dialogs import Dialogs
from ui.shell.jobs import Job, Jobs, Result
from ui.unlock.restore_page import KEYS, RESTORE, RestorePage
from ui.unlock.restoring import Ready, backups_at, check, put_in_place, summary
from ui.widgets.mark import Tone

if TYPE_CHECKING:
    from storage.backup_folder import Backup

WHERE = "In which folder are the backups?"
STOPPED = "Stopped. The vault is as it was."


class RestoreDesk(QObject):
    """`restored` brings the vault's folder and a sentence that says what was done."""

    restored = Signal(object, str)

    def __init__(self, sheet: RestorePage, clock: Callable[[], datetime], jobs: Jobs, dialogs: Dialogs) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self._clock = clock
        self._jobs = jobs
        self._dialogs = dialogs
        self._ready: Ready | None = None
        sheet.asked.connect(self._asked)
        sheet.elsewhere.connect(self._look_elsewhere)

    def begin(self, into: Path) -> None:
        """The backups of the vault in this folder."""
        self._ready = None
        self._sheet.begin(into)
        self._look(into / "backups")

    def _look_elsewhere(self) -> None:
        if (folder := self._dialogs.choose_folder(WHERE, Path.home())) is not None:
            self._look(folder)

    def _look(self, folder: Path) -> None:
        self._run("Looking for backups", lambda _: backups_at(folder), partial(self._found, folder))

    def _found(self, folder: Path, backups: tuple[Backup, ...]) -> None:
        self._sheet.ready(True)
        self._sheet.show_backups(folder, backups)

    def _asked(self, backup: Path, into: Path, typed: str, sure: bool) -> None:
        now, ready = self._clock(), self._ready
        if sure and ready is not None:
            self._ready = None
            self._run("Restoring", lambda job: put_in_place(ready, typed, now, watching(job)), self._done)
        else:
            self._run("Checking", lambda job: check(backup, into, typed, now, watching(job)), self._checked)

    def _checked(self, ready: Ready) -> None:
        self._ready = ready
        self._sheet.is_whole(
            summary(ready),
            KEYS if ready.present.keys_lost else RESTORE,
            Tone.WARN if ready.present.there and not ready.present.keys_lost else Tone.OK,
        )

    def _done(self, said: str) -> None:
        self._sheet.passphrase.clear()
        into = Path(self._sheet.into.text().strip()).expanduser()
        self.restored.emit(into, said)

    def _run(self, label: str, work: Callable[[Job], Result], done: Callable[[Result], None]) -> None:
        self._sheet.ready(False)
        self._jobs.run(label, work, done, owner=self, failed=self._failed)

    def _failed(self, error: BaseException) -> None:
        """A sentence is told; anything else is a bug."""
        if isinstance(error, Told | Stopped):
            self._sheet.fail(error.say if isinstance(error, Told) else STOPPED)
        else:
            self._sheet.ready(True)
            raise error
