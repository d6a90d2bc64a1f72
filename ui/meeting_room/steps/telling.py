"""Who tells the victim what was agreed, how and by when. It is kept when one of its fields is left."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from marac_desk.errors import Refused
from ui.guarded import guarded
from ui.meeting_room.room import Room
from ui.meeting_room.steps.pickers import AgencyLine, DayPicker, labelled
from ui.widgets.card import Card
from ui.widgets.entry_draft import Parts
from ui.widgets.form import Field


@dataclass(frozen=True)
class VictimTold:
    """As it stands in the record or in the entry."""

    agency_id: UUID | None = None
    teller: str = ""
    how: str = ""
    by: date | None = None


class Telling(Card):
    """`left`: an agency was chosen or a field left; `done`: Enter was pressed or a day chosen; `touched`: a key was."""

    left = Signal()
    touched = Signal()
    done = Signal()

    def __init__(self, room: Room) -> None:
        super().__init__("Who tells the victim?")
        self._stored = VictimTold()
        self._how, self._by = "", date.max
        self.agency, self.teller, self.how = AgencyLine("Agency that tells the victim"), QLineEdit(), QLineEdit()
        self.agency.set_seats(room.heard.seats)
        self.by = DayPicker("By when the victim is told")
        self.by.offer_due(room.today(), None, room.calendar)
        row = QHBoxLayout()
        row.setSpacing(10)
        for label, line, stretch in (("Agency", self.agency, 4), ("Who", self.teller, 3), ("How", self.how, 6)):
            row.addWidget(Field(label, line), stretch)
            line.installEventFilter(self)
            line.textChanged.connect(self.touched)
        for line, name in ((self.agency, "Agency that tells the victim"), (self.teller, "Who tells the victim")):
            line.setAccessibleName(name)
        self.how.setAccessibleName("How the victim is told")
        self.body.addLayout(row)
        self.body.addWidget(labelled("By", self.by))
        self.agency.chosen.connect(self._name_teller)
        self.by.chips.changed.connect(self._day_chosen)
        self.by.other.textChanged.connect(self.touched)
        self.by.other.installEventFilter(self)

    def show_told(self, told: VictimTold) -> None:
        """Shows what is recorded, unless something else is being typed."""
        if self._typed() not in (self._stored, VictimTold()):
            self._stored = told
            return
        self._stored = told
        self.agency.choose(told.agency_id)
        self.teller.setText(told.teller)
        self.how.setText(told.how)
        self.by.choose(told.by)

    def entered(self) -> VictimTold:
        """What stands in it. Raises Refused when the date is none."""
        return VictimTold(self.agency.agency_id(), self.teller.text().strip(), self.how.text().strip(), self.by.day())

    def is_changed(self) -> bool:
        """Whether it says something else than the record. Raises Refused when the date is none."""
        return self.entered() != self._stored

    def parts(self) -> Parts:
        """What is being typed, for the draft."""
        with suppress(Refused):  # what is no date is worth keeping as well
            if not self.is_changed():
                return {}
        lines = {"agency": self.agency.text(), "teller": self.teller.text(), "how": self.how.text()}
        return {**lines, "by": list(self.by.chips.all_chosen()), "other": self.by.other.text()}

    def restore(self, parts: Parts) -> None:
        """Shows what was kept before a crash or a lock."""
        if not parts:
            return
        self.agency.setText(parts["agency"])
        self.teller.setText(parts["teller"])
        self.how.setText(parts["how"])
        self.by.chips.choose(*parts["by"])
        self.by.other.setText(parts["other"])
        self.by.other.setVisible(bool(parts["other"]))

    def suggest(self, how: str, by: date) -> None:
        """What is filled in with the agency: the way that is safe, and the next working day."""
        self._how, self._by = how, by

    def begin(self) -> None:
        """Goes to the agency."""
        self.agency.setFocus(Qt.FocusReason.OtherFocusReason)

    @guarded
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A field was left."""
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        return super().eventFilter(watched, event)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.done.emit()
        else:
            super().keyPressEvent(event)

    def _typed(self) -> VictimTold:
        """What stands in the lines; the day by itself is no typing."""
        return VictimTold(self.agency.agency_id(), self.teller.text().strip(), self.how.text().strip(), self._stored.by)

    def _name_teller(self) -> None:
        """Whoever speaks for the agency in the room tells, until somebody else is named."""
        seat = self.agency.seat()
        if seat is not None:
            self.teller.setText(seat.speaker)
        if not self.how.text():
            self.how.setText(self._how)
        if not self.by.chips.chosen():
            self.by.choose(self._by)
        self.teller.setFocus(Qt.FocusReason.OtherFocusReason)
        self.teller.selectAll()  # whoever types another name replaces this one, and nothing else

    def _day_chosen(self) -> None:
        """On to what follows, as after the flag. Another date is typed first, and looked at once it is left."""
        if self.by.chips.chosen() != self.by.OTHER:
            self.done.emit()
