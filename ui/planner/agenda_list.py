"""The running order as a list: a time, a case and what is to be minded about it. Dragging a line moves the case."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from marac_desk.meetings import Listing
from storage.planner_rows import AgendaLine
from ui.theme.fonts import tabular
from ui.widgets.elided import ElidedLabel
from ui.widgets.form import name_control
from ui.widgets.mark import Pill, Tone


class AgendaList(QListWidget):
    """`reordered` brings the identifiers of the cases in their new order, `chosen` and `opened` a line."""

    reordered = Signal(object)
    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        name_control(self, "Running order", "Alt Up and Alt Down move a case")
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self._lines: tuple[AgendaLine, ...] = ()
        self._at: UUID | None = None
        self.currentRowChanged.connect(self._choose)
        self.itemActivated.connect(lambda _: self.opened.emit(self.line()))
        # The list is in the middle of its own move here; it is filled anew when that is over.
        self.model().rowsMoved.connect(lambda: QTimer.singleShot(0, self, self._moved))

    def show_lines(self, lines: Sequence[AgendaLine]) -> None:
        """Shows the agenda, and stays at the case it was at."""
        at, was = self._at, self.currentRow()
        self._lines = tuple(lines)
        self.blockSignals(True)
        self.clear()
        for line in lines:
            self._add(line)
        self.blockSignals(False)
        rows = [line.case.case_id for line in lines]
        self.setCurrentRow(rows.index(at) if at in rows else min(max(was, 0), len(rows) - 1))
        self._choose()

    def lines(self) -> tuple[AgendaLine, ...]:
        """All of them, in order."""
        return self._lines

    def line(self) -> AgendaLine | None:
        """The one that the person is at."""
        at = self.currentRow()
        return self._lines[at] if 0 <= at < len(self._lines) else None

    def go_to(self, case_id: UUID) -> None:
        """The line of this case."""
        for at, line in enumerate(self._lines):
            if line.case.case_id == case_id:
                self.setCurrentRow(at)

    def _add(self, line: AgendaLine) -> None:
        item = QListWidgetItem(self)
        item.setData(Qt.ItemDataRole.UserRole, str(line.case.case_id))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, _spoken(line))
        row = self._row(line)
        item.setSizeHint(QSize(0, max(row.sizeHint().height(), Pill("").sizeHint().height() + 4) + 8))
        self.setItemWidget(item, row)

    def _row(self, line: AgendaLine) -> QWidget:
        row = QWidget()
        row.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        across = QHBoxLayout(row)
        across.setContentsMargins(10, 2, 8, 2)
        across.setSpacing(8)
        slot, reference = ElidedLabel(line.slot or "–"), ElidedLabel(line.case.reference)
        reference.setObjectName("side")
        for label, widest in ((slot, "00:00 "), (reference, line.case.reference)):
            label.setFont(tabular(label.font()))
            label.setFixedWidth(self.fontMetrics().horizontalAdvance(widest))
            across.addWidget(label)
        across.addWidget(ElidedLabel(line.victim), 1)
        for text, tone in _pills(line):
            across.addWidget(Pill(text, tone))
        return row

    def _choose(self) -> None:
        line = self.line()
        self._at = line.case.case_id if line else None
        if line is not None:
            self.chosen.emit(line)

    def _moved(self) -> None:
        items = [self.item(at) for at in range(self.count())]
        order = [UUID(str(item.data(Qt.ItemDataRole.UserRole))) for item in items]
        if order != [line.case.case_id for line in self._lines]:
            self.reordered.emit(order)


def _pills(line: AgendaLine) -> list[tuple[str, Tone]]:
    """What is not the usual: most cases are new."""
    if line.case.deferred:
        return [("put off", Tone.WARN)]
    pills = [("children", Tone.PLAIN)] if line.case.has_children else []
    if line.case.listing is not Listing.NEW:
        pills.append((line.case.listing.value, Tone.ACCENT))
    return pills


def _spoken(line: AgendaLine) -> str:
    return ", ".join(filter(None, (line.slot, line.victim, line.case.reference, *(text for text, _ in _pills(line)))))
