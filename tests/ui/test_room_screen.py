"""What is to be seen in the room, by whom, and in how little room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from unittest.mock import Mock

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from marac_desk.cases import Case
from marac_desk.discussion import Discussion, MayKnow, Step, VoiceKind
from marac_desk.people import Address, AddressKind, Person, SafeContact
from storage.vault import Vault
from tests.support.rooms import HeldRoom, KeptSample, kept_sample, open_room, present, sample_vault
from tests.support.screens import press
from ui.meeting_room.between_page import BETWEEN
from ui.meeting_room.folding import Panels, panels
from ui.meeting_room.presentation import Presentation
from ui.meeting_room.presentation_lines import KEPT_OFF
from ui.meeting_room.steps.agencies import AgenciesPage
from ui.theme.fonts import load_first_fonts

__all__ = ["kept_sample", "sample_vault"]

NOT_PRESENTED = "What the referrer presented is not written down."


@pytest.fixture
def in_case(qtbot: QtBot, sample_vault: Vault, kept_sample: KeptSample) -> HeldRoom:
    """The first case, at step 2."""
    return open_room(qtbot, sample_vault, kept_sample.sample.next_id, case=0, step=Step.VOICE)


def words(of: QWidget | None) -> str:
    """Every word on the labels that are seen."""
    assert of is not None
    return "\n".join(label.text() for label in of.findChildren(QLabel) if label.isVisible())


def test_the_victims_voice_is_in_sight_from_step_3_on_with_who_may_know_it(in_case: HeldRoom) -> None:
    assert "Him being there when the baby comes" not in words(in_case.frame.recorded)
    press(in_case.window, "Alt+Right")
    for _ in (Step.AGENCIES, Step.RISKS, Step.ACTIONS, Step.SUMMARY):
        seen = words(in_case.frame.recorded)
        assert "Him being there when the baby comes" in seen
        assert "known only from the victim" in seen
        press(in_case.window, "Alt+Right")


def test_how_not_to_contact_the_victim_stands_in_the_tone_of_danger(in_case: HeldRoom) -> None:
    danger = [
        label.text()
        for label in in_case.frame.case_area.head.findChildren(QLabel)
        if label.property("tone") == "danger"
    ]
    assert danger[0] == "Do not write, phone or visit"
    assert any(text.startswith("Must not be told") for text in danger)


def test_a_risk_without_an_action_says_so_beside_it(in_case: HeldRoom) -> None:
    in_case.room.go_to_step(Step.ACTIONS)
    in_case.room.edit("Add risk", lambda _, talk: talk.raise_risk("he knows the new school"))
    seen = words(in_case.frame.recorded)
    assert "he knows the new school" in seen
    assert "no action" in seen


def test_a_step_that_was_passed_over_says_what_is_missing_there(in_case: HeldRoom) -> None:
    area = in_case.frame.case_area
    in_case.room.edit("Present", lambda _, talk: setattr(talk, "presented", ""))
    assert area.stepper.buttons[0].accessibleDescription() == NOT_PRESENTED
    assert "the referrer presented" not in words(area)
    press(in_case.window, "Alt+Left")
    assert NOT_PRESENTED in words(area)
    in_case.room.edit("Present", lambda _, talk: setattr(talk, "presented", "Forced entry."))
    assert "the referrer presented" not in words(area)
    assert area.stepper.buttons[0].accessibleDescription() == ""


def test_an_undone_edit_leaves_the_panel_as_it_was(in_case: HeldRoom) -> None:
    in_case.room.edit("Add risk", lambda _, talk: talk.raise_risk("he knows the new school"))
    press(in_case.window, "Ctrl+Z")
    assert "he knows the new school" not in words(in_case.frame.recorded)


def test_the_shared_screen_shows_the_current_step_without_any_name(in_case: HeldRoom, qtbot: QtBot) -> None:
    window = present(qtbot, in_case)
    seen = words(window)
    assert "Him being there when the baby comes" in seen
    assert "Marta" not in seen
    press(in_case.window, "Alt+Right")
    assert "Him being there when the baby comes" not in words(window)


def test_the_shared_screen_shows_no_address_no_number_and_no_safe_contact(
    in_case: HeldRoom, sample_vault: Vault, qtbot: QtBot
) -> None:
    with sample_vault.edit("Change person") as edit:
        victim = edit.get(Person, edit.get(Case, in_case.room.heard.case_id).victim_id)
        victim.safe_contact = SafeContact("07700 900777", code_word="marigold tea")
        victim.addresses.append(Address("3 Placeholder Mews", "ZZ99 4QQ", AddressKind.HOME))

    def tell(_: object, talk: Discussion) -> None:
        for said in ("Lives at 3 Placeholder Mews now. She sleeps.", "Ring 07700 900777.", "Say marigold tea first."):
            talk.hear(VoiceKind.SITUATION, said, may_know=MayKnow.SHAREABLE)

    in_case.room.edit("Record the victim's voice", tell)
    seen = words(present(qtbot, in_case))
    for hidden in ("Placeholder Mews", "ZZ99", "07700", "marigold"):
        assert hidden not in seen
    assert "She sleeps" in seen
    assert KEPT_OFF in seen


def test_between_cases_the_shared_screen_says_only_that(in_case: HeldRoom, qtbot: QtBot) -> None:
    present(qtbot, in_case)
    in_case.frame.go(in_case.frame.stops()[5])
    assert words(in_case.page.presentation).strip() == BETWEEN


def test_the_shared_screen_is_told_from_the_room_where_a_window_to_share_is_chosen(
    in_case: HeldRoom, qtbot: QtBot
) -> None:
    shared = present(qtbot, in_case)
    assert shared.windowTitle() == "For presenting – MARAC Desk"
    assert in_case.window.windowTitle() == "MARAC Desk"


def test_on_the_only_screen_the_shared_one_comes_to_the_front(in_case: HeldRoom, qtbot: QtBot) -> None:
    press(in_case.window, "F8")
    qtbot.waitUntil(lambda: QApplication.activeWindow() is in_case.page.presentation)


def test_on_a_second_screen_the_shared_one_leaves_the_keyboard_to_the_room(in_case: HeldRoom, qtbot: QtBot) -> None:
    shared = Presentation(in_case.frame)
    qtbot.addWidget(shared)
    projector = Mock(availableGeometry=lambda: QRect(1280, 0, 1280, 720))
    shared.open_beside(in_case.window, lambda: (in_case.window.screen(), projector))
    assert shared.isVisible()
    assert shared.pos() == QPoint(1280, 0)
    assert QApplication.activeWindow() is in_case.window


@pytest.mark.parametrize("key", ["F8", "Esc"])
def test_a_key_pressed_in_the_shared_screen_closes_it_and_leads_back_to_the_room(
    in_case: HeldRoom, qtbot: QtBot, key: str
) -> None:
    press(in_case.window, "F8")
    shared = in_case.page.presentation
    assert shared is not None
    qtbot.waitUntil(shared.isActiveWindow)
    press(shared, key)
    assert in_case.page.presentation is None
    assert not shared.isVisible()
    qtbot.waitUntil(in_case.window.isActiveWindow)


def test_the_shared_screen_closes_with_its_key_and_with_the_page(in_case: HeldRoom, qtbot: QtBot) -> None:
    present(qtbot, in_case)
    press(in_case.window, "F8")
    assert in_case.page.presentation is None
    press(in_case.window, "F8")
    in_case.window.open_page("papers")
    assert in_case.page.presentation is None


@pytest.mark.parametrize(
    ("letters", "step", "swapped", "seen"),
    [
        (100, Step.REFERRER, False, Panels(order=True, centre=True, recorded=True)),
        (70, Step.REFERRER, False, Panels(order=True, centre=True, recorded=False)),
        (70, Step.ACTIONS, False, Panels(order=False, centre=True, recorded=True)),
        (70, Step.ACTIONS, True, Panels(order=True, centre=True, recorded=False)),
        (50, Step.ACTIONS, False, Panels(order=False, centre=True, recorded=False)),
        (50, Step.ACTIONS, True, Panels(order=False, centre=False, recorded=True)),
    ],
)
def test_with_less_room_the_victims_voice_goes_last(letters: int, step: Step, swapped: bool, seen: Panels) -> None:
    assert panels(letters, True, False, step, swapped) == seen


def test_between_cases_no_panel_is_seen_at_any_width() -> None:
    for letters in (40, 70, 100):
        assert panels(letters, False, True, Step.ACTIONS, True) == Panels(order=False, centre=True, recorded=False)


@pytest.mark.parametrize("size", [100, 150, 200])
def test_the_room_fits_a_small_window_at_any_size_of_text(in_case: HeldRoom, size: int) -> None:
    window = in_case.window
    window.appearance.change(replace(window.appearance.settings, text_size=size))
    window.resize(1280, 720)
    for step in Step:
        in_case.room.go_to_step(step)
        in_case.window.ensurePolished()
        assert window.minimumSizeHint().width() <= 1280, (size, step)


@pytest.fixture
def own_fonts(qapp: QApplication) -> Iterator[None]:
    """The program's own, which are a little higher than those of a bare computer."""
    load_first_fonts()
    yield
    QFontDatabase.removeAllApplicationFonts()


