"""Any other business, the date of the next meeting, and the end: then the papers are ready to look at."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from marac_desk.dates import PartialDate
from marac_desk.errors import Refused
from marac_desk.meetings import Meeting, MeetingState
from storage.door import Changes, Edit
from storage.queries import Hearing
from storage.room_rows import running_order
from ui.meeting_room.line_page import LinePage
from ui.meeting_room.room import Room
from ui.widgets.card import Card
from ui.widgets.form import Form
from ui.widgets.keycap import KeyButton
from ui.widgets.mark import Tone
from ui.widgets.notice import Notice

KEY = "Ctrl+Return"
CLOSED = "The meeting is closed. Its minutes are a draft, and every agency's plan is ready to look at."


class BusinessPage(LinePage):
    """The last page of a meeting."""

    title = "Any other business"
    prompts = slice(1, 4)
    closing = True

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        form = Form()
        self.business = form.text("Any other business", lines=3)
        self.next = form.line("Next meeting", "Day/month/year")
        self.unheard = Notice("", Tone.WARN)
        self.close_button = KeyButton("Close the meeting", KEY)
        self.close_button.setObjectName("primary")
        self.close_button.clicked.connect(self._close)
        QShortcut(QKeySequence(KEY), self, self._close, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        card = Card()
        for part in (form, self.unheard):
            card.body.addWidget(part)
        card.body.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignRight)
        self.body.addWidget(card)
        self.body.addStretch()
        with self.desk.vault.read() as read:
            meeting = read.get(Meeting, room.meeting_id)
            business, following = meeting.other_business, meeting.next_meeting
        where = f"meeting/{room.meeting_id}"
        self.desk.drafted(self.business, field=f"{where}/other_business", stored=business, settle=self._keep_business)
        self.desk.drafted(
            self.next,
            field=f"{where}/next_meeting",
            stored=f"{following:%d/%m/%Y}" if following else "",
            settle=self._keep_next,
        )
        self.show_meeting()

    def show_meeting(self) -> None:
        """What was not heard, and whether the meeting is closed."""
        with self.desk.vault.read() as read:
            meeting = read.get(Meeting, self.room.meeting_id)
            open_ones = [
                row.reference
                for row in running_order(read.session, meeting.id)
                if row.state in (Hearing.WAITING, Hearing.UNDER_WAY)
            ]
            in_session = meeting.state is MeetingState.IN_SESSION
            over = meeting.closed_at is not None
        self.unheard.say(_unheard(open_ones))
        self.unheard.setVisible(bool(open_ones) and in_session)
        self.close_button.setText("Open the papers" if over else "Close the meeting")

    def refresh(self, changes: Changes) -> None:
        """A case was closed, or the meeting."""
        if changes.touch("meeting") or changes.touch("discussion"):
            self.show_meeting()

    def focus_first(self) -> None:
        """The text."""
        self.business.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_business(self, text: str) -> None:
        with self.desk.vault.edit("Write any other business", settles=self._field("other_business")) as edit:
            meeting = edit.get(Meeting, self.room.meeting_id)
            meeting.may_change()
            meeting.other_business = text.strip()

    def _keep_next(self, text: str) -> None:
        day = _day(text)
        with self.desk.vault.edit("Set next meeting", settles=self._field("next_meeting")) as edit:
            meeting = edit.get(Meeting, self.room.meeting_id)
            meeting.may_change()
            meeting.next_meeting = day
        self.room.next_meeting = day

    def _field(self, name: str) -> str:
        return f"meeting/{self.room.meeting_id}/{name}"

    def _close(self) -> None:
        self.desk.savers.flush()
        with self.desk.vault.read() as read:
            over = read.get(Meeting, self.room.meeting_id).closed_at is not None
        if not over:
            if not self.try_edit("Close meeting", _closed):
                return
            self.desk.messages.done(CLOSED)
        self.desk.open_page("papers", str(self.room.meeting_id))


def _closed(edit: Edit, meeting: Meeting) -> None:
    meeting.close(edit.now)


def _unheard(references: list[str]) -> str:
    """Says what closing would leave behind; the chair may close all the same."""
    if not references:
        return ""
    verb, them = ("is", "it") if len(references) == 1 else ("are", "them")
    return f"{', '.join(references)} {verb} not closed yet. Hear {them}, or put {them} off with a reason."


def _day(text: str) -> date | None:
    """A whole day, or nothing where nothing was typed. Raises Refused for anything else."""
    if not text.strip():
        return None
    typed = PartialDate.read(text)
    if typed.day is None:
        raise Refused("Please give the whole date of the next meeting, as day/month/year.")
    return typed.earliest
