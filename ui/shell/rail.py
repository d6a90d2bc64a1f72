"""The rail at the left: the pages there are. Tab stops once, the arrow keys go up and down."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from ui.guarded import guarded
from ui.pages import PageEntry
from ui.widgets.scroll import InSight

_ON = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class Rail(QScrollArea):
    """`chosen` tells the key of the page that the person wants. It scrolls where the text is large."""

    chosen = Signal(str)

    def __init__(self, pages: Sequence[PageEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName("Pages")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setObjectName("railInner")
        column = QVBoxLayout(inner)
        column.setContentsMargins(8, 12, 8, 12)
        column.setSpacing(2)
        self.buttons = {page.key: self._button(page) for page in pages if page.rail}
        for button in self.buttons.values():
            column.addWidget(button)
        column.addStretch()
        column.addStrut(160)
        self._inner = inner
        self.setWidget(inner)
        InSight(self)

    def show_page(self, key: str) -> None:
        """Marks the current page; one that is not in the rail marks none."""
        stop = key if key in self.buttons else next(iter(self.buttons), "")
        for each, button in self.buttons.items():
            button.setChecked(each == key)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if each == stop else Qt.FocusPolicy.ClickFocus)

    def sizeHint(self) -> QSize:
        """As wide as its widest entry; a scroll bar comes beside them."""
        bar = self.verticalScrollBar().sizeHint().width() if self.verticalScrollBar().isVisible() else 0
        return QSize(self._inner.minimumSizeHint().width() + bar + 1, super().sizeHint().height())

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Room for the scroll bar, when it comes."""
        super().resizeEvent(event)
        self._fit()

    @guarded
    def changeEvent(self, event: QEvent) -> None:
        """Another size of text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        if self.widget() is not None:  # not while it is being made
            self.setFixedWidth(self.sizeHint().width())

    def take_focus(self) -> None:
        """The focus goes to the current page's button."""
        for button in self.buttons.values():
            if button.focusPolicy() == Qt.FocusPolicy.StrongFocus:
                button.setFocus(Qt.FocusReason.OtherFocusReason)

    @guarded
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
