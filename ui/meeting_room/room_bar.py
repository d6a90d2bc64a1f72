"""The bar at the top while a meeting is held: which MARAC, when and where, the case's time and the meeting's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import cast

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from marac_desk.dates import long_date
from marac_desk.meeting_clock import CaseTimes
from ui.guarded import guarded
from ui.meeting_room.order_lines import MeetingNow
from ui.shell.privacy import KEY_NAME
from ui.widgets.elided import ElidedLabel
from ui.widgets.keycap import KeyButton
from ui.widgets.mark import Pill
from ui.widgets.timer import CalmTimer

PRESENT_KEY = "F8"
_LOOKS_EVERY_MS = 5000


class RoomBar(QWidget):
    """Calm: whole minutes, no colour that shouts. `hide_button` and `present_button` do what their keys do."""

    def __init__(self, clock: Callable[[], datetime], parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self._clock = clock
        self._now: MeetingNow | None = None
        self._is_running = False
        self.setAccessibleName("Meeting")
        self._marac, self._when = ElidedLabel(), ElidedLabel()
        self._marac.setObjectName("strong")
        self._when.setObjectName("soft")
        self.timer = CalmTimer("Case time", clock)
        self._pill = Pill("")
        self.present_button, self.hide_button = KeyButton("Present", PRESENT_KEY), KeyButton("Hide", KEY_NAME)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self._marac)
        row.addWidget(self._when, 1)
        row.addStretch()
        for part in (self.timer, self._pill, self.present_button, self.hide_button):
            row.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
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
        self._is_running = running
        self.timer.setVisible(running)
        if case is not None and case.started_at is not None and running:
            self.timer.start(case.started_at, now.clock.planned_for(case))
        else:
            self.timer.stop()
        self._look()

    def minimumSizeHint(self) -> QSize:
        """It makes do with what there is, and never widens the window."""
        return QSize(0, super().minimumSizeHint().height())

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width."""
        super().resizeEvent(event)
        self._fit()

    def _look(self) -> None:
        if self._now is None:
            return
        said = self._now.clock.say(self._clock(), local_zone(self._clock()))
        self._pill.setText(said)
        self._pill.setAccessibleName(said)
        self._fit()

    def _fit(self) -> None:
        """What has its key besides gives way first where room is short, the case's time last."""
        givers: tuple[QWidget, ...] = (self._when, self.hide_button, self.present_button, self._pill)
        room = self.width() - self._marac.minimumSizeHint().width()
        if self._is_running:
            room -= self.timer.sizeHint().width() + self._row.spacing()
        for part in reversed(givers):
            needs = part.minimumSizeHint() if part is self._when else part.sizeHint()
            room -= needs.width() + self._row.spacing()
            part.setVisible(room >= 0)


def local_zone(now: datetime) -> tzinfo:
    """The time zone of this computer at a moment."""
    return cast(tzinfo, now.astimezone().tzinfo)
