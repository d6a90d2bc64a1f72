"""The victim's voice as the IDVA sends it before a meeting: line by line, with who may know each."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from marac_desk.discussion import MayKnow, VoiceKind
from marac_desk.errors import Refused
from marac_desk.typed_dates import read_past_day
from storage.case_rows import prepared
from ui.shell.desk import Desk
from ui.widgets.card import Card
from ui.widgets.chips import Option
from ui.widgets.entry_draft import EntryDraft, Parts
from ui.widgets.form import Form
from ui.widgets.mark import Tone
from ui.widgets.notice import Notice
from ui.widgets.rows import empty

_KINDS = (
    Option(VoiceKind.SITUATION.value, "Situation now", "S"),
    Option(VoiceKind.VIEW.value, "Views", "V"),
    Option(VoiceKind.WISH.value, "Wishes", "W"),
    Option(VoiceKind.FEAR.value, "Afraid of", "A"),
)
_MAY_KNOW = (
    Option(MayKnow.ONLY_FROM_VICTIM.value, "Known only from the victim", "V"),
    Option(MayKnow.ROOM_ONLY.value, "For the room only", "R"),
    Option(MayKnow.SHAREABLE.value, "May be shared", "S"),
)


@dataclass(frozen=True)
class VoiceSaid:
    """A line that is there already."""

    kind: VoiceKind
    text: str
    told_to: str


class VoiceForm(Card):
    """Lines that are there, and fields for one more: Enter in the last of them adds it."""

    added = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("The victim's voice")
        self._desk = desk
        self._for: tuple[UUID, UUID] | None = None
        self._draft: EntryDraft | None = None
        self.said = QVBoxLayout()
        self.body.addLayout(self.said)
        self.form = Form()
        self.kind = self.form.choice("It is about", _KINDS)
        self.told_to = self.form.line("Told to", "Such as the IDVA; stays for the next line")
        self.told_on = self.form.line("On", "day/month; today if empty")
        self.may_know = self.form.choice("Who may know it", _MAY_KNOW)
        self.text = self.form.line("In the victim's own words", "Enter adds the line")
        self.body.addWidget(self.form)
        self.text.returnPressed.connect(self._add)
        for line in (self.text, self.told_to, self.told_on):
            line.textChanged.connect(self._touched)

    def show_case(self, meeting_id: UUID, case_id: UUID, said: tuple[VoiceSaid, ...]) -> None:
        """The lines of a case, and what was typed for it and not added yet."""
        empty(self.said)
        for each in said:
            told = f" (told to {each.told_to})" if each.told_to else ""
            self.said.addWidget(Notice(f"{each.kind.value.capitalize()}: {each.text}{told}", Tone.VOICE))
        if self._for != (meeting_id, case_id):
            self._for = (meeting_id, case_id)
            self._begin_draft(f"ahead/{meeting_id}/{case_id}/voice")

    def begin(self) -> None:
        """The cursor goes to what it is about."""
        self.kind.buttons()[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _begin_draft(self, field: str) -> None:
        if self._draft is not None:
            self._draft.keep()
            self._draft.deleteLater()
        self._draft = None
        kept = EntryDraft(self, self._desk, field, self._parts)
        parts = kept.kept()
        self.kind.choose(parts.get("kind", VoiceKind.SITUATION.value))
        self.may_know.choose(parts.get("may_know", MayKnow.ONLY_FROM_VICTIM.value))
        self.told_to.setText(parts.get("told_to", ""))
        self.told_on.setText(parts.get("told_on", ""))
        self.text.setText(parts.get("text", ""))
        self._draft = kept

    def _parts(self) -> Parts:
        if not self.text.text().strip():
            return {}
        return {
            "kind": self.kind.chosen(),
            "may_know": self.may_know.chosen(),
            "told_to": self.told_to.text(),
            "told_on": self.told_on.text(),
            "text": self.text.text(),
        }

    def _touched(self) -> None:
        if self._draft is not None:
            self._draft.touched()

    def _add(self) -> None:
        if self._for is None or self._draft is None:
            return
        self.form.clear_errors()
        today = self._desk.clock().astimezone().date()
        try:
            told_on = read_past_day(self.told_on.text(), today) if self.told_on.text().strip() else today
        except Refused as refused:
            self.form.fail(self.told_on, refused.say)
            return
        try:
            with self._desk.vault.edit("Hear victim", settles=self._draft.field) as edit:
                prepared(edit.session, *self._for).hear(
                    VoiceKind(self.kind.chosen()),
                    self.text.text(),
                    told_to=self.told_to.text().strip(),
                    told_on=told_on,
                    may_know=MayKnow(self.may_know.chosen()),
                )
        except Refused as refused:
            self.form.fail(self.text, refused.say)
            return
        self._draft.added()
        self.text.clear()
        self.may_know.choose(MayKnow.ONLY_FROM_VICTIM.value)
        self.added.emit()
