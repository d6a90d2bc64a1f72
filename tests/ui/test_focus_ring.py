"""The ring around what has the keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.theme.style import palette
from ui.theme.tokens import Look
from ui.widgets.card import Card
from ui.widgets.focus_ring import WIDTH, FocusRing, Ring


def shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    return widget


@pytest.fixture
def ring(qapp: QApplication) -> Iterator[FocusRing]:
    made = FocusRing(qapp)
    yield made
    shiboken6.delete(made)


def rings(window: QWidget) -> list[Ring]:
    return list({each for each in window.findChildren(Ring) if each.isVisible()})


def test_the_ring_lies_outside_the_control_and_moves_with_the_focus(qtbot: QtBot, ring: FocusRing) -> None:
    card = Card("Two buttons")
    one, two = QPushButton("One"), QPushButton("Two")
    for button in (one, two):
        card.body.addWidget(button)
    shown(qtbot, card)
    for button in (one, two):
        button.setFocus()
        (seen,) = rings(card)
        assert seen.geometry() == button.geometry().adjusted(-WIDTH, -WIDTH, WIDTH, WIDTH)
    card.resize(card.width() + 200, card.height())
    assert rings(card)[0].width() == two.width() + 2 * WIDTH


def test_the_ring_has_its_edge_outside_in_a_colour_of_its_own(qtbot: QtBot, ring: FocusRing) -> None:
    card = Card("A button")
    card.setPalette(palette(Look.LIGHT.colours))
    button = QPushButton("One")
    card.body.addWidget(button)
    shown(qtbot, card)
    button.setFocus()
    seen = rings(card)[0].grab().toImage()
    across = [seen.pixelColor(at, seen.height() // 2).name() for at in range(WIDTH)]
    assert across == [Look.LIGHT.colours.focus_edge, *[Look.LIGHT.colours.focus] * 3]


def test_the_ring_ends_where_its_control_is_scrolled_out_of_sight(qtbot: QtBot, ring: FocusRing) -> None:
    area, inside = QScrollArea(), QWidget()
    column = QVBoxLayout(inside)
    buttons = [QPushButton(str(number)) for number in range(30)]
    for button in buttons:
        column.addWidget(button)
    area.setWidget(inside)
    host = QWidget()
    around = QVBoxLayout(host)
    around.setContentsMargins(0, 300, 0, 300)
    around.addWidget(area)
    host.resize(200, 720)
    shown(qtbot, host)
    buttons[0].setFocus()
    assert len(rings(host)) == 1
    area.verticalScrollBar().setValue(80)
    assert rings(host) == []


def test_the_ring_survives_the_end_of_what_it_was_around(qtbot: QtBot, ring: FocusRing) -> None:
    host = shown(qtbot, QWidget())
    column = QVBoxLayout(host)
    first, second = QPushButton("First"), QPushButton("Second")
    column.addWidget(first)
    column.addWidget(second)
    qtbot.waitUntil(second.isVisible)
    first.setFocus()
    first.hide()
    first.deleteLater()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is second)
    assert len(rings(host)) == 1
