"""Step 1: the referral as it is presented, edited to what was said, with the dates that actions must beat."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton

from marac_desk.cases import Case, KeyDate, KeyDateKind
from marac_desk.dates import short_date
from marac_desk.discussion import Step
from marac_desk.errors import Refused, Told
from marac_desk.typed_dates import read_day
from storage.door import Changes
from storage.room_rows import KeyDateRow, key_dates
from ui.guarded import guarded
from ui.meeting_room.room import Room
from ui.meeting_room.step_page import StepPage
from ui.meeting_room.steps.contact import ContactEntry
from ui.meeting_room.steps.pickers import go_to_end, labelled
from ui.meeting_room.steps.rows import Line, Rows
from ui.widgets.card import Card
from ui.widgets.chips import Chips, Option
from ui.widgets.entry_draft import EntryDraft, Parts, follow
from ui.widgets.form import Field
from ui.widgets.text_box import TextBox

_LETTERS = {
    KeyDateKind.BAIL_ENDS: "B",
    KeyDateKind.HEARING: "H",
    KeyDateKind.RELEASE: "R",
    KeyDateKind.BIRTH: "D",
    KeyDateKind.HANDOVER: "C",
    KeyDateKind.OTHER: "O",
}


class KeyDateEntry(Card):
    """The key dates of the case, soonest first, and a line for another.

    `entered`: Enter was pressed; `touched`: any key was.
    """

    entered = Signal()
    touched = Signal()

    def __init__(self) -> None:
        super().__init__("Key dates: what an action must beat")
        self.rows = Rows("Key dates", (18, 16))
        self.kind = Chips("Kind of date", [Option(kind.name, kind.value, key) for kind, key in _LETTERS.items()])
        self.on, self.note = QLineEdit(), QLineEdit()
        self.on.setPlaceholderText("14/12")
        self.add = QPushButton("Add ↵")
        self.body.addWidget(self.rows)
        self.body.addWidget(labelled("Another", self.kind))
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(Field("Date", self.on), 2)
        row.addWidget(Field("What is set for it", self.note), 5)
        row.addWidget(self.add, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(row)
        self.kind.choose(KeyDateKind.BAIL_ENDS.name)
        self.kind.changed.connect(lambda: self.on.setFocus(Qt.FocusReason.OtherFocusReason))
        self.add.clicked.connect(self.entered)
        for line in (self.on, self.note):
            line.textChanged.connect(self.touched)

    def show_dates(self, rows: tuple[KeyDateRow, ...], today: date) -> None:
        """Shows them; what has passed says so."""
        self.rows.show_lines([_line(row, today) for row in rows])

    def entered_now(self, today: date) -> KeyDate:
        """What stands in the line. Raises Refused when the date is none."""
        if not self.on.text().strip():
            raise Refused("Please give the date: 14/12, or 14/12/2026.")
        kind = KeyDateKind[self.kind.chosen()]
        return KeyDate(kind, read_day(self.on.text(), today), self.note.text().strip())

    def parts(self) -> Parts:
        """What stands in the line, for the draft."""
        on, note = self.on.text(), self.note.text()
        return {"kind": self.kind.chosen(), "on": on, "note": note} if on.strip() or note.strip() else {}

    def restore(self, parts: Parts) -> None:
        """Shows what was kept before a crash or a lock."""
        if parts:
            self.kind.choose(parts["kind"])
            self.on.setText(parts["on"])
            self.note.setText(parts["note"])

    def begin(self) -> None:
        """The cursor goes to what kind of date it is: its letter leads on to the date."""
        next(each for each in self.kind.buttons() if each.isChecked()).setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Empties the line."""
        self.on.clear()
        self.note.clear()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter adds."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class ReferrerPage(StepPage):
    """The step Referrer presents."""

    step = Step.REFERRER
    title = "Referrer"

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.presented = TextBox(7)
        self.dates = KeyDateEntry()
        said = Card()
        said.setAccessibleName("What was presented")
        said.body.addWidget(Field("What the referrer presents", self.presented))
        self.body.addWidget(said)
        self.contact = ContactEntry(room)
        self.body.addWidget(self.dates)
        self.body.addWidget(self.contact)
        self.body.addStretch(1)
        self.dates.entered.connect(self._add_date)

    def show_case(self) -> None:
        """Reads the case and shows it."""
        self._date_draft = EntryDraft(self.dates, self.desk, self.room.field("key date"), self.dates.parts)
        self._draft = self.desk.drafted(
            self.presented, field=self.room.field("presented"), stored=self._read(), settle=self._settle
        )
        self.contact.show_case()
        self.dates.restore(self._date_draft.kept())
        self.dates.touched.connect(self._date_draft.touched)

    def refresh(self, changes: Changes) -> None:
        """Reads again what it shows."""
        if changes.touch("discussion") or changes.touch("key_date"):
            follow(self.presented, self._draft, self._read())
        if changes.touch("case_file"):
            self.contact.refresh()

    def focus_first(self) -> None:
        """The end of what is written."""
        go_to_end(self.presented)

    def go_to_part(self, part: str) -> None:
        """A key date, or one of the two lines about contact."""
        line = {"never": self.contact.never, "only": self.contact.only}.get(part)
        if line is not None:
            line.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.dates.rows.holds(part):
            self.dates.rows.go_to(part)

    def _read(self) -> str:
        with self.room.look() as (read, discussion):
            self.dates.show_dates(key_dates(read.session, self.room.heard.case_id), self.room.today())
            return discussion.presented

    def _settle(self, text: str) -> None:
        self.room.edit(
            "Write presentation",
            lambda _, talk: setattr(talk, "presented", text.strip()),
            self.room.field("presented"),
        )

    def _add_date(self) -> None:
        try:
            added = self.dates.entered_now(self.room.today())
            with self.desk.vault.edit("Add key date", settles=self._date_draft.field) as edit:
                case = edit.get(Case, self.room.heard.case_id)
                case.key_dates.append(added)
        except Told as told:
            self.desk.messages.told(told.say, self.dates)
            self.dates.on.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.desk.messages.right(self.dates)
        self._date_draft.added()
        self.dates.clear()
        self.dates.begin()  # dates come in rows: bail, then the hearing


def _line(row: KeyDateRow, today: date) -> Line:
    when = short_date(row.on) if row.on >= today else f"{short_date(row.on)} (past)"
    return Line(str(row.id), row.note, lead=row.kind.value, before=(when,))
