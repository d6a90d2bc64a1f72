"""Any other business, the date of the next meeting, and the end: then the papers are looked at."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from marac_desk.dates import long_date
from marac_desk.errors import Refused
from marac_desk.meetings import Meeting, MeetingState, not_closed
from marac_desk.typed_dates import read_day
from storage.door import Changes, Read
from storage.queries import Hearing
from storage.room_rows import RunningRow, running_order
from ui.meeting_room.line_page import LinePage
from ui.meeting_room.room import Room
from ui.papers.wording import MEETING_CLOSED
from ui.widgets.card import Card
from ui.widgets.form import Form
from ui.widgets.keycap import KeyButton
from ui.widgets.mark import Tone
from ui.widgets.notice import Notice

KEY = "Ctrl+Return"
HINT = "14/12 or 14/12/2026"


class BusinessPage(LinePage):
    """The last page of a meeting."""

    title = "Any other business"
    prompts = slice(1, 4)
    closing = True

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._form = form = Form()
        self.business = form.text("Any other business", lines=3)
        self.next = form.line("Next meeting", HINT)
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
        self._say_next(following)
        self.show_meeting()

    def show_meeting(self) -> None:
        """What was not heard, and whether the meeting is closed."""
        with self.desk.vault.read() as read:
            meeting = read.get(Meeting, self.room.meeting_id)
            open_ones = [row.reference for row in _still_open(read, meeting)]
            in_session = meeting.state is MeetingState.IN_SESSION
            over = meeting.closed_at is not None
        self.unheard.say(not_closed(open_ones) if open_ones else "")
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
        try:
            day = self._day(text)
        except Refused as refused:
            self._form.field(self.next).fail(refused.say)
            raise
        self._form.field(self.next).fail("")
        with self.desk.vault.edit("Set next meeting", settles=self._field("next_meeting")) as edit:
            meeting = edit.get(Meeting, self.room.meeting_id)
            meeting.may_change()
            meeting.next_meeting = day
        self.room.next_meeting = day
        self._say_next(day)

    def _say_next(self, day: date | None) -> None:
        """The whole date, with its day of the week, under what was typed of it."""
        self._form.field(self.next).hint.setText(long_date(day) if day else HINT)

    def _day(self, text: str) -> date | None:
        """A whole day, or nothing where nothing was typed. Raises Refused for anything else."""
        return read_day(text, self.room.today()) if text.strip() else None

    def _field(self, name: str) -> str:
        return f"meeting/{self.room.meeting_id}/{name}"

    def _close(self) -> None:
        self.desk.savers.flush()
        with self.desk.vault.read() as read:
            meeting = read.get(Meeting, self.room.meeting_id)
            over = meeting.closed_at is not None
            still_open = _still_open(read, meeting)
        if not over:
            if not self._next_is_said():
                return
            references = [row.reference for row in still_open]
            if not self.try_edit("Close meeting", lambda edit, meeting: meeting.close(edit.now, references)):
                if still_open:
                    self.room.case_wanted.emit(still_open[0].case_id)
                return
            self.desk.messages.done(MEETING_CLOSED)
        self.desk.open_page("papers", str(self.room.meeting_id))

    def _next_is_said(self) -> bool:
        """Whether what stands as the date of the next meeting is one, or nothing; else it says so there."""
        try:
            self._day(self.next.text())
        except Refused as refused:
            self._form.fail(self.next, refused.say)
            return False
        return True


def _still_open(read: Read, meeting: Meeting) -> list[RunningRow]:
    """The cases that were neither heard to their end nor put off."""
    rows = running_order(read.session, meeting.id)
    return [row for row in rows if row.state in (Hearing.WAITING, Hearing.UNDER_WAY)]
