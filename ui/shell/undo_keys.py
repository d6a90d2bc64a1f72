"""Where the keys of undo go: to the text while a field has typing to take back, and else to the record.

A field would keep the keys for itself also when it has nothing to take back. In the meeting room the
cursor nearly always stands in a field, so that nobody there could undo anything by keys.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

from ui.guarded import guarded

_UNDO, _REDO = QKeySequence("Ctrl+Z"), (QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y"))


class UndoKeys(QObject):
    """Looks at the keys of the field that has the focus, and at no other's.

    Typing counts from when the cursor came into the field, and until the field is emptied for the next
    entry: what was entered is in the record by then.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._field: QLineEdit | QPlainTextEdit | None = None
        self._typed = self._by_hand = False
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    @guarded
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lets the window have a key with which the field has nothing to do."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        keys = QKeySequence(event.keyCombination())
        if (keys == _UNDO and not self._can_undo()) or (keys in _REDO and not self._can_redo()):
            event.ignore()
            return True
        return False

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        self._let_go()
        self._typed = self._by_hand = False
        if not isinstance(now, QLineEdit | QPlainTextEdit):
            return
        self._field = now
        now.installEventFilter(self)
        now.destroyed.connect(self._forget)
        now.textChanged.connect(self._changed)
        if isinstance(now, QLineEdit):
            now.textEdited.connect(self._edited)

    def _let_go(self) -> None:
        field, self._field = self._field, None
        if field is None or not isValid(field):
            return
        field.removeEventFilter(self)
        field.destroyed.disconnect(self._forget)
        field.textChanged.disconnect(self._changed)
        if isinstance(field, QLineEdit):
            field.textEdited.disconnect(self._edited)

    def _forget(self) -> None:
        self._field = None

    def _edited(self) -> None:
        self._by_hand = True

    def _changed(self) -> None:
        """A line tells who changed it; a field for several lines forgets its typing itself when it is filled anew."""
        self._typed, self._by_hand = self._by_hand or isinstance(self._field, QPlainTextEdit), False

    def _can_undo(self) -> bool:
        if isinstance(self._field, QLineEdit):
            return self._typed and self._field.isUndoAvailable()
        return self._typed and self._field is not None and self._field.document().isUndoAvailable()

    def _can_redo(self) -> bool:
        if isinstance(self._field, QLineEdit):
            return self._typed and self._field.isRedoAvailable()
        return self._typed and self._field is not None and self._field.document().isRedoAvailable()
