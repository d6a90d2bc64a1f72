"""The front door: which sheet is shown, and what happens between them. Whoever comes through has an open vault."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from marac_desk.errors import Told
from ui.preferences import data_folder
from ui.shell.dialogs import Dialogs
from ui.shell.jobs import Jobs
from ui.shell.page import Help
from ui.theme.appearance import Appearance
from ui.unlock.opening import make_vault, open_vault, read_vault
from ui.unlock.samples import open_sample, sample_of_today

if TYPE_CHECKING:
    from storage.vault import Created, Vault
    from ui.unlock.code_page import CodePage
    from ui.unlock.make_page import MakePage, Wanted
    from ui.unlock.restore_page import RestorePage
    from ui.unlock.unlock_page import UnlockPage
    from ui.unlock.welcome import Welcome

NEW_VAULT = "MARAC vault"
HELP = Help(
    "Opening a vault",
    (
        "A vault is a folder on this computer with everything about your MARAC in it, encrypted.",
        "Nobody can read it without a passphrase or the printed recovery code. We cannot help without them either.",
        "A backup brings a vault back as it was on a day, also on a new computer: choose “Restore a backup”.",
        "To try things out, look around in the sample: everybody in it is invented.",
    ),
    keys=(
        ("Tab", "to the next field or button"),
        ("↵", "press the button that has the ring around it"),
        ("Esc", "back to the beginning"),
        ("Ctrl +  Ctrl -", "larger and smaller text"),
    ),
)


class FrontDoor(QStackedWidget):
    """`opened` brings the vault."""

    opened = Signal(object)

    def __init__(self, appearance: Appearance, clock: Callable[[], datetime], jobs: Jobs, dialogs: Dialogs) -> None:
        super().__init__()
        self._appearance = appearance
        self._clock = clock
        self._jobs = jobs
        self._dialogs = dialogs
        self._created: Created | None = None
        self._back_to: Path | None = None

    # Each sheet is loaded and made when it is first wanted: the window is there sooner with one than with five.

    @cached_property
    def welcome(self) -> Welcome:
        """Where no vault is known yet."""
        from ui.unlock.welcome import Welcome

        sheet = Welcome()
        sheet.make.connect(self._show_make)
        sheet.look_around.connect(self._look_around)
        sheet.open.connect(self._choose_vault)
        sheet.restore.connect(self._show_restore)
        self.addWidget(sheet)
        return sheet

    @cached_property
    def unlock(self) -> UnlockPage:
        """For the vault of last time."""
        from ui.unlock.unlock_page import UnlockPage

        sheet = UnlockPage()
        sheet.make.connect(self._show_make)
        sheet.look_around.connect(self._look_around)
        sheet.another.connect(self._choose_vault)
        sheet.restore.connect(self._show_restore)
        sheet.asked.connect(self._unlock)
        sheet.asked_to_read.connect(self._read)
        self.addWidget(sheet)
        return sheet

    @cached_property
    def make(self) -> MakePage:
        """For a new vault."""
        from ui.unlock.make_page import MakePage

        sheet = MakePage(self._jobs)
        sheet.asked.connect(self._make)
        sheet.back.connect(self.begin)
        sheet.choose.connect(self._choose_new)
        self.addWidget(sheet)
        return sheet

    @cached_property
    def code(self) -> CodePage:
        """The recovery code of a new vault."""
        from ui.unlock.code_page import CodePage

        sheet = CodePage(self._clock)
        sheet.written.connect(self._enter_new)
        self.addWidget(sheet)
        return sheet

    @cached_property
    def restore(self) -> RestorePage:
        """For putting a backup in the vault's place."""
        from ui.unlock.restore_desk import RestoreDesk
        from ui.unlock.restore_page import RestorePage

        sheet = RestorePage()
        self._restoring = RestoreDesk(sheet, self._clock, self._jobs, self._dialogs)
        self._restoring.restored.connect(self._restored)
        sheet.back.connect(self.begin)
        self.addWidget(sheet)
        return sheet

    def lead_back_to(self, path: Path) -> None:
        """A vault that was opened without this door: locking leads back to it, while the program runs."""
        self._back_to = path

    def begin(self) -> None:
        """The vault that was open last, or the welcome."""
        vault = self._vault()
        if vault is not None:
            self.setCurrentWidget(self.unlock)
            self.unlock.begin(vault)
        else:
            self.setCurrentWidget(self.welcome)
            self.welcome.begin(sample_there=sample_of_today(data_folder(), self._clock()).exists())

    def help(self) -> Help:
        """What F1 says here."""
        return HELP

    def close_up(self) -> None:
        """Locks a vault whose recovery code nobody has confirmed yet, as when the window is closed."""
        if self._created is not None:
            self._created.vault.lock()
            self._created = None
            self.code.forget()

    def _unlock(self, typed: str, accept_lost: bool) -> None:
        path, clock = self._vault() or Path(), self._clock
        self.unlock.busy()
        self._jobs.run(
            "Unlocking",
            lambda _: open_vault(path, typed, clock, accept_lost),
            self._enter,
            owner=self,
            failed=self._not_unlocked,
            cancellable=False,
        )

    def _read(self, typed: str) -> None:
        """Beside whoever has it open."""
        path, clock = Path(self._appearance.settings.vault), self._clock
        self.unlock.busy()
        self._jobs.run(
            "Unlocking",
            lambda _: read_vault(path, typed, clock),
            self._enter,
            owner=self,
            failed=self._not_unlocked,
            cancellable=False,
        )

    def _not_unlocked(self, error: BaseException) -> None:
        if not isinstance(error, Told):
            self.begin()
            raise error
        self.unlock.fail(error)

    def _enter(self, vault: Vault) -> None:
        self.unlock.passphrase.clear()
        self.opened.emit(vault)

    def _show_make(self) -> None:
        self.setCurrentWidget(self.make)
        self.make.begin(Path.home() / NEW_VAULT)

    def _make(self, wanted: Wanted) -> None:
        clock = self._clock
        self.make.busy()
        self._jobs.run(
            "Making the vault",
            lambda _: make_vault(wanted.path, wanted.name, wanted.role, wanted.passphrase, clock),
            self._made,
            owner=self,
            failed=self._not_made,
            cancellable=False,
        )

    def _not_made(self, error: BaseException) -> None:
        if not isinstance(error, Told):
            self.begin()
            raise error
        self.make.fail(error.say)

    def _made(self, created: Created) -> None:
        self._created = created
        self._remember(created.vault.folder.path)
        self.make.begin(Path.home() / NEW_VAULT)
        self.setCurrentWidget(self.code)
        self.code.begin(created.recovery_code)

    def _enter_new(self) -> None:
        if self._created is not None:
            vault, self._created = self._created.vault, None
            self.code.forget()
            self.opened.emit(vault)

    def _choose_vault(self) -> None:
        start = Path(self._appearance.settings.vault).parent if self._appearance.settings.vault else Path.home()
        if (path := self._dialogs.choose_folder("Which folder is the vault?", start)) is not None:
            self._remember(path)
            self.begin()

    def _show_restore(self) -> None:
        self.setCurrentWidget(self.restore)
        self._restoring.begin(self._vault() or Path.home() / NEW_VAULT)

    def _restored(self, path: Path, sentence: str) -> None:
        self._remember(path)
        self.begin()
        self.unlock.tell(sentence)

    def _choose_new(self) -> None:
        if (path := self._dialogs.choose_folder("In which folder is the vault to lie?", Path.home())) is not None:
            self.make.path.setText(str(path))

    def _look_around(self) -> None:
        clock = self._clock
        self.setCurrentWidget(self.welcome)
        self.welcome.busy()
        self._jobs.run(
            "Making the sample",
            lambda _: open_sample(data_folder(), clock),
            self.opened.emit,
            owner=self,
            failed=self._no_sample,
            cancellable=False,
        )

    def _no_sample(self, error: BaseException) -> None:
        if not isinstance(error, Told):
            self.begin()
            raise error
        self.welcome.fail(error.say)

    def _vault(self) -> Path | None:
        kept = self._appearance.settings.vault
        return self._back_to or (Path(kept) if kept else None)

    def _remember(self, path: Path) -> None:
        self._back_to = None
        self._appearance.change(replace(self._appearance.settings, vault=str(path)))
