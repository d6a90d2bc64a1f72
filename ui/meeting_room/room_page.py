"""The page of the window in which a meeting is held, and what can be done in it."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from storage.door import Changes
from storage.queries import meetings
from ui.meeting_room.looks import Looks
from ui.meeting_room.presentation import Presentation
from ui.meeting_room.room import Room
from ui.meeting_room.room_bar import PRESENT_KEY
from ui.meeting_room.room_frame import PAUSE, RoomFrame
from ui.meeting_room.route import beside
from ui.meeting_room.which_meeting import meeting_to_hold, remember, remembered
from ui.shell.actions import Action
from ui.shell.desk import Desk
from ui.shell.page import Help, Page
from ui.widgets.empty import EmptyState

GROUP = "Meeting"
SOON_MS = 200
"""No step waits for the disk: where it went is kept a moment later."""
NOTHING = "Plan a meeting and put cases on its agenda; on its day it is held here."


class RoomPage(Page):
    """Its place is the meeting, where it stands, the step and what that is at: `<meeting>|case <case>|3|<agency>`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Meeting room")
        self.title.hide()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.frame: RoomFrame | None = None
        self.presentation: Presentation | None = None
        self._looks = Looks(desk)
        self._moving = QTimer(self, singleShot=True, interval=SOON_MS)
        self._moving.timeout.connect(self._remember)
        self._empty = EmptyState("No meeting to hold", NOTHING, "All meetings", self._all_meetings)
        self.body.addWidget(self._empty)

    def arrive(self, place: str) -> None:
        """Goes to a meeting: to the place named, or to where it was left."""
        meeting_id, key, step, part = self._read(place)
        self._empty.setVisible(meeting_id is None)
        if meeting_id is None:
            self._empty.button.setFocus()
            return
        if self.frame is None or self.frame.room.meeting_id != meeting_id:
            self._hold(meeting_id)
        if self.frame is not None:
            self.frame.begin(key, step, part)

    def place(self) -> str:
        """Where the meeting is; between cases it comes back to that."""
        if self.frame is None:
            return ""
        parts = (self.frame.room.meeting_id, self.frame.here.key, self.frame.step_here(), self.frame.case_area.part())
        return "|".join(map(str, parts)).rstrip("|")

    def refresh(self, changes: Changes) -> None:
        """Hands it on."""
        if self.frame is not None and not self._looks.noting:
            self.frame.refresh(changes)

    def leave(self) -> None:
        """The second window shows nothing while the page is not there."""
        self._stop_presenting()
        if self.frame is not None:
            self.frame.case_area.rest()
        if self._moving.isActive():
            self._remember()

    def in_meeting(self) -> bool:
        """Once there is a meeting in the room."""
        return self.frame is not None

    def bar(self) -> QWidget | None:
        """The meeting's own bar."""
        return self.frame.bar if self.frame else None

    def help(self) -> Help | None:
        """What the chair may say here."""
        return self.frame.help() if self.frame else None

    def offers(self) -> tuple[Action, ...]:
        """The keys of the room."""
        in_case = self._in_case
        return (
            Action("room.next_step", "Next step", self._next_step, "Alt+Right", ("on",), GROUP, self._has_more),
            Action(
                "room.previous_step", "Previous step", self._previous_step, "Alt+Left", ("back",), GROUP, self._held
            ),
            Action("room.action", "New action", self._add_action, "Alt+A", ("who", "task"), GROUP, in_case),
            Action("room.risk", "New risk", self._add_risk, "Alt+R", ("harm",), GROUP, in_case),
            Action("room.send", "Send an action at once", self._send, "Alt+S", ("urgent", "today"), GROUP, in_case),
            Action("room.next", "Next case", self._next, "Alt+Down", ("close",), GROUP, self._has_next),
            Action("room.previous", "Case before", self._previous, "Alt+Up", ("back",), GROUP, self._held),
            Action(
                "room.panel",
                "Running order and back",
                self._swap,
                "F6",
                ("panel", "recorded", "side"),
                GROUP,
                self._held,
            ),
            Action("room.present", "Present", self._present, PRESENT_KEY, ("projector", "screen"), GROUP, self._held),
        )

    def hints(self) -> tuple[str, ...]:
        """What stands in the foot bar."""
        return ("room.next_step", "room.action", "room.risk", "room.next")

    # What the keys do

    def _all_meetings(self) -> None:
        self.desk.open_page("meetings")

    def _held(self) -> bool:
        return self.frame is not None

    def _in_case(self) -> bool:
        return self.frame is not None and self.frame.room.case is not None

    def _has_next(self) -> bool:
        """Whether the running order goes on."""
        return self.frame is not None and beside(self.frame.stops(), self.frame.here, 1) is not None

    def _has_more(self) -> bool:
        return self._in_case() or self._has_next()

    def _next_step(self) -> None:
        """The next step of a case; at the opening and the end, the next line."""
        if self.frame is None:
            return
        if self.frame.room.case is not None:
            self.frame.to_case()
            self.frame.room.next_step()
        elif not self.frame.covered:
            self.frame.next()

    def _previous_step(self) -> None:
        """The step before; at the opening and the end, the line before."""
        if self.frame is None:
            return
        if self.frame.room.case is not None:
            self.frame.to_case()
            self.frame.room.previous_step()
        elif not self.frame.covered:
            self.frame.previous()

    def _add_action(self) -> None:
        if self.frame is not None:
            self.frame.to_case()
            self.frame.room.add_action()

    def _add_risk(self) -> None:
        if self.frame is not None:
            self.frame.to_case()
            self.frame.room.add_risk()

    def _send(self) -> None:
        if self.frame is not None:
            self.frame.to_case()
            self.frame.room.send_at_once()

    def _next(self) -> None:
        if self.frame is not None:
            self.frame.next()

    def _previous(self) -> None:
        if self.frame is not None:
            self.frame.previous()

    def _swap(self) -> None:
        if self.frame is not None:
            self.frame.swap_panels()

    def _present(self) -> None:
        if self.presentation is not None:
            self._stop_presenting()
        elif self.frame is not None:
            self.presentation = Presentation(self.frame)
            self.presentation.closed.connect(self._stop_presenting)
            self.presentation.open_beside(self.window())

    def _stop_presenting(self) -> None:
        window, self.presentation = self.presentation, None
        if window is not None:
            had_the_keyboard = window.isActiveWindow()
            window.hide()
            window.deleteLater()
            if had_the_keyboard:
                self.activateWindow()

    def _hold(self, meeting_id: UUID) -> None:
        """Another meeting: a new frame, and the one before goes."""
        self._stop_presenting()
        if self.frame is not None:
            self.body.removeWidget(self.frame)
            self.frame.deleteLater()
        room = Room(self.desk, meeting_id, self)
        self.frame = RoomFrame(room)
        self.frame.moved.connect(self._look)
        self.frame.moved.connect(self._moving.start)
        self.frame.moved.connect(self.turned)
        self.frame.bar.present_button.clicked.connect(self._present)
        self.frame.bar.hide_button.clicked.connect(self._hide)
        self.body.addWidget(self.frame, 1)
        self.frame.show()  # now, and not when the events come round: it is about to take the focus

    def _hide(self) -> None:
        self.desk.actions.run("window.hide")

    def _look(self) -> None:
        if self.frame is not None and self.frame.room.case is not None:
            self._looks.saw(self.frame.room.meeting_id, self.frame.room.case.case_id)

    def _remember(self) -> None:
        """Where the meeting is outlives a crash: kept as typing is, encrypted and without an entry in the history.

        What was looked at on the way is noted with it.
        """
        self._moving.stop()
        remember(self.desk.vault, self.place())
        self._looks.note()

    def _read(self, place: str) -> tuple[UUID | None, str, int, str]:
        """What a place means; without one, the meeting that is on, where it was left."""
        with self.desk.vault.read() as read:
            held = meeting_to_hold(meetings(read.session), read.today)
        wanted = place.partition("|")[0] or (str(held) if held else "")
        if not wanted:
            return None, "", 0, ""
        whole = place if "|" in place else remembered(self.desk.vault, wanted)
        _, key, step, part = f"{whole}|||".split("|")[:4]
        return UUID(wanted), key, int(step or PAUSE), part
