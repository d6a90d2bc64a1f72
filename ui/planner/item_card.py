"""What can be done with the case one is at in the agenda: how it is listed, and putting it off with a reason."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton

from marac_desk.meetings import Listing
from storage.planner_rows import AgendaLine
from ui.widgets.card import Card
from ui.widgets.chips import Option
from ui.widgets.form import Form
from ui.widgets.rows import words

_LETTERS = {Listing.NEW: "N", Listing.REPEAT: "R", Listing.TRANSFER_IN: "T", Listing.ALERT_ONLY: "A"}


class ItemCard(Card):
    """Tells what the person wants with the case; it changes nothing itself."""

    listed = Signal(object, str)
    deferred = Signal(object, str)
    restored = Signal(object)

    def __init__(self) -> None:
        super().__init__("This case")
        self._line: AgendaLine | None = None
        self.form = Form()
        options = [Option(each.value, each.value.capitalize(), _LETTERS[each]) for each in Listing]
        self.listing = self.form.choice("Listed as", options)
        self.why = self.form.line("Put off, because", "Enter puts the case off; it stays on the agenda with its reason")
        self.put_off = words("", "soft")
        self.restore = QPushButton("Hear it after all")
        self.body.addWidget(self.form)
        self.body.addWidget(self.put_off)
        self.body.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignLeft)
        self.listing.changed.connect(self._list)
        self.why.returnPressed.connect(self._defer)
        self.restore.clicked.connect(self._restore)

    def show_line(self, line: AgendaLine) -> None:
        """The case one is at now."""
        self.title.setText(f"{line.case.reference}, {line.victim}")
        if self._line is None or self._line.case.case_id != line.case.case_id:
            self.why.clear()
        self._line = line
        self.listing.choose(line.case.listing.value)
        self.form.field(self.why).setVisible(not line.case.deferred)
        self.put_off.setText(f"Put off: {line.deferred_because}")
        for part in (self.put_off, self.restore):
            part.setVisible(line.case.deferred)

    def _list(self) -> None:
        if self._line is not None:
            self.listed.emit(self._line.case.case_id, self.listing.chosen())

    def _defer(self) -> None:
        if self._line is not None:
            why = self.why.text()
            self.deferred.emit(self._line.case.case_id, why)

    def _restore(self) -> None:
        if self._line is not None:
            self.why.clear()
            self.restored.emit(self._line.case.case_id)
