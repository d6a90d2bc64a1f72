"""Keeps Python's collector away from what is there for as long as the vault is open.

Now and then the collector goes through all that there is, looking for circles to which nothing refers any
more. With a meeting open that held the window up for 70 to 140 ms, in the middle of a key press. So what
is there once a page stands is set aside, and the collector goes through what came later alone. So is what is there
when a job begins that somebody waits for, such as the papers that are to be written: they are much, and the job
makes much more.
"""

from __future__ import annotations

import gc
import weakref
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ui.shell.jobs import Job

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow
    from ui.shell.page_stack import PageStack

LOOKS_EVERY_MS = 2000


class SetAside(QObject):
    """Looks now and then whether the window shows a page for the first time since the vault was opened."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._seen: set[str] = set()
        self._of: weakref.ref[PageStack] | None = None
        self._timer = QTimer(self, interval=LOOKS_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        window.jobs.started.connect(self._begin)

    def look(self) -> None:
        """Sets aside what a new page has brought; gives everything back once the vault was locked."""
        pages = self._window.pages
        if pages is None:
            self._give_back()
        elif pages.key not in self._seen or not self._knows(pages):
            self._set_aside(pages)

    def _begin(self, job: Job) -> None:
        if self._window.pages is not None and not job.quiet:
            self._set_aside(self._window.pages)

    def _set_aside(self, pages: PageStack) -> None:
        if not self._knows(pages):  # locked and opened again so quickly that nothing was given back yet
            self._give_back()
        self._seen.add(pages.key)
        self._of = weakref.ref(pages)
        gc.freeze()

    def _knows(self, pages: PageStack) -> bool:
        return self._of is not None and self._of() is pages

    def _give_back(self) -> None:
        if self._seen:
            self._seen.clear()
            gc.unfreeze()
            gc.collect()
