"""F1: what is said and done here, in the words of the trade. The chair's prompts are those of the aide memoire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.shell.page import Help

if TYPE_CHECKING:  # the reference tables wait until the window is there
    from marac_desk.reference_entries import AideMemoire

STEPS = ("Referrer presents", "Victim's voice", "Agencies share", "Risks", "Actions", "Summary")


def opening_help(aide: AideMemoire) -> Help:
    """What the chair may say at the opening."""
    return Help("Opening the meeting", aide.opening)


def step_help(aide: AideMemoire, step: int) -> Help:
    """What the chair may say in a step (from 0)."""
    return Help(f"Step {step + 1}: {STEPS[step]}", aide.steps[step])


def between_help(aide: AideMemoire) -> Help:
    """What the chair may say between two cases."""
    return Help("Between cases", aide.between_cases)


def closing_help(aide: AideMemoire) -> Help:
    """What the chair may say at the end."""
    return Help("Closing the meeting", aide.closing)


class HelpSheet(QDialog):
    """The sheet itself; Escape, Enter or F1 close it."""

    def __init__(self, told: Help, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Help")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(10)
        title = QLabel(told.title)
        title.setObjectName("cardTitle")
        column.addWidget(title)
        for line in told.lines:
            label = QLabel(line)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setMinimumWidth(460)
            column.addWidget(label)
        close = QPushButton("Close")
        close.setObjectName("primary")
        close.setShortcut("F1")
        close.clicked.connect(self.accept)
        close.setAccessibleDescription("\n".join((told.title, *told.lines)))
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
