"""The small pickers of an entry: an agency by a few letters, a day in working days, risks by number, whom it faces."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from marac_desk.completion import complete
from marac_desk.timetable import WorkingDays, due_chips
from marac_desk.typed_dates import read_day, read_past_day
from ui.guarded import guarded
from ui.meeting_room.case_in_room import Seat
from ui.meeting_room.steps.suggestions import Offer, Suggestions
from ui.widgets.chips import Chips, Option
from ui.widgets.text_box import TextBox

_OFFERED = 6


class AgencyLine(QLineEdit):
    """An agency at the table, found by a few letters. `chosen`: one was taken with Enter or Tab."""

    chosen = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._seats: tuple[Seat, ...] = ()
        self._suggestions = Suggestions(self, eager=True, width=260)
        self._suggestions.taken.connect(self._take)
        self.textEdited.connect(self._offer)

    def set_seats(self, seats: Sequence[Seat]) -> None:
        """Who can be chosen."""
        self._seats = tuple(seats)

    def seat(self) -> Seat | None:
        """The agency that stands in the line, if it is one."""
        typed = self.text().strip().casefold()
        return next((seat for seat in self._seats if seat.name.casefold() == typed), None)

    def agency_id(self) -> UUID | None:
        """Its identifier."""
        seat = self.seat()
        return seat.agency_id if seat else None

    def choose(self, agency_id: UUID | None) -> None:
        """Puts an agency into the line."""
        seat = next((seat for seat in self._seats if seat.agency_id == agency_id), None)
        self.setText(seat.name if seat else "")

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A few letters are enough: the likeliest one is taken when the line is left."""
        if self.text().strip() and self.seat() is None and (found := self._found()):
            self.setText(found[0].name)
        super().focusOutEvent(event)

    def _found(self) -> tuple[Seat, ...]:
        return complete(self.text(), self._seats, lambda seat: seat.name)

    def _offer(self) -> None:
        found = self._found() if self.text().strip() else ()
        self._suggestions.offer([Offer(str(seat.agency_id), seat.name) for seat in found[:_OFFERED]])

    def _take(self, key: str) -> None:
        self.choose(UUID(key))
        self.chosen.emit()


class DayPicker(QWidget):
    """A day: by a chip, or typed where no chip fits. Nothing chosen is no day."""

    changed = Signal()
    OTHER = "other"
    ONGOING = "ongoing"

    def __init__(self, name: str) -> None:
        super().__init__()
        self.chips = Chips(name)
        self.other = QLineEdit()
        self.other.setAccessibleName(f"{name}: other date")
        self.other.setPlaceholderText("14/12 or +3")
        self.other.setFixedWidth(14 * self.fontMetrics().averageCharWidth())
        self.other.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.chips, 1)
        row.addWidget(self.other)
        self._past, self._today = False, date.min
        self._offered: tuple[Option, ...] = ()
        self.chips.changed.connect(self._chosen)
        self.other.textChanged.connect(self.changed)

    def offer_due(self, today: date, next_meeting: date | None, calendar: WorkingDays) -> None:
        """The days that an action usually gets."""
        letters = {"Today": "T", "Next working day": "N", "2 working days": "2", "5 working days": "5"}
        texts = {"2 working days": "2 days", "5 working days": "5 days"}
        options = [
            Option(
                chip.on.isoformat(),
                _weekday(chip.on) if chip.label == "Next working day" else texts.get(chip.label, chip.label),
                letters.get(chip.label, "M"),
            )
            for chip in due_chips(today, next_meeting, calendar)
        ]
        self._offer(options, today, past=False)

    def offer_ongoing(self) -> None:
        """An action may have no end."""
        self._set([*self._offered, Option(self.ONGOING, "Ongoing", "O")])

    def offer_told(self, today: date) -> None:
        """The days on which somebody was told something."""
        days = [Option(today.isoformat(), "Today")]
        self._offer([*days, Option(date.fromordinal(today.toordinal() - 1).isoformat(), "Yesterday")], today, True)

    def day(self) -> date | None:
        """The day chosen. Raises Refused when what was typed is no date."""
        chosen = self.chips.chosen()
        if chosen == self.OTHER:
            read = read_past_day if self._past else read_day
            return read(self.other.text(), self._today) if self.other.text().strip() else None
        return date.fromisoformat(chosen) if chosen and chosen != self.ONGOING else None

    def ongoing(self) -> bool:
        """Whether it was said to have no end."""
        return self.chips.chosen() == self.ONGOING

    def choose(self, day: date | None, ongoing: bool = False) -> None:
        """Chooses a day without telling anybody."""
        offered = [option.key for option in self._offered]
        key = self.ONGOING if ongoing else day.isoformat() if day else ""
        with QSignalBlocker(self.other):
            typed = day is not None and key not in offered
            self.other.setText(f"{day.day}/{day.month}/{day.year}" if day is not None and typed else "")
        self.chips.choose(*([self.OTHER] if typed else [key] if key else []))
        self.other.setVisible(typed)

    def _offer(self, options: Sequence[Option], today: date, past: bool) -> None:
        self._today, self._past = today, past
        self._set(options)

    def _set(self, options: Sequence[Option]) -> None:
        self._offered = tuple(options)
        self.chips.set_options([*options, Option(self.OTHER, "Date…", "" if self._past else "D")])

    def _chosen(self) -> None:
        typed = self.chips.chosen() == self.OTHER
        self.other.setVisible(typed)
        if typed:
            self.other.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()


class NumberedChips(Chips):
    """Chips that a digit switches: the first with 1, the second with 2."""

    @guarded
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A digit, while the group has the focus."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.text().isdecimal():
            if self.switch(int(event.text())):
                self.buttons()[int(event.text()) - 1].setFocus(Qt.FocusReason.OtherFocusReason)
                return True
            return False
        return super().eventFilter(watched, event)

    def switch(self, number: int) -> bool:
        """Switches the chip with this number, from 1; false when there is none."""
        chips = self.buttons()
        if not 1 <= number <= len(chips):
            return False
        chips[number - 1].click()
        return True


def labelled(label: str, control: QWidget, letters: int = 8) -> QWidget:
    """A control with its label at the left, as narrow rows of chips have it. `letters` is how wide the label is."""
    row = QWidget()
    across = QHBoxLayout(row)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(8)
    words = QLabel(label)
    words.setObjectName("sideLabel")
    words.setBuddy(control)
    words.setFixedWidth(letters * row.fontMetrics().averageCharWidth())
    words.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
    if isinstance(control, QLineEdit):
        words.setProperty("beside", "field")  # as high as the field: the two stand on one line
    across.addWidget(words, 0, Qt.AlignmentFlag.AlignTop)
    across.addWidget(control, 1)
    return row


def box(lines: int, most: int = 0) -> TextBox:
    """A field that is as high as its lines; with `most` it grows to so many where there is room."""
    made = TextBox(lines, most=most)
    up = QSizePolicy.Policy.Expanding if most else QSizePolicy.Policy.Fixed
    made.setSizePolicy(QSizePolicy.Policy.Expanding, up)
    return made


def go_to_end(editor: QPlainTextEdit) -> None:
    """Goes to the end of what is written, where one goes on."""
    cursor = editor.textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    editor.setTextCursor(cursor)
    editor.setFocus(Qt.FocusReason.OtherFocusReason)


def uuids(keys: Iterable[str]) -> tuple[UUID, ...]:
    """The identifiers that chips are called by."""
    return tuple(UUID(key) for key in keys)


def _weekday(day: date) -> str:
    """`Fri 27 Nov`."""
    return f"{day:%a} {day.day} {day:%b}"
