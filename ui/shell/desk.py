"""What a page works with while a vault is open: the vault itself, and everything around the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from marac_desk.keyholders import Right
from ui.backups.minder import Minder
from ui.preferences import Settings
from ui.shell.actions import Actions
from ui.shell.dialogs import Dialogs
from ui.shell.history_watch import HistoryWatch
from ui.shell.jobs import Jobs
from ui.shell.messages import Messages
from ui.shell.reading_along import ReadingAlong
from ui.shell.savers import Savers
from ui.widgets.draft import Draft, Editor

if TYPE_CHECKING:
    from storage.door import Changes
    from storage.vault import Vault

Opener = Callable[[Any], None]


@dataclass(frozen=True)
class Shell:
    """What is around the pages as long as the window is there."""

    clock: Callable[[], datetime]
    actions: Actions
    dialogs: Dialogs
    jobs: Jobs
    messages: Messages
    settings: Callable[[], Settings]
    change_settings: Callable[[Settings], None]
    open_page: Callable[[str, str], None]
    can_block_capture: bool = False


class Desk(QObject):
    """One open vault. `changed` brings what each commit touched into the window's thread."""

    changed = Signal(object)

    def __init__(self, vault: Vault, shell: Shell) -> None:
        super().__init__()
        self.vault = vault
        self.clock = shell.clock
        self.actions = shell.actions
        self.dialogs = shell.dialogs
        self.jobs = shell.jobs
        self.messages = shell.messages
        self.change_settings = shell.change_settings
        self.can_block_capture = shell.can_block_capture
        self.savers = Savers()
        self.openers: dict[str, Opener] = {}
        self._shell = shell
        self._unsubscribe = vault.subscribe(self._tell)
        self.history_watch = HistoryWatch(vault, shell.jobs, self.messages.told, self)
        self.backups = Minder(self)
        self.backups.start()
        self._along = ReadingAlong(vault, self.messages.told, self)

    @property
    def settings(self) -> Settings:
        """How things look, as chosen."""
        return self._shell.settings()

    @property
    def can_edit(self) -> bool:
        """Whether the person may change the record, and the vault is not only read."""
        return self.vault.may(Right.EDIT)

    def open_page(self, key: str, place: str = "") -> None:
        """Goes to a page."""
        self._shell.open_page(key, place)

    def drafted(self, editor: Editor, *, field: str, stored: str, settle: Callable[[str], None]) -> Draft:
        """Keeps what is typed in a field safe; `settle` makes it an edit of the record."""
        editor.setReadOnly(editor.isReadOnly() or not self.can_edit)
        draft = Draft(
            *(editor, self.vault, field, stored, settle),
            tell=lambda sentence: self.messages.told(sentence, editor),
            right=lambda: self.messages.right(editor),
        )
        self.savers.add(draft.settle, draft)
        return draft

    def close(self) -> None:
        """Locks the vault; what was typed is saved by then."""
        self.backups.stop()
        self._along.stop()
        self._unsubscribe()
        self.vault.lock()

    def _tell(self, changes: Changes) -> None:
        """A signal between threads is delivered in the window's, so any thread may edit."""
        self.changed.emit(changes)
