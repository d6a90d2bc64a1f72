"""The one window: bars around, and between them either the front door or the pages of an open vault.

Its title never holds a word of the record. It puts the parts together; each part does one thing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from marac_desk.errors import Told
from marac_desk.locking import IdleLimits
from marac_desk.progress import Stopped
from ui.guarded import guarded
from ui.pages import PAGES, PageEntry
from ui.shell.actions import Actions
from ui.shell.crash import CrashDialog, report_of
from ui.shell.dialogs import Dialogs
from ui.shell.foot import LOCKED, READ_ONLY, SAVED, Foot
from ui.shell.header import Header
from ui.shell.jobs import Jobs
from ui.shell.messages import Messages
from ui.shell.progress import ProgressPanel
from ui.shell.read_only_bar import ReadOnlyBar
from ui.shell.undo_keys import UndoKeys
from ui.shell.watchman import Watchman, close_popups
from ui.shell.window_actions import HINTS, add_window_actions
from ui.system.capture import CaptureBlock, block_of_this_system
from ui.theme.appearance import Appearance
from ui.unlock.front_door import FrontDoor
from ui.widgets.enter_presses import EnterPresses
from ui.widgets.too_long import TooLong

if TYPE_CHECKING:
    from uuid import UUID

    from storage.door import Changes
    from storage.vault import Vault
    from ui.shell.desk import Desk, Shell
    from ui.shell.last_place import LastPlace
    from ui.shell.page import Page
    from ui.shell.page_stack import PageStack
    from ui.shell.palette import Palette, Provider
    from ui.shell.place import Place
    from ui.shell.way_back import WayBack

TITLE = "MARAC Desk"
STOPPED = "Stopped. Nothing half was kept."
JOBS_END_WITHIN_MS = 50
"""While a vault locks. What takes longer is told to stop and ends by itself; the vault closes without it."""


class MainWindow(QMainWindow):
    """`desk` is what is open, nothing while the vault is locked."""

    def __init__(
        self,
        appearance: Appearance,
        clock: Callable[[], datetime],
        *,
        entries: Sequence[PageEntry] = PAGES,
        jobs: type[Jobs] = Jobs,
        dialogs: type[Dialogs] = Dialogs,
        block: CaptureBlock | None = None,
    ) -> None:
        super().__init__()
        self.setWindowTitle(TITLE)
        self.resize(1280, 720)
        self.entries = tuple(entries)
        self.appearance = appearance
        self.desk: Desk | None = None
        self.pages: PageStack | None = None
        self._left: dict[UUID, Place] = {}  # whoever locked; nobody is led to where somebody else was
        self._last_place: LastPlace | None = None
        self._way_back: WayBack | None = None
        self.registry = Actions(self)
        self.dialogs = dialogs(self)
        self.messages = Messages(self._where)
        self.read_only = ReadOnlyBar()
        self.jobs = jobs(self.tell_error, self)
        self.header, self.foot = Header(self.registry), Foot(self.registry)
        self.progress = ProgressPanel(self.jobs)
        self.watchman = Watchman(self.is_open, clock, block or block_of_this_system(), self)
        self._undo_keys = UndoKeys(self)
        self._clock = clock
        self.door = FrontDoor(appearance, clock, self.jobs, self.dialogs)
        self._rooms = QStackedWidget()
        self._rooms.addWidget(self.door)
        self._lay_out()
        self._connect()
        add_window_actions(self)
        self.header.add_buttons()
        self._show_locked()

    @cached_property
    def finder(self) -> Palette:
        """Finds anything by a few letters; made when a vault is first entered, so that the window is there sooner."""
        from ui.shell.palette import Palette

        return Palette(self, self._providers)

    def is_open(self) -> bool:
        """Whether a vault is open."""
        return self.desk is not None

    def page(self) -> Page | None:
        """The page that is shown."""
        return self.pages.page() if self.pages else None

    def open_page(self, key: str, place: str = "") -> None:
        """Goes to a page of the open vault."""
        if self.pages is not None:
            self.finder.leave()
            if self._way_back is not None:
                self._way_back.leave_for(key)
            self.pages.go_to(key, place)

    def enter(self, vault: Vault) -> None:
        """A vault was opened: shows the page where the person was, also before a crash, or the first one.

        What only an open vault needs is loaded here, so that the window is there sooner.
        """
        from ui.shell.desk import Desk
        from ui.shell.last_place import LastPlace
        from ui.shell.page_stack import PageStack
        from ui.shell.way_back import WayBack

        self.desk = Desk(vault, self._around())
        self.pages = PageStack(self.desk, self.entries)
        self._way_back = WayBack(self.pages)
        self.pages.turned.connect(self._show_keys)
        self._rooms.addWidget(self.pages)
        self._rooms.setCurrentWidget(self.pages)
        self.header.show_open(_maracs(vault))
        self.desk.history_watch.begin_later()
        self.foot.say(READ_ONLY if vault.read_only else SAVED)
        self.read_only.show_vault(vault)
        self._show_shield()
        self.desk.changed.connect(self._heed)
        self.watchman.begin(_limits(vault))
        self._go_back(LastPlace(vault, self.pages))

    def lock(self, said: str = "") -> None:
        """Saves what was typed, closes everything and shows the front door. It asks nothing."""
        if self.desk is None or self.pages is None:
            return
        desk, pages, last = self.desk, self.pages, self._last_place
        with ExitStack() as steps:  # from the last to the first, each of them even where one before it fails
            steps.callback(self._let_go, desk, pages, said)
            steps.callback(self.jobs.stop, JOBS_END_WITHIN_MS)
            if last is not None:
                steps.callback(last.put_away)
            steps.callback(desk.savers.flush)
            steps.callback(self.dialogs.close_all)
            steps.callback(self._cover, pages)
            QApplication.inputMethod().commit()  # letters that are still being put together are words, too
            self.watchman.end()
            close_popups()
            self.finder.leave()
            if last is not None:
                self._left[desk.vault.person.id] = last.leave()

    def _where(self) -> tuple[str, str] | None:
        """The page and the place on it."""
        return self.pages.here() if self.pages else None

    def _around(self) -> Shell:
        from ui.shell.desk import Shell

        return Shell(
            self._clock,
            self.registry,
            self.dialogs,
            self.jobs,
            self.messages,
            lambda: self.appearance.settings,
            self.appearance.change,
            self.open_page,
            self.watchman.shield.possible,
        )

    def _cover(self, pages: PageStack) -> None:
        """Nothing of the vault is seen from here on, whatever is still being saved."""
        pages.close_pages()
        self.desk, self.pages, self._last_place, self._way_back = None, None, None, None
        self._show_locked()
        self.repaint()

    def _let_go(self, desk: Desk, pages: PageStack, said: str) -> None:
        try:
            desk.close()
        except Told as told:
            said = told.say
        finally:
            self._rooms.removeWidget(pages)
            pages.deleteLater()
            desk.deleteLater()
        self.messages.told(said) if said else self.messages.clear()

    def come_to_front(self) -> None:
        """Somebody started the program once more."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def resize_text(self, steps: int) -> None:
        """Larger or smaller text, from now on."""
        self.appearance.change(self.appearance.settings.larger(steps))

    def tell_error(self, error: BaseException) -> None:
        """What a person can act on goes into the message bar; anything else is our mistake, with a report."""
        if isinstance(error, Told):
            self.messages.told(error.say)
        elif isinstance(error, Stopped):
            self.messages.done(STOPPED)
        else:
            self.dialogs.open(CrashDialog(report_of(error), self))

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape, where nothing else takes it, leads back from a page that was only looked into."""
        if event.key() != Qt.Key.Key_Escape or self._way_back is None or not self._way_back.go():
            super().keyPressEvent(event)

    @guarded
    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing locks."""
        self.lock()
        self.jobs.stop()
        self.door.close_up()
        self.watchman.go()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bars = QVBoxLayout()
        bars.setSpacing(0)
        for part in (self.read_only, self.messages, self.progress):
            bars.addWidget(part)
        column.addWidget(self.header)
        column.addWidget(self._rooms, 1)
        column.addLayout(bars)
        column.addWidget(self.foot)
        self.setCentralWidget(centre)

    def _connect(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            EnterPresses(app, self)
            TooLong(app, self.messages.told, self)
        self.watchman.privacy.toggled.connect(self.registry.pause)
        self.watchman.locks.connect(self.lock)
        self.watchman.shield.changed.connect(self._show_shield)
        self.door.opened.connect(self.enter)
        self.appearance.changed.connect(self._show_keys)

    def _go_back(self, last: LastPlace) -> None:
        """To where the program was stopped, saying so; else to where the vault was locked, or to the first page."""
        from ui.shell.last_place import BACK, BACK_TYPED, typed_by_others
        from ui.shell.place import return_to

        if self.desk is None or self.pages is None:
            return
        vault = self.desk.vault
        self._last_place, kept = last, last.found(left := self._left.pop(vault.person.id, None))
        to_read = [*vault.findings, *typed_by_others(vault)]
        said = [*to_read]
        if kept is not None and kept.place.page in {entry.key for entry in self.entries}:
            return_to(self.pages, kept.place, kept.loose)
            said += [] if left else [BACK_TYPED if kept.locked else BACK]
        else:
            self.open_page(self.entries[0].key)
        last.follow()
        if said:
            (self.messages.told if to_read else self.messages.noted)(" ".join(said))

    def _show_locked(self) -> None:
        self.header.show_open(None)
        self._show_shield()
        self.read_only.hide()
        self.foot.say(LOCKED)
        self._show_keys()
        self._rooms.setCurrentWidget(self.door)
        self.door.begin()

    def _show_keys(self) -> None:
        page = self.page()
        self.watchman.look(in_meeting=page is not None and page.in_meeting())
        self.header.show_bar(page.bar() if page else None)
        self.messages.turned()
        hints = (*page.hints(), *HINTS) if page else ()
        self.foot.show_hints(hints, self.appearance.settings.key_caps)

    def _show_shield(self) -> None:
        shield = self.watchman.shield
        self.foot.show_seen(not shield.up if shield.possible and self.is_open() else None)

    def _heed(self, changes: Changes) -> None:
        """When the vault locks by itself may have been changed, or what its MARACs are called."""
        if self.desk is not None and changes.touch("marac"):
            self.header.name_maracs(_maracs(self.desk.vault))
        if self.desk is not None and changes.touch("setting"):
            self.watchman.limits = _limits(self.desk.vault)

    def _providers(self) -> tuple[Provider, ...]:
        from ui.shell.finding import actions_called, pages_called, records_called

        desk, pages = self.desk, self.pages
        if desk is None or pages is None:
            return ()
        return (
            lambda typed: pages_called(pages.entries, self.registry, typed),
            lambda typed: actions_called(self.registry, typed),
            lambda typed: records_called(desk, typed),
        )


def _maracs(vault: Vault) -> tuple[str, ...]:
    from storage.queries import maracs

    with vault.read() as read:
        return tuple(marac.name for marac in maracs(read.session))


def _limits(vault: Vault) -> IdleLimits:
    from storage.vault_settings import settings_of

    with vault.read() as read:
        return IdleLimits.of(settings_of(read.session))
