from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.support.screens import press
from ui.shell.actions import Action, Actions, matching


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def actions(window: QWidget) -> Actions:
    return Actions(window)


def nothing() -> None:
    pass


def test_two_actions_may_not_share_a_shortcut_in_one_place(actions: Actions) -> None:
    actions.add(Action("one", "One", nothing, "Alt+A"))
    with pytest.raises(ValueError, match=r"two and one share Alt\+A"):
        actions.add(Action("two", "Two", nothing, "Alt+A"), "page")


def test_a_second_shortcut_works_too_and_is_nobody_elses(actions: Actions, window: QWidget) -> None:
    done = list[str]()
    actions.add(Action("again", "Redo", lambda: done.append("again"), "Ctrl+Shift+Z", also="Ctrl+Y"))
    press(window, "Ctrl+Y")
    press(window, "Ctrl+Shift+Z")
    assert done == ["again", "again"]
    with pytest.raises(ValueError, match=r"share Ctrl\+Y"):
        actions.add(Action("other", "Other", lambda: None, "Ctrl+Y"))


def test_the_same_shortcut_on_two_pages_is_no_clash(actions: Actions, window: QWidget) -> None:
    done: list[str] = []
    actions.add(Action("one", "One", lambda: done.append("one"), "Alt+A"), "first")
    actions.add(Action("two", "Two", lambda: done.append("two"), "Alt+A"), "second")
    actions.go_to("second")
    press(window, "Alt+A")
    assert done == ["two"]


def test_an_action_needs_a_text_and_an_id_of_its_own(actions: Actions) -> None:
    with pytest.raises(ValueError, match="no text"):
        actions.add(Action("one", " ", nothing))
    actions.add(Action("one", "One", nothing))
    with pytest.raises(ValueError, match="two actions one"):
        actions.add(Action("one", "Other", nothing))


def test_what_cannot_be_done_now_is_neither_offered_nor_done(actions: Actions, window: QWidget) -> None:
    done: list[str] = []
    actions.add(Action("one", "One", lambda: done.append("one"), "Alt+A", when=lambda: False))
    press(window, "Alt+A")
    assert done == []
    assert actions.live() == ()


def test_no_shortcut_works_while_everything_is_paused(actions: Actions, window: QWidget) -> None:
    done: list[str] = []
    actions.add(Action("one", "One", lambda: done.append("one"), "Alt+A"))
    actions.pause(True)
    press(window, "Alt+A")
    actions.pause(False)
    press(window, "Alt+A")
    assert done == ["one"]


def test_what_belongs_to_a_page_goes_with_it(actions: Actions, window: QWidget) -> None:
    done: list[str] = []
    actions.add(Action("one", "One", lambda: done.append("one"), "Alt+A"), "page")
    actions.go_to("page")
    actions.withdraw("page")
    press(window, "Alt+A")
    assert done == []
    assert actions.all() == ()


def test_an_action_is_found_by_its_other_words_too() -> None:
    undo = Action("undo", "Undo", nothing, words=("take", "back"))
    lock = Action("lock", "Lock", nothing, group="Vault")
    assert matching((undo, lock), "take ba") == (undo,)
    assert matching((undo, lock), "vault") == (lock,)
    assert matching((undo, lock), "xyz") == ()
