"""A calm timer: whole minutes, no seconds, no colour that shouts. It says when the time is used up, in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ui.theme.fonts import tabular

_LOOKS_EVERY_MS = 5000


class CalmTimer(QWidget):
    """`Case time 8 of 12 min`. It runs while it is seen; how long it has run comes from the clock alone."""

    def __init__(self, label: str, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = label
        self._clock = clock
        self._since: datetime | None = None
        self._minutes = 0
        before, self._figure, self._after = QLabel(label), QLabel(), QLabel()
        self._figure.setObjectName("cardTitle")
        self._figure.setFont(tabular(self._figure.font()))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for part in (before, self._figure, self._after):
            row.addWidget(part)
        for part in (before, self._after):
            part.setObjectName("soft")
        self._timer = QTimer(self, interval=_LOOKS_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self, since: datetime, minutes: int) -> None:
        """Counts from `since`; `minutes` is what was planned."""
        self._since, self._minutes = since, minutes
        self.look()
        self._timer.start()

    def stop(self) -> None:
        """Stands still, with what it shows."""
        self._timer.stop()

    def look(self) -> None:
        """Shows the time by the clock."""
        if self._since is None:
            return
        gone = max(timedelta(), self._clock() - self._since) // timedelta(minutes=1)
        over = ", over time" if gone >= self._minutes else ""
        self._figure.setText(str(gone))
        self._after.setText(f"of {self._minutes} min{over}")
        self.setAccessibleName(f"{self._label} {gone} of {self._minutes} minutes{over}")
