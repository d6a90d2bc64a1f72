"""F6: from wherever one is to the running order, and back to the same place."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ui.meeting_room.centre import Centre
from ui.meeting_room.running_order import RunningOrder


class ThereAndBack:
    """Remembers where the focus came from."""

    def __init__(self, order: RunningOrder, centre: Centre) -> None:
        self._order, self._centre = order, centre
        self._came_from: QWidget | None = None

    def go(self) -> None:
        """There, or back."""
        now, before = QApplication.focusWidget(), self._came_from
        if now is None or not self._order.isAncestorOf(now):
            self._came_from = now
            self._order.take_focus()
        elif before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._centre.focus_first()
