"""What other source is there? Asked of an action that would show the person causing harm that the victim spoke.

It never takes the cursor: a function key answers from wherever one types.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui.meeting_room.steps.actions_view import ActionNow
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.keycap import KeyButton
from ui.widgets.rows import words

POLICE_KEY, AGENCY_KEY, NONE_KEY = "F2", "F3", "F4"
NONE = "None: reword the action"


class SourceQuestion(Card):
    """`named` brings the action and its other source; `reword` the action that has none."""

    named = Signal(object, str)
    reword = Signal(object)

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self.setAccessibleName("Other source")
        self._asked: UUID | None = None
        self._sources: tuple[str, ...] = ()
        self.buttons: list[KeyButton] = []
        self._says = words("")
        self._row = QWidget()
        self._flow = FlowLayout(self._row)
        self.body.addWidget(self._says)
        self.body.addWidget(self._row)
        self.hide()
        for key, answer in (
            (POLICE_KEY, partial(self._name, 0)),
            (AGENCY_KEY, partial(self._name, 1)),
            (NONE_KEY, self._reword),
        ):
            context = Qt.ShortcutContext.WidgetWithChildrenShortcut
            QShortcut(QKeySequence(key), page, context=context).activated.connect(answer)

    def show_question(self, action: ActionNow | None, sources: Sequence[str]) -> None:
        """Asks about this action, or nothing."""
        self._asked = action.id if action else None
        if action is not None:
            self._says.setText(f"Action {action.number}: what other source is there than the victim’s word?")
            self._offer(tuple(sources))
        self.setVisible(action is not None)

    def _offer(self, sources: tuple[str, ...]) -> None:
        if sources == self._sources and self.buttons:
            return
        self._sources = sources
        for button in self.buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        keys = (POLICE_KEY, AGENCY_KEY, *[""] * len(sources))
        self.buttons = [KeyButton(_capital(source), key) for source, key in zip(sources, keys, strict=False)]
        for at, button in enumerate(self.buttons):
            button.clicked.connect(partial(self._name, at))
        none = KeyButton(NONE, NONE_KEY)
        none.clicked.connect(self._reword)
        self.buttons.append(none)
        for button in self.buttons:
            self._flow.addWidget(button)

    def _name(self, at: int, *_: object) -> None:
        if self._asked is not None and at < len(self._sources):
            self.named.emit(self._asked, self._sources[at])

    def _reword(self, *_: object) -> None:
        if self._asked is not None:
            self.reword.emit(self._asked)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
