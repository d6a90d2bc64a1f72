from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from marac_desk.actions import Progress
from marac_desk.discussion import Discussion
from storage.vault import Vault
from tests.support.screens import answers, named, open_desk, press, press_here, type_text
from tests.support.vaults import SmallMarac, kept_vault, small_marac, vault, vault_path
from ui.actions.actions_page import ActionsPage
from ui.papers.urgent import STOPS

__all__ = ["kept_vault", "vault", "vault_path"]


@pytest.fixture
def ids(vault: Vault) -> SmallMarac:
    """One action due on 1 December, and one that is overdue and nobody's."""
    ids = small_marac(vault)
    with vault.edit("Add action") as edit:
        edit.get(Discussion, ids.discussion).add_action("Fit an alarm", owner=None, due=date(2026, 11, 20))
    return ids


@pytest.fixture
def page(qtbot: QtBot, vault: Vault, ids: SmallMarac) -> ActionsPage:
    window = open_desk(qtbot, vault)
    window.open_page("actions")
    page = window.page()
    assert isinstance(page, ActionsPage)
    return page


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def listed(page: ActionsPage) -> list[str]:
    return [row.text for row in page.table.rows()]


def state(vault: Vault, ids: SmallMarac) -> Progress:
    with vault.read() as read:
        return read.get(Discussion, ids.discussion).action(ids.action).state


def at(page: ActionsPage, text: str) -> None:
    page.table.selectRow(listed(page).index(text))


def test_the_earliest_due_come_first_and_overdue_is_a_word(page: ActionsPage) -> None:
    assert listed(page) == ["Fit an alarm", "Visit the school"]
    states = [column.text(page.table.rows()[0]) for column in page.table._rows.columns]
    assert states[-1] == "! overdue"


def test_each_action_names_its_case_also_where_the_list_has_no_room_for_it(page: ActionsPage) -> None:
    shown = [column.text(page.table.rows()[0]) for column in page.table._rows.columns]
    assert shown[1] == "NV-2026-0001"
    assert "(NV-2026-0001 · no owner)" in page.whole.text()


def test_only_what_is_overdue_or_of_one_agency(page: ActionsPage) -> None:
    page.standing.buttons()[1].click()
    assert listed(page) == ["Fit an alarm"]
    page.standing.buttons()[0].click()
    page.agencies.setFocus()
    press_here("Down")
    assert listed(page) == ["Visit the school"]


def test_a_report_is_made_by_keyboard(page: ActionsPage, vault: Vault, ids: SmallMarac) -> None:
    at(page, "Visit the school")
    press_here("Alt+R")
    press_here("C")
    press_here("Ctrl+Return")
    assert state(vault, ids) is Progress.COMPLETE
    assert listed(page) == ["Fit an alarm"]
    assert page.table.hasFocus()
    assert page.desk.messages.shown() == "The report is recorded."


@pytest.mark.parametrize(("key", "kind"), [("P", Progress.NOT_POSSIBLE), ("N", Progress.NOT_DONE)])
def test_each_kind_of_not_done_needs_its_reason(
    page: ActionsPage, vault: Vault, ids: SmallMarac, key: str, kind: Progress
) -> None:
    at(page, "Visit the school")
    press_here("Alt+R")
    press_here(key)
    press_here("Ctrl+Return")
    note = named(page, "What was reported, or why not", QLineEdit)
    assert note.hasFocus()
    assert note.accessibleDescription().startswith("Please say why")
    assert state(vault, ids) is Progress.OPEN
    type_text(note, "They moved away.")
    press(note, "Return")
    assert state(vault, ids) is kind


def test_whether_it_worked_and_who_said_so_are_kept(page: ActionsPage, vault: Vault, ids: SmallMarac) -> None:
    at(page, "Visit the school")
    press_here("Alt+R")
    press_here("C")
    page.report.worked.buttons()[0].click()
    type_text(named(page, "Reported by", QLineEdit), "DS Example")
    press_here("Ctrl+Return")
    with vault.read() as read:
        (entry,) = read.get(Discussion, ids.discussion).action(ids.action).progress
        assert (entry.worked, entry.reported_by) == (True, "DS Example")


def test_a_report_begun_for_one_action_is_not_made_on_another(page: ActionsPage) -> None:
    at(page, "Visit the school")
    press_here("Alt+R")
    press_here("C")
    at(page, "Fit an alarm")
    assert page.report.state.chosen() == ""
    press_here("Ctrl+Return")
    assert page.report.form.field(page.report.state).error.text() == "! Please say where the action stands."


def test_enter_opens_the_case(page: ActionsPage, ids: SmallMarac) -> None:
    page.table.setFocus()
    press_here("Return")
    window = page.window()
    assert window.pages.here() == ("case", str(ids.case))  # type: ignore[attr-defined]


def test_before_any_meeting_the_page_says_what_belongs_there(qtbot: QtBot, vault: Vault) -> None:
    window = open_desk(qtbot, vault)
    window.open_page("actions")
    page = window.page()
    assert isinstance(page, ActionsPage)
    assert page._rooms.currentIndex() == 0


def test_an_action_that_is_overdue_is_sent_by_itself_and_one_that_has_time_is_not(
    page: ActionsPage, vault: Vault, ids: SmallMarac, tmp_path: Path
) -> None:
    at(page, "Visit the school")
    press(page.table, "Alt+S")
    assert page.desk.messages.shown().startswith("Only an action that is due today")
    with vault.edit("Change action") as edit:
        edit.get(Discussion, ids.discussion).action(ids.action).due = date(2026, 11, 25)
    folder = tmp_path / "out"
    folder.mkdir()
    answers(page.window()).answers.append(folder)  # type: ignore[arg-type]
    at(page, "Visit the school")
    press(page.table, "Alt+S")
    assert files(folder) == [f"NV-M-2026-01-urgent-northvale-police-1-1.{end}" for end in ("docx", "pdf")]


def test_what_nobody_took_on_is_not_sent(page: ActionsPage) -> None:
    at(page, "Fit an alarm")
    press(page.table, "Alt+S")
    assert page.desk.messages.shown().startswith("Only an action that is due today")


def test_a_decided_sentence_lets_the_action_go_and_leaves_the_focus_in_the_list(
    page: ActionsPage, vault: Vault, ids: SmallMarac, monkeypatch: pytest.MonkeyPatch
) -> None:
    with vault.edit("Change action") as edit:
        talk = edit.get(Discussion, ids.discussion)
        talk.reword_action(ids.action, "Ring 07700 900123")
        talk.action(ids.action).due = date(2026, 11, 25)
    while_asked: list[tuple[QWidget | None, str]] = []

    def ask(*_: object) -> None:
        while_asked.append((QApplication.focusWidget(), page.desk.messages.shown()))

    monkeypatch.setattr(page.desk.dialogs, "choose_folder", ask)
    at(page, "Ring 07700 900123")
    press(page.table, "Alt+S")
    assert page.desk.messages.shown() == STOPS
    for key in ("Return", "1", "Return"):
        press_here(key)
    assert while_asked == [(page.table, "")]


def test_a_report_that_is_not_begun_is_not_recorded(page: ActionsPage) -> None:
    at(page, "Visit the school")
    page.table.setFocus()
    press_here("Ctrl+Return")
    assert QApplication.focusWidget() is page.table