@pytest.mark.usefixtures("own_fonts")
def test_the_round_table_of_fourteen_needs_no_scrolling_on_a_small_screen(
    qtbot: QtBot, sample_vault: Vault, kept_sample: KeptSample
) -> None:
    held = open_room(qtbot, sample_vault, kept_sample.sample.next_id, case=0, step=Step.AGENCIES)
    held.window.resize(1280, 720)
    page = held.frame.case_area.page()
    assert isinstance(page, AgenciesPage)
    qtbot.waitUntil(page.isVisible)
    QApplication.processEvents()
    assert len(page.table.widgets()) == 14
    assert page.visibleRegion().boundingRect().height() == page.height()


def test_the_running_order_and_the_header_go_by_one_clock(
    qtbot: QtBot, sample_vault: Vault, kept_sample: KeptSample
) -> None:
    held = open_room(qtbot, sample_vault, kept_sample.sample.next_id)
    (*_, last) = (line for group in held.frame.now.groups for line in group.lines if line.label.endswith("alert only"))
    ends = held.frame.now.clock.planned_end.astimezone()
    assert f"ends {ends:%H:%M}" in words(held.frame.bar)
    assert last.detail == f"{ends - timedelta(minutes=1):%H:%M}"


def test_the_time_of_the_case_runs_from_its_beginning(in_case: HeldRoom) -> None:
    assert in_case.frame.bar.timer.accessibleName() == "Case time 0 of 10 minutes"
    in_case.room.close_case()
    assert not in_case.frame.bar.timer.isVisible()


def test_help_says_what_the_chair_may_say_at_this_step(in_case: HeldRoom) -> None:
    told = in_case.page.help()
    assert told is not None
    assert "What does the victim want, and what are they afraid of?" in told.prompts
