"""The speed of speech: how many keys a routine case takes besides the new words themselves."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from marac_desk.cases import Case
from marac_desk.discussion import Discussion, Step
from marac_desk.gaps import open_gaps
from storage.vault import Vault
from tests.support.rooms import HeldRoom, open_room
from tests.support.routine import Routine, routine_case
from tests.support.screens import press, type_text
from tests.support.vaults import kept_vault, vault, vault_path

__all__ = ["kept_vault", "vault", "vault_path"]

MOST = 150
"""The measure of it all: a routine case with the papers in takes no more key presses besides the new words."""


class Keyboard:
    """Counts every key that goes down: of `Ctrl+3` there are two. New words are free, all other letters are not."""

    def __init__(self) -> None:
        self.pressed = 0

    def keys(self, *combinations: str) -> None:
        for each in combinations:
            self.pressed += len(each.split("+"))
            press(self.focus(), each)

    def letters(self, typed: str) -> None:
        self.keys(*typed)

    def new_words(self, words: str) -> None:
        type_text(self.focus(), words)

    def focus(self) -> QWidget:
        focus = QApplication.focusWidget()
        assert focus is not None
        return focus


def hold(keyboard: Keyboard) -> None:
    """The whole case, from the first step to the next case."""
    keyboard.new_words(" He knows where she works.")
    keyboard.keys("Alt+Right")
    keyboard.new_words("She wants to stay near her mother.")
    keyboard.keys("Return", "Alt+Right")
    keyboard.keys("Alt+T", "N", "R", "Alt+Right")
    for likelihood, impact in (("V", "V"), ("L", "S"), ("L", "V")):
        keyboard.keys("Return", likelihood, impact)
    keyboard.new_words("They hear it at each handover")
    keyboard.keys("Return", "C", "S", "Alt+C", "Alt+Right")
    act(keyboard)
    keyboard.keys("Return")
    keyboard.letters("idv")
    keyboard.keys("Return", "Return", "F")
    keyboard.new_words("Plan agreed.")
    keyboard.keys("Return", "Alt+Down")


def act(keyboard: Keyboard) -> None:
    """Five actions, four of them from the catalogue, and on to the summary."""
    for agency, action, risk in (
        ("pol", "arr", ""),
        ("pol", "stal", ""),
        ("idv", "cont", "Ctrl+3"),
        ("chi", "comp", "Ctrl+4"),
    ):
        keyboard.letters(agency)
        keyboard.keys("Return")
        keyboard.letters(action)
        keyboard.keys("Down", "Return", *([risk] if risk else []), "Return")
    keyboard.letters("hou")
    keyboard.keys("Return")
    keyboard.new_words("Change the locks and fit a letterbox guard")
    keyboard.keys("Ctrl+1", "Tab", "N", "Return", "Alt+Right")


def opened(qtbot: QtBot, vault: Vault) -> tuple[HeldRoom, Routine]:
    routine = routine_case(vault)
    held = open_room(qtbot, vault, routine.meeting, case=0, step=Step.REFERRER)
    page = held.frame.case_area.page()
    assert page is not None
    qtbot.waitUntil(page.isVisible)
    page.focus_first()
    return held, routine


def test_a_routine_case_takes_at_most_150_keys_besides_new_words(qtbot: QtBot, vault: Vault) -> None:
    opened(qtbot, vault)
    keyboard = Keyboard()
    hold(keyboard)
    assert keyboard.pressed <= MOST
    print(f"keys: {keyboard.pressed}")  # noqa: T201


def test_a_case_held_at_that_speed_is_whole(qtbot: QtBot, vault: Vault) -> None:
    held, routine = opened(qtbot, vault)
    at_table = held.room.heard.at_table
    hold(Keyboard())
    with vault.read() as read:
        talk, case = read.get(Discussion, routine.discussion), read.get(Case, routine.case)
        assert talk.presented.endswith("He knows where she works.")
        assert (len(talk.risks), len(talk.agreed_actions())) == (4, 5)
        assert all(action.due and action.risks and action.agency_id for action in talk.actions)
        assert open_gaps(talk, case, at_table) == ()
        assert (talk.outcome, talk.ended_at is not None) == ("Plan agreed.", True)
