"""Attendance: one line an agency, one key a line. P present, D deputy, A apologies, W sent in writing instead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from marac_desk.agencies import Agency, Representative
from marac_desk.attendance import add_person, line_of, send_apologies, sign_in, strike_out
from marac_desk.dates import short_date
from marac_desk.errors import Refused
from marac_desk.maracs import Marac
from marac_desk.meetings import Attendance, Meeting, Presence
from marac_desk.opening import quorum_warning
from storage.door import Changes, Edit
from ui.guarded import guarded
from ui.meeting_room.line_page import LinePage
from ui.meeting_room.room import MeetingChange, Room
from ui.widgets.card import Card
from ui.widgets.chips import Option
from ui.widgets.flow import FlowLayout
from ui.widgets.form import Form
from ui.widgets.keycap import KeyButton
from ui.widgets.mark import Tone
from ui.widgets.notice import Notice
from ui.widgets.table import Column, Table

REST_KEY = "Alt+P"
WHO_CAME = "Nobody is named for this agency yet. Write who came, and press Enter."
HERE, ALSO = "present", "observer"
Mark = Callable[[Meeting, Agency], object]


@dataclass(frozen=True)
class SheetLine:
    """One line of the sheet. `agency_id` is that of an agency at the table; others are added by name."""

    agency_id: UUID | None
    agency: str
    name: str
    said: str


class AttendancePage(LinePage):
    """The sheet, the keys, and a line for anybody else."""

    title = "Attendance"
    prompts = slice(3, 4)
    widest = 0

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.quorum = Notice("", Tone.WARN)
        self.sheet: Table[SheetLine] = Table(
            "Attendance sheet",
            (
                Column("Agency", lambda line: line.agency, wide=True),
                Column("Who", lambda line: line.name),
                Column("Present", lambda line: line.said),
            ),
        )
        self.sheet.installEventFilter(self)
        self._asked = False
        self._keys = {
            Qt.Key.Key_P: self._present,
            Qt.Key.Key_D: self._deputy,
            Qt.Key.Key_A: self._apologies,
            Qt.Key.Key_W: self._written,
            Qt.Key.Key_X: self._strike,
        }
        card = Card()
        card.body.addLayout(self._buttons())
        card.body.addWidget(self.sheet, 1)
        self.body.addWidget(self.quorum)
        self.body.addWidget(card, 1)
        self.body.addWidget(self._others())
        self.show_meeting()

    def show_meeting(self) -> None:
        """The sheet as it stands."""
        with self.desk.vault.read() as read:
            meeting = read.get(Meeting, self.room.meeting_id)
            marac = read.get(Marac, meeting.marac_id)
            lines = _lines(meeting, marac.round_table())
            warning = quorum_warning(meeting, marac.agencies) if meeting.attendance else ""
        self.sheet.show_rows(lines)
        self.quorum.say(warning)
        self.quorum.setVisible(bool(warning))

    def refresh(self, changes: Changes) -> None:
        """Somebody was signed in or out."""
        if changes.touch("attendance") or changes.touch("left_for"):
            self.show_meeting()

    def focus_first(self) -> None:
        """The sheet."""
        self.sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    @guarded
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """One key a line, then the next line."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or event.modifiers():
            return False
        do = self._keys.get(Qt.Key(event.key()))
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.on()
            return True
        if do is None:
            return False
        do()
        return True

    def _buttons(self) -> FlowLayout:
        row = FlowLayout(centred=True)
        for text, key, do in (
            ("Present", "P", self._present),
            ("Deputy", "D", self._deputy),
            ("Apologies", "A", self._apologies),
            ("Sent in writing", "W", self._written),
            ("Strike out", "X", self._strike),
        ):
            button = KeyButton(text, key)
            button.setObjectName("chip")
            button.setProperty("ring", 10)
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            button.clicked.connect(do)
            row.addWidget(button)
        self.rest = KeyButton("All others are present", REST_KEY)
        self.rest.clicked.connect(self._all_present)
        QShortcut(
            QKeySequence(REST_KEY), self, self._all_present, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
        )
        self.go_on = KeyButton("Go on", "Return")
        self.go_on.setObjectName("primary")
        self.go_on.clicked.connect(self.on)
        row.addWidget(self.rest)
        row.addWidget(self.go_on)
        return row

    def _others(self) -> QWidget:
        """A line for observers and anybody who is not an agency's usual representative."""
        card = Card("Anybody else")
        row = FlowLayout(gap=12)
        named, from_where, how = Form(), Form(), Form()
        self.name = named.line("Name")
        self.place = from_where.line("Agency or organisation")
        self.how = how.choice("Comes as", (Option(ALSO, "Observer", "O"), Option(HERE, "Speaks", "S")))
        self.how.choose(ALSO)
        self.add = KeyButton("Add")
        self.add.clicked.connect(self._add)
        for line in (self.name, self.place):
            line.returnPressed.connect(self._add)
        for part in (named, from_where, how):
            row.addWidget(part)
        row.addWidget(_under_a_label(self.add))
        card.body.addLayout(row)
        return card

    def _present(self) -> None:
        line = self.sheet.row()
        if line is not None and line.agency_id is not None and not line.name:
            self._ask_who(line)
        else:
            self._mark(lambda meeting, agency: sign_in(meeting, agency))

    def _ask_who(self, line: SheetLine) -> None:
        """Nobody is named for this agency: who came is written below, and then the sheet goes on."""
        self._asked = True
        self.place.setText(line.agency)
        self.how.choose(HERE)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.desk.messages.told(WHO_CAME)

    def _deputy(self) -> None:
        self._mark(lambda meeting, agency: sign_in(meeting, agency, _deputy_of(agency)))

    def _apologies(self) -> None:
        self._mark(lambda meeting, agency: send_apologies(meeting, agency))

    def _written(self) -> None:
        self._mark(lambda meeting, agency: send_apologies(meeting, agency, self.room.today()))

    def _strike(self) -> None:
        line = self.sheet.row()
        if line is not None and line.agency_id is None:
            self.try_edit("Strike out attendance", lambda _, meeting: _forget(meeting, line.name))
        else:
            self._mark(lambda meeting, agency: strike_out(meeting, agency.id))

    def _mark(self, mark: Mark) -> None:
        line = self.sheet.row()
        if line is None or line.agency_id is None:
            return
        agency_id = line.agency_id

        def change(edit: Edit, meeting: Meeting) -> None:
            mark(meeting, edit.get(Agency, agency_id))

        if self.try_edit("Take attendance", change):
            self._next_line()

    def _next_line(self) -> None:
        at = self.sheet.currentIndex().row()
        self.sheet.selectRow(min(at + 1, len(self.sheet.rows()) - 1))

    def _all_present(self) -> None:
        if self.try_edit("Take attendance", _all_others_present):
            self.sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self) -> None:
        name, place, presence = self.name.text(), self.place.text(), Presence(self.how.chosen() or ALSO)
        if self.try_edit("Take attendance", _adding(name, place, presence)):
            self.name.clear()
            self.place.clear()
            if self._asked:
                self._asked = False
                self.desk.messages.clear()
                self.sheet.setFocus(Qt.FocusReason.OtherFocusReason)
                self._next_line()
            else:
                self.name.setFocus(Qt.FocusReason.OtherFocusReason)


