"""Where the person is, kept in the vault while it is open, so that a crash costs nobody the way back.

It is kept as typing is: encrypted, without an entry in the history, and well within a second. An orderly
lock takes it away; so where one is found at opening, the program was stopped in between.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from marac_desk.errors import Told
from ui.shell.page_stack import PageStack

if TYPE_CHECKING:
    from storage.vault import Vault

BACK = "You are back where the program was stopped. What you typed is here, save perhaps its last second."

SOON_MS = 200
"""The focus wanders for a moment when a page turns; where it comes to rest is written."""


@dataclass(frozen=True)
class Place:
    """A page, its own word for where, and the field that had the focus: its name, and which of that name."""

    page: str
    where: str
    field: str = ""
    among: int = 0


class LastPlace(QObject):
    """Follows the focus and the pages. It lives as long as the pages do."""

    def __init__(self, vault: Vault, pages: PageStack) -> None:
        super().__init__(pages)
        self._vault = vault
        self._pages = pages
        self._row = f"window/place/{vault.person.id}"
        self._kept: Place | None = None
        self._timer = QTimer(self, singleShot=True, interval=SOON_MS)
        self._timer.timeout.connect(self._keep)

    def found(self) -> Place | None:
        """Where the program was stopped, if it was. Told once: should that page be what fails, the next start works."""
        kept = self._vault.drafts().get(self._row, "")
        if kept:
            self.forget()
        return _place_in(kept)

    def follow(self) -> None:
        """From now on the place is kept."""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._moved)
        self._pages.turned.connect(self._moved)
        self._moved()

    def return_to(self, place: Place) -> None:
        """Opens the page again and puts the focus into the field, at the end of what stands there."""
        self._pages.go_to(place.page, place.where)
        page = self._pages.page()
        fields = _fields_called(page, place.field) if page and place.field else []
        if place.among < len(fields):
            _go_into(fields[place.among])

    def forget(self) -> None:
        """The vault locks in good order."""
        self._timer.stop()
        with suppress(Told):
            self._vault.drop_draft(self._row)

    def _moved(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _keep(self) -> None:
        """Somebody who may only read leaves no place."""
        place = self._here()
        if place != self._kept:
            with suppress(Told):
                self._vault.draft(self._row, json.dumps(asdict(place)))
                self._kept = place

    def _here(self) -> Place:
        """Where the focus is no field, as while a list drops down, it is the page that counts."""
        page, focus = self._pages.page(), QApplication.focusWidget()
        if page is None or focus is None or not page.isAncestorOf(focus):
            return Place(*self._pages.here())
        fields = _fields_called(page, focus.accessibleName())
        if not fields or focus not in fields:
            return Place(*self._pages.here())
        return Place(*self._pages.here(), focus.accessibleName(), fields.index(focus))


def _fields_called(page: QWidget, name: str) -> list[QWidget]:
    """The fields of this name that are seen now, in which one types."""
    kinds: tuple[type[QWidget], ...] = (QLineEdit, QPlainTextEdit)
    found = (each for kind in kinds for each in page.findChildren(kind))
    return [each for each in found if each.accessibleName() == name and each.isVisible()]


def _go_into(field: QWidget) -> None:
    field.setFocus(Qt.FocusReason.OtherFocusReason)
    if isinstance(field, QPlainTextEdit):
        field.moveCursor(QTextCursor.MoveOperation.End)
    elif isinstance(field, QLineEdit):
        field.end(False)


def _place_in(text: str) -> Place | None:
    """What another version kept may read otherwise; then there is no way back."""
    with suppress(ValueError, TypeError):
        return Place(**json.loads(text)) if text else None
    return None
