"""Typing is a draft: what stands in a field is on the disk within a second, also while typing goes on.

When the field is left, the page is left or the vault locks, the text is settled: it becomes one edit
of the record. Where a rule refuses that, the draft stays, and with it every word.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from marac_desk.errors import Told
from ui.guarded import guarded

WITHIN_MS = 700
"""No key press is longer than this from being written; the writing itself takes a few milliseconds."""

Editor = QLineEdit | QPlainTextEdit


class KeepsDrafts(Protocol):
    """What a draft needs of the vault."""

    def draft(self, field: str, text: str) -> None:
        """Keeps the text."""

    def drop_draft(self, field: str) -> None:
        """Forgets it."""

    def drafts(self) -> dict[str, str]:
        """All that are kept."""


class Draft(QObject):
    """One field that is being typed in. It lives as long as its editor. `right`: it stands as it is to be again."""

    def __init__(
        self,
        editor: Editor,
        vault: KeepsDrafts,
        field: str,
        stored: str,
        settle: Callable[[str], None],
        tell: Callable[[str], None],
        right: Callable[[], object] = lambda: None,
    ) -> None:
        super().__init__(editor)
        self._editor = editor
        self._vault = vault
        self._field = field
        self._settle = settle
        self._tell = tell
        self._right = right
        self.settled = stored
        self._kept: str | None = vault.drafts().get(field)
        _set_text(editor, stored if self._kept is None else self._kept)
        self._timer = QTimer(self, singleShot=True, interval=WITHIN_MS)
        self._timer.timeout.connect(self.keep)
        editor.textChanged.connect(self._typed)
        editor.installEventFilter(self)

    def keep(self) -> None:
        """Writes the draft now, if it is not what was written last."""
        self._timer.stop()
        text = text_of(self._editor)
        if text == (self.settled if self._kept is None else self._kept):
            return
        try:
            self._vault.draft(self._field, text)
            self._kept = text
        except Told as told:
            self._tell(told.say)

    def settle(self) -> None:
        """Makes it an edit. A refusal is told; the draft and the words in the field stay."""
        self.keep()
        text = text_of(self._editor)
        if text == self.settled:
            self._forget()
            self._right()
            return
        try:
            self._settle(text)
            self.settled, self._kept = text, None
            forget_typing(self._editor)
            self._right()
        except Told as told:
            self._tell(told.say)

    @guarded
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The field is left."""
        if event.type() == QEvent.Type.FocusOut:
            self.settle()
        return super().eventFilter(watched, event)

    def _typed(self) -> None:
        """Begins to count at the first key, and is not put off by the next."""
        if not self._timer.isActive():
            self._timer.start()

    def _forget(self) -> None:
        if self._kept is not None:
            self._vault.drop_draft(self._field)
            self._kept = None


def text_of(editor: Editor) -> str:
    """What stands in it."""
    return editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText()


def forget_typing(editor: Editor) -> None:
    """What was typed is an edit of the record now, which undo takes back as such, and not letter by letter."""
    if isinstance(editor, QPlainTextEdit):
        editor.document().clearUndoRedoStacks()
        return
    at = editor.cursorPosition()
    editor.setText(editor.text())
    editor.setCursorPosition(at)


def _set_text(editor: Editor, text: str) -> None:
    if isinstance(editor, QLineEdit):
        editor.setText(text)
    else:
        editor.setPlainText(text)