def _under_a_label(button: QWidget) -> QWidget:
    """A button as low as the fields beside it, which have their labels above them."""
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    above = QLabel(" ")
    above.setObjectName("fieldLabel")
    column.addWidget(above)
    column.addWidget(button)
    return part


def _lines(meeting: Meeting, table: list[Agency]) -> tuple[SheetLine, ...]:
    """Every core agency, others that have a line, then everybody besides."""
    seated = []
    used = set()
    for agency in table:
        line = line_of(meeting, agency.id)
        if line is None and not agency.core:
            continue
        usual = agency.spokesperson()
        name = line.name if line else (usual.name if usual else "")
        seated.append(SheetLine(agency.id, agency.name, name, _said(line)))
        used.add(line.id if line else None)
    names = {agency.id: agency.name for agency in table}
    besides = (
        SheetLine(None, each.organisation or names.get(each.agency_id, ""), each.name, _said(each))  # type: ignore[arg-type]
        for each in meeting.attendance
        if each.id not in used
    )
    return (*seated, *besides)


def _said(line: Attendance | None) -> str:
    if line is None:
        return "–"
    if line.presence is Presence.APOLOGIES:
        received = line.information_received
        return f"apologies, sent in writing {short_date(received)}" if received else "apologies"
    return "present, deputy" if line.role == "deputy" else line.presence.value


def _deputy_of(agency: Agency) -> Representative:
    deputy = next((each for each in agency.representatives if each.deputy), None)
    if deputy is None:
        raise Refused("This agency has no deputy on the record. Please add the person by name below.")
    return deputy


def _forget(meeting: Meeting, name: str) -> None:
    meeting.may_change()
    meeting.attendance = [each for each in meeting.attendance if each.agency_id or each.name != name]


def _all_others_present(edit: Edit, meeting: Meeting) -> None:
    for agency in edit.get(Marac, meeting.marac_id).round_table():
        if agency.core and line_of(meeting, agency.id) is None and agency.spokesperson() is not None:
            sign_in(meeting, agency)


def _adding(name: str, place: str, presence: Presence) -> MeetingChange:
    """Somebody from an agency at the table is of that agency; anybody else of the organisation as it was typed."""

    def change(edit: Edit, meeting: Meeting) -> None:
        typed = place.strip().casefold()
        agencies = edit.get(Marac, meeting.marac_id).agencies
        agency = next((each for each in agencies if each.name.casefold() == typed), None)
        add_person(meeting, name, "" if agency else place, presence, agency.id if agency else None)

    return change
