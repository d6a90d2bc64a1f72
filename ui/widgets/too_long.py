"""A line holds only so many characters: where a paste does not fit, a sentence at the field says that it was cut."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from ui.widgets.form import Field

_KNOWN = "saysWhatIsTooLong"


class TooLong(QObject):
    """Follows the focus; each line learns it when the focus first comes to it. `tell` is for a line without a label."""

    def __init__(self, app: QApplication, tell: Callable[[str], None], parent: QObject) -> None:
        super().__init__(parent)
        self._tell = tell
        app.focusChanged.connect(self._teach)

    def _teach(self, _: QWidget | None, now: QWidget | None) -> None:
        if isinstance(now, QLineEdit) and not now.property(_KNOWN):
            now.setProperty(_KNOWN, True)
            now.inputRejected.connect(self._cut)
            now.textChanged.connect(self._changed)

    def _cut(self) -> None:
        line = self.sender()
        if isinstance(line, QLineEdit):
            field = line.parentWidget()
            tell = field.fail if isinstance(field, Field) else self._tell
            tell(said_of(line))

    def _changed(self) -> None:
        """Once there is room again, the sentence goes."""
        line = self.sender()
        if isinstance(line, QLineEdit) and len(line.text()) < line.maxLength():
            field = line.parentWidget()
            if isinstance(field, Field) and said_of(line) in field.error.text():
                field.fail("")


def said_of(line: QLineEdit) -> str:
    """What is said when something did not fit into it."""
    most = f"{line.maxLength():,}"
    return f"This line holds {most} characters: what came after them was left out, and is still where you copied it."
