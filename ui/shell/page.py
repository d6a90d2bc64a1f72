"""What every page of the window is and answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.guarded import guarded
from ui.shell.actions import Action
from ui.widgets.scroll import scroll_by_key

if TYPE_CHECKING:
    from storage.door import Changes
    from ui.shell.desk import Desk


@dataclass(frozen=True)
class Help:
    """What F1 says of a place: a title and short lines in the words of the trade.

    `prompts` is what the chair may say there, `keys` each key with what it does there.
    """

    title: str
    lines: tuple[str, ...]
    prompts: tuple[str, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()


class Page(QWidget):
    """A page: fill `body`, answer what differs. It is made when first opened, and goes when the vault locks.

    `turned` says that other keys or another bar belong to it now than a moment ago.
    """

    turned = Signal()

    def __init__(self, desk: Desk, title: str) -> None:
        super().__init__()
        self.desk = desk
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(title)
        self.title = QLabel(title)
        self.title.setObjectName("pageTitle")
        self.title.setWordWrap(True)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(28, 20, 28, 16)
        self.body.setSpacing(12)
        self.body.addWidget(self.title)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of reading scroll what is to be read, also from a button that stands above it."""
        if not scroll_by_key(self, event):
            super().keyPressEvent(event)

    def for_editors(self, *parts: QWidget) -> None:
        """These change the record: somebody who may only read can neither press them nor type in them."""
        for part in parts:
            part.setEnabled(self.desk.can_edit)

    def only_for_editors(self, *begins: QWidget) -> None:
        """These begin something new: it is not offered to somebody who may only read."""
        for begin in begins:
            if not self.desk.can_edit:
                begin.hide()

    def arrive(self, place: str) -> None:
        """The page is shown: reads what it shows, and puts the focus where work begins."""

    def place(self) -> str:
        """What brings the person back to where they are, after a lock."""
        return ""

    def refresh(self, changes: Changes) -> None:
        """Something was changed: reads again what it shows of that, and no more."""

    def in_meeting(self) -> bool:
        """Whether a meeting is being held here, in which people talk for long without touching the computer."""
        return False

    def leave(self) -> None:
        """Another page is opened, or the vault locks. It may not ask anything."""

    def help(self) -> Help | None:
        """What F1 says here."""
        return None

    def bar(self) -> QWidget | None:
        """What stands in the bar at the top in place of the product and the MARACs, while this page is shown."""
        return None

    def offers(self) -> tuple[Action, ...]:
        """What can be done on this page only."""
        return ()

    def hints(self) -> tuple[str, ...]:
        """The ids of the actions whose keys stand in the foot bar."""
        return ()
