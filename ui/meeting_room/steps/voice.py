"""Step 2: the victim's voice and each child's, or why it could not be had. It can't be passed over in silence."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from marac_desk.dates import short_date
from marac_desk.discussion import Discussion, Step
from marac_desk.errors import Refused, Told
from marac_desk.gaps import GapKind
from storage.door import Changes
from ui.meeting_room.room import Room
from ui.meeting_room.step_page import StepPage
from ui.meeting_room.steps.rows import Line, Rows
from ui.meeting_room.steps.voice_entry import Heard, VoiceEntry
from ui.widgets.card import Card
from ui.widgets.entry_draft import EntryDraft, follow
from ui.widgets.form import Field
from ui.widgets.mark import Tone

_FIELD = "voice_missing_because"


class VoicePage(StepPage):
    """The step Victim's voice."""

    step = Step.VOICE
    title = "Victim’s voice"

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._lines: tuple[Heard, ...] = ()
        self._names = {each.party_id: each.name for each in room.heard.people}
        self.rows = Rows("What was said", (13, 30))
        self.entry = VoiceEntry(room)
        self.missing = QLineEdit()
        self.reasons = Rows("Ready reasons", (2,))
        self._draft = EntryDraft(self.entry, self.desk, room.field("voice"), self.entry.parts)
        self._lay_out()
        self.entry.changed.connect(self._draft.touched)
        self.entry.entered.connect(self._enter)
        self.entry.given_up.connect(self._give_up)
        self.rows.opened.connect(self._edit_again)
        self.reasons.opened.connect(self._take_reason)

    def show_case(self) -> None:
        """Reads the case and shows it."""
        because = self._read()
        self._missing_draft = self.desk.drafted(
            self.missing, field=self.room.field(_FIELD), stored=because, settle=self._settle_missing
        )
        told = [heard.told_to for heard in self._lines if heard.child_id is None]
        self.entry.suggest_told_to(told[-1] if told else "")
        self.entry.restore(self._draft.kept())

    def refresh(self, changes: Changes) -> None:
        """Reads again what it shows."""
        if changes.touch("voice_line") or changes.touch("discussion"):
            follow(self.missing, self._missing_draft, self._read())

    def focus_first(self) -> None:
        """The words of the next line."""
        self.entry.begin()

    def go_to_part(self, part: str) -> None:
        """A line that was said, to be changed unless another one is half typed; or why the voice is missing."""
        if part == "missing":
            self.missing.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.rows.holds(part):
            self.rows.go_to(part)
            if not self.entry.parts():
                self._edit_again(part)

    def keys(self) -> tuple[tuple[str, str], ...]:
        """The page's own keys."""
        return (("Enter", "add the line"), ("Ctrl+1…4", "situation, views, wishes, afraid of"))

    def _read(self) -> str:
        """Shows the lines, the victim's first, and gives the reason why there are none."""
        with self.room.look() as (_, discussion):
            lines = sorted(discussion.voice, key=lambda line: (line.child_id is not None, line.position))
            self._lines = tuple(Heard.of(line) for line in lines)
            because = discussion.voice_missing_because
        self.rows.show_lines([self._line(heard) for heard in self._lines])
        own = any(heard.child_id is None for heard in self._lines)
        self._said.setVisible(bool(self._lines))
        self._none.setVisible(not own)
        if not own and not self.reasons.keys():
            ready = self.room.reference.reasons_for(GapKind.VOICE)
            self.reasons.show_lines([Line(text, text, lead=str(at)) for at, text in enumerate(ready, 1)])
        return because

    def _line(self, heard: Heard) -> Line:
        told = ", ".join(
            part
            for part in (
                f"told to {heard.told_to}" if heard.told_to else "",
                short_date(heard.told_on) if heard.told_on else "",
                heard.may_know.value,
            )
            if part
        )
        whose = f"{self._names.get(heard.child_id, 'child')}: " if heard.child_id else ""
        return Line(str(heard.line_id), f"{whose}{heard.text}", lead=heard.kind.value, cells=(told,), tone=Tone.VOICE)

    def _enter(self) -> None:
        try:
            heard = self.entry.entered_now()
            if not heard.text:
                raise Refused("There is nothing written yet.")
            label = "Change the victim's voice" if heard.line_id else "Record the victim's voice"
            self.room.edit(label, lambda _, talk: _record(talk, heard), self._draft.field)
        except Told as told:
            self.desk.messages.told(told.say, self.entry)
            return
        self.desk.messages.right(self.entry)
        self._draft.added()
        self.entry.go_on()
        self.entry.begin()

    def _give_up(self) -> None:
        if self._draft.may_go():
            self.entry.clear()
            self.entry.begin()

    def _edit_again(self, key: str) -> None:
        self.entry.show_line(next(heard for heard in self._lines if heard.line_id == UUID(key)))
        self.entry.begin()

    def _take_reason(self, text: str) -> None:
        self.missing.setText(text)
        self._missing_draft.settle()

    def _settle_missing(self, text: str) -> None:
        self.room.edit("Say why the voice is missing", lambda _, talk: _not_had(talk, text), self.room.field(_FIELD))

    def _lay_out(self) -> None:
        self._said = Card()
        self._said.setAccessibleName("What was said")
        self._said.body.setContentsMargins(8, 6, 8, 6)
        self._said.body.addWidget(self.rows)
        self._none = Card()
        self._none.setAccessibleName("If it could not be had")
        self._none.body.addWidget(Field("If it could not be had: why?", self.missing))
        hint = QLabel("Ready reasons: Enter takes one")
        hint.setObjectName("label")
        self._none.body.addWidget(hint)
        self._none.body.addWidget(self.reasons)
        for part in (self.entry, self._said, self._none):
            self.body.addWidget(part)
        self.body.addStretch()


def _record(talk: Discussion, heard: Heard) -> None:
    """Adds the line, or writes the one that was edited again anew."""
    if heard.line_id is None:
        talk.hear(
            heard.kind,
            heard.text,
            told_to=heard.told_to,
            told_on=heard.told_on,
            may_know=heard.may_know,
            child_id=heard.child_id,
        )
        return
    line = next(each for each in talk.voice if each.id == heard.line_id)
    line.kind, line.text, line.may_know = heard.kind, heard.text, heard.may_know
    line.told_to, line.told_on, line.child_id = heard.told_to, heard.told_on, heard.child_id


def _not_had(talk: Discussion, text: str) -> None:
    """A reason that is taken back leaves the gap open again."""
    if text.strip():
        talk.voice_not_had(text)
    else:
        talk.voice_missing_because = ""
