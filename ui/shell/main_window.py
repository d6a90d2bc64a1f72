"""The one window: bars around, and between them either the front door or the pages of an open vault.

Its title never holds a word of the record. It puts the parts together; each part does one thing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from marac_desk.errors import Told
from marac_desk.progress import Stopped
from ui.pages import PAGES, PageEntry
from ui.shell.actions import Actions
from ui.shell.crash import CrashDialog, report_of
from ui.shell.desk import Desk, Shell
from ui.shell.dialogs import Dialogs
from ui.shell.finding import actions_called, pages_called, records_called
from ui.shell.foot import LOCKED, SAVED, Foot
from ui.shell.header import Header
from ui.shell.idle import IdleWatch
from ui.shell.input_watch import InputWatch
from ui.shell.jobs import Jobs
from ui.shell.last_place import BACK, LastPlace
from ui.shell.messages import Messages
from ui.shell.page import Page
from ui.shell.page_stack import PageStack
from ui.shell.palette import Palette, Provider
from ui.shell.privacy import Privacy
from ui.shell.progress import ProgressPanel
from ui.shell.undo_keys import UndoKeys
from ui.shell.window_actions import HINTS, add_window_actions
from ui.theme.appearance import Appearance
from ui.unlock.front_door import FrontDoor
from ui.widgets.enter_presses import EnterPresses

if TYPE_CHECKING:
    from storage.vault import Vault

TITLE = "MARAC Desk"
STOPPED = "Stopped. Nothing half was kept."
LOCKED_IDLE = "Locked, because nobody used it for a while. Everything typed is saved."


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
    ) -> None:
        super().__init__()
        self.setWindowTitle(TITLE)
        self.resize(1280, 720)
        self.entries = tuple(entries)
        self.appearance = appearance
        self.desk: Desk | None = None
        self.pages: PageStack | None = None
        self._back_to = ("", "")
        self._last_place: LastPlace | None = None
        self.registry = Actions(self)
        self.dialogs = dialogs(self)
        self.messages = Messages()
        self.jobs = jobs(self.tell_error, self)
        self.header, self.foot = Header(self.registry), Foot(self.registry)
        self.progress = ProgressPanel(self.jobs)
        self.privacy = Privacy(self.is_open, self)
        self.idle = IdleWatch(clock, self)
        self._undo_keys = UndoKeys(self)
        self._shell = Shell(
            clock,
            self.registry,
            self.dialogs,
            self.jobs,
            self.messages,
            lambda: appearance.settings,
            appearance.change,
            self.open_page,
        )
        self.door = FrontDoor(appearance, clock, self.jobs, self.dialogs)
        self._rooms = QStackedWidget()
        self._rooms.addWidget(self.door)
        self._lay_out()
        self.finder = Palette(self, self._providers)
        self._connect()
        add_window_actions(self)
        self.header.add_buttons()
        self._show_locked()

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
            self.pages.go_to(key, place)

    def enter(self, vault: Vault) -> None:
        """A vault was opened: shows the page where the person was, also before a crash, or the first one."""
        self.desk = Desk(vault, self._shell)
        self.pages = PageStack(self.desk, self.entries)
        self.pages.turned.connect(self._show_keys)
        self._rooms.addWidget(self.pages)
        self._rooms.setCurrentWidget(self.pages)
        self.header.show_open(_maracs(vault))
        self.foot.say(SAVED)
        self.idle.start()
        self.desk.history_watch.begin_later()
        self._go_back(LastPlace(vault, self.pages))

    def lock(self, said: str = "") -> None:
        """Saves what was typed, closes everything and shows the front door. It asks nothing."""
        if self.desk is None or self.pages is None:
            return
        desk, pages = self.desk, self.pages
        self.idle.stop()
        self.finder.leave()
        self._back_to = pages.here()
        pages.close_pages()
        self.desk, self.pages = None, None
        self._show_locked()
        self.dialogs.close_all()
        if self.privacy.hidden:
            self.privacy.show_again()
        desk.savers.flush()
        self.jobs.stop()
        if self._last_place is not None:
            self._last_place.forget()
            self._last_place = None
        try:
            desk.close()
        except Told as told:
            said = told.say
        self._rooms.removeWidget(pages)
        pages.deleteLater()
        desk.deleteLater()
        self.messages.told(said) if said else self.messages.clear()

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

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing locks."""
        self.lock()
        self.jobs.stop()
        self.door.close_up()
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self.privacy)
        super().closeEvent(event)

    def _lay_out(self) -> None:
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bars = QVBoxLayout()
        bars.setSpacing(0)
        for part in (self.messages, self.progress):
            bars.addWidget(part)
        column.addWidget(self.header)
        column.addWidget(self._rooms, 1)
        column.addLayout(bars)
        column.addWidget(self.foot)
        self.setCentralWidget(centre)

    def _connect(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            watch = InputWatch(app, self, self.privacy, self.idle)
            self.privacy.toggled.connect(watch.everything)
            EnterPresses(app, self)
        self.privacy.toggled.connect(self.registry.pause)
        self.privacy.expired.connect(self.lock)
        self.idle.expired.connect(self._lock_idle)
        self.door.opened.connect(self.enter)
        self.appearance.changed.connect(self._show_keys)

    def _go_back(self, last: LastPlace) -> None:
        """To where the program was stopped, saying so; else to where the vault was locked, or to the first page."""
        self._last_place, stopped = last, last.found()
        findings = self.desk.vault.findings if self.desk else ()
        said = list(findings)
        if stopped is not None and stopped.page in {entry.key for entry in self.entries}:
            last.return_to(stopped)
            said.append(BACK)
        else:
            self.open_page(*(self._back_to if self._back_to[0] else (self.entries[0].key, "")))
        last.follow()
        if said:
            (self.messages.told if findings else self.messages.noted)(" ".join(said))

    def _lock_idle(self) -> None:
        self.lock(LOCKED_IDLE)

    def _show_locked(self) -> None:
        self.header.show_open(None)
        self.foot.say(LOCKED)
        self._show_keys()
        self._rooms.setCurrentWidget(self.door)
        self.door.begin()

    def _show_keys(self) -> None:
        page = self.page()
        self.header.show_bar(page.bar() if page else None)
        hints = (*page.hints(), *HINTS) if page else ()
        self.foot.show_hints(hints, self.appearance.settings.key_caps)

    def _providers(self) -> tuple[Provider, ...]:
        desk = self.desk
        if desk is None:
            return ()
        return (
            lambda typed: pages_called(self.entries, self.open_page, typed),
            lambda typed: actions_called(self.registry, typed),
            lambda typed: records_called(desk, typed),
        )


def _maracs(vault: Vault) -> tuple[str, ...]:
    from storage.queries import maracs

    with vault.read() as read:
        return tuple(marac.name for marac in maracs(read.session))
