"""Through a meeting by keys: from the welcome over cases and the pause between them to the close."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from marac_desk.discussion import Discussion, Step
from marac_desk.meetings import Meeting, MeetingState
from storage.queries import Hearing
from storage.room_rows import running_order
from storage.vault import Vault
from tests.support.rooms import HeldRoom, KeptSample, kept_sample, open_room, sample_vault
from tests.support.screens import click, named, open_desk, press, press_here, type_text
from tests.support.vaults import kept_vault, vault, vault_path
from ui.meeting_room.between_page import BETWEEN
from ui.meeting_room.running_order import LineButton
from ui.widgets.text_box import TextBox

__all__ = ["kept_sample", "kept_vault", "sample_vault", "vault", "vault_path"]


@pytest.fixture
def at_welcome(qtbot: QtBot, sample_vault: Vault, kept_sample: KeptSample) -> HeldRoom:
    """The sample's next meeting, not opened yet."""
    return open_room(qtbot, sample_vault, kept_sample.sample.next_id)


@pytest.fixture
def in_case(qtbot: QtBot, sample_vault: Vault, kept_sample: KeptSample) -> HeldRoom:
    """Its first case, at step 3."""
    return open_room(qtbot, sample_vault, kept_sample.sample.next_id, case=0, step=Step.AGENCIES)


def seen(held: HeldRoom) -> str:
    """Every word that is to be seen in the window."""
    return words_in(held.window)


def words_in(part: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in part.findChildren(QLabel) if label.isVisible())


def step(held: HeldRoom) -> Step:
    return held.room.step


def meeting(held: HeldRoom, vault: Vault) -> Meeting:
    with vault.read() as read:
        return read.get(Meeting, held.room.meeting_id)


def test_between_cases_nothing_of_any_case_is_seen(in_case: HeldRoom) -> None:
    assert "Marta" in seen(in_case)
    press(in_case.window, "Alt+Up")
    press(in_case.window, "Alt+Down")
    words = seen(in_case)
    assert BETWEEN in words
    assert "Marta" not in words
    assert "NV-0142" not in words
    press_here("Return")
    assert "Marta" in seen(in_case)


def test_on_the_last_line_no_next_case_is_offered(in_case: HeldRoom) -> None:
    foot = in_case.window.foot
    assert "Next case" in words_in(foot)
    in_case.frame.go(in_case.frame.stops()[-2])
    assert "Next case" in words_in(foot)
    press(in_case.window, "Alt+Down")
    assert in_case.frame.here == in_case.frame.stops()[-1]
    assert "Next case" not in words_in(foot)
    assert "Next step" not in words_in(foot)
    press(in_case.window, "Alt+Up")
    assert "Next case" in words_in(foot)


def test_whoever_the_chair_sends_out_is_not_in_the_room_for_that_case(in_case: HeldRoom, sample_vault: Vault) -> None:
    press(in_case.window, "Alt+Up")
    press(in_case.window, "Alt+Up")
    press(in_case.window, "Alt+Up")
    press_here("P")
    in_case.frame.go(in_case.frame.stops()[4])
    click(in_case.window, "DS Aled Sample · Police")
    click(in_case.window, "Everyone else may stay: begin")
    case = in_case.room.heard
    assert case.seats[0].name == "Police"
    assert not case.seats[0].present
    assert case.seats[0].left
    assert not any(seat.left for seat in case.seats[1:])


def test_a_case_put_off_says_why_and_the_next_one_follows(in_case: HeldRoom, sample_vault: Vault) -> None:
    in_case.frame.go(in_case.frame.stops()[5])
    type_text(named(in_case.window, "Or put the case off, because"), "the referrer is ill")
    press(named(in_case.window, "Or put the case off, because"), "Return")
    with sample_vault.read() as read:
        rows = running_order(read.session, in_case.room.meeting_id)
    assert rows[1].deferred_because == "the referrer is ill"
    assert in_case.frame.here.case_id == rows[2].case_id
    assert in_case.frame.covered


def test_leaving_a_case_with_gaps_asks_once_for_all_and_minutes_the_reasons(
    in_case: HeldRoom, sample_vault: Vault
) -> None:
    discussion_id = in_case.room.heard.discussion_id
    press(in_case.window, "Alt+Down")
    lines = in_case.frame.gaps.lines
    assert len(lines) == len({line.accessibleName() for line in lines}) > 2
    press_here("Return")
    assert "Please choose a reason by its number" in seen(in_case)
    for line in lines[:-1]:
        type_text(line, "1")
        press(line, "Return")
    type_text(lines[-1], "a reason of our own")
    press(lines[-1], "Return")
    assert in_case.frame.covered
    with sample_vault.read() as read:
        discussion = read.get(Discussion, discussion_id)
        reasons = [each.reason for each in discussion.gap_reasons]
    assert discussion.ended_at is not None
    assert "a reason of our own" in reasons
    assert "1" not in reasons


