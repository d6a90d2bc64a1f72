from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from marac_desk.actions import Progress
from marac_desk.discussion import Discussion
from marac_desk.maracs import Marac
from marac_desk.meetings import Listing, Meeting, MeetingState
from storage.queries import meetings
from storage.vault import Vault
from tests.support.screens import called, named, open_desk, press_here
from tests.support.vaults import MORNING, SmallMarac, kept_vault, small_marac, vault, vault_path
from ui.actions.actions_page import ActionsPage
from ui.home.cards import DueLine
from ui.home.home_page import HomePage
from ui.papers.papers_page import PapersPage
from ui.papers.signing import sign
from ui.shell.main_window import MainWindow

__all__ = ["kept_vault", "vault", "vault_path"]

HELD = MORNING - timedelta(days=28)


@pytest.fixture
def held(vault: Vault) -> SmallMarac:
    """One meeting four weeks ago with an overdue action, and one two days from now."""
    ids = small_marac(vault)
    with vault.edit("Hold meeting") as edit:
        meeting = edit.get(Meeting, ids.meeting)
        meeting.starts_at = HELD
        meeting.open(HELD)
        meeting.close(HELD)
        edit.get(Discussion, ids.discussion).action(ids.action).due = (MORNING - timedelta(days=7)).date()
        marac = edit.get(Marac, ids.marac)
        following = Meeting(marac.id, marac.next_meeting_reference(2026), MORNING + timedelta(days=2), "Sample House")
        following.list_case(ids.case, Listing.REPEAT)
        edit.add(following)
    return ids


def home(window: MainWindow) -> HomePage:
    page = window.page()
    assert isinstance(page, HomePage)
    return page


def said(part: QWidget) -> str:
    """Every word in a part of the page, once it stands there."""
    QApplication.processEvents()
    return "\n".join(label.text() for label in part.findChildren(QLabel) if label.isVisible())


def test_a_new_vault_offers_to_set_up_a_marac(qtbot: QtBot, vault: Vault) -> None:
    window = open_desk(qtbot, vault)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert called(focus) == "Set up a MARAC"
    press_here("Space")
    assert window.pages is not None
    assert window.pages.key == "practice"


def test_the_day_begins_with_the_next_meeting_and_one_button_into_its_room(
    qtbot: QtBot, vault: Vault, held: SmallMarac
) -> None:
    page = home(open_desk(qtbot, vault))
    assert page.title.text() == "Thursday 26 November"
    assert page.sub.text() == (
        "Northvale meets on Saturday 28 November 2026 at 09:30. The victim's voice is still to be had for 1 of 1 cases."
    )
    assert "1 case, room for 16" in page.meeting.said.text()
    focus = QApplication.focusWidget()
    assert focus is page.meeting.hold


def test_what_is_due_names_the_step_the_meeting_and_the_day(qtbot: QtBot, vault: Vault, held: SmallMarac) -> None:
    page = home(open_desk(qtbot, vault))
    words = said(page.due)
    assert "Minutes go out, NV-M-2026-01" in words
    assert "since 3 Nov" in words
    assert "Meeting, NV-M-2026-02" in words


def due_line(window: MainWindow, name: str) -> DueLine:
    QApplication.processEvents()
    (found,) = (each for each in home(window).due.findChildren(DueLine) if called(each).startswith(name))
    return found


def test_a_line_keeps_the_focus_while_something_else_changes(qtbot: QtBot, vault: Vault, held: SmallMarac) -> None:
    line = due_line(open_desk(qtbot, vault), "Meeting, NV-M-2026-02")
    line.setFocus()
    with vault.edit("Report progress") as edit:
        edit.get(Discussion, held.discussion).action(held.action).report(edit.now, Progress.COMPLETE)
    assert QApplication.focusWidget() is line


def test_what_is_due_after_a_meeting_leads_to_its_papers_until_they_are_signed(
    qtbot: QtBot, vault: Vault, held: SmallMarac
) -> None:
    window = open_desk(qtbot, vault)
    due_line(window, "Minutes go out, NV-M-2026-01, since 3 Nov").setFocus()
    press_here("Return")
    page = window.page()
    assert isinstance(page, PapersPage)
    assert page.place() == str(held.meeting)
    sign(vault, held.meeting, "DI Example")
    window.open_page("home")
    assert "NV-M-2026-01" not in said(home(window).due)


