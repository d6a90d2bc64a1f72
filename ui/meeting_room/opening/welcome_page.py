"""The welcome: the statement of confidentiality, large enough to read aloud; reading it opens the meeting."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from marac_desk.meetings import Meeting
from storage.door import Changes, Edit
from ui.meeting_room.line_page import LinePage
from ui.meeting_room.room import Room
from ui.widgets.card import Card
from ui.widgets.form import Form
from ui.widgets.keycap import KeyButton


class WelcomePage(LinePage):
    """Who chairs and who writes, the statement, and one button."""

    title = "Welcome, confidentiality"
    prompts = slice(0, 3)

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._form = Form()
        self.chair = self._form.line("Chair")
        self.coordinator = self._form.line("Coordinator, who writes the minutes")
        card = Card("To read aloud")
        for text, name in (
            (room.reference.words.confidentiality, "statement"),
            (room.reference.words.equality, "soft"),
        ):
            words = QLabel(" ".join(text.split()))
            words.setObjectName(name)
            words.setWordWrap(True)
            words.setTextFormat(Qt.TextFormat.PlainText)
            card.body.addWidget(words)
        self.read_aloud = KeyButton("Read aloud, everyone accepts", "Return")
        self.read_aloud.setObjectName("primary")
        self.read_aloud.setAutoDefault(True)
        self.read_aloud.clicked.connect(self._read)
        card.body.addWidget(self.read_aloud, 0, Qt.AlignmentFlag.AlignRight)
        self.body.addWidget(card)
        self.body.addWidget(self._form)
        self.body.addStretch()
        with self.desk.vault.read() as read:
            meeting = read.get(Meeting, room.meeting_id)
            named = ((self.chair, "chair", meeting.chair), (self.coordinator, "coordinator", meeting.coordinator))
        for line, field, stored in named:
            self._drafted(line, field, stored)

    def show_meeting(self) -> None:
        """Whether it was read already."""
        with self.desk.vault.read() as read:
            done = read.get(Meeting, self.room.meeting_id).statement_read
        self.read_aloud.setText("Read and accepted: go on" if done else "Read aloud, everyone accepts")

    def refresh(self, changes: Changes) -> None:
        """It was read."""
        if changes.touch("meeting"):
            self.show_meeting()

    def focus_first(self) -> None:
        """Enter is all it takes."""
        self.read_aloud.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drafted(self, line: object, field: str, stored: str) -> None:
        draft = f"meeting/{self.room.meeting_id}/{field}"

        def settle(text: str) -> None:
            with self.desk.vault.edit("Change who leads the meeting", settles=draft) as edit:
                meeting = edit.get(Meeting, self.room.meeting_id)
                meeting.may_change()
                setattr(meeting, field, text.strip())

        self.desk.drafted(line, field=draft, stored=stored, settle=settle)  # type: ignore[arg-type]

    def _read(self) -> None:
        if self.try_edit("Open meeting", _opened):
            self.on()


def _opened(edit: Edit, meeting: Meeting) -> None:
    meeting.may_change()
    meeting.statement_read = True
    if meeting.opened_at is None:
        meeting.open(edit.now)
