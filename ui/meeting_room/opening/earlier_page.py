"""Last meetings' actions: each one answered, with the two kinds of not done kept apart (S5)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from marac_desk.actions import Action, Progress
from marac_desk.dates import short_date
from marac_desk.errors import Told
from marac_desk.meetings import Meeting
from storage.door import Changes
from storage.earlier_rows import EarlierRow, to_hear
from ui.guarded import guarded
from ui.meeting_room.line_page import LinePage
from ui.meeting_room.room import Room
from ui.meeting_room.said import said
from ui.widgets.card import Card
from ui.widgets.chips import Option
from ui.widgets.form import Form
from ui.widgets.keycap import KeyButton
from ui.widgets.mark import Tone
from ui.widgets.notice import Notice
from ui.widgets.rows import words
from ui.widgets.table import Column, Table

STATES = (
    Option(Progress.COMPLETE.name, "Done", "D"),
    Option(Progress.NOT_POSSIBLE.name, "Not possible, circumstances changed", "P"),
    Option(Progress.NOT_DONE.name, "Not done by the agency", "N"),
    Option(Progress.IN_PROGRESS.name, "In progress", "I"),
)
_NEED_NOTHING = (Progress.COMPLETE.name, Progress.IN_PROGRESS.name)
MINUTES_RIGHT = (Option("yes", "Agreed"), Option("no", "Not agreed"))


class EarlierPage(LinePage):
    """The list; a letter answers the action one is at, and Enter keeps the answer with its reason."""

    title = "Earlier actions"
    prompts = slice(6, 8)
    widest = 0

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._today = room.today()
        self.list: Table[EarlierRow] = Table(
            "Earlier actions",
            (
                Column("No.", lambda row: row.label),
                Column("Agency", lambda row: row.agency or "no owner"),
                Column("Action", lambda row: row.text, wide=True),
                Column("Due", lambda row: short_date(row.due) if row.due else "–"),
                Column("Said", lambda row: said(row, self._today)),
            ),
        )
        self.list.installEventFilter(self)
        minutes = Form()
        self.right = minutes.choice("The last minutes are", MINUTES_RIGHT)
        self.right.changed.connect(self._agree)
        form = Form()
        self.state = form.choice("This action is", STATES)
        self.why = form.line("Why, or what came of it")
        self.why.returnPressed.connect(self._report)
        card = Card()
        self.whole = words("")
        card.body.addWidget(self.list, 1)
        card.body.addWidget(self.whole)
        card.body.addWidget(form)
        card.body.addLayout(self._buttons())
        self.nothing = Notice("No action of an earlier meeting is waiting for an answer.", Tone.OK)
        self._card, self._form = card, form
        self.body.addWidget(minutes)
        self.body.addWidget(self.nothing)
        self.body.addWidget(card, 1)
        self.body.addStretch()
        self.list.chosen.connect(self._show_whole)
        self.show_meeting()

    def show_meeting(self) -> None:
        """What is still unfinished, and what was said of it so far."""
        with self.desk.vault.read() as read:
            meeting = read.get(Meeting, self.room.meeting_id)
            agreed = meeting.earlier_minutes_agreed
            rows = to_hear(read.session, meeting.id)
        self._today = self.room.today()
        self.list.show_rows(rows)
        for part in (self.list, self.whole, self._form, self.keep):
            part.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self.body.setStretchFactor(self._card, int(bool(rows)))
        self.right.choose(*(() if agreed is None else ("yes" if agreed else "no",)))

    def refresh(self, changes: Changes) -> None:
        """One was answered."""
        if changes.touch("progress_entry") or changes.touch("meeting"):
            self.show_meeting()

    def focus_first(self) -> None:
        """The list."""
        target = self.list if self.list.rows() else self.go_on
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    @guarded
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A letter chooses the answer, and goes to the reason where it needs one."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or event.modifiers():
            return False
        state = next((option.key for option in STATES if option.letter == event.text().upper()), "")
        if not state:
            return False
        self.state.choose(state)
        if state in _NEED_NOTHING:
            self._report()
        else:
            self.why.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.keep, self.go_on = KeyButton("Keep this answer"), KeyButton("Go on", "Alt+Down")
        self.go_on.setObjectName("primary")
        self.keep.clicked.connect(self._report)
        self.go_on.clicked.connect(self.on)
        row.addStretch()
        row.addWidget(self.keep)
        row.addWidget(self.go_on)
        return row

    def _show_whole(self, row: EarlierRow) -> None:
        """To be read aloud: in the list a long action is cut."""
        self.whole.setText(f"{row.label}  {row.agency or 'No owner'}: {row.text}")

    def _report(self) -> None:
        line, chosen, note = self.list.row(), self.state.chosen(), self.why.text()
        if line is None or not chosen:
            self.desk.messages.told("Please choose an action, and what became of it.")
            return
        try:
            with self.desk.vault.edit("Report on action") as edit:
                edit.get(Action, line.id).report(edit.now, Progress[chosen], note)
        except Told as told:
            self.desk.messages.told(told.say)
            self.why.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.why.clear()
        self.state.choose()
        self._next_line()

    def _next_line(self) -> None:
        at = self.list.currentIndex().row()
        if at + 1 < len(self.list.rows()):
            self.list.selectRow(at + 1)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.go_on.setFocus(Qt.FocusReason.OtherFocusReason)

    def _agree(self) -> None:
        agreed = self.right.chosen() == "yes"
        self.try_edit("Agree the last minutes", lambda _, meeting: setattr(meeting, "earlier_minutes_agreed", agreed))
