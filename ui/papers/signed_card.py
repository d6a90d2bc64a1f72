"""Minutes that are signed: by whom and when, what proves it, the dated notes since, and a new one."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout

from marac_desk.dates import short_date
from marac_desk.errors import Told
from storage.signing import take_note_back
from ui.guarded import guarded
from ui.meeting_room.steps.rows import Line, Rows
from ui.papers.note_form import NoteForm
from ui.papers.signing import Note, SignedMinutes, after_signing
from ui.shell.desk import Desk
from ui.widgets.card import Card
from ui.widgets.keycap import KeyButton
from ui.widgets.mark import Tone
from ui.widgets.notice import Notice
from ui.widgets.rows import empty, fact, words

CHECK = (
    "To check later that nothing was rewritten, hold these numbers against the signed paper: they are the same, digit "
    "for digit, or the minutes or the history were changed."
)
HOLDS = "The history still holds this entry."
LOST = "The history does not hold this entry. It was rewritten since, or the vault was restored from before."
NO_NOTES = "No note was added since."
TAKEN_BACK = "The note is taken back. The history keeps it."


class SignedCard(Card):
    """`given_up`: Escape, back to the papers."""

    given_up = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("Signed minutes")
        self._desk = desk
        self._meeting_id: UUID | None = None
        self._form: NoteForm | None = None
        self.signed, self.held = words("", "strong"), Notice("", Tone.OK)
        self.facts = QVBoxLayout()
        self.none = words(NO_NOTES, "soft")
        self.rows = Rows("Dated notes", (20,))
        self.rows.on_key("t", self._take_back)
        self.rows.chosen.connect(self._show_button)
        self.take_back = KeyButton("Take the note back", "T")
        self.take_back.clicked.connect(lambda: self._take_back(self.rows.current()))
        self.leave = KeyButton("Back to the papers", "Esc")
        self.leave.clicked.connect(self.given_up)
        self.corner.addWidget(self.leave)
        self.body.addWidget(self.signed)
        self.body.addLayout(self.facts)
        for part in (words(CHECK, "soft"), self.held, words("Notes added after sign-off", "group"), self.none):
            self.body.addWidget(part)
        self.body.addWidget(self.rows)
        self.body.addWidget(self.take_back, 0, Qt.AlignmentFlag.AlignLeft)

    def show_meeting(self, meeting_id: UUID) -> None:
        """Reads what was signed; what is typed into a new note stays, also for another meeting."""
        signed = after_signing(self._desk.vault, meeting_id)
        if signed is None:
            return
        self._meeting_id = meeting_id
        self.signed.setText(f"Signed off by {signed.by} on {_moment(signed)}.")
        self._show_proof(signed)
        self.rows.show_lines([_line(note) for note in signed.notes])
        self.none.setVisible(not signed.notes)
        self._show_button()
        self._give_form(meeting_id)

    def focus_first(self) -> None:
        """A new note; for who may only read, the way back."""
        first = self._form.note if self._form is not None else self.leave
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to_note(self, number: int) -> None:
        """To one of the notes, by its number on the paper, as to take it back."""
        self.rows.go_to(self.rows.keys()[number - 1])

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the papers."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def _show_proof(self, signed: SignedMinutes) -> None:
        empty(self.facts)
        self.facts.addWidget(fact("Fingerprint of the signed minutes, at the foot of each page", signed.fingerprint))
        self.held.setVisible(signed.head is not None)
        if signed.head is not None:
            self.facts.addWidget(fact("The vault's history at that moment, as they print it", signed.head.printed))
            self.held.say(HOLDS if signed.holds else LOST, Tone.OK if signed.holds else Tone.DANGER)

    def _give_form(self, meeting_id: UUID) -> None:
        if not self._desk.can_edit or (self._form is not None and self._form.meeting_id == meeting_id):
            return
        if self._form is not None:
            self._form.let_go()
        self._form = NoteForm(self._desk, meeting_id)
        self.body.addWidget(self._form)
        self._form.show()  # at once: what is not shown yet can't take the focus

    def _show_button(self, *_: object) -> None:
        self.take_back.setVisible(bool(self.rows.keys()) and self._desk.can_edit)

    def _take_back(self, note_id: str) -> None:
        if not note_id or not self._desk.can_edit:
            return
        try:
            take_note_back(self._desk.vault, UUID(note_id))
        except Told as told:
            self._desk.messages.told(told.say)
            return
        self._desk.messages.done(TAKEN_BACK)
        self.focus_first()


def _moment(signed: SignedMinutes) -> str:
    at = signed.at.astimezone()
    return f"{short_date(at.date())}, {at:%H:%M}"


def _line(note: Note) -> Line:
    at = note.at.astimezone()
    return Line(
        key=str(note.id),
        text=note.text,
        before=(f"Note {note.number}, {short_date(at.date())}, {at:%H:%M}",),
        remark=f"Added by {note.by}.",
    )
