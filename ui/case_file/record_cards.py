"""The cards of a case file that tell what was referred, heard and agreed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from marac_desk.dates import short_date
from storage.case_rows import HearingRow
from storage.list_rows import ActionListRow
from ui.case_file.case_view import CaseView
from ui.case_file.facts import Fact
from ui.case_file.heard_view import HeardView
from ui.case_file.referral_view import DashView, ReferralView
from ui.widgets.card import Card
from ui.widgets.mark import Tone
from ui.widgets.notice import Notice
from ui.widgets.rows import fact, words
from ui.widgets.table import Column, Table

Row = TypeVar("Row")


SHORT, ACROSS = 40, 3
"""A fact of up to so many letters stands beside others, so many in a row."""


class Folded(QWidget):
    """A card of earlier times, which is made and shown when somebody asks for it."""

    def __init__(self, what: str, make: Callable[[], Card]) -> None:
        super().__init__()
        self._what, self._make = what, make
        self._card: Card | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._button = QPushButton(f"Show: {what}")
        self._button.clicked.connect(self._turn)
        self._column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)

    def _turn(self) -> None:
        if self._card is None:
            self._card = self._make()
            self._column.addWidget(self._card)
            self._card.show()
        else:
            self._card.setVisible(self._card.isHidden())
        self._button.setText(f"{'Show' if self._card.isHidden() else 'Hide'}: {self._what}")


def what_came_of_it(view: CaseView, items: Mapping[int, str]) -> list[QWidget]:
    """The last referral, meetings and actions; `items` are the short labels of the Dash by number."""
    cards: list[QWidget] = [_referral(each, items) for each in view.referrals[:1]]
    if view.hearings:
        cards.append(_tabled("Meetings", Table("Meetings of this case", _HEARINGS), view.hearings))
    if view.actions:
        cards.append(_tabled("Actions", Table("Actions of this case", _ACTIONS), view.actions))
    return cards


def what_was_heard(view: CaseView, items: Mapping[int, str]) -> list[QWidget]:
    """What is in for a meeting to come, and what the last one heard; what was before that is folded."""
    last = next((each for each in view.heard if each.begun), None)
    shown: list[QWidget] = [_heard(each) for each in view.heard if not each.begun or each is last]
    meetings = [Folded(each.title, partial(_heard, each)) for each in view.heard if each.begun and each is not last]
    referrals = [Folded(_title(each), partial(_referral, each, items)) for each in view.referrals[1:]]
    return [*shown, *meetings, *referrals]


def _title(view: ReferralView) -> str:
    return f"Referral of {short_date(view.received_on)}"


def _referral(view: ReferralView, items: Mapping[int, str]) -> Card:
    card = Card(_title(view))
    across = QHBoxLayout()
    across.setSpacing(24)
    for label, said in view.facts:
        across.addWidget(fact(label, said), 1)
    card.body.addLayout(across)
    if view.reason:
        card.body.addWidget(words(view.reason))
    _tell(card, view.more)
    _list(card, tuple(_answers(each, items) for each in view.dash))
    if view.missing:
        card.body.addWidget(Notice("Still to ask the referrer:\n" + "\n".join(view.missing), Tone.WARN))
    return card


def _answers(view: DashView, items: Mapping[int, str]) -> Fact:
    """`Dash, yes: 3` over `1 Injured in this incident; 2 Very frightened (of his brother); 7 ...`."""
    told = (f"{number} {items.get(number, '')}" + (f" ({added})" if added else "") for number, added in view.items)
    return f"Dash, {view.answer.value}: {len(view.items)}", "; ".join(told)


def _heard(view: HeardView) -> Card:
    card = Card(view.title)
    _list(card, view.said_first)
    for line in view.voice:
        card.body.addWidget(Notice(f"{line.text}\n({line.detail})", Tone.VOICE))
    for heading, facts, tell in (
        ("Information shared", view.shared, _list),
        ("Risks", view.risks, _list),
        ("What came of it", view.came_of_it, _tell),
    ):
        if facts:
            card.body.addWidget(words(heading, "strong"))
            tell(card, facts)
    return card


def _list(card: Card, facts: tuple[Fact, ...]) -> None:
    """One under the other, in their order."""
    for label, said in facts:
        card.body.addWidget(fact(label, said))


def _tell(card: Card, facts: tuple[Fact, ...]) -> None:
    """Long ones one under the other, and then the short ones, side by side."""
    _list(card, tuple(each for each in facts if _is_long(*each)))
    short = [each for each in facts if not _is_long(*each)]
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    for at, (label, said) in enumerate(short):
        grid.addWidget(fact(label, said), at // ACROSS, at % ACROSS, Qt.AlignmentFlag.AlignTop)
    for column in range(ACROSS):
        grid.setColumnStretch(column, 1)
    if short:
        card.body.addLayout(grid)


def _is_long(label: str, said: str) -> bool:
    return max(len(label), len(said)) > SHORT


def _tabled(title: str, table: Table[Row], rows: tuple[Row, ...]) -> Card:
    card = Card(title)
    table.show_rows(rows)
    table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.resizeRowsToContents()
    heights = sum(table.rowHeight(at) for at in range(len(rows)))
    table.setFixedHeight(table.horizontalHeader().sizeHint().height() + heights + 4)
    card.body.addWidget(table)
    return card


_HEARINGS = (
    Column[HearingRow]("Meeting", lambda row: row.reference),
    Column[HearingRow]("Date", lambda row: short_date(row.starts_at.astimezone().date())),
    Column[HearingRow]("Listed as", lambda row: row.listing.value),
    Column[HearingRow]("Actions", lambda row: str(row.actions), number=True),
    Column[HearingRow]("Outcome", lambda row: _outcome(row), wide=True),
)
_ACTIONS = (
    Column[ActionListRow]("No.", lambda row: row.label),
    Column[ActionListRow]("Action", lambda row: row.text, wide=True),
    Column[ActionListRow]("Agency", lambda row: row.agency or "no owner"),
    Column[ActionListRow]("Due", lambda row: short_date(row.due) if row.due else "ongoing" if row.ongoing else ""),
    Column[ActionListRow]("State", lambda row: "overdue" if row.overdue else row.state.value),
)


def _outcome(row: HearingRow) -> str:
    if row.deferred_because:
        return f"put off: {row.deferred_because}"
    return "to be heard" if row.to_come else row.outcome
