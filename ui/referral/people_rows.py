"""People in a short referral, one row each: those causing harm, and the children, born or not."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from ui.widgets.card import Card
from ui.widgets.rows import side_by_side
from ui.widgets.tab_order import follow_in_tab_order

Kept = list[list[str]]
"""The rows as they are kept in a draft: given names, family name, date, relation."""


@dataclass(frozen=True)
class PersonTyped:
    """What was typed in one row; `at` is its place, from 1. `when` is a date of birth, or when a child is due."""

    at: int
    given: str
    family: str
    when: str
    relation: str


class PeopleRows(Card):
    """Rows of four fields, and a button for one more."""

    changed = Signal()

    def __init__(self, title: str, who: str, date_label: str, more: str) -> None:
        super().__init__(title)
        self._who, self._date_label = who, date_label
        self._rows: list[tuple[QWidget, tuple[QLineEdit, ...]]] = []
        self.more = QPushButton(more)
        self.more.clicked.connect(self._add_and_go)
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_rows(self, kept: Kept, least: int) -> None:
        """These rows, and empty ones up to `least`."""
        for row, _ in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = []
        for texts in [*kept, *([[]] * (least - len(kept)))]:
            self._add(texts)

    def kept(self) -> Kept:
        """What is typed in each row that is not empty."""
        texts = [[line.text().strip() for line in lines] for _, lines in self._rows]
        return [row for row in texts if any(row)]

    def people(self) -> tuple[PersonTyped, ...]:
        """The same by name."""
        rows = enumerate(self._rows, start=1)
        typed = [PersonTyped(at, *(line.text().strip() for line in lines)) for at, (_, lines) in rows]
        return tuple(each for each in typed if each.given or each.family or each.when or each.relation)

    def date_of(self, person: PersonTyped) -> QLineEdit:
        """The field of somebody's date."""
        return self._rows[person.at - 1][1][2]

    def _add(self, texts: list[str]) -> tuple[QLineEdit, ...]:
        lines = tuple(QLineEdit() for _ in range(4))
        for line, text in zip(lines, texts, strict=False):
            line.setText(text)
        number = f", {self._who} {len(self._rows) + 1}"
        labels = ("Given names", "Family name", self._date_label, "Relation to the victim")
        row = side_by_side(
            *((label, line, part) for label, line, part in zip(labels, lines, (3, 3, 2, 3), strict=True))
        )
        for label, line in zip(labels, lines, strict=True):
            line.setAccessibleName(label + number)
            line.textChanged.connect(self.changed)
        self.body.insertWidget(self.body.count() - 1, row)
        row.show()  # at once, so that it can take the focus
        follow_in_tab_order(self._last_before(row), (*lines, self.more))
        self._rows.append((row, lines))
        return lines

    def _last_before(self, row: QWidget) -> QWidget:
        """What Tab comes to before this row: it may be made long after what stands below it."""
        above = self.body.itemAt(self.body.indexOf(row) - 1)
        part = above.widget() if above is not None else None
        inside = [each for each in part.findChildren(QWidget) if each.focusPolicy().value] if part else []
        return inside[-1] if inside else self

    def _add_and_go(self) -> None:
        self._add([])[0].setFocus(Qt.FocusReason.OtherFocusReason)
