"""Where somebody was typing, so that a risk or an action can be added in between and the cursor comes back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

from marac_desk.discussion import Step


class Bookmark:
    """A step, the widget that had the focus there, and the place of its cursor."""

    def __init__(self, step: Step, widget: QWidget | None, cursor: int) -> None:
        self.step = step
        self._widget = widget
        self._cursor = cursor

    @classmethod
    def here(cls, step: Step) -> Bookmark:
        """Where the focus is now."""
        widget = QApplication.focusWidget()
        return cls(step, widget, _cursor_in(widget))

    def restore(self) -> None:
        """Puts the focus and the cursor back, where the widget is still there."""
        widget = self._widget
        if widget is None or not is_alive(widget) or not widget.isVisible():
            return
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(widget, QLineEdit):
            widget.setCursorPosition(self._cursor)
        elif isinstance(widget, QPlainTextEdit):
            cursor = widget.textCursor()
            cursor.setPosition(min(self._cursor, len(widget.toPlainText())))
            widget.setTextCursor(cursor)


def is_alive(widget: QWidget) -> bool:
    """Whether Qt still has it."""
    return bool(isValid(widget))


def _cursor_in(widget: QWidget | None) -> int:
    if isinstance(widget, QLineEdit):
        return widget.cursorPosition()
    return widget.textCursor().position() if isinstance(widget, QPlainTextEdit) else 0
