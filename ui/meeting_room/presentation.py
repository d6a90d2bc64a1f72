"""The second window, for a projector or a shared screen: the current step only, and nobody's name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QScreen, QShortcut
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from marac_desk.cases import Case
from marac_desk.discussion import Step
from storage.room_cases import people_in
from ui.guarded import guarded
from ui.meeting_room.between_page import BETWEEN
from ui.meeting_room.case_area import STEP_NAMES
from ui.meeting_room.presentation_lines import Shown, presented, watch
from ui.meeting_room.room_bar import PRESENT_KEY
from ui.meeting_room.room_frame import RoomFrame
from ui.system.capture import MAY_BE_SEEN
from ui.widgets.mark import Tone

TITLE = "For presenting – MARAC Desk"
"""Its first words tell it from the room's own window where a meeting by video asks which window to share."""


class Presentation(QWidget):
    """It follows the frame, and reads what it shows for itself, so that nothing else can get onto it."""

    closed = Signal()

    def __init__(self, frame: RoomFrame) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._frame = frame
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(TITLE)
        self.setProperty(MAY_BE_SEEN, True)
        self.setAccessibleName("Shared screen")
        self.resize(960, 600)
        for key in (PRESENT_KEY, "Esc"):
            QShortcut(QKeySequence(key), self, self.close)
        self.head = QLabel()
        self.head.setObjectName("between")
        self._scroll = QScrollArea()
        self._scroll.setObjectName("scroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setAccessibleName("What is shared")
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(16)
        column.addWidget(self.head)
        column.addWidget(self._scroll, 1)
        frame.moved.connect(self.look)
        frame.room.case_changed.connect(self.look)
        frame.room.record_changed.connect(self.look)
        self.look()

    def open_beside(self, room: QWidget, screens: Callable[[], Sequence[QScreen]] = QGuiApplication.screens) -> None:
        """On another screen where there is one, and the keyboard stays in the room; otherwise in front of the room."""
        other = next((each for each in screens() if each is not room.screen()), None)
        if other is not None:
            self.move(other.availableGeometry().topLeft())
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, other is not None)
        self.show()
        (self if other is None else room).activateWindow()  # which brings it to the front

    def lines(self) -> tuple[Shown, ...]:
        """What may be seen now: nothing between cases, at the opening and at the end."""
        room = self._frame.room
        if room.case is None or self._frame.covered:
            return ()
        with room.look() as (read, discussion):
            case = read.get(Case, discussion.case_id)
            safe = watch(case, people_in(read.session, case).values(), room.reference.words)
            return presented(discussion, case, room.heard, Step(room.step), safe)

    def look(self) -> None:
        """Shows what may be seen now."""
        room = self._frame.room
        if self._frame.covered:
            self.head.setText(BETWEEN)
        elif room.case is None:
            self.head.setText("")
        else:
            self.head.setText(f"{room.case.reference} · {room.step}  {STEP_NAMES[room.step - 1]}")
        self._show(self.lines())

    @guarded
    def closeEvent(self, event: QCloseEvent) -> None:
        """Closed by its own frame."""
        super().closeEvent(event)
        self.closed.emit()

    def _show(self, lines: Sequence[Shown]) -> None:
        inner = QWidget()
        inner.setObjectName("scrolled")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for line in lines:
            if line.words:
                column.addWidget(_shown(line))
        column.addStretch()
        self._scroll.setWidget(inner)


def _shown(line: Shown) -> QFrame:
    frame = QFrame()
    frame.setObjectName("voice" if line.voice else "card")
    if line.voice:
        frame.setProperty("tone", Tone.VOICE.value)
    column = QVBoxLayout(frame)
    column.setContentsMargins(16, 10, 16, 10)
    for text, name in ((line.head, "soft"), (line.words, "statement")):
        if text:
            label = QLabel(text)
            label.setObjectName(name)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            column.addWidget(label)
    return frame
