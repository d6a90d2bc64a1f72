"""Key caps: which key does it, shown beside what it does. The style sheet hides them all by a setting."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

_WRITTEN = {"Right": "→", "Left": "←", "Up": "↑", "Down": "↓", "Return": "↵"}


def key_text(shortcut: str) -> str:
    """How a shortcut is written on a cap: `Ctrl+K` as `Ctrl K`, the arrow keys as arrows."""
    portable = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
    *modifiers, key = portable.replace("++", "+Plus").split("+") if portable else [shortcut]
    return " ".join([*modifiers, "+" if key == "Plus" else _WRITTEN.get(key, key)])


class KeyCap(QLabel):
    """One cap. What is `written` already stands on it as it is."""

    def __init__(self, shortcut: str, parent: QWidget | None = None, *, written: bool = False) -> None:
        super().__init__(shortcut if written else key_text(shortcut), parent)
        self.setObjectName("keycap")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        """Nothing, where the style sheet hides key caps."""
        return super().sizeHint().boundedTo(self.maximumSize())


class KeyButton(QPushButton):
    """A button with its key beside its text. Its accessible name is the text alone."""

    GAP = 2

    def __init__(self, text: str, shortcut: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAccessibleName(text)
        self.cap: KeyCap | None = None
        if shortcut:
            self.setAccessibleDescription(key_text(shortcut))
            self.setProperty("capped", True)  # the style sheet puts its text at the left
            self.cap = KeyCap(shortcut)
            row = QHBoxLayout(self)
            row.setContentsMargins(0, 0, 8, 0)
            row.addWidget(self.cap, 0, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)

    def sizeHint(self) -> QSize:
        """Wide enough for both."""
        return self._with_cap(super().sizeHint())

    def minimumSizeHint(self) -> QSize:
        """Neither is ever cut."""
        return self.sizeHint()

    def _with_cap(self, size: QSize) -> QSize:
        width = self.cap.sizeHint().width() if self.cap else 0
        return size + QSize(width + self.GAP, 0) if width > 1 else size
