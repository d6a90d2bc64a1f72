"""What each line of the opening and the closing is to the frame around it."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from marac_desk.errors import Told
from marac_desk.meetings import Meeting
from storage.door import Changes
from ui.guarded import guarded
from ui.meeting_room.prompt import Prompt
from ui.meeting_room.room import MeetingChange, Room
from ui.widgets.readable import keep_readable


class LinePage(QWidget):
    """A page of the opening or closing. `on` goes to the next line of the running order."""

    title: ClassVar[str]
    prompts: ClassVar[slice]
    closing: ClassVar[bool] = False
    widest: ClassVar[int] = 80
    """In letters M: a line of text is no longer than one can read; 0 for as wide as the window."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room = room
        self.desk = room.desk
        self.setAccessibleName(self.title)
        title = QLabel(self.title)
        title.setObjectName("pageTitle")
        prompt = Prompt()
        prompt.say(" ".join(self.said()))
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(18, 12, 18, 12)
        self.body.setSpacing(10)
        self.body.addWidget(title)
        self.body.addWidget(prompt)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width."""
        super().resizeEvent(event)
        keep_readable(self, self.body, self.widest)

    def said(self) -> tuple[str, ...]:
        """What the chair may say here."""
        memoire = self.room.reference.aide_memoire
        return (memoire.closing if self.closing else memoire.opening)[self.prompts]

    def show_meeting(self) -> None:
        """Reads the meeting and shows it: when the page is entered."""

    def refresh(self, changes: Changes) -> None:
        """Something was committed while the page is shown."""

    def focus_first(self) -> None:
        """Puts the focus where work begins."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def on(self) -> None:
        """The line is done: the next one."""
        self.room.onward_wanted.emit()

    def try_edit(self, label: str, change: MeetingChange) -> bool:
        """One edit of the meeting; what is refused is told in the message bar. Says whether it was done."""
        try:
            with self.desk.vault.edit(label) as edit:
                change(edit, edit.get(Meeting, self.room.meeting_id))
        except Told as told:
            self.desk.messages.told(told.say, self)
            return False
        self.desk.messages.right(self)
        return True
