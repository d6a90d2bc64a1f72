"""The entry of an action: who, what, by when, which risks, whom it faces; and what only some actions need.

Enter adds it from any of its fields. What the catalogue offers brings its usual day, risks and face along.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from marac_desk.actions import Faces
from marac_desk.completion import suggest, usual_due
from marac_desk.errors import Refused
from marac_desk.reference_entries import CatalogueAction
from ui.guarded import guarded
from ui.meeting_room.case_in_room import Seat
from ui.meeting_room.room import Room
from ui.meeting_room.steps.actions_view import ActionNow, RiskToAnswer
from ui.meeting_room.steps.extra import Extra
from ui.meeting_room.steps.pickers import AgencyLine, DayPicker, NumberedChips, labelled, uuids
from ui.meeting_room.steps.suggestions import Offer, Suggestions
from ui.widgets.announce import announce
from ui.widgets.card import Card
from ui.widgets.chips import Chips, Option
from ui.widgets.entry_draft import Parts
from ui.widgets.flow import FlowLayout
from ui.widgets.form import Field

_FACES = {
    Faces.VICTIM: "Victim",
    Faces.CHILD: "Child",
    Faces.PERPETRATOR: "Person causing harm",
    Faces.ADULT_AT_RISK: "Adult at risk",
    Faces.STAFF: "Staff",
}


@dataclass(frozen=True)
class Entered:
    """What stands in the entry. `action_id` is that of the action which is edited again."""

    action_id: UUID | None
    agency_id: UUID | None
    person: str
    text: str
    due: date | None
    ongoing: bool
    risk_ids: tuple[UUID, ...]
    faces: Faces
    detail: str
    source: str
    declined_because: str | None
    code: str


class ActionEntry(Card):
    """`entered`: Enter was pressed. `given_up`: Escape was. `changed`: something is worth keeping as a draft."""

    entered = Signal()
    given_up = Signal()
    changed = Signal()

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.setAccessibleName("New action")
        self._room = room
        self._editing: UUID | None = None
        self._code = ""
        self._owner: tuple[UUID | None, str] = (None, "")
        self._risks: tuple[RiskToAnswer, ...] = ()
        self.agency = AgencyLine("Agency")
        self.agency.set_seats(room.heard.seats)
        self.text = QLineEdit()
        self.text.setAccessibleName("Action")
        self.due, self.answers = DayPicker("Due"), NumberedChips("Answers", several=True)
        faces = [Option(face.name, text) for face, text in _FACES.items()]
        self.faces = Chips("Faces", faces)
        self.detail = Extra("Protected detail, for its owner alone", "Protected detail", "Ctrl+D")
        self.source = Extra("Other source than the victim's word", "Other source", "Ctrl+O")
        self.declined = Extra("Asked and declined, because", "Asked and declined", "Ctrl+N")
        self.add = QPushButton("Add ↵")
        self._suggestions = Suggestions(self.text, eager=False, width=700)
        self._lay_out()
        self._connect()
        self.clear()

    # What stands in it

    def entered_now(self) -> Entered:
        """Reads the entry. Raises Refused when the date is none."""
        seat = self.agency.seat()
        return Entered(
            action_id=self._editing,
            agency_id=seat.agency_id if seat else None,
            person=self._person_for(seat),
            text=self.text.text().strip(),
            due=self.due.day(),
            ongoing=self.due.ongoing(),
            risk_ids=uuids(self.answers.all_chosen()),
            faces=Faces[self.faces.chosen()],
            detail=self.detail.text(),
            source=self.source.text(),
            declined_because=self.declined.text() if self.declined.button.isChecked() else None,
            code=self._code,
        )

    def show_risks(self, risks: tuple[RiskToAnswer, ...]) -> None:
        """The risks that can be answered."""
        if [risk.id for risk in risks] != [risk.id for risk in self._risks]:
            self.answers.set_options([Option(str(risk.id), risk.label) for risk in risks])
        self._risks = risks
        for chip, risk in zip(self.answers.buttons(), risks, strict=True):
            chip.setToolTip(risk.text)
            chip.setAccessibleDescription(risk.text)
        self._answers_row.setVisible(bool(risks))

    def show_action(self, action: ActionNow) -> None:
        """Puts an action in, to be edited again."""
        self.clear()
        self._editing, self._code, self._owner = action.id, action.code, (action.agency_id, action.person)
        self.agency.choose(action.agency_id)
        self.text.setText(action.text)
        self.due.choose(action.due, action.ongoing)
        self.answers.choose(*map(str, action.risk_ids))
        self.faces.choose(action.faces.name)
        for extra, text in (
            (self.detail, action.detail),
            (self.source, action.source),
            (self.declined, action.because),
        ):
            extra.say(text)
        self.add.setText("Change ↵")

    def clear(self) -> None:
        """Empties it for the next action."""
        self._editing, self._code, self._owner = None, "", (None, "")
        self._suggestions.hide()
        for line in (self.agency, self.text):
            line.clear()
        self.due.choose(None)
        self.answers.choose()
        self.faces.choose(Faces.VICTIM.name)
        for extra in (self.detail, self.source, self.declined):
            extra.say("")
        self.add.setText("Add ↵")

    def say_added(self, label: str) -> None:
        """Says beside the line which action stands now: the list may lie below the edge. "" says nothing any more."""
        self._text_field.label.setText(f"Action · {label} added" if label else "Action")
        if label:
            announce(self, f"{label} added")

    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not (self.text.text().strip() or self.agency.text().strip())

    def begin(self) -> None:
        """Puts the focus where an action begins: at the agency, then at what it does."""
        (self.text if self.agency.seat() else self.agency).setFocus(Qt.FocusReason.OtherFocusReason)

    # As a draft

    def go_to(self, field: str) -> None:
        """Into its words, its agency and person, or why it was declined."""
        line = {"agency": self.agency, "declined": self.declined.line}.get(field, self.text)
        line.setFocus(Qt.FocusReason.OtherFocusReason)

    def parts(self) -> Parts:
        """Everything that stands in it, for the draft."""
        if self.is_empty():
            return {}
        return {
            "editing": str(self._editing or ""),
            "agency": self.agency.text(),
            "text": self.text.text(),
            "due": list(self.due.chips.all_chosen()),
            "other": self.due.other.text(),
            "risks": list(self.answers.all_chosen()),
            "faces": self.faces.chosen(),
            "extras": [extra.text() for extra in (self.detail, self.source, self.declined)],
            "code": self._code,
        }

    def restore(self, parts: Parts) -> None:
        """Shows what was kept before a crash or a lock."""
        if not parts:
            return
        self._editing = UUID(parts["editing"]) if parts["editing"] else None
        self._code = parts["code"]
        self.agency.setText(parts["agency"])
        self.text.setText(parts["text"])
        self.due.chips.choose(*parts["due"])
        self.due.other.setText(parts["other"])
        self.due.other.setVisible(bool(parts["other"]))
        self.answers.choose(*parts["risks"])
        self.faces.choose(parts["faces"])
        for extra, text in zip((self.detail, self.source, self.declined), parts["extras"], strict=True):
            extra.say(text)

    # Keys

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter adds from any field; Escape gives up."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(Field("Agency", self.agency), 3)
        self._text_field = Field("Action", self.text)
        row.addWidget(self._text_field, 10)
        self.body.addLayout(row)
        self.due.offer_due(self._room.today(), self._room.next_meeting, self._room.calendar)
        self.due.offer_ongoing()
        self._answers_row = labelled("Answers", self.answers)
        for part in (labelled("Due", self.due), self._answers_row, labelled("Faces", self.faces)):
            self.body.addWidget(part)
        for extra in (self.detail, self.source, self.declined):
            self.body.addWidget(extra)
        self.body.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        self.add.setObjectName("primary")
        toggles = QWidget()
        flow = FlowLayout(toggles)
        for extra in (self.detail, self.source, self.declined):
            flow.addWidget(extra.button)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(toggles, 1)
        row.addWidget(self.add, 0, Qt.AlignmentFlag.AlignBottom)
        return row

    def _connect(self) -> None:
        self.add.clicked.connect(self.entered)
        self.agency.chosen.connect(lambda: self.text.setFocus(Qt.FocusReason.OtherFocusReason))
        self.agency.chosen.connect(self._offer)
        self.agency.textEdited.connect(lambda: self.say_added(""))
        self.text.textEdited.connect(self._typed)
        self._suggestions.taken.connect(self._take)
        for line in (self.agency, self.text, self.detail.line, self.source.line, self.declined.line):
            line.textChanged.connect(self.changed)
        for picker in (self.due, self.answers, self.faces):
            picker.changed.connect(self.changed)
        for extra, keys in ((self.detail, "Ctrl+D"), (self.source, "Ctrl+O"), (self.declined, "Ctrl+N")):
            _shortcut(self, keys).activated.connect(extra.open)
        for number in range(1, 10):
            _shortcut(self, f"Ctrl+{number}").activated.connect(lambda number=number: self.answers.switch(number))

    # The catalogue

    def _typed(self) -> None:
        """Words of one's own are not the catalogue's."""
        self._code = ""
        self._offer()

    def _offer(self) -> None:
        typed, seat = self.text.text(), self.agency.seat()
        wanted = self.answers.all_chosen()
        risks = [risk for risk in self._risks if (str(risk.id) in wanted if wanted else not risk.answered)]
        found = suggest(typed, seat.key if seat else "", self._room.reference, {risk.heading for risk in risks})
        self._suggestions.offer([Offer(each.code, each.text) for each in found])

    def _take(self, code: str) -> None:
        action = self._room.reference.action(code)
        self._code = code
        self.text.setText(action.text)
        self.due.choose(usual_due(action, self._room.today(), self._room.calendar), action.ongoing)
        self.faces.choose(action.faces[0].name)
        self.answers.choose(*(str(risk.id) for risk in self._risks if risk.heading in action.answers))
        if self.agency.seat() is None:
            self._find_owner(action)
        self.changed.emit()

    def _find_owner(self, action: CatalogueAction) -> None:
        """Where one agency at the table takes such an action, it is that one."""
        takers = [seat for seat in self._room.heard.seats if seat.key in action.agencies]
        if len(takers) == 1:
            self.agency.choose(takers[0].agency_id)

    def _person_for(self, seat: Seat | None) -> str:
        """Whoever was named for this agency stays; else it is who speaks for it in the room."""
        agency_id, person = self._owner
        if seat is None:
            return ""
        return person if person and agency_id == seat.agency_id else seat.speaker


def _shortcut(widget: QWidget, keys: str) -> QShortcut:
    return QShortcut(QKeySequence(keys), widget, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)


def must_say_why(entered: Entered) -> None:
    """Raises Refused for an action that was declined without a reason, before anything is written."""
    if entered.declined_because == "":
        raise Refused("Please say why the action was declined.")
