"""The 24 Dash answers by keyboard: Y, N or D answers the item one is at and goes on to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from marac_desk.dash import ITEMS, Answer, DashAnswer, Thresholds, count, grade
from marac_desk.reference_entries import DashItem
from ui.guarded import guarded
from ui.widgets.announce import announce
from ui.widgets.card import Card
from ui.widgets.rows import words
from ui.widgets.table import Column, Table

_KEYS = {"y": Answer.YES, "n": Answer.NO, "d": Answer.DONT_KNOW}
_SAID = {Answer.YES: "✓ yes", Answer.NO: "no", Answer.DONT_KNOW: "don't know", Answer.NOT_ASKED: ""}
AT_ONCE = 12
"""Rows: half of the items, and no more than a small screen has room for."""
HOW = "Y yes, N no, D don't know; each goes on to the next. Up and Down go back and on, Backspace takes an answer away."


class DashTable(Table[DashItem]):
    """The items with their answers. `answered` tells that one has changed."""

    answered = Signal()

    def __init__(self, items: Sequence[DashItem]) -> None:
        self._answers: dict[int, Answer] = {}
        super().__init__(
            "Dash",
            (
                Column("No.", lambda item: str(item.number), number=True),
                Column("Item", lambda item: item.label, wide=True),
                Column("Answer", lambda item: _SAID[self._answers.get(item.number, Answer.NOT_ASKED)]),
            ),
        )
        self.setAccessibleDescription(HOW)
        self.show_rows(items)
        self.resizeColumnToContents(2)

    def answers(self) -> dict[int, Answer]:
        """What was answered so far, by number."""
        return dict(self._answers)

    def show_answers(self, answers: Mapping[int, Answer]) -> None:
        """Shows these, and begins at the first that is open."""
        self._answers = dict(answers)
        self._repaint()
        first = next((number for number in range(1, ITEMS + 1) if number not in self._answers), 1)
        self.selectRow(first - 1)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The letters answer; Enter is for the form around."""
        item = self.row()
        answer = _KEYS.get(event.text().casefold())
        if item is not None and answer is not None and not event.modifiers():
            self._answers[item.number] = answer
            self._told(item, _SAID[answer])
            self.selectRow(min(item.number, ITEMS - 1))
        elif item is not None and event.key() == Qt.Key.Key_Backspace:
            self._answers.pop(item.number, None)
            self._told(item, "not asked")
        else:
            super().keyPressEvent(event)

    def _told(self, item: DashItem, said: str) -> None:
        self._repaint()
        announce(self, f"{item.number}, {said}")
        self.answered.emit()

    def _repaint(self) -> None:
        self.viewport().update()
        self.resizeColumnToContents(2)


class DashEntry(Card):
    """The table, and over it what the answers come to."""

    changed = Signal()

    def __init__(self, items: Sequence[DashItem]) -> None:
        super().__init__("Dash")
        self._thresholds = Thresholds()
        self.said = words("", "strong")
        self.table = DashTable(items)
        self.table.show_rows_at_once(AT_ONCE)
        self.body.addWidget(words(HOW, "soft"))
        self.body.addWidget(self.said)
        self.body.addWidget(self.table)
        self.table.answered.connect(self._count)

    def show_answers(self, answers: Mapping[int, Answer], high: int) -> None:
        """Shows these; `high` is the count at which this MARAC calls a risk high."""
        self._thresholds = Thresholds(high=high)
        self.table.show_answers(answers)
        self._say()

    def answers(self) -> list[DashAnswer]:
        """All 24 as they are kept, or none at all when no Dash was done."""
        given = self.table.answers()
        if not given:
            return []
        return [DashAnswer(number, given.get(number, Answer.NOT_ASKED)) for number in range(1, ITEMS + 1)]

    def _count(self) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        answers = self.answers()
        if not answers:
            self.said.setText("No item is answered yet.")
            return
        given = len(self.table.answers())
        left = f"; {ITEMS - given} not asked yet" if given < ITEMS else ""
        self.said.setText(f"{count(answers)} of {ITEMS} yes, {grade(answers, self._thresholds).label} risk{left}.")
