"""What an agency reports on one action: where it stands, why, and whether it worked."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from marac_desk.actions import Progress
from marac_desk.discussion import Discussion
from marac_desk.errors import Refused
from storage.list_rows import ActionListRow
from ui.shell.desk import Desk
from ui.widgets.card import Card
from ui.widgets.chips import Option
from ui.widgets.form import Field, Form
from ui.widgets.keycap import KeyButton
from ui.widgets.rows import words

_STATES = (
    Option(Progress.IN_PROGRESS.value, "In progress", "I"),
    Option(Progress.COMPLETE.value, "Complete", "C"),
    Option(Progress.NOT_POSSIBLE.value, "Not possible, circumstances changed", "P"),
    Option(Progress.NOT_DONE.value, "Not done by the agency", "N"),
    Option(Progress.CANCELLED.value, "Cancelled by the chair", "X"),
)
_WORKED = (Option("yes", "Yes", "Y"), Option("no", "No", "N"), Option("", "Not said yet", "S"))
_SAID: dict[str, bool | None] = {"yes": True, "no": False, "": None}


class ReportCard(Card):
    """`reported` tells that it is recorded."""

    reported = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("Report")
        self._desk = desk
        self._row: ActionListRow | None = None
        self.text = words("", "soft")
        self.form = Form()
        self.state = self.form.choice("Where it stands", _STATES)
        self.worked = self.form.choice("Did it work?", _WORKED)
        self.note, self.by = QLineEdit(), QLineEdit()
        self.note_field = Field("What was reported, or why not", self.note)
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(self.note_field, 3)
        across.addWidget(Field("Reported by", self.by), 1)
        self.add = KeyButton("Record the report", "Ctrl+Return")
        self.add.clicked.connect(self.record)
        self.body.addWidget(self.text)
        self.body.addWidget(self.form)
        self.body.addLayout(across)
        self.body.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        for line in (self.note, self.by):
            line.returnPressed.connect(self.record)

    def show_action(self, row: ActionListRow) -> None:
        """The action that the report is about; what was typed about another one is put away."""
        if self._row is None or self._row.id != row.id:
            self._clear()
        self._row = row
        self.title.setText(f"Report on {row.label}")
        self.text.setText(row.text)

    def begin(self) -> None:
        """The cursor goes to where it stands."""
        self.state.buttons()[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def record(self) -> None:
        """Adds the report. What a rule refuses stands under its field."""
        if self._row is None:
            return
        self.form.clear_errors()
        self.note_field.fail("")
        if not self.state.chosen():
            self.form.fail(self.state, "Please say where the action stands.")
            return
        try:
            self._report(self._row.discussion_id, self._row.id)
        except Refused as refused:
            self.note_field.fail(refused.say)
            self.note.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._desk.messages.done("The report is recorded.")
        self._clear()
        self.reported.emit()

    def _report(self, discussion_id: UUID, action_id: UUID) -> None:
        state, worked = Progress(self.state.chosen()), _SAID[self.worked.chosen()]
        with self._desk.vault.edit("Report progress") as edit:
            action = edit.get(Discussion, discussion_id).action(action_id)
            action.report(edit.now, state, self.note.text(), self.by.text(), worked)

    def _clear(self) -> None:
        self.form.clear_errors()
        self.note_field.fail("")
        self.state.choose()
        self.worked.choose("")
        for line in (self.note, self.by):
            line.clear()
