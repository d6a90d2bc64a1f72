"""The line of the aide memoire above a page: what the chair may say here; and what was passed over in the step."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

_AT_ONCE = 2


class Prompt(QFrame):
    """A quiet line with a mark at its left, and under it, where there is any, what is still missing."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("prompt")
        self._words = QLabel()
        self._words.setObjectName("side")
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 2, 0, 2)
        self._missing = QLabel()
        self._missing.setObjectName("stillMissing")
        self._missing.setWordWrap(True)
        self._missing.setTextFormat(Qt.TextFormat.PlainText)
        self._missing.hide()
        column.addWidget(self._words)
        column.addWidget(self._missing)

    def say(self, words: str) -> None:
        """Shows other words; none, and it is gone. What has no parent yet is not shown: it would be a window."""
        self._words.setText(f"“{words}”" if words else "")
        if not words or self.parentWidget() is not None:
            self.setVisible(bool(words))

    def say_missing(self, missing: Sequence[str]) -> None:
        """What was passed over: the first of it, in sentences; all of it stands in the tooltip."""
        first, more = missing[:_AT_ONCE], len(missing) - _AT_ONCE
        self._missing.setText(f"! {' '.join(first)}" + (f" And {more} more." if more > 0 else ""))
        self._missing.setToolTip("\n".join(missing) if more > 0 else "")
        self._missing.setVisible(bool(missing))
