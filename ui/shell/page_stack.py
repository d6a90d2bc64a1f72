"""The pages of an open vault: made when first opened, shown one at a time, and gone when the vault locks."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from marac_desk.errors import Refused
from ui.pages import PageEntry
from ui.shell.desk import Desk
from ui.shell.page import Page
from ui.shell.rail import Rail

if TYPE_CHECKING:
    from storage.door import Changes
    from storage.search import Hit


ONLY_READS = "There is nothing to read there, and you can read this vault but not change it."


class PageStack(QWidget):
    """The rail and the page beside it. `turned` says that another page is shown, or something changed in it."""

    turned = Signal()

    def __init__(self, desk: Desk, entries: Sequence[PageEntry]) -> None:
        super().__init__()
        self._desk = desk
        self.entries = tuple(entry for entry in entries if desk.can_edit or not entry.edits)
        self._entries = {entry.key: entry for entry in self.entries}
        self._pages: dict[str, Page] = {}
        self.key = ""
        self.rail = Rail(self.entries)
        self.rail.chosen.connect(self.go_to)
        self._stack = QStackedWidget()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self._stack, 1)
        desk.changed.connect(self._refresh)
        for entry in self.entries:
            desk.openers.update(dict.fromkeys(entry.finds, partial(self._open_found, entry.key)))

    def page(self) -> Page | None:
        """The current page."""
        return self._pages.get(self.key)

    def has(self, key: str) -> bool:
        """Whether there is such a page for this person."""
        return key in self._entries

    def go_to(self, key: str, place: str = "") -> None:
        """Opens a page; what was typed in the one before is saved first."""
        if not self.has(key):
            self._desk.messages.told(ONLY_READS)
            if self.page() is not None:
                return
            key, place = self.entries[0].key, ""
        if (before := self.page()) is not None:
            self._desk.savers.flush()
            before.leave()
        page = self._pages.get(key) or self._make(key)
        self.key = key
        self.rail.show_page(key)
        self.rail.setVisible(not self._entries[key].whole_window)
        self._desk.actions.go_to(key)
        self._stack.setCurrentWidget(page)
        page.arrive(place)
        self._keep_focus()
        self.turned.emit()

    def here(self) -> tuple[str, str]:
        """Where the person is: the page's key, and its own word for the place."""
        page = self.page()
        return self.key, page.place() if page else ""

    def close_pages(self) -> None:
        """Before the vault locks."""
        if (page := self.page()) is not None:
            page.leave()
        for key in self._pages:
            self._desk.actions.withdraw(key)
        self._desk.changed.disconnect(self._refresh)

    def _open_found(self, key: str, hit: Hit) -> None:
        """What the palette found: in its case, or itself where it belongs to none."""
        self.go_to(key, str(hit.case_id or hit.id))

    def _keep_focus(self) -> None:
        """On a page where nothing can take the focus yet, the rail has it, or the page itself where there is none."""
        focus: QWidget | None = self.window().focusWidget()  # also while another program has the keyboard
        page = self.page()
        if focus is not None and focus.isVisible():
            return
        if self.rail.isVisible():
            self.rail.take_focus()
        elif page is not None:
            page.setFocus()

    def _make(self, key: str) -> Page:
        page = self._entries[key].make(self._desk)
        self._pages[key] = page
        page.turned.connect(self.turned)
        self._stack.addWidget(page)
        for action in page.offers():
            self._desk.actions.add(action, key)
        return page

    def _refresh(self, changes: Changes) -> None:
        if (page := self.page()) is not None:
            try:
                page.refresh(changes)
            except Refused:  # what it shows was undone, and is no longer there
                self._give_up(page)
        self.turned.emit()

    def _give_up(self, page: Page) -> None:
        """Takes the page away, and goes to the first one."""
        with suppress(Refused):
            page.leave()
        self._desk.actions.withdraw(self.key)
        del self._pages[self.key]
        self.go_to(next(iter(self._entries)))
        self._stack.removeWidget(page)
        page.deleteLater()
