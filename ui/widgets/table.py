"""A table of frozen rows: columns say how to read a row, and a screen reader hears the column with each cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.guarded import guarded
from ui.theme.fonts import tabular

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column: its title, how it reads a row, whether it holds numbers, and whether it takes the room that is left.

    A `spare` one is left out where there is no room for it: with large text, say.
    """

    title: str
    text: Callable[[Row], str]
    number: bool = False
    wide: bool = False
    spare: bool = False


class RowsModel(QAbstractTableModel, Generic[Row]):
    """The rows as Qt asks for them."""

    def __init__(self, columns: Sequence[Column[Row]]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.rows: tuple[Row, ...] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Shows other rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """How many rows; none lies within another."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """How many columns."""
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell shows, says and how it stands."""
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        text = column.text(self.rows[index.row()])
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.title}: {text}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.number else _LEFT
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The titles."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.columns[section].number else _LEFT
        return None


MEASURED, LONGEST = 200, 8
"""Of so many rows the longest texts decide how wide a column is. Qt would ask a model for much more of each cell, anew
at each change of size; beside a job each such question has to wait for its turn."""


class Table(QTableView, Generic[Row]):
    """Rows to look through and to open: with Enter or a double click. Tab leaves the table."""

    opened = Signal(object)
    chosen = Signal(object)

    def __init__(self, name: str, columns: Sequence[Column[Row]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._most = 0
        self._needs: list[int] = []
        self._rows = RowsModel(columns)
        self.setModel(self._rows)
        self.setFont(tabular(self.font()))
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        for at, column in enumerate(columns):
            mode = QHeaderView.ResizeMode.Stretch if column.wide else QHeaderView.ResizeMode.Fixed
            self.horizontalHeader().setSectionResizeMode(at, mode)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._choose)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Shows other rows, and stays at the same one where it is among them, else at the same line."""
        at, here = max(0, self.currentIndex().row()), self.row()
        self._rows.show_rows(rows)
        self._fit_rows()
        if rows:
            self.selectRow(rows.index(here) if here in rows else min(at, len(rows) - 1))

    def show_whole(self) -> None:
        """As high as its rows, for a few of them: nothing scrolls within it."""
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.show_rows_at_once(len(self._rows.rows))

    def show_rows_at_once(self, most: int) -> None:
        """As high as its rows, up to so many; what is more scrolls within it."""
        self._most = most
        self._fit_rows()

    def rows(self) -> tuple[Row, ...]:
        """All of them."""
        return self._rows.rows

    def row(self) -> Row | None:
        """The one that the person is at."""
        at = self.currentIndex().row()
        return self._rows.rows[at] if 0 <= at < len(self._rows.rows) else None

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; Home and End go to the first and the last row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and self._rows.rows:
            self.selectRow(0 if event.key() == Qt.Key.Key_Home else len(self._rows.rows) - 1)
        else:
            super().keyPressEvent(event)

    @guarded
    def showEvent(self, event: QShowEvent) -> None:
        """Only now is it known how it is dressed."""
        super().showEvent(event)
        self._fit_rows()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width; and where it is lower than before, the row one is at stays in sight."""
        super().resizeEvent(event)
        self._leave_out()
        if event.size().height() < event.oldSize().height() and self.hasFocus():
            self.scrollTo(self.currentIndex())

    @guarded
    def changeEvent(self, event: QEvent) -> None:
        """Another size of text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_rows()

    def _fit_rows(self) -> None:
        """Each row is one line, so that one of them tells how high they all are."""
        if self.model() is None:
            return
        if self._rows.rows:
            self.verticalHeader().setDefaultSectionSize(self.sizeHintForRow(0))
            if self._most:
                rows = min(len(self._rows.rows), self._most) * self.verticalHeader().defaultSectionSize()
                self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows + 2)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Each as wide as its title and its texts."""
        header, columns, around = self.horizontalHeader(), self._rows.columns, self._around()
        for at in range(len(columns)):
            self.setColumnHidden(at, False)  # of a hidden one nobody can say how wide its title is
        self._needs = [header.sectionSizeHint(at) for at in range(len(columns))]
        for at, column in enumerate(columns):
            if not column.wide:
                self._needs[at] = max(self._needs[at], self._widest(column) + around)
                header.resizeSection(at, self._needs[at])
        self._leave_out()

    def _around(self) -> int:
        """What a cell is wider than its text."""
        first = self._rows.index(0, 0)
        if not first.isValid():
            return 0
        return self.sizeHintForIndex(first).width() - self._wide(str(self._rows.data(first))) + 1

    def _widest(self, column: Column[Row]) -> int:
        texts = {column.text(row) for row in self._rows.rows[:MEASURED]}
        return max(map(self._wide, nlargest(LONGEST, texts, key=len)), default=0)

    def _wide(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text)

    def _leave_out(self) -> None:
        """Spare columns, from the last, until the others have room."""
        needs = list(self._needs)
        for at in reversed(range(len(needs))):
            if self._rows.columns[at].spare:
                no_room = sum(needs) > self.viewport().width()
                self.setColumnHidden(at, no_room)
                needs[at] = 0 if no_room else needs[at]

    def _open(self) -> None:
        if (row := self.row()) is not None:
            self.opened.emit(row)

    def _choose(self) -> None:
        if (row := self.row()) is not None:
            self.chosen.emit(row)
