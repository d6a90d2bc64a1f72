"""A new dated note: its words, and whose it is. What is typed is kept until it is added."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from marac_desk.errors import Refused, Told
from storage.signing import add_note
from ui.shell.desk import Desk
from ui.widgets.entry_draft import EntryDraft, Parts
from ui.widgets.form import Form
from ui.widgets.keycap import KeyButton

ADD_KEY = "Ctrl+Return"
HINT = "What was wrong, and what is right. It is printed after the minutes, and looked through as they are."
ADDED = "The note is added. It is printed after the signed minutes."


class NoteForm(Form):
    """A note on the minutes of one meeting. `added`: there is one more."""

    added = Signal()

    def __init__(self, desk: Desk, meeting_id: UUID) -> None:
        super().__init__()
        self._desk = desk
        self.meeting_id = meeting_id
        self.note = self.text("Add a dated note", 3, HINT)
        self.by = self.line("Whose note it is")
        self.by.setText(desk.vault.person.name)
        self.add_note = KeyButton("Add the note", ADD_KEY)
        self.add_note.setObjectName("primary")
        self._column.addWidget(self.add_note, 0, Qt.AlignmentFlag.AlignLeft)
        self._draft = EntryDraft(self, desk, f"meeting/{meeting_id}/dated note", self._parts)
        self.note.setPlainText(str(self._draft.kept().get("note", "")))
        self.by.setText(str(self._draft.kept().get("by", desk.vault.person.name)))
        self.note.textChanged.connect(self._draft.touched)
        self.by.textChanged.connect(self._draft.touched)
        self.by.returnPressed.connect(self._add)
        self.add_note.clicked.connect(self._add)
        for keys in (ADD_KEY, "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._add)

    def let_go(self) -> None:
        """Another meeting is chosen: what is typed stays kept for this one."""
        self._draft.keep()
        self._desk.savers.let_go(self)
        self.hide()
        self.deleteLater()

    def _add(self) -> None:
        self.clear_errors()
        text, by = self.note.toPlainText(), self.by.text()
        try:
            add_note(self._desk.vault, self.meeting_id, text, by, settles=self._draft.field)
        except Refused as refused:
            self.fail(self.note if by.strip() or not text.strip() else self.by, refused.say)
            return
        except Told as told:
            self._desk.messages.told(told.say)
            return
        self._draft.added()
        self.note.clear()
        self._desk.messages.done(ADDED)
        self.added.emit()

    def _parts(self) -> Parts:
        text = self.note.toPlainText()
        return {"note": text, "by": self.by.text()} if text.strip() else {}
