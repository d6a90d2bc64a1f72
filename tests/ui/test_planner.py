from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from marac_desk.cases import Case, PartyRole
from marac_desk.maracs import Marac
from marac_desk.meetings import Listing, Meeting
from marac_desk.people import Person
from marac_desk.referrals import Criteria, Referral
from storage.home_rows import agreed_day
from storage.vault import Vault
from tests.support.screens import named, open_desk, press, press_here, type_text
from tests.support.vaults import MORNING, kept_vault, small_marac, vault, vault_path
from ui.home.home_page import HomePage
from ui.planner.agenda_page import AgendaPage
from ui.shell.main_window import MainWindow

__all__ = ["kept_vault", "vault", "vault_path"]


@pytest.fixture
def meeting_id(vault: Vault) -> UUID:
    """A meeting in two weeks with nobody on its agenda; three cases wait, the second with a child."""
    ids = small_marac(vault)
    with vault.edit("Prepare") as edit:
        marac = edit.get(Marac, ids.marac)
        for at, name in enumerate(("Ada", "Berta", "Cleo")):
            victim, child = Person(name, "Sample"), Person("Kit", "Sample")
            case = Case(marac.id, marac.next_case_reference(2026), victim.id, date(2026, 11, 20))
            edit.add(victim)
            if name == "Berta":
                edit.add(child)
                case.add_party(PartyRole.CHILD, child.id, "son")
            edit.add(case, Referral(case.id, date(2026, 11, 20 + at), "Threats", Criteria(repeat=name == "Cleo")))
        meeting = Meeting(marac.id, marac.next_meeting_reference(2026), MORNING + timedelta(days=14))
        edit.add(meeting)
        return meeting.id


def agenda(window: MainWindow) -> AgendaPage:
    page = window.page()
    assert isinstance(page, AgendaPage)
    return page


def opened(qtbot: QtBot, vault: Vault, meeting_id: UUID) -> AgendaPage:
    window = open_desk(qtbot, vault)
    window.open_page("agenda", str(meeting_id))
    return agenda(window)


def filled(qtbot: QtBot, vault: Vault, meeting_id: UUID) -> AgendaPage:
    """All three are put on the agenda, by Enter alone."""
    page = opened(qtbot, vault, meeting_id)
    for _ in range(3):
        press_here("Return")
    page.list.setFocus()
    page.list.setCurrentRow(0)
    return page


def victims(page: AgendaPage) -> list[str]:
    return [line.victim.split()[0] for line in page.list.lines()]


def test_cases_that_wait_are_offered_and_enter_adds_them_as_they_are_usually_listed(
    qtbot: QtBot, vault: Vault, meeting_id: UUID
) -> None:
    page = opened(qtbot, vault, meeting_id)
    assert [row.victim for row in page.adding.table.rows()] == ["Ada Sample", "Berta Sample", "Cleo Sample"]
    for _ in range(3):
        press_here("Return")
    assert victims(page) == ["Ada", "Berta", "Cleo"]
    assert [line.case.listing for line in page.list.lines()] == [Listing.NEW, Listing.NEW, Listing.REPEAT]
    assert page.adding.table.rows() == ()
    assert "3 of 16 cases" in page.sub.text()


def test_times_follow_from_the_order_and_the_minutes_of_a_case(qtbot: QtBot, vault: Vault, meeting_id: UUID) -> None:
    page = filled(qtbot, vault, meeting_id)
    first, second, third = (datetime.strptime(line.slot, "%H:%M") for line in page.list.lines())
    assert second - first == third - second == timedelta(minutes=10)


def test_alt_down_and_up_move_a_case_and_stay_with_it(qtbot: QtBot, vault: Vault, meeting_id: UUID) -> None:
    page = filled(qtbot, vault, meeting_id)
    press_here("Alt+Down")
    assert victims(page) == ["Berta", "Ada", "Cleo"]
    press_here("Alt+Down")
    press_here("Alt+Down")
    assert victims(page) == ["Berta", "Cleo", "Ada"]
    press_here("Alt+Up")
    assert victims(page) == ["Berta", "Ada", "Cleo"]
    line = page.list.line()
    assert line is not None
    assert line.victim == "Ada Sample"


def test_children_come_first_by_one_key_and_undo_takes_it_back(qtbot: QtBot, vault: Vault, meeting_id: UUID) -> None:
    page = filled(qtbot, vault, meeting_id)
    press_here("Alt+C")
    assert victims(page) == ["Berta", "Ada", "Cleo"]
    press_here("Ctrl+Z")
    assert victims(page) == ["Ada", "Berta", "Cleo"]


def test_a_line_that_is_dragged_is_kept_where_it_was_dropped(qtbot: QtBot, vault: Vault, meeting_id: UUID) -> None:
    page = filled(qtbot, vault, meeting_id)
    page.list.model().moveRow(page.list.rootIndex(), 2, page.list.rootIndex(), 0)
    qtbot.waitUntil(lambda: victims(page) == ["Cleo", "Ada", "Berta"])
    with vault.read() as read:
        order = [item.position for item in read.get(Meeting, meeting_id).running_order()]
    assert order == [1, 2, 3]


