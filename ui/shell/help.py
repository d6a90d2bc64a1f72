"""F1: what is done and said here, in the words of the trade, and the keys that work here."""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.shell.page import Help
from ui.widgets.keycap import KeyCap
from ui.widgets.scroll import Scrolled

_BETWEEN = re.compile(r"(?<=\w)\+(?=\w)")
"""The sign between two keys that are pressed together; on a cap there is a space."""

_TOP_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_WIDTH, _HEIGHT = 38, 44
"""In letters M and in lines: the sheet grows with the text, as far as the screen lets it."""


class HelpSheet(QDialog):
    """The sheet itself; Escape, Enter or F1 close it."""

    def __init__(self, told: Help, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Help")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        self._sheet = Scrolled()
        self._sheet.column.setSpacing(8)
        self._sheet.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # to scroll it by keys where the text is large
        self._sheet.setAccessibleName(told.title)
        self._sheet.column.addWidget(_words(told.title, "cardTitle"))
        for line in told.lines:
            self._sheet.column.addWidget(_words(line))
        if told.prompts:
            self._sheet.column.addWidget(_heading("The chair may say"))
            for line in told.prompts:
                self._sheet.column.addWidget(_words(f"“{line}”", "soft"))
        if told.keys:
            self._sheet.column.addWidget(_heading("Keys"))
            self._sheet.column.addLayout(_keys(told.keys))
        self._sheet.column.addStretch()
        close = QPushButton("Close")
        close.setObjectName("primary")
        close.setShortcut("F1")
        close.clicked.connect(self.accept)
        keys = tuple(f"{key}: {does}" for key, does in told.keys)
        close.setAccessibleDescription("\n".join((told.title, *told.lines, *told.prompts, *keys)))
        column.addWidget(self._sheet, 1)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        close.setFocus()
        self._fit()

    def _fit(self) -> None:
        """As wide as is good to read, and as high as it needs, within the screen."""
        self.ensurePolished()
        screen = self.screen().availableGeometry()
        width = min(_WIDTH * self.fontMetrics().horizontalAdvance("M"), screen.width() - 48)
        inside = self._sheet.inside
        inside.ensurePolished()
        for each in inside.findChildren(QWidget):
            each.ensurePolished()
        needs = inside.layout().heightForWidth(width - 48 - 12)  # type: ignore[union-attr]
        self.resize(width, min(needs + 120, screen.height() - 80, _HEIGHT * self.fontMetrics().height()))


def _keys(keys: Iterable[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    for row, (key, does) in enumerate(keys):
        grid.addWidget(KeyCap(_BETWEEN.sub(" ", key), written=True), row, 0, _TOP_LEFT)
        grid.addWidget(_words(does), row, 1)
    return grid


def _heading(text: str) -> QLabel:
    label = _words(text, "strong")
    label.setContentsMargins(0, 8, 0, 0)
    return label


def _words(text: str, name: str = "") -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
