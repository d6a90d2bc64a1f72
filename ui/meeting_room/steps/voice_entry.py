"""The entry of what the victim or a child said: what about, whose, told to whom and when, and who may know it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton

from marac_desk.discussion import MayKnow, VoiceKind, VoiceLine
from ui.guarded import guarded
from ui.meeting_room.case_in_room import PersonInCase
from ui.meeting_room.room import Room
from ui.meeting_room.steps.pickers import DayPicker, NumberedChips, box, go_to_end, labelled
from ui.widgets.card import Card
from ui.widgets.chips import Chips, Option
from ui.widgets.entry_draft import Parts
from ui.widgets.form import Field

_KINDS = {
    VoiceKind.SITUATION: ("Situation now", "S"),
    VoiceKind.VIEW: ("Views", "V"),
    VoiceKind.WISH: ("Wishes", "W"),
    VoiceKind.FEAR: ("Afraid of", "A"),
}
_MAY_KNOW = {
    MayKnow.ONLY_FROM_VICTIM: "known only from the victim",
    MayKnow.ROOM_ONLY: "for the room only",
    MayKnow.SHAREABLE: "may be shared",
}


@dataclass(frozen=True)
class Heard:
    """A line as it stands in the entry, or in the record. `child_id` is nothing for the victim's own."""

    line_id: UUID | None
    kind: VoiceKind
    text: str
    told_to: str
    told_on: date | None
    may_know: MayKnow
    child_id: UUID | None

    @classmethod
    def of(cls, line: VoiceLine) -> Heard:
        """As it is recorded."""
        return cls(line.id, line.kind, line.text, line.told_to, line.told_on, line.may_know, line.child_id)


class VoiceEntry(Card):
    """Enter adds; the kinds follow each other by themselves. `changed`: something is worth keeping as a draft."""

    entered = Signal()
    given_up = Signal()
    changed = Signal()

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.setAccessibleName("New line of the voice")
        self._editing: UUID | None = None
        self._usually_told_to = ""
        self._whose = tuple(each for each in room.heard.people if each.party_id is None or _can_speak(each))
        self.words = box(2)
        self.kind = Chips("About", [Option(kind.name, *words) for kind, words in _KINDS.items()])
        self.whose = NumberedChips("Whose voice", [_option(at, each) for at, each in enumerate(self._whose, 1)])
        self.told_to = QLineEdit()
        self.told_on = DayPicker("Told on")
        self.told_on.offer_told(room.today())
        known = [Option(each.name, words) for each, words in _MAY_KNOW.items()]
        self.may_know = Chips("Who may know", known)
        self.add = QPushButton("Add ↵")
        self._lay_out()
        self._connect()
        self.clear()

    def entered_now(self) -> Heard:
        """Reads the entry. Raises Refused when the date is none."""
        return Heard(
            self._editing,
            VoiceKind[self.kind.chosen()],
            self.words.toPlainText().strip(),
            self.told_to.text().strip(),
            self.told_on.day(),
            MayKnow[self.may_know.chosen()],
            self._whose[int(self.whose.chosen()) - 1].party_id,
        )

    def show_line(self, heard: Heard) -> None:
        """Puts a line in, to be edited again."""
        self._editing = heard.line_id
        self.kind.choose(heard.kind.name)
        self.words.setPlainText(heard.text)
        self.told_to.setText(heard.told_to)
        self.told_on.choose(heard.told_on)
        self.may_know.choose(heard.may_know.name)
        at = next((at for at, each in enumerate(self._whose, 1) if each.party_id == heard.child_id), 1)
        self.whose.choose(str(at))
        self.add.setText("Change ↵")

    def clear(self) -> None:
        """Begins anew, with the victim's situation."""
        self._editing = None
        self.words.clear()
        self.kind.choose(VoiceKind.SITUATION.name)
        self.whose.choose("1")
        self.may_know.choose(MayKnow.ONLY_FROM_VICTIM.name)
        self.add.setText("Add ↵")

    def go_on(self) -> None:
        """The next kind of the same voice. Who told it and when stay; who may know is asked anew each time."""
        self._usually_told_to = self.told_to.text()
        kinds = list(VoiceKind)
        at = kinds.index(VoiceKind[self.kind.chosen()])
        whose = self.whose.chosen()
        self.clear()
        self.kind.choose(kinds[min(at + 1, len(kinds) - 1)].name)
        self.whose.choose(whose)

    def suggest_told_to(self, name: str) -> None:
        """Whom the voice was told to before stands there already."""
        self._usually_told_to = name
        self.told_to.setText(name)

    def begin(self) -> None:
        """Goes to the words."""
        go_to_end(self.words)

    def parts(self) -> Parts:
        """Everything that stands in it, for the draft."""
        text = self.words.toPlainText()
        if not text.strip() and self.told_to.text() == self._usually_told_to:
            return {}
        return {
            "editing": str(self._editing or ""),
            "kind": self.kind.chosen(),
            "text": text,
            "whose": self.whose.chosen(),
            "told_to": self.told_to.text(),
            "told_on": list(self.told_on.chips.all_chosen()),
            "other": self.told_on.other.text(),
            "may_know": self.may_know.chosen(),
        }

    def restore(self, parts: Parts) -> None:
        """Shows what was kept before a crash or a lock."""
        if not parts:
            return
        self._editing = UUID(parts["editing"]) if parts["editing"] else None
        self.kind.choose(parts["kind"])
        self.words.setPlainText(parts["text"])
        self.whose.choose(parts["whose"])
        self.told_to.setText(parts["told_to"])
        self.told_on.chips.choose(*parts["told_on"])
        self.told_on.other.setText(parts["other"])
        self.told_on.other.setVisible(bool(parts["other"]))
        self.may_know.choose(parts["may_know"])

    @guarded
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the words adds them; Shift+Enter begins a new line."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and _is_enter(event):
            self.entered.emit()
            return True
        return super().eventFilter(watched, event)

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
        self.body.addWidget(Field("In the victim’s or the child’s own words", self.words))
        self.add.setObjectName("primary")
        for label, control in (
            ("About", self.kind),
            ("Whose", self.whose),
        ):
            self.body.addWidget(labelled(label, control))
        told = QHBoxLayout()
        told.setSpacing(10)
        told.addWidget(labelled("Told to", self.told_to), 1)
        told.addWidget(labelled("When", self.told_on, letters=6), 1)
        self.body.addLayout(told)
        self.told_to.setAccessibleName("Told to")
        foot = QHBoxLayout()
        foot.addWidget(labelled("May know", self.may_know), 1)
        foot.addWidget(self.add, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(foot)

    def _connect(self) -> None:
        self.words.installEventFilter(self)
        self.words.textChanged.connect(self.changed)
        self.told_to.textChanged.connect(self.changed)
        for picker in (self.kind, self.whose, self.told_on, self.may_know):
            picker.changed.connect(self.changed)
        self.add.clicked.connect(self.entered)
        for number, kind in enumerate(VoiceKind, 1):
            keys = QShortcut(
                QKeySequence(f"Ctrl+{number}"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
            )
            keys.activated.connect(partial(self.kind.choose, kind.name))


def _can_speak(person: PersonInCase) -> bool:
    """A child who is born."""
    return person.subject.name == "CHILD" and not person.unborn


def _option(number: int, person: PersonInCase) -> Option:
    return Option(str(number), person.name)


def _is_enter(event: QKeyEvent) -> bool:
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not (
        event.modifiers() & Qt.KeyboardModifier.ShiftModifier
    )
