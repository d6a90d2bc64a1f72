"""The way back from a page that one only looks into, such as the sheet of shortcuts: Escape, to the same cursor."""

from __future__ import annotations

from ui.shell.page_stack import PageStack
from ui.shell.place import Place, here, return_to

LOOKED_INTO = ("shortcuts", "appearance")


class WayBack:
    """Of one open vault. From one such page to the next it stays the way to where one was before them."""

    def __init__(self, pages: PageStack) -> None:
        self._pages = pages
        self._from: Place | None = None

    def leave_for(self, key: str) -> None:
        """About to open this page."""
        if key not in LOOKED_INTO:
            self._from = None
        elif self._pages.key and self._pages.key not in LOOKED_INTO:
            self._from = here(self._pages)

    def go(self) -> bool:
        """Goes back; false where nobody came from anywhere."""
        back, self._from = self._from, None
        if back is None or self._pages.key not in LOOKED_INTO:
            return False
        return_to(self._pages, back)
        return True
