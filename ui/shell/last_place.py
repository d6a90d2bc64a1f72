"""Where the person is, kept so that neither a crash nor a lock costs anybody the way back.

In the vault it is kept as typing is: encrypted, without an entry in the history, and well within a second. An orderly
lock takes it away and the window remembers it instead, by itself without a word of the record; only what stands in
a field and is saved nowhere stays in the vault with its place, until the same person is back.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from marac_desk.errors import Told
from marac_desk.keyholders import Right
from ui.shell.page_stack import PageStack
from ui.shell.place import Loose, Place, here, loose_in
from ui.widgets.draft import WITHIN_MS

if TYPE_CHECKING:
    from storage.vault import Vault

BACK_TYPED = "You are back where you were. What you had typed is here."
BACK = "You are back where the program was stopped. What you typed is here, save perhaps its last second."

TYPED_BY_OTHERS = (
    "{names} had typed something that is not saved yet. It stands where it was typed. "
    "If you save it, it is saved in your name, and the history says that somebody else began it."
)
_PLACES = ("window/place/", "room/place")
"""Kept as drafts are, but nobody's words."""

_HEARD = "heard"
SOON_MS = 200
"""The focus wanders for a moment when a page turns; where it comes to rest is written."""


@dataclass(frozen=True)
class Kept:
    """What the vault keeps: the place, what stands in fields that are kept nowhere else, and whether it was a lock."""

    place: Place
    loose: tuple[Loose, ...] = ()
    locked: bool = False


class LastPlace(QObject):
    """Follows the focus and the pages. It lives as long as the pages do."""

    def __init__(self, vault: Vault, pages: PageStack) -> None:
        super().__init__(pages)
        self._vault = vault
        self._pages = pages
        self._row = f"window/place/{vault.person.id}"
        self._left: Place | None = None
        self._kept: Kept | None = None
        self._timer = QTimer(self, singleShot=True, interval=SOON_MS)
        self._typing = QTimer(self, singleShot=True, interval=WITHIN_MS)
        for timer in (self._timer, self._typing):
            timer.timeout.connect(self._keep)

    def found(self, left: Place | None) -> Kept | None:
        """Where to go: where the program was stopped, or where this person `left` when they locked; else nothing.

        What the vault keeps is told once: should that page be what fails, the next start works.
        """
        text = self._vault.drafts().get(self._row, "")
        if text:
            self._forget()
        kept = _kept_in(text)
        if kept is None:
            return Kept(left, locked=True) if left else None
        return replace(kept, place=left) if left and kept.locked else kept

    def follow(self) -> None:
        """From now on the place is kept."""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._moved)
        self._pages.turned.connect(self._moved)
        self._moved()

    def leave(self) -> Place:
        """The vault is about to be locked: where the person is."""
        self._left = here(self._pages)
        return self._left

    def put_away(self) -> None:
        """Everything is saved by now. What stands in a field all the same, saved nowhere, is kept until `found`."""
        self._timer.stop()
        self._typing.stop()
        loose = self._loose()
        if not loose or self._left is None:
            self._forget()
            return
        with suppress(Told):
            self._write(Kept(self._left, loose, locked=True))

    def _forget(self) -> None:
        with suppress(Told):
            self._vault.drop_draft(self._row)

    def _moved(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _typed(self) -> None:
        """In a field that keeps no draft; the next key does not put the keeping off."""
        if not self._typing.isActive():
            self._typing.start()

    def _loose(self) -> tuple[Loose, ...]:
        """What stands in fields that keep no draft; from now on it is heard when something is typed in them."""
        page = self._pages.page()
        if page is None:
            return ()
        loose = loose_in(page)
        for editor, _ in loose:
            if not editor.property(_HEARD):
                editor.setProperty(_HEARD, True)
                editor.textChanged.connect(self._typed)
        return tuple(each for _, each in loose if each.text)

    def _keep(self) -> None:
        """Without the cursor: after a crash it is at the end. Somebody who may only read leaves no place.

        Where the vault would make us wait, as while it gets a new key, a little later will do.
        """
        if self._vault.is_quiet():
            self._timer.start()
            return
        now = here(self._pages)
        place = Place(now.page, now.where) if now.kind else Place(now.page, now.where, now.field, now.among)
        kept = Kept(place, self._loose())
        if kept != self._kept:
            with suppress(Told):
                self._write(kept)
                self._kept = kept

    def _write(self, kept: Kept) -> None:
        self._vault.draft(self._row, json.dumps(asdict(kept)))


def typed_by_others(vault: Vault) -> list[str]:
    """What is told when somebody else typed something that is no edit yet, as before a crash; else nothing."""
    if not vault.may(Right.EDIT):
        return []
    found = {name for field, name in vault.begun_by_others().items() if not field.startswith(_PLACES)}
    return [TYPED_BY_OTHERS.format(names=" and ".join(sorted(found)))] if found else []


def _kept_in(text: str) -> Kept | None:
    """What another version kept may read otherwise; then there is no way back."""
    with suppress(ValueError, TypeError, KeyError):
        if text:
            read = json.loads(text)
            place = Place(**{**read["place"], "scrolls": tuple(read["place"]["scrolls"])})
            return Kept(place, tuple(Loose(**each) for each in read["loose"]), bool(read["locked"]))
    return None
