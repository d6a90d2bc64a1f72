"""What each of the six steps is to the frame around it."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from marac_desk.discussion import Step
from storage.door import Changes
from ui.meeting_room.room import Room


class StepPage(QWidget):
    """The page of one step of one case.

    It is made when the step is first visited in a case and goes when the case is left, so its fields
    and their drafts belong to that case alone. While another step is shown it stays as it is. The page of
    the first step is made before the case is known: what belongs to a case begins with `show_case`.
    """

    step: ClassVar[Step]
    title: ClassVar[str]

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room = room
        self.desk = room.desk
        self.setAccessibleName(self.title)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(10)

    def prompt(self) -> str:
        """The line of the aide memoire that stands above the page."""
        prompts = self.room.reference.aide_memoire.steps[self.step - 1]
        return " ".join(prompts[:2])

    def show_case(self) -> None:
        """Reads the case and shows it. Called once, right after the page was made."""

    def refresh(self, changes: Changes) -> None:
        """Something was committed: reads again what it shows of that. A field with the focus keeps its text."""

    def settle(self) -> None:
        """The step is left. Drafts are settled already; for what else is to be put away. It asks nothing."""

    def focus_first(self) -> None:
        """The step was entered: puts the focus where work begins."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_entry(self) -> None:
        """Alt+R or Alt+A from anywhere: puts the focus on the line for a new one."""
        self.focus_first()

    def part(self) -> str:
        """Which of several things the step is at, such as the agency that speaks: the last word of a place."""
        return ""

    def go_to_part(self, part: str) -> None:
        """Comes back to it, or goes to the line or field that it names: one whose words stop the papers."""

    def keys(self) -> tuple[tuple[str, str], ...]:
        """The page's own keys and what they do, for F1."""
        return ()
