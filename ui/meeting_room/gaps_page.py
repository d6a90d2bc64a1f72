"""Before a case with gaps closes: one prompt for all of them, with ready reasons by number. It never blocks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from marac_desk.errors import Refused
from marac_desk.reasons import Question, chosen
from ui.guarded import guarded
from ui.meeting_room.prompt import Prompt
from ui.meeting_room.room import Room
from ui.widgets.entry_draft import EntryDraft, Parts
from ui.widgets.form import Form
from ui.widgets.keycap import KeyButton
from ui.widgets.scroll import InSight

ASKS = "Something that is usually there is not. Give a reason by its number, or one line of your own; it is minuted."

REASONS = "reasons"
"""The name of the draft in which the reasons are kept while they are typed."""

AT_ONCE = 2
"""So many gaps of one kind are said in full."""


class GapsPage(QWidget):
    """`answered` tells each question with its reason; `left_open` that the case is to stay open; `back` Escape."""

    answered = Signal(object)
    left_open = Signal()
    back = Signal()

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.setAccessibleName("Before this case closes")
        self._room = room
        self._draft: EntryDraft | None = None
        self._questions: tuple[Question, ...] = ()
        self.lines: list[QLineEdit] = []
        self._form = Form()
        title = QLabel("Before this case closes")
        title.setObjectName("pageTitle")
        prompt = Prompt()
        prompt.say(ASKS)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("scroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._form)
        InSight(self._scroll)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 12, 18, 12)
        column.setSpacing(10)
        for part in (title, prompt):
            column.addWidget(part)
        column.addWidget(self._scroll, 1)
        column.addLayout(self._buttons())

    def show_questions(self, questions: Sequence[Question]) -> None:
        """Asks these. What was typed about them before, and is not minuted yet, stands there again."""
        self._questions = tuple(questions)
        self._form = Form()
        self._form.setObjectName("scrolled")
        self.lines = []
        for question in self._questions:
            ready = "   ".join(f"{at} {reason}" for at, reason in enumerate(question.ready, 1))
            line = self._form.line(_asked(question), ready)
            line.setToolTip(question.say)
            self._form.field(line).label.setWordWrap(True)
            line.installEventFilter(self)
            self.lines.append(line)
        self._keep_typing()
        self._form.layout().addStretch()  # type: ignore[union-attr]
        self._scroll.setWidget(self._form)
        for one, other in pairwise((*self.lines, *self._pressed)):
            QWidget.setTabOrder(one, other)  # the lines are made after the buttons

    def forget(self) -> None:
        """The case is closed, and what was typed is minuted."""
        if self._draft is not None:
            self._draft.added()
        self.show_questions(())

    def focus_first(self) -> None:
        """The first question."""
        if self.lines:
            self.lines[0].setFocus(Qt.FocusReason.OtherFocusReason)

    @guarded
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes to the next question, and after the last one closes the case."""
        pressed = event.key() if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) else None
        if pressed in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._next(next(at for at, line in enumerate(self.lines) if line is watched))
            return True
        return False

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the case."""
        if event.key() == Qt.Key.Key_Escape:
            self.back.emit()
        else:
            super().keyPressEvent(event)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        back, leave, close = (
            KeyButton("Back to the case", "Esc"),
            KeyButton("Go on, leave it open"),
            KeyButton("Close the case"),
        )
        close.setObjectName("primary")
        back.clicked.connect(self.back)
        leave.clicked.connect(self.left_open)
        close.clicked.connect(self._close)
        row.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        row.addStretch()
        row.addWidget(leave)
        row.addWidget(close)
        self._pressed = (back, leave, close)
        return row

    def _keep_typing(self) -> None:
        self._draft = None
        if not self._questions:
            return
        self._draft = draft = EntryDraft(self._form, self._room.desk, self._room.field(REASONS), self._parts)
        kept = draft.kept()
        for question, line in zip(self._questions, self.lines, strict=True):
            line.setText(str(kept.get(question.kind.value, "")))
            line.textChanged.connect(draft.touched)

    def _parts(self) -> Parts:
        typed = {each.kind.value: line.text() for each, line in zip(self._questions, self.lines, strict=True)}
        return {kind: text for kind, text in typed.items() if text.strip()}

    def _next(self, at: int) -> None:
        if self._reason(at) is None:
            return
        if at + 1 < len(self.lines):
            self.lines[at + 1].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._close()

    def _close(self) -> None:
        reasons = []
        for at, question in enumerate(self._questions):
            reason = self._reason(at)
            if reason is None:
                return
            reasons.append((question, reason))
        self.answered.emit(reasons)

    def _reason(self, at: int) -> str | None:
        """The reason given for a question; where there is none, the line says so and has the focus."""
        line = self.lines[at]
        try:
            reason = chosen(line.text(), self._questions[at].ready)
        except Refused as refused:
            self._form.fail(line, refused.say)
            return None
        self._form.field(line).fail("")
        return reason


def _asked(question: Question) -> str:
    """Agencies are named, all of them; else the first of many gaps stand for all, and the tooltip has them all."""
    if question.asked != question.say:
        return question.asked
    first, more = question.gaps[:AT_ONCE], len(question.gaps) - AT_ONCE
    said = " ".join(gap.say for gap in first)
    return f"{said} And {more} more like these." if more > 0 else said
