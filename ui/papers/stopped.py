"""The sentences at which papers stop, one calm list: change each where it stands, or let it stand and say why.

Nothing is written while one of them is undecided. The decision is kept with who made it; it ends when
the sentence changes or gets to another reader, and can be taken back here.
"""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from exports.pack import Pack
from marac_desk.errors import Refused, Told
from marac_desk.findings import StoppedSentence, stopped_sentences
from marac_desk.reasons import chosen
from marac_desk.reference import load
from storage.records import decisions
from ui.guarded import guarded
from ui.meeting_room.steps.rows import Line, Rows
from ui.shell.desk import Desk
from ui.widgets.card import Card
from ui.widgets.entry_draft import EntryDraft, Parts
from ui.widgets.flow import FlowLayout
from ui.widgets.form import Field
from ui.widgets.keycap import KeyButton
from ui.widgets.mark import MarkState, Tone
from ui.widgets.rows import words

ABOUT = (
    "Nothing is written while a sentence here is undecided. Change it where it stands, or let it stand and say why. "
    "Enter: why it may stand · G: go to it · T: take a decision back"
)
ASKS = "Why may it stand?"


class StoppedList(Card):
    """`wanted` tells the sentence that somebody wants to change; `settled` that none is undecided any more.

    `given_up`: Escape was pressed in the list.
    """

    wanted = Signal(object)
    settled = Signal()
    given_up = Signal()

    def __init__(self, desk: Desk, draft: str) -> None:
        super().__init__("Sentences at which the papers stop")
        self._desk = desk
        self._meeting_id: UUID | None = None
        self._pack = Pack((), ())
        self._sentences: tuple[StoppedSentence, ...] = ()
        self._ready = load().may_stand
        self.rows = Rows("Stopped sentences", (18,))
        self.why = QLineEdit()
        reasons = "\n".join(f"{at} {reason}" for at, reason in enumerate(self._ready, 1))
        self.field, self._reasons = Field(ASKS, self.why, reasons), words(reasons, "label")
        self.field.hint.hide()  # it is heard with the field; a field leaves no room for so many lines
        self._draft = EntryDraft(self, desk, draft, self._parts)
        self.body.addWidget(words(ABOUT, "soft"))
        self.body.addWidget(self.rows)
        self.body.addWidget(self.field)
        self.body.addWidget(self._reasons)
        self.body.addWidget(self._buttons())
        self.rows.opened.connect(self._ask)
        self.rows.chosen.connect(self._show_buttons)
        self.rows.on_key("g", lambda _: self._go())
        self.rows.on_key("t", lambda _: self._take_back())
        self.why.returnPressed.connect(self._decide)
        self.why.textChanged.connect(self._draft.touched)

    def show_pack(self, meeting_id: UUID, pack: Pack) -> None:
        """Shows what was found in these papers, with what was decided about it so far."""
        self._meeting_id, self._pack = meeting_id, pack
        self._read()
        self.why.setText(str(self._draft.kept().get("why", "")))

    def read_again(self) -> None:
        """Something was decided, or a decision was undone."""
        if self._meeting_id is not None:
            self._read()

    def undecided(self) -> int:
        """How many still stop the papers."""
        return sum(not each.may_stand for each in self._sentences)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes from the reason back to the list, and then out of it."""
        if event.key() == Qt.Key.Key_Escape and self.why.hasFocus():
            self.rows.focus()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def focus_first(self) -> None:
        """The first sentence."""
        self.rows.focus()

    def _read(self) -> None:
        if self._meeting_id is None:
            return
        with self._desk.vault.read() as read:
            self._sentences = stopped_sentences(self._pack.findings, decisions(read.session, self._meeting_id))
        self.rows.show_lines([_line(each) for each in self._sentences])
        left = self.undecided()
        self.title.setText(_title(left))
        self._show_buttons()

    def _buttons(self) -> QWidget:
        self.let, self.go = KeyButton("Let it stand", "Return"), KeyButton("Go to it and change it", "G")
        self.back = KeyButton("Take the decision back", "T")
        self.let.clicked.connect(self._decide)
        self.go.clicked.connect(self._go)
        self.back.clicked.connect(self._take_back)
        buttons = QWidget()
        row = FlowLayout(buttons)
        for button in (self.let, self.go, self.back):
            row.addWidget(button)
        return buttons

    def _show_buttons(self, *_: object) -> None:
        stopped = self._current()
        may_stand = stopped is not None and stopped.may_stand
        for part in (self.field, self._reasons):
            part.setVisible(stopped is not None and not may_stand)
        self.let.setVisible(stopped is not None and not may_stand)
        self.back.setVisible(may_stand)

    def _current(self) -> StoppedSentence | None:
        return next((each for each in self._sentences if each.keys[0] == self.rows.current()), None)

    def _ask(self, _: str) -> None:
        stopped = self._current()
        if stopped is not None and not stopped.may_stand:
            self.why.setFocus(Qt.FocusReason.OtherFocusReason)

    def _decide(self) -> None:
        stopped = self._current()
        if stopped is None or stopped.may_stand or self._meeting_id is None:
            return
        try:
            self._keep(stopped, self._meeting_id, chosen(self.why.text(), self._ready))
        except Refused as refused:
            self.field.fail(refused.say)
            self.why.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._draft.added()
        self.field.fail("")
        self.why.clear()
        self._go_on()

    def _keep(self, stopped: StoppedSentence, meeting_id: UUID, why: str) -> None:
        vault = self._desk.vault
        self.rows.focus()  # before the list changes: the line with the reason goes away under the cursor
        with vault.edit("Let sentence stand", settles=self._draft.field) as edit:
            edit.add(*stopped.decide(meeting_id, why, vault.person.name, edit.now))

    def _go_on(self) -> None:
        """The next undecided one, or on with the papers."""
        self._read()
        first = next((each for each in self._sentences if not each.may_stand), None)
        if first is None:
            self.settled.emit()
        else:
            self.rows.go_to(first.keys[0])
            self._show_buttons()

    def _go(self) -> None:
        stopped = self._current()
        if stopped is not None:
            self.wanted.emit(stopped)

    def _take_back(self) -> None:
        stopped = self._current()
        if stopped is None or not stopped.may_stand or self._meeting_id is None:
            return
        self.rows.focus()
        try:
            with self._desk.vault.edit("Take back that a sentence may stand") as edit:
                for decision in decisions(edit.session, self._meeting_id):
                    if decision.finding_key in stopped.keys:
                        edit.session.delete(decision)
        except Told as told:
            self._desk.messages.told(told.say)
            return
        self._read()

    def _parts(self) -> Parts:
        return {"why": self.why.text()} if self.why.text().strip() else {}


def _title(left: int) -> str:
    if not left:
        return "Sentences that somebody has let stand"
    return f"The papers stop at {'one sentence' if left == 1 else f'{left} sentences'}"


def _line(stopped: StoppedSentence) -> Line:
    """Where it stands, what it says, and what was found in it; or why it may stand, and who says so."""
    found = "; ".join(kind.value for kind in stopped.kinds)
    readers = ", ".join(stopped.copies)
    if stopped.may_stand:
        remark = f"May stand: {stopped.why} ({stopped.by})"
    else:
        remark = f"Found: {found}. In the copy for {readers}."
    return Line(
        key=stopped.keys[0],
        text=stopped.sentence,
        before=(stopped.place,),
        remark=remark,
        mark=MarkState.DONE if stopped.may_stand else MarkState.MISSING,
        tone=None if stopped.may_stand else Tone.WARN,
    )