def test_cases_put_off_are_not_called_finished(in_case: HeldRoom) -> None:
    in_case.frame.go(in_case.frame.stops()[5])
    for _ in range(2):
        type_text(named(in_case.window, "Or put the case off, because"), "no time")
        press(named(in_case.window, "Or put the case off, because"), "Return")
    in_case.frame.go(in_case.frame.stops()[0])
    details = [line.detail.text() for line in in_case.frame.order.findChildren(LineButton)]
    assert details.count("put off") == 2


def test_escape_goes_back_into_the_case_and_nothing_is_minuted(in_case: HeldRoom, sample_vault: Vault) -> None:
    press(in_case.window, "Alt+Down")
    press_here("Esc")
    assert in_case.room.is_open()
    assert "Marta" in seen(in_case)


def test_a_key_of_the_case_leads_from_the_questions_back_into_it_so_that_nothing_is_typed_unseen(
    in_case: HeldRoom,
) -> None:
    for key in ("Alt+A", "Alt+R", "Alt+Right", "Alt+Left"):
        press(in_case.window, "Alt+Down")
        assert in_case.frame.centre.currentWidget() is in_case.frame.gaps
        press(in_case.window, key)
        assert in_case.frame.centre.currentWidget() is in_case.frame.case_area
        page = in_case.frame.case_area.page()
        assert page is not None
        assert QApplication.focusWidget() in page.findChildren(QWidget)


def test_the_last_reason_is_seen_whole_and_tab_leads_from_it_to_the_buttons(in_case: HeldRoom) -> None:
    press(in_case.window, "Alt+Down")
    gaps = in_case.frame.gaps
    area = gaps.findChild(QScrollArea)
    assert area is not None
    area.setFixedHeight(160)
    last = gaps.lines[-1]
    last.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    field = last.parentWidget()
    assert field is not None
    assert field.visibleRegion().boundingRect() == field.rect()
    press(last, "Tab")
    pressed = QApplication.focusWidget()
    assert pressed is not None
    assert pressed.accessibleName() == "Back to the case"


def test_reasons_that_are_half_typed_are_there_again(in_case: HeldRoom, sample_vault: Vault) -> None:
    press(in_case.window, "Alt+Down")
    type_text(in_case.frame.gaps.lines[1], "she is with her aunt")
    press_here("Esc")
    press(in_case.window, "Alt+Down")
    assert in_case.frame.gaps.lines[1].text() == "she is with her aunt"
    in_case.room.desk.savers.flush()
    assert any("she is with her aunt" in text for text in sample_vault.drafts().values())
    for line in in_case.frame.gaps.lines:
        if not line.text():
            type_text(line, "1")
    click(in_case.window, "Close the case")
    in_case.room.desk.savers.flush()
    assert not any("she is with her aunt" in text for text in sample_vault.drafts().values())
    assert in_case.frame.gaps.lines == []


def test_a_chair_who_skips_the_welcome_has_an_open_meeting_once_a_case_begins(
    at_welcome: HeldRoom, sample_vault: Vault
) -> None:
    at_welcome.frame.go(at_welcome.frame.stops()[4])
    press_here("Return")
    held = meeting(at_welcome, sample_vault)
    assert (held.state, held.statement_read) == (MeetingState.IN_SESSION, False)


def test_a_case_may_be_left_open(in_case: HeldRoom, sample_vault: Vault) -> None:
    press(in_case.window, "Alt+Down")
    click(in_case.window, "Go on, leave it open")
    with sample_vault.read() as read:
        assert running_order(read.session, in_case.room.meeting_id)[0].state is Hearing.UNDER_WAY
    assert in_case.frame.covered


def test_the_steps_are_walked_with_one_key(in_case: HeldRoom) -> None:
    press(in_case.window, "Alt+Right")
    assert step(in_case) is Step.RISKS
    press(in_case.window, "Alt+Left")
    press(in_case.window, "Alt+Left")
    assert step(in_case) is Step.VOICE


def test_an_action_from_anywhere_and_the_cursor_comes_back(in_case: HeldRoom) -> None:
    fact = named(in_case.window, "Fact", TextBox)
    fact.setFocus()
    press(in_case.window, "Alt+A")
    assert step(in_case) is Step.ACTIONS
    assert QApplication.focusWidget() is not fact
    assert in_case.room.return_to()
    assert step(in_case) is Step.AGENCIES
    assert QApplication.focusWidget() is fact


def test_nobody_is_sent_back_who_did_not_come_from_elsewhere(in_case: HeldRoom) -> None:
    press(in_case.window, "Alt+A")
    assert in_case.room.return_to()
    assert not in_case.room.return_to()


def test_the_running_order_is_walked_by_arrow_keys(in_case: HeldRoom) -> None:
    order = in_case.frame.order
    order.buttons["welcome"].setFocus()
    press_here("Down")
    assert QApplication.focusWidget() is order.buttons["attendance"]
    press_here("Return")
    assert in_case.frame.here.key == "attendance"


