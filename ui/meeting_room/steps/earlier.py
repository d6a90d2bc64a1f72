"""Last time's actions, first on a repeat: was it done, and did it work? One letter answers each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from marac_desk.actions import Action, Progress
from marac_desk.discussion import Discussion
from marac_desk.errors import Told
from marac_desk.meetings import Meeting
from storage.door import Edit
from storage.earlier_rows import EarlierRow, answers_from, last_time
from ui.guarded import guarded
from ui.meeting_room.room import Room
from ui.meeting_room.said import said
from ui.meeting_room.steps.rows import SHARES, Line, Rows
from ui.widgets.card import Card
from ui.widgets.form import Field
from ui.widgets.mark import MarkState

ANSWERS = "D done and it worked · X done without effect · N not done · P no longer possible · I in progress"
_REASONS = {"n": Progress.NOT_DONE, "p": Progress.NOT_POSSIBLE}
_FINISHED = (Progress.COMPLETE, Progress.COMPLETE_LATE)
Change = Callable[[Edit, Action], object]
_WORKED = {True: "it worked", False: "it did not work", None: ""}


class EarlierActions(Card):
    """Hidden when the case has no earlier actions. The two kinds of not done ask why (S5).

    What was answered before this meeting is folded, so that the new actions stay in sight.

    `finished`: the last of them was answered for.
    """

    finished = Signal()

    def __init__(self, room: Room) -> None:
        super().__init__("From last time: done? Did it work?")
        self._room = room
        self._rows: tuple[EarlierRow, ...] = ()
        self._listed: tuple[EarlierRow, ...] = ()
        self._began: datetime | None = None
        self._asked: tuple[str, Progress] | None = None
        self.rows = Rows("Actions from last time", (6, 16, SHARES))
        self.why = QLineEdit()
        self._field = Field("Why was it not done?", self.why)
        hint = QLabel(ANSWERS)
        hint.setObjectName("label")
        hint.setWordWrap(True)
        self.others = QPushButton()
        self.others.setObjectName("quiet")
        self.others.setCheckable(True)
        self.others.clicked.connect(self._show)
        for part in (self.rows, self._field, hint):
            self.body.addWidget(part)
        self.body.addWidget(self.others, 0, Qt.AlignmentFlag.AlignLeft)
        self._hint = hint
        self._field.hide()
        self.why.returnPressed.connect(self._give_reason)
        self.rows.on_key("d", partial(self._finished, worked=True))
        self.rows.on_key("x", partial(self._finished, worked=False))
        for letter, state in _REASONS.items():
            self.rows.on_key(letter, partial(self._ask, state=state))
        self.rows.on_key("i", self._still_in_progress)

    def show_case(self) -> None:
        """Reads and shows them."""
        with self._room.look() as (read, discussion):
            held = read.get(Meeting, self._room.meeting_id)
            self._began = answers_from(held, discussion.started_at)
            self._rows = last_time(read.session, held, self._room.heard.case_id, discussion.started_at)
        self._show()

    def _show(self) -> None:
        before = [row for row in self._rows if self._was_answered_before(row)]
        unfolded = self.others.isChecked()
        self._listed = tuple(row for row in self._rows if unfolded or row not in before)
        self.rows.show_lines([self._line(row) for row in self._listed])
        self._hint.setVisible(bool(self._listed))
        self.others.setVisible(bool(before))
        self.others.setText(f"Hide the {len(before)} answered before" if unfolded else f"{len(before)} answered before")
        self.setVisible(bool(self._rows))

    def go_to(self, label: str) -> None:
        """To one of them, also where it was folded away."""
        row = next((each for each in self._rows if each.label == label), None)
        if row is None:
            return
        if row not in self._listed:
            self.others.setChecked(True)
            self._show()
        self.rows.go_to(str(row.id))

    def texts(self) -> tuple[str, ...]:
        """What they said, for the judge: the same set again is the commonest fault on a repeat."""
        return tuple(row.text for row in self._rows)

    def waits(self) -> bool:
        """Whether one of them has not been answered for at this meeting."""
        return any(not self._is_answered(row) for row in self._rows)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts the question away."""
        if event.key() == Qt.Key.Key_Escape and self._asked:
            self._put_away()
        else:
            super().keyPressEvent(event)

    def _is_answered(self, row: EarlierRow) -> bool:
        if row.state in _FINISHED:
            return row.worked is not None
        return self._began is not None and row.answered_since(self._began)

    def _was_answered_before(self, row: EarlierRow) -> bool:
        return self._is_answered(row) and not (self._began is not None and row.answered_since(self._began))

    def _line(self, row: EarlierRow) -> Line:
        told = ", ".join(part for part in (said(row, self._room.today()), _WORKED[row.worked], row.note) if part)
        mark = MarkState.DONE if self._is_answered(row) else MarkState.OPEN
        return Line(str(row.id), row.text, lead=row.label, before=(row.agency or "no owner",), cells=(told,), mark=mark)

    def _finished(self, key: str, worked: bool) -> None:
        row = self._row(key)
        if row.state not in _FINISHED:
            self._report(key, Progress.COMPLETE, worked=worked)
        elif self._edit(row, lambda _, action: _say_whether(action, worked)):
            self._next(key)

    def _ask(self, key: str, state: Progress) -> None:
        self._asked = (key, state)
        agencys_own = state is Progress.NOT_DONE
        self._field.label.setText("Why was it not done?" if agencys_own else "Why is it no longer possible?")
        self.why.setAccessibleName(self._field.label.text())
        self.why.setText(self._said_already(key, state))
        self.why.selectAll()
        self._field.show()
        self.why.setFocus(Qt.FocusReason.OtherFocusReason)

    def _still_in_progress(self, key: str) -> None:
        self._report(key, Progress.IN_PROGRESS, self._said_already(key, Progress.IN_PROGRESS))

    def _said_already(self, key: str, state: Progress) -> str:
        """What was said with the same answer stands until something else is."""
        row = self._row(key)
        return row.note if row.state is state else ""

    def _give_reason(self) -> None:
        if self._asked is not None:
            key, state = self._asked
            self._report(key, state, self.why.text())

    def _report(self, key: str, state: Progress, note: str = "", worked: bool | None = None) -> None:
        if self._edit(self._row(key), lambda edit, action: action.report(edit.now, state, note, worked=worked)):
            self._put_away()
            self._next(key)

    def _edit(self, row: EarlierRow, change: Change) -> bool:
        try:
            with self._room.desk.vault.edit("Report on action") as edit:
                change(edit, edit.get(Discussion, row.discussion_id).action(row.id))
        except Told as told:
            self._room.desk.messages.told(told.say)
            return False
        return True

    def _put_away(self) -> None:
        self._asked = None
        self.why.clear()
        self._field.hide()
        self.rows.focus()

    def _next(self, key: str) -> None:
        """On to the next that nobody has answered for; after the last the focus stays."""
        keys = self.rows.keys()
        after = [each for each in self._listed if keys.index(str(each.id)) > keys.index(key)]
        open_ones = [each for each in (*after, *self._rows) if not self._is_answered(each)]
        self.rows.go_to(str(open_ones[0].id) if open_ones else key)
        if not open_ones:
            self.finished.emit()

    def _row(self, key: str) -> EarlierRow:
        return next(row for row in self._rows if row.id == UUID(key))


def _say_whether(action: Action, worked: bool) -> None:
    """It was done before this meeting: the last report learns whether it helped."""
    max(action.progress, key=lambda entry: entry.at).worked = worked