def test_what_is_due_before_a_meeting_leads_to_its_agenda(qtbot: QtBot, vault: Vault, held: SmallMarac) -> None:
    window = open_desk(qtbot, vault)
    due_line(window, "Meeting, NV-M-2026-02").setFocus()
    press_here("Space")
    assert window.pages is not None
    assert window.pages.key == "agenda"


def test_actions_that_are_due_stand_among_what_is_due_and_lead_to_the_list_of_actions(
    qtbot: QtBot, vault: Vault, held: SmallMarac
) -> None:
    with vault.edit("Add actions") as edit:
        talk = edit.get(Discussion, held.discussion)
        for ahead in (0, 0, 7):
            talk.add_action("Fit a lock", owner=held.agency, due=MORNING.date() + timedelta(days=ahead))
    window = open_desk(qtbot, vault)
    due_line(window, "1 action is overdue, 2 due today, 1 more by 3 Dec, since 19 Nov").setFocus()
    press_here("Return")
    opened = window.page()
    assert isinstance(opened, ActionsPage)
    assert len(opened.table.rows()) == 4


def test_that_nothing_is_due_is_said_only_where_no_agency_owes_an_action_either(
    qtbot: QtBot, vault: Vault, held: SmallMarac
) -> None:
    with vault.edit("Put off") as edit:
        for row in meetings(edit.session):
            edit.get(Meeting, row.id).starts_at = MORNING + timedelta(weeks=12)
            edit.get(Meeting, row.id).state = MeetingState.PLANNED
    page = home(open_desk(qtbot, vault))
    assert "Nothing is due" not in said(page.due)
    assert "1 action is overdue" in said(page.due)
    with vault.edit("Report progress") as edit:
        edit.get(Discussion, held.discussion).action(held.action).report(edit.now, Progress.COMPLETE)
    assert said(page.due).splitlines()[-1] == "Nothing is due in the next two weeks."


def test_an_agency_to_chase_opens_its_actions(qtbot: QtBot, vault: Vault, held: SmallMarac) -> None:
    window = open_desk(qtbot, vault)
    page = home(window)
    (row,) = page.chase.table.rows()
    assert (row.agency, row.open, row.overdue) == ("Northvale Police", 1, 1)
    page.chase.table.setFocus()
    press_here("Return")
    opened = window.page()
    assert isinstance(opened, ActionsPage)
    assert opened.place() == str(held.agency)
    assert [each.text for each in opened.table.rows()] == ["Visit the school"]


def test_the_page_follows_what_is_changed_elsewhere(qtbot: QtBot, vault: Vault, held: SmallMarac) -> None:
    page = home(open_desk(qtbot, vault))
    with vault.edit("Report progress") as edit:
        edit.get(Discussion, held.discussion).action(held.action).report(edit.now, Progress.COMPLETE)
    assert page.chase.table.rows() == ()
    assert page.chase.nothing.isVisible()


def test_ctrl_enter_opens_the_room_of_the_next_meeting(qtbot: QtBot, vault: Vault, held: SmallMarac) -> None:
    window = open_desk(qtbot, vault)
    press_here("Ctrl+Return")
    assert window.pages is not None
    assert window.pages.key == "room"


def test_the_vault_card_says_only_what_is_known(qtbot: QtBot, vault: Vault, held: SmallMarac) -> None:
    words = said(home(open_desk(qtbot, vault)).vault)
    assert "Anna Example" in words
    assert "✓ in order" in words
    assert "none yet" in words  # backups: an hour has not passed
    assert "none is set" in words  # nor a second place


def test_two_cards_stand_side_by_side_only_where_there_is_room(qtbot: QtBot, vault: Vault, held: SmallMarac) -> None:
    window = open_desk(qtbot, vault)
    page = home(window)
    assert page.due.x() > page.meeting.x()
    window.appearance.change(window.appearance.settings.larger(7))
    qtbot.waitUntil(lambda: page.due.x() == page.meeting.x())
    assert named(window, "Actions to chase", type(page.chase.table)) is page.chase.table