def test_finished_cases_fold_into_one_line(in_case: HeldRoom) -> None:
    for _ in range(2):
        in_case.room.close_case()
        in_case.frame.next()
        press_here("Return")
    in_case.room.close_case()
    in_case.frame.next()
    labels = [line.words.whole for line in in_case.frame.order.findChildren(LineButton)]
    assert "3 cases finished" in labels
    assert "NV-0130 repeat" not in labels


def test_closing_the_meeting_says_what_was_not_heard_and_opens_the_papers(
    at_welcome: HeldRoom, sample_vault: Vault
) -> None:
    press_here("Return")
    at_welcome.frame.go(at_welcome.frame.stops()[-1])
    assert "NV-2026-0142" in seen(at_welcome)
    assert "not closed yet" in seen(at_welcome)
    with sample_vault.edit("Put case off") as edit:
        for row in running_order(edit.session, at_welcome.room.meeting_id):
            edit.get(Meeting, at_welcome.room.meeting_id).defer(row.case_id, "no time")
    type_text(named(at_welcome.window, "Any other business"), "The room is cold.")
    next_meeting = named(at_welcome.window, "Next meeting", QLineEdit)
    next_meeting.setFocus()
    type_text(next_meeting, "10/12/2026")
    press(next_meeting, "Ctrl+Return")
    held = meeting(at_welcome, sample_vault)
    assert (held.state, held.other_business) == (MeetingState.DRAFT_MINUTES, "The room is cold.")
    assert f"{held.next_meeting:%d/%m/%Y}" == "10/12/2026"
    assert at_welcome.window.pages is not None
    assert at_welcome.window.pages.key == "papers"


def test_after_a_lock_the_meeting_is_where_it_was(in_case: HeldRoom, sample_vault: Vault) -> None:
    place = in_case.page.place()
    in_case.room.go_to_step(Step.RISKS)
    in_case.frame.go(in_case.frame.stops()[0])
    in_case.page.arrive(place)
    assert in_case.room.heard.reference == "NV-2026-0130"
    assert in_case.room.step is Step.AGENCIES


def test_after_a_crash_the_place_is_remembered(qtbot: QtBot, in_case: HeldRoom, sample_vault: Vault) -> None:
    in_case.room.go_to_step(Step.RISKS)
    qtbot.waitUntil(lambda: in_case.page.place() in sample_vault.drafts().values())
    in_case.page.frame = None
    in_case.page.arrive("")
    assert in_case.room.step is Step.RISKS
    assert in_case.room.heard.reference == "NV-2026-0130"


def test_f6_goes_to_the_running_order_and_back_to_the_same_place(in_case: HeldRoom) -> None:
    in_case.window.resize(1920, 1080)
    came_from = QApplication.focusWidget()
    press_here("F6")
    press_here("End")
    end = QApplication.focusWidget()
    assert isinstance(end, LineButton)
    assert end.key == "other_business"
    press_here("F6")
    assert QApplication.focusWidget() is came_from


def test_an_entry_asked_for_by_key_is_scrolled_into_sight(in_case: HeldRoom) -> None:
    in_case.window.resize(1280, 720)
    press_here("Alt+A")
    line = QApplication.focusWidget()
    assert line is not None
    QApplication.processEvents()
    assert line.visibleRegion().boundingRect().height() == line.height()


def test_f1_tells_what_is_done_and_which_keys_work_in_each_place(at_welcome: HeldRoom) -> None:
    titles = []
    for _ in range(4):
        told = at_welcome.page.help()
        assert told is not None
        assert told.lines
        assert told.prompts
        assert told.keys
        titles.append(told.title)
        press(at_welcome.window, "Alt+Right")
    assert titles == ["Welcome, confidentiality", "Attendance", "Conflicts of interest", "Earlier actions"]
    between = at_welcome.page.help()
    assert between is not None
    assert between.title == BETWEEN


def test_a_case_that_opens_while_another_window_has_the_keyboard_has_its_focus_ready(
    qtbot: QtBot, sample_vault: Vault, kept_sample: KeptSample
) -> None:
    window = open_desk(qtbot, sample_vault)
    other = QWidget()
    qtbot.addWidget(other)
    with qtbot.waitActive(other):
        other.show()
        other.activateWindow()
    with sample_vault.read() as read:
        case_id = running_order(read.session, kept_sample.sample.next_id)[0].case_id
    window.open_page("room", f"{kept_sample.sample.next_id}|case {case_id}|{Step.VOICE.value}")
    assert isinstance(window.focusWidget(), TextBox)


def test_the_running_order_shows_each_line_where_its_turn_is(at_welcome: HeldRoom) -> None:
    assert list(at_welcome.frame.order.buttons) == [stop.key for stop in at_welcome.frame.stops()]
