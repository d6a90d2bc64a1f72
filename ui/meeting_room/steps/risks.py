"""Step 4: the risks, to whom and how bad; proposed ones by number; ticked as the chair recaps them aloud."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton

from marac_desk.discussion import Discussion, Likelihood, Step
from marac_desk.errors import Refused, Told
from marac_desk.proposals import Proposal
from storage.door import Changes
from ui.guarded import guarded
from ui.meeting_room.room import Change, Room
from ui.meeting_room.step_page import StepPage
from ui.meeting_room.steps.pickers import box
from ui.meeting_room.steps.rating import LETTERS_RATE, LIKELIHOOD, Rating
from ui.meeting_room.steps.risks_view import (
    RiskNow,
    RisksView,
    add_risk,
    offer_line,
    read_risks,
    risk_line,
)
from ui.meeting_room.steps.rows import Rows
from ui.widgets.card import Card
from ui.widgets.draft import Draft
from ui.widgets.entry_draft import EntryDraft, Parts, follow
from ui.widgets.form import Field
from ui.widgets.keycap import KeyButton
from ui.widgets.text_box import TextBox

_SHOWN = ("discussion", "risk", "risk_to", "contribution", "referral", "dash_answer")


class RisksPage(StepPage):
    """The step Risks."""

    step = Step.RISKS
    title = "Risks"

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._view = RisksView((), (), (), "", "")
        self._editing: UUID | None = None
        self._rated_in_list = ""
        self.line = QLineEdit()
        self.line.setPlaceholderText("In words, or the number of a proposed risk")
        self.add = QPushButton("Add ↵")
        self.proposed = Rows("Proposed risks", (2, 34))
        self.rating = Rating(room)
        self.rating.hide()
        self.rows = Rows("Risks", (4, 18, 24))
        self.recap = KeyButton("All recapped", "Alt+C")
        self.in_place, self.overall = box(2), box(2)
        self.existing = Rows("Proposed as already in place", (2, 34))
        self._draft = EntryDraft(self.line, self.desk, room.field("risk"), self._parts)
        self._lay_out()
        self._connect()

    def show_case(self) -> None:
        """Reads the case and shows it."""
        self._view = read_risks(self.room)
        self._keep_texts()
        self._show()
        self.line.setText(self._draft.kept().get("text", ""))

    def refresh(self, changes: Changes) -> None:
        """Reads again what it shows."""
        if any(map(changes.touch, _SHOWN)):
            self._view = view = read_risks(self.room)
            follow(self.in_place, self._in_place_draft, view.in_place)
            follow(self.overall, self._overall_draft, view.overall)
            self._show()

    def focus_first(self) -> None:
        """The line: words or a number."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to_part(self, part: str) -> None:
        """A risk, to be changed unless another one is half typed; or one of the two texts."""
        text = {"in place": self.in_place, "overall": self.overall}.get(part)
        if text is not None:
            text.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.rows.holds(part):
            self.rows.go_to(part)
            if not self._parts():
                self._edit_again(part)

    def keys(self) -> tuple[tuple[str, str], ...]:
        """The page's own keys."""
        return (
            ("1 ↵", "take the first proposed risk"),
            ("P L V C", "how likely: possible, likely, very likely, certain"),
            ("M S V", "then how serious: moderate, serious, very serious"),
            ("P L V C", "on a risk in the list: rate it now, or otherwise"),
            ("Enter", "on a risk in the list: change its words"),
            ("Space", "on a risk in the list: read back"),
            ("Alt C", "all read back"),
        )

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the line adds, Escape gives up and goes back where somebody came from."""
        if not self.line.hasFocus():
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif event.key() == Qt.Key.Key_Escape:
            if self._draft.may_go():
                self._clear()
                self.room.return_to()
        else:
            super().keyPressEvent(event)

    # Adding

    def _enter(self) -> None:
        typed = self.line.text().strip()
        if self._editing is not None:
            self._reword(self._editing, typed)
        elif not typed or typed.isdecimal():
            self._accept(int(typed or 1))
        else:
            self._raise(typed, None)

    def _accept(self, number: int) -> None:
        try:
            proposal = self._proposal(number)
        except Refused as refused:
            self.desk.messages.told(refused.say, self.line)
            return
        self._raise(proposal.heading.label, proposal)

    def _proposal(self, number: int) -> Proposal:
        if not self._view.proposed:
            raise Refused("No risk is proposed. Please write it in a few words.")
        if not 1 <= number <= len(self._view.proposed):
            raise Refused("There is no proposed risk of this number.")
        return self._view.proposed[number - 1]

    def _raise(self, text: str, proposal: Proposal | None) -> None:
        before = {risk.id for risk in self._view.risks}
        if not self._try("Add risk", lambda edit, talk: add_risk(self.room, edit, talk, text, proposal)):
            return
        self._clear()
        new = next((risk for risk in self._view.risks if risk.id not in before), None)
        if new is not None:
            self._rated_in_list = ""
            self.rows.go_to(str(new.id), focus=False)
            self._rate(str(new.id))
            self.rating.begin()

    def _reword(self, risk_id: UUID, text: str) -> None:
        if self._try("Reword risk", lambda _, talk: talk.reword_risk(risk_id, text)):
            self._clear()

    def _try(self, label: str, change: Change) -> bool:
        try:
            self.room.edit(label, change, self._draft.field)
        except Told as told:
            self.desk.messages.told(told.say, self.line)
            return False
        self.desk.messages.right(self.line)
        self._draft.added()
        return True

    def _clear(self) -> None:
        self._editing = None
        self.line.clear()
        self.add.setText("Add ↵")

    def _parts(self) -> Parts:
        text = self.line.text().strip()
        return {"text": text} if text and self._editing is None else {}

    # The list

    def _show(self) -> None:
        view = self._view
        self.proposed.show_lines([offer_line(at, each) for at, each in enumerate(view.proposed, 1)])
        self.rows.show_lines([risk_line(risk) for risk in view.risks])
        self._list.setVisible(bool(view.risks))
        self.existing.show_lines([offer_line(at, each) for at, each in enumerate(view.existing, 1)])
        current = self._current()
        self.rating.rate(current)
        self._show_rating(current is not None and not self.rating.isHidden())

    def _show_rating(self, on: bool) -> None:
        """The rating stands where the proposed risks are, and only while somebody rates."""
        self.rating.setVisible(on)
        self._proposed.setVisible(not on and bool(self._view.proposed))

    def _current(self) -> RiskNow | None:
        key = self.rows.current()
        return self._view.risk(UUID(key)) if key else None

    def _edit_again(self, key: str) -> None:
        risk = self._view.risk(UUID(key))
        if risk is not None:
            self._editing = risk.id
            self.line.setText(risk.text)
            self.add.setText("Change ↵")
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tick(self, key: str) -> None:
        """The chair has recapped this one; on to the next."""
        risk = self._view.risk(UUID(key))
        if risk is not None and self.room.try_edit("Recap risk", lambda _, talk: _recap(talk, risk.id)):
            keys = self.rows.keys()
            self.rows.go_to(keys[min(keys.index(key) + 1, len(keys) - 1)])

    def _recap_all(self) -> None:
        self.room.try_edit("Recap risks", lambda _, talk: talk.recap())

    def _put_in_place(self, key: str) -> None:
        label = next(each.heading.label for each in self._view.existing if each.heading.key == key)
        text = self.in_place.toPlainText().strip()
        self.in_place.setPlainText(f"{text}\n{label}" if text else label)
        self._in_place_draft.settle()

    # Laying out

    def _lay_out(self) -> None:
        entry = Card()
        entry.setAccessibleName("New risk")
        row = QHBoxLayout()
        row.addWidget(Field("Risk", self.line), 1)
        row.addWidget(self.add, 0, Qt.AlignmentFlag.AlignBottom)
        self.add.setObjectName("primary")
        self._proposed = Card("Proposed: type its number and Enter")
        self._proposed.body.addWidget(self.proposed)
        entry.body.addLayout(row)
        self._list = Card("Risks")
        self._list.corner.addWidget(self.recap)
        self._list.body.addWidget(self.rows)
        place = Card()
        place.setAccessibleName("Safety")
        place.body.addWidget(Field("Already in place", self.in_place))
        place.body.addWidget(self.existing)
        place.body.addWidget(Field("Overall", self.overall))
        for part in (entry, self.rating, self._proposed, self._list, place):
            self.body.addWidget(part)
        self.body.addStretch()

    def _connect(self) -> None:
        self.line.textChanged.connect(self._draft.touched)
        self.add.clicked.connect(self._enter)
        self.proposed.opened.connect(lambda key: self._accept(int(key)))
        self.existing.opened.connect(self._put_in_place)
        self.rating.done.connect(self._rated)
        self.rows.chosen.connect(self._rate)
        self.rows.opened.connect(self._edit_again)
        self.rows.on_key("Space", self._tick)
        for likelihood, letter in LIKELIHOOD.items():
            self.rows.on_key(letter, partial(self._rate_in_list, likelihood=likelihood))
        self.rows.written_to.connect(lambda: self.desk.messages.noted(LETTERS_RATE))
        self.recap.clicked.connect(self._recap_all)
        keys = QShortcut(QKeySequence("Alt+C"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self._recap_all)

    def _rate(self, key: str) -> None:
        self.rating.rate(self._view.risk(UUID(key)))
        self._show_rating(True)

    def _rate_in_list(self, key: str, likelihood: Likelihood) -> None:
        """The letter is the first answer already; how serious comes next."""
        self._rated_in_list = key
        self._rate(key)
        self.rating.say_likelihood(likelihood)

    def _rated(self) -> None:
        """Back to the list where it was rated there, or where somebody came from, or to the line."""
        self._show_rating(False)
        if self._rated_in_list:
            self.rows.go_to(self._rated_in_list)
            self._rated_in_list = ""
        elif not self.room.return_to():
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_texts(self) -> None:
        self._in_place_draft = self._kept(self.in_place, "already_in_place", self._view.in_place)
        self._overall_draft = self._kept(self.overall, "overall", self._view.overall)

    def _kept(self, box: TextBox, name: str, stored: str) -> Draft:
        return self.desk.drafted(box, field=self.room.field(name), stored=stored, settle=partial(self._settle, name))

    def _settle(self, name: str, text: str) -> None:
        self.room.edit("Write safety", lambda _, talk: setattr(talk, name, text.strip()), self.room.field(name))


def _recap(talk: Discussion, risk_id: UUID) -> None:
    risk = talk.risk(risk_id)
    risk.recapped = not risk.recapped
    talk.risks_recapped = all(each.recapped for each in talk.risks)
