"""Chips, as one works them by keyboard: arrows, letters, Space and Enter."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.support.screens import press_here, show
from ui.widgets.chips import Chips, Option
from ui.widgets.flow import FlowLayout
from ui.widgets.form import Form

ROLES = (Option("chair", "Chair", "C"), Option("deputy", "Deputy", "D"), Option("other", "Other"))


class SentWithEnter(Form):
    """Chips after a line, in a form that Enter sends with what is chosen by then."""

    def __init__(self, *, several: bool = False) -> None:
        super().__init__()
        self.sent: list[tuple[str, ...]] = []
        self.before, self.chips = self.line("Before"), self.choice("Role", ROLES, several=several)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt calls it so
        if event.key() == Qt.Key.Key_Return:
            self.sent.append(self.chips.all_chosen())


def test_the_arrow_keys_walk_through_chips_and_space_chooses(qtbot: QtBot) -> None:
    chips = show(qtbot, Chips("Role", ROLES))
    told: list[str] = []
    chips.changed.connect(lambda: told.append(chips.chosen()))
    chips.buttons()[0].setFocus()
    press_here("Right")
    press_here("Space")
    press_here("Left")
    press_here("Left")
    press_here("Space")
    assert told == ["deputy", "other"]
    assert chips.all_chosen() == ("other",)


def test_enter_chooses_the_chip_one_has_moved_to_and_the_next_enter_sends(qtbot: QtBot) -> None:
    form = show(qtbot, SentWithEnter())
    form.chips.choose("chair")
    form.before.setFocus()
    for key in ("Tab", "Right", "Return"):
        press_here(key)
    assert (form.chips.chosen(), form.sent) == ("deputy", [])
    press_here("Return")
    assert form.sent == [("deputy",)]


def test_enter_chooses_nothing_where_nobody_moved_to_the_chip_or_it_was_just_taken_back(qtbot: QtBot) -> None:
    form = show(qtbot, SentWithEnter(several=True))
    form.chips.buttons()[0].setFocus(Qt.FocusReason.OtherFocusReason)
    press_here("Return")
    for key in ("Right", "Space", "Space", "Return"):
        press_here(key)
    assert form.sent == [(), ()]


def test_a_letter_chooses_its_chip(qtbot: QtBot) -> None:
    chips = show(qtbot, Chips("Role", ROLES))
    chips.buttons()[0].setFocus()
    press_here("d")
    assert chips.chosen() == "deputy"
    assert QApplication.focusWidget() is chips.buttons()[1]


def test_choosing_the_chosen_chip_again_keeps_it(qtbot: QtBot) -> None:
    chips = show(qtbot, Chips("Role", ROLES))
    for _ in range(2):
        chips.buttons()[0].click()
    assert chips.chosen() == "chair"


def test_of_several_chips_each_goes_on_and_off(qtbot: QtBot) -> None:
    chips = show(qtbot, Chips("Answers", ROLES, several=True))
    for at in (0, 2, 0):
        chips.buttons()[at].click()
    assert chips.all_chosen() == ("other",)


def test_tab_stops_at_a_group_of_chips_once(qtbot: QtBot) -> None:
    form = Form()
    chips, after = form.choice("Role", ROLES), form.line("After")
    show(qtbot, form)
    chips.buttons()[0].setFocus()
    press_here("Right")
    press_here("Tab")
    assert QApplication.focusWidget() is after
    press_here("Shift+Tab")
    assert QApplication.focusWidget() is chips.buttons()[1]


def test_other_options_keep_what_is_still_offered(qtbot: QtBot) -> None:
    chips = show(qtbot, Chips("Role", ROLES))
    chips.choose("deputy")
    chips.set_options(ROLES[1:])
    assert chips.chosen() == "deputy"
    chips.set_options(ROLES[:1])
    assert chips.chosen() == ""


def test_chips_go_on_in_the_next_row_where_the_window_is_narrow(qtbot: QtBot) -> None:
    host = QWidget()
    flow = FlowLayout(host)
    buttons = [QPushButton("Something long enough") for _ in range(4)]
    for button in buttons:
        flow.addWidget(button)
    host.resize(2 * buttons[0].sizeHint().width() + 20, 300)
    show(qtbot, host)
    assert [button.y() == buttons[0].y() for button in buttons] == [True, True, False, False]
    assert buttons[2].x() == buttons[0].x()


def test_a_letter_chooses_only_the_chip_on_which_it_is_seen(qtbot: QtBot) -> None:
    chips = show(qtbot, Chips("Role", ROLES))
    chips.buttons()[2].setFocus()
    press_here("O")
    assert chips.all_chosen() == ()
    caps = [chip.cap.text() if chip.cap else "" for chip in chips.buttons()]
    assert caps == [option.letter for option in ROLES]
