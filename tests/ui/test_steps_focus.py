"""In every step Tab goes the way the eye goes, passes everything once, and each stop has a name."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from marac_desk.discussion import Discussion, RiskTo, Step, Subject
from storage.vault import Vault
from tests.support.screens import called
from tests.support.steps import AtStep, at_step, focus_name, keys
from tests.support.vaults import kept_vault, vault, vault_path

SAME_ROW = 16
"""Pixels by which the middles of two fields in one row may differ."""

__all__ = ["kept_vault", "vault", "vault_path"]


def stops(at: AtStep) -> list[QWidget]:
    """Where Tab stops within the page, from its first field on."""
    found: list[QWidget] = []
    start = min((each for each in at.page.findChildren(QWidget) if takes_tab(each)), key=lambda each: place(at, each))
    start.setFocus()
    for _ in range(60):
        focus = QApplication.focusWidget()
        assert focus is not None
        if not at.page.isAncestorOf(focus) or focus in found:
            return found
        found.append(focus)
        keys("Tab")
    raise AssertionError("Tab never leaves the page")


def takes_tab(widget: QWidget) -> bool:
    return widget.isVisible() and bool(widget.focusPolicy().value & 1)


def place(at: AtStep, widget: QWidget) -> tuple[int, int]:
    """The middle of it from the top, and its left."""
    corner = widget.mapTo(at.page, QPoint())
    return corner.y() + widget.height() // 2, corner.x()


def with_risks_and_actions(at: AtStep) -> None:
    def add(_: object, talk: Discussion) -> None:
        risk = talk.raise_risk("He comes to the house", RiskTo(Subject.VICTIM))
        talk.add_action("Visit the house", owner=None, risks=[risk.id])

    at.held.room.edit("Add risk", add)
    QApplication.processEvents()


@pytest.mark.parametrize("step", list(Step))
def test_tab_follows_the_eye_and_every_stop_has_a_name(qtbot: QtBot, vault: Vault, step: Step) -> None:
    at = at_step(qtbot, vault, step)
    with_risks_and_actions(at)
    passed = stops(at)
    assert {each for each in at.page.findChildren(QWidget) if takes_tab(each)} == set(passed)
    assert all(called(each) for each in passed)
    table = [each for each in passed if step is Step.AGENCIES and place(at, each)[1] < at.page.width() // 3]
    assert passed[: len(table)] == table
    for before, after in pairwise(passed[len(table) :]):
        assert place(at, after)[0] >= place(at, before)[0] - SAME_ROW, f"{called(after)} comes too late"


def test_the_answers_of_a_risk_come_before_the_faces(qtbot: QtBot, vault: Vault) -> None:
    at = at_step(qtbot, vault, Step.ACTIONS)
    with_risks_and_actions(at)
    names = [called(each) for each in stops(at) if isinstance(each, QPushButton)]
    assert names.index("R1") < names.index("Victim")


@pytest.mark.parametrize("step", Step)
def test_who_comes_back_to_a_step_from_another_page_has_the_cursor_where_work_begins(
    qtbot: QtBot, vault: Vault, step: Step
) -> None:
    at = at_step(qtbot, vault, step)
    before = focus_name()
    for _ in range(2):
        at.held.window.open_page("home")
        at.held.window.open_page("room")
        QApplication.processEvents()
        assert focus_name() == before
