"""The rail at the left: the pages there are. Tab stops once, the arrow keys go up and down."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ui.pages import PageEntry

_ON = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class Rail(QWidget):
    """`chosen` tells the key of the page that the person wants."""

    chosen = Signal(str)

    def __init__(self, pages: Sequence[PageEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName("Pages")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 12, 8, 12)
        column.setSpacing(2)
        self.buttons = {page.key: self._button(page) for page in pages if page.rail}
        for button in self.buttons.values():
            column.addWidget(button)
        column.addStretch()
        column.addStrut(160)

    def show_page(self, key: str) -> None:
        """Marks the current page; one that is not in the rail marks none."""
        stop = key if key in self.buttons else next(iter(self.buttons), "")
        for each, button in self.buttons.items():
            button.setChecked(each == key)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if each == stop else Qt.FocusPolicy.ClickFocus)

    def take_focus(self) -> None:
        """The focus goes to the current page's button."""
        for button in self.buttons.values():
            if button.focusPolicy() == Qt.FocusPolicy.StrongFocus:
                button.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrow keys."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _ON:
            buttons = list(self.buttons.values())
            at = next(index for index, button in enumerate(buttons) if button is watched)
            buttons[(at + _ON[Qt.Key(event.key())]) % len(buttons)].setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def _button(self, page: PageEntry) -> QPushButton:
        button = QPushButton(page.title)
        button.setObjectName("railItem")
        button.setCheckable(True)
        button.setProperty("page", page.key)
        button.installEventFilter(self)
        button.clicked.connect(self._clicked)
        return button

    def _clicked(self) -> None:
        self.chosen.emit(str(self.sender().property("page")))