def test_a_case_is_put_off_with_its_reason_and_heard_after_all(qtbot: QtBot, vault: Vault, meeting_id: UUID) -> None:
    page = filled(qtbot, vault, meeting_id)
    why = named(page, "Put off, because", QLineEdit)
    press(why, "Return")
    assert page.desk.messages.shown() == "A deferred case needs its reason."
    type_text(why, "the referrer is ill")
    press(why, "Return")
    assert "2 of 16 cases" in page.sub.text()
    assert page.item.put_off.text() == "Put off: the referrer is ill"
    button = named(page, "Hear it after all", QPushButton)
    button.setFocus()
    press(button, "Space")
    assert "3 of 16 cases" in page.sub.text()


def test_a_case_put_on_by_mistake_comes_off_and_waits_again(qtbot: QtBot, vault: Vault, meeting_id: UUID) -> None:
    page = filled(qtbot, vault, meeting_id)
    press_here("Ctrl+Delete")
    assert victims(page) == ["Berta", "Cleo"]
    assert [row.victim for row in page.adding.table.rows()] == ["Ada Sample"]


def test_any_case_is_found_by_name_but_not_one_that_is_listed(qtbot: QtBot, vault: Vault, meeting_id: UUID) -> None:
    page = filled(qtbot, vault, meeting_id)
    press_here("Alt+N")
    type_text(page.adding.line, "Invent")
    press_here("Return")
    assert victims(page) == ["Ada", "Berta", "Cleo", "Marta"]
    type_text(page.adding.line, "Invent")
    press_here("Return")
    assert len(victims(page)) == 4


def test_too_many_cases_are_remarked_on_and_not_refused(qtbot: QtBot, vault: Vault, meeting_id: UUID) -> None:
    with vault.edit("Set capacity") as edit:
        edit.session.connection().exec_driver_sql("UPDATE marac SET capacity = 2")
    page = filled(qtbot, vault, meeting_id)
    assert page.warning.isVisible()
    assert page.warning.text.text().startswith("3 cases are 1 more than this MARAC hears in one meeting")


def test_a_letter_says_how_a_case_is_listed(qtbot: QtBot, vault: Vault, meeting_id: UUID) -> None:
    page = filled(qtbot, vault, meeting_id)
    page.item.listing.buttons()[0].setFocus()
    press_here("A")
    assert page.list.lines()[0].case.listing is Listing.ALERT_ONLY


def test_a_meeting_is_planned_by_keyboard_and_its_agenda_opens(qtbot: QtBot, vault: Vault) -> None:
    small_marac(vault)
    window = open_desk(qtbot, vault)
    window.open_page("meetings")
    press_here("Ctrl+N")
    day = QApplication.focusWidget()
    assert isinstance(day, QLineEdit)
    type_text(day, "10/12")
    page = window.page()
    assert page is not None
    starts = named(page, "Time", QLineEdit)
    starts.setText("13.15")
    press(starts, "Return")
    sub = agenda(window).sub.text()
    assert sub.startswith("Thursday 10 December 2026, 13:15")
    with vault.read() as read:
        meeting = read.get(Meeting, UUID(agenda(window).place()))
        assert meeting.starts_at.astimezone(UTC) == datetime(2026, 12, 10, 13, 15).astimezone(UTC)


def test_the_day_that_the_last_meeting_set_stands_in_the_form_until_a_meeting_is_planned(
    qtbot: QtBot, vault: Vault
) -> None:
    ids = small_marac(vault)
    with vault.edit("Hold meeting") as edit:
        meeting = edit.get(Meeting, ids.meeting)
        meeting.open(MORNING)
        meeting.next_meeting = date(2026, 12, 11)
        meeting.close(MORNING)
    window = open_desk(qtbot, vault)
    page = window.page()
    assert isinstance(page, HomePage)
    assert page.sub.text() == "The next meeting is to be on Friday 11 December 2026. It is not planned yet."
    window.open_page("new_meeting")
    day = QApplication.focusWidget()
    assert isinstance(day, QLineEdit)
    assert (day.text(), day.selectedText()) == ("11/12/2026", "11/12/2026")
    press_here("Ctrl+Return")
    with vault.read() as read:
        assert agreed_day(read.session, read.now) is None
    window.open_page("new_meeting")
    assert named(window, "Date", QLineEdit).text() == ""


def test_a_day_that_is_none_is_told_under_its_field(qtbot: QtBot, vault: Vault) -> None:
    small_marac(vault)
    window = open_desk(qtbot, vault)
    window.open_page("new_meeting")
    page = window.page()
    assert page is not None
    day = named(page, "Date", QLineEdit)
    type_text(day, "31/2")
    press(day, "Return")
    assert day.accessibleDescription() == "The calendar has no such date."
    assert QApplication.focusWidget() is day
    with vault.read() as read:
        assert read.session.connection().exec_driver_sql("SELECT count(*) FROM meeting").scalar_one() == 1


def test_a_meeting_that_is_over_opens_its_papers(qtbot: QtBot, vault: Vault) -> None:
    ids = small_marac(vault)
    with vault.edit("Hold meeting") as edit:
        meeting = edit.get(Meeting, ids.meeting)
        meeting.open(MORNING)
        meeting.close(MORNING)
    window = open_desk(qtbot, vault)
    window.open_page("meetings")
    press_here("Return")
    assert window.pages is not None
    assert window.pages.here() == ("papers", str(ids.meeting))
