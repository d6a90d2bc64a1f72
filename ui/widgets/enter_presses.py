"""Enter presses the button that has the focus, as the space bar does: outside a dialog Qt leaves that to the program.

Chips and the rows of a step are left alone: there Space chooses, and Enter adds what was typed beside them.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

_CHOOSE = frozenset({"chip", "toggle", "row", "orderLine"})


class EnterPresses(QObject):
    """Follows the focus; each button learns it when the focus first comes to it."""

    def __init__(self, app: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        app.focusChanged.connect(self._teach)

    def _teach(self, _: QWidget | None, now: QWidget | None) -> None:
        if isinstance(now, QPushButton) and now.objectName() not in _CHOOSE and not now.autoDefault():
            now.setAutoDefault(True)
