from __future__ import annotations

import time
from itertools import pairwise

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from marac_desk.errors import Refused
from tests.support.screens import type_text
from ui.widgets.draft import Draft
from ui.widgets.text_box import TextBox


class Memory:
    """Keeps drafts as the vault does, and when each was kept."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}
        self.times: list[float] = []

    def draft(self, field: str, text: str) -> None:
        self.kept[field] = text
        self.times.append(time.monotonic())

    def drop_draft(self, field: str) -> None:
        del self.kept[field]

    def drafts(self) -> dict[str, str]:
        return dict(self.kept)


@pytest.fixture
def memory() -> Memory:
    return Memory()


@pytest.fixture
def settled() -> list[str]:
    return []


@pytest.fixture
def editor(qtbot: QtBot) -> TextBox:
    box = TextBox()
    qtbot.addWidget(box)
    with qtbot.waitActive(box):
        box.show()
        box.activateWindow()
    box.setFocus()
    return box


def draft(editor: TextBox, memory: Memory, settled: list[str], stored: str = "") -> Draft:
    return Draft(editor, memory, "fact", stored, settled.append, settled.append)


def test_no_key_is_longer_than_a_second_from_the_disk_also_while_typing_goes_on(
    editor: TextBox, memory: Memory, settled: list[str], qtbot: QtBot
) -> None:
    draft(editor, memory, settled)
    begun = time.monotonic()
    while time.monotonic() - begun < 1.6:
        type_text(editor, "a")
        qtbot.wait(40)
    moments = [begun, *memory.times]
    assert len(memory.times) >= 2
    assert max(later - earlier for earlier, later in pairwise(moments)) < 1
    assert settled == []


def test_leaving_the_field_makes_it_one_edit(editor: TextBox, memory: Memory, settled: list[str]) -> None:
    made = draft(editor, memory, settled)
    type_text(editor, "Wiśniewska ")
    type_text(editor, "called")
    editor.clearFocus()
    assert settled == ["Wiśniewska called"]
    made.settle()
    assert settled == ["Wiśniewska called"]


def test_a_draft_that_was_found_is_shown_in_place_of_the_record(
    editor: TextBox, memory: Memory, settled: list[str]
) -> None:
    memory.kept["fact"] = "typed before the battery was flat"
    made = draft(editor, memory, settled, stored="old")
    assert editor.toPlainText() == "typed before the battery was flat"
    made.settle()
    assert settled == ["typed before the battery was flat"]


def test_what_was_typed_and_taken_back_leaves_no_draft(editor: TextBox, memory: Memory, settled: list[str]) -> None:
    made = draft(editor, memory, settled, stored="as it was")
    editor.setPlainText("as it was not")
    made.keep()
    editor.setPlainText("as it was")
    made.settle()
    assert memory.kept == {}
    assert settled == []


def test_a_refusal_is_told_and_every_word_stays(editor: TextBox, memory: Memory) -> None:
    told: list[str] = []

    def refuse(text: str) -> None:
        raise Refused("These minutes are signed off.")

    Draft(editor, memory, "fact", "", refuse, told.append)
    type_text(editor, "too late")
    editor.clearFocus()
    assert told == ["These minutes are signed off."]
    assert editor.toPlainText() == "too late"
    assert memory.kept == {"fact": "too late"}


def test_tab_leaves_a_field_of_several_lines(editor: TextBox) -> None:
    assert editor.tabChangesFocus()
    assert QApplication.focusWidget() is editor
