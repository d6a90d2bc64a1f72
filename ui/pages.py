"""The pages of the window, in the order of the rail. A page is registered here, and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from ui.shell.desk import Desk
    from ui.shell.page import Page


@dataclass(frozen=True)
class PageEntry:
    """A page: its key, its name in the rail, and `module:Class`, which is imported when it is first opened.

    A page with `rail=False` is opened from elsewhere. A `whole_window` page hides the rail.
    """

    key: str
    title: str
    made_by: str
    rail: bool = True
    whole_window: bool = False

    def make(self, desk: Desk) -> Page:
        """The page itself."""
        module, _, name = self.made_by.partition(":")
        return cast("Page", getattr(import_module(module), name)(desk))


PAGES = (
    PageEntry("room", "Meeting room", "ui.meeting_room.room_page:RoomPage", whole_window=True),
    PageEntry("papers", "Papers", "ui.papers.papers_page:PapersPage"),
    PageEntry("appearance", "Appearance", "ui.settings.appearance_page:AppearancePage"),
    PageEntry("shortcuts", "Shortcuts", "ui.settings.shortcuts_page:ShortcutsPage"),
)
