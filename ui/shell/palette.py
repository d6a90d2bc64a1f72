"""The palette: type a few letters, and go to any page, case or person, or do anything that can be done here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui.guarded import guarded
from ui.widgets.announce import announce
from ui.widgets.elided import ElidedLabel
from ui.widgets.form import Form, name_control
from ui.widgets.keycap import KeyCap

AT_MOST = 6
"""Of each sort, so that many of one sort do not hide the others."""
NOTHING = "Nothing is called that. Try fewer letters, or another word."


@dataclass(frozen=True)
class Found:
    """One line: what kind of thing it is, its name, more about it, its key, and what choosing it does."""

    kind: str
    text: str
    run: Callable[[], object] = field(repr=False)
    detail: str = ""
    shortcut: str = ""


Provider = Callable[[str], Sequence[Found]]
"""What is found for the letters typed, best first. It must answer within a few milliseconds."""


class Palette(QFrame):
    """Lies over the window while it is open. Up and Down choose, Enter does it, Escape leaves everything as it was."""

    def __init__(self, window: QWidget, providers: Callable[[], Sequence[Provider]]) -> None:
        super().__init__(window)
        self.setObjectName("palette")
        self._window = window
        self._providers = providers
        self._found: list[Found] = []
        self._before: QWidget | None = None
        form = Form()
        self.line = form.line("Find anything", "Actions, pages, cases and people")
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemClicked.connect(self._run)
        name_control(self.list, "What was found")
        self.nothing = QLabel(NOTHING)
        self.nothing.setObjectName("soft")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        for part in (form, self.list, self.nothing):
            column.addWidget(part)
        self.line.textChanged.connect(self._look)
        self.line.installEventFilter(self)
        window.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Opens it empty, over whatever has the focus."""
        if self.isVisible():
            return
        self._before = QApplication.focusWidget()
        self.line.clear()
        self._look("")
        self._place()
        self.raise_()
        self.show()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def leave(self) -> None:
        """Closes it, and gives the focus back."""
        if not self.isVisible():
            return
        before, self._before = self._before, None
        self.hide()
        with QSignalBlocker(self.line):
            self.line.clear()
        self.list.clear()
        self._found = []
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def found(self) -> tuple[Found, ...]:
        """What it shows now."""
        return tuple(self._found)

    @guarded
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys that choose; and the window's size."""
        if watched is self.line and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(Qt.Key(event.key()))
        if watched is self.line and event.type() == QEvent.Type.FocusOut and QApplication.activeWindow() is not None:
            QTimer.singleShot(0, self, self.leave)
        elif watched is not self.line and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _key(self, key: Qt.Key) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
        if key in steps:
            self._go(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run()
        elif key == Qt.Key.Key_Escape:
            self.leave()
        else:
            return False
        return True

    def _look(self, typed: str) -> None:
        self._found = [found for provider in self._providers() for found in provider(typed.strip())[:AT_MOST]]
        self.list.clear()
        for found in self._found:
            item = QListWidgetItem(self.list)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{found.text} {found.detail}, {found.kind}")
            row = _row(found)
            item.setSizeHint(QSize(0, self.line.sizeHint().height()))
            self.list.setItemWidget(item, row)
        self.list.setCurrentRow(0 if self._found else -1)
        self.list.setVisible(bool(self._found))
        self.nothing.setVisible(not self._found)
        self._place()

    def _go(self, step: int) -> None:
        if self._found:
            at = (self.list.currentRow() + step) % len(self._found)
            self.list.setCurrentRow(at)
            announce(self.list, f"{self._found[at].text}, {self._found[at].kind}")

    def _run(self) -> None:
        at = self.list.currentRow()
        if 0 <= at < len(self._found):
            chosen = self._found[at]
            self.leave()
            chosen.run()

    def _place(self) -> None:
        window = self._window
        width = min(self.fontMetrics().averageCharWidth() * 90, window.width() - 48)
        rows = sum(self.list.sizeHintForRow(at) for at in range(self.list.count())) + 8
        around = (
            64 + 24 + 4 * self.line.sizeHint().height()
        )  # the bar above it, a gap below, and its own line and words
        self.list.setFixedHeight(max(40, min(rows, window.height() - around)))
        self.setFixedWidth(width)
        self.adjustSize()
        self.move((window.width() - width) // 2, 64)


def _row(found: Found) -> QWidget:
    row = QWidget()
    across = QHBoxLayout(row)
    across.setContentsMargins(12, 0, 12, 0)
    across.setSpacing(12)
    across.addWidget(ElidedLabel(found.text))
    detail = ElidedLabel(found.detail)
    detail.setObjectName("side")
    across.addWidget(detail, 1)
    if found.shortcut:
        across.addWidget(KeyCap(found.shortcut))
    kind = QLabel(found.kind)
    kind.setObjectName("label")
    across.addWidget(kind)
    return row
