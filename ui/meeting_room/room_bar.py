"""The bar at the top while a meeting is held: which MARAC, when and where, the case's time and the meeting's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from marac_desk.dates import long_date
from marac_desk.meeting_clock import CaseTimes
from ui.meeting_room.order_lines import MeetingNow
from ui.shell.privacy import KEY_NAME
from ui.widgets.elided import ElidedLabel
from ui.widgets.keycap import KeyButton
from ui.widgets.mark import Pill
from ui.widgets.timer import CalmTimer

_LOOKS_EVERY_MS = 5000
_WIDE = 54
"""So many letters M wide, and there is room for the date and the venue."""


class RoomBar(QWidget):
    """Calm: whole minutes, no colour that shouts. `hide_button` and `present_button` do what their keys do."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._clock = clock
        self._now: MeetingNow | None = None
        self.setAccessibleName("Meeting")
        self._marac, self._when = ElidedLabel(), ElidedLabel()
        self._marac.setObjectName("strong")
        self._when.setObjectName("soft")
        self.timer = CalmTimer("Case time", clock)
        self._pill = Pill("")
        self.present_button, self.hide_button = KeyButton("Present", "F8"), KeyButton("Hide", KEY_NAME)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self._marac)
        row.addWidget(self._when, 1)
        row.addStretch()
        for part in (self.timer, self._pill, self.present_button, self.hide_button):
            row.addWidget(part)
        self._ticks = QTimer(self, interval=_LOOKS_EVERY_MS)
        self._ticks.timeout.connect(self._look)
        self._ticks.start()

    def show_meeting(self, now: MeetingNow, case: CaseTimes | None) -> None:
        """Shows the meeting, and the time of the case being heard."""
        self._now = now
        local = now.starts_at.astimezone()
        self._marac.say(now.marac)
        self._when.say(" · ".join(part for part in (long_date(local.date()), now.venue) if part))
        running = case is not None and case.started_at is not None and case.ended_at is None
        self.timer.setVisible(running)
        if case is not None and case.started_at is not None and running:
            self.timer.start(case.started_at, now.clock.planned_for(case))
        else:
            self.timer.stop()
        self._look()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The date and the venue give way first."""
        super().resizeEvent(event)
        self._when.setVisible(self.width() > _WIDE * self.fontMetrics().horizontalAdvance("M"))

    def _look(self) -> None:
        if self._now is None:
            return
        said = self._now.clock.say(self._clock(), datetime.now().astimezone().tzinfo)  # type: ignore[arg-type]
        self._pill.setText(said)
        self._pill.setAccessibleName(said)
