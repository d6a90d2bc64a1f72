"""A step of the routine case, as a person has it before them: the room at that step, with the focus where it begins."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from marac_desk.cases import Case
from marac_desk.discussion import Discussion, Step
from storage.vault import Vault
from tests.support.rooms import HeldRoom, open_room
from tests.support.routine import Routine, routine_case
from tests.support.screens import called, press_here, type_text
from ui.meeting_room.step_page import StepPage


@dataclass(frozen=True)
class AtStep:
    """The room, the page of the step, and the vault behind them."""

    vault: Vault
    routine: Routine
    held: HeldRoom

    @property
    def page(self) -> StepPage:
        page = self.held.frame.case_area.page()
        assert page is not None
        return page

    def talk(self) -> Discussion:
        """The discussion as it stands in the vault."""
        with self.vault.read() as read:
            return read.get(Discussion, self.routine.discussion)

    def case(self) -> Case:
        """The case as it stands in the vault."""
        with self.vault.read() as read:
            return read.get(Case, self.routine.case)

    def told(self) -> str:
        """What the message bar says."""
        return self.held.window.messages.shown()


def at_step(qtbot: QtBot, vault: Vault, step: Step, *, repeat: bool = False, papers_in: bool = True) -> AtStep:
    """The routine case at a step."""
    routine = routine_case(vault, repeat=repeat, papers_in=papers_in)
    return again(qtbot, vault, routine, step)


def again(qtbot: QtBot, vault: Vault, routine: Routine, step: Step) -> AtStep:
    """The same case in a new window."""
    held = open_room(qtbot, vault, routine.meeting, case=0, step=step)
    at = AtStep(vault, routine, held)
    qtbot.waitUntil(at.page.isVisible)
    at.page.focus_first()
    QApplication.processEvents()
    return at


def keys(*combinations: str) -> None:
    """Presses one after the other in whatever has the focus."""
    for each in combinations:
        press_here(each)
        QApplication.processEvents()


def words(text: str) -> None:
    """Types them where the focus is."""
    focus = QApplication.focusWidget()
    assert focus is not None
    type_text(focus, text)


def focus_name() -> str:
    """What a screen reader calls that which has the focus."""
    focus = QApplication.focusWidget()
    return called(focus) if isinstance(focus, QWidget) else ""
