"""What stands in an entry of several parts, kept on the disk until it is added.

Leaving one of its fields does not add it: Enter does. A crash, a lock or a flat battery loses none of it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from marac_desk.errors import Told
from ui.shell.desk import Desk
from ui.widgets.draft import WITHIN_MS, Draft, Editor, text_of

ONCE_MORE = "Escape once more throws away what is typed here."
Parts = dict[str, Any]
"""The parts of an entry by name; nothing while nothing is worth keeping."""


class EntryDraft(QObject):
    """Keeps what `parts` gives, at most a second after `touched`. It lives as long as its owner."""

    def __init__(self, owner: QWidget, desk: Desk, field: str, parts: Callable[[], Parts]) -> None:
        super().__init__(owner)
        self.field = field
        self._desk = desk
        self._parts = parts
        self._kept = desk.vault.drafts().get(field, "")
        self._warned_of: Parts = {}
        self._timer = QTimer(self, singleShot=True, interval=WITHIN_MS)
        self._timer.timeout.connect(self.keep)
        desk.savers.add(self.keep, self)

    def kept(self) -> Parts:
        """What was found in the vault, from before a crash or a lock."""
        return _parts_in(self._kept)

    def touched(self) -> None:
        """Something was typed or chosen. A key that follows does not put the keeping off."""
        if not self._timer.isActive():
            self._timer.start()

    def keep(self) -> None:
        """Keeps it now, if it is not what was kept last."""
        self._timer.stop()
        parts = self._parts()
        text = json.dumps(parts) if parts else ""
        if text == self._kept:
            return
        try:
            self._write(text)
        except Told as told:
            self._desk.messages.told(told.say)

    def may_go(self) -> bool:
        """Whether Escape empties the entry: where something stands in it only at the second time, which is said."""
        parts = self._parts()
        if parts == self._warned_of or not parts:
            self._warned_of = {}
            return True
        self._warned_of = parts
        self._desk.messages.done(ONCE_MORE)
        return False

    def added(self) -> None:
        """The edit that added the entry has taken the draft away."""
        self._timer.stop()
        self._kept = ""

    def _write(self, text: str) -> None:
        if text:
            self._desk.vault.draft(self.field, text)
        else:
            self._desk.vault.drop_draft(self.field)
        self._kept = text


def follow(editor: Editor, draft: Draft, stored: str) -> None:
    """The record says something else now: shows it, unless somebody has typed something that is not settled."""
    if draft.settled == stored or text_of(editor) != draft.settled:
        return
    draft.settled = stored
    if isinstance(editor, QLineEdit):
        editor.setText(stored)
    else:
        editor.setPlainText(stored)


def _parts_in(text: str) -> Parts:
    """A draft that another version wrote may read otherwise; then the entry begins empty."""
    try:
        found = json.loads(text) if text else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
