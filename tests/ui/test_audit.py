"""The history of the vault: filtered, paged, written as a paper, leading to each record; and its seal is checked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from marac_desk.discussion import Discussion
from marac_desk.maracs import Marac
from marac_desk.meetings import Meeting
from marac_desk.papers import PaperKind
from storage.audit_rows import PAGE, Sort
from storage.record_history import LOOKED_AT
from storage.vault import Vault
from tests.support.forging import run_behind_its_back
from tests.support.reading import pdf_said, word_paragraphs, words
from tests.support.screens import answers, click, named, open_desk, press, press_here, type_text
from tests.support.vaults import MORNING, SmallMarac, kept_vault, small_marac, vault, vault_path
from ui.audit.audit_page import NOTHING, AuditPageView
from ui.audit.record_page import COVERED, RecordPage
from ui.shell.jobs import Jobs
from ui.shell.main_window import MainWindow

__all__ = ["kept_vault", "vault", "vault_path"]


@pytest.fixture
def small(vault: Vault) -> SmallMarac:
    return small_marac(vault)


@pytest.fixture
def window(qtbot: QtBot, vault: Vault, small: SmallMarac) -> MainWindow:
    return open_desk(qtbot, vault)


def audit(window: MainWindow) -> AuditPageView:
    window.open_page("audit")
    page = window.page()
    assert isinstance(page, AuditPageView)
    return page


def record(window: MainWindow, place: str) -> RecordPage:
    window.open_page("history", place)
    page = window.page()
    assert isinstance(page, RecordPage)
    return page


def labels(page: AuditPageView) -> list[str]:
    return [row.line.label for row in page.table.rows()]


def test_every_entry_is_there_newest_first_with_what_it_is_about(window: MainWindow, small: SmallMarac) -> None:
    assert window.desk is not None
    window.desk.vault.note_view(small.case)
    page = audit(window)
    assert labels(page) == ["Open case", "Add small MARAC", "Create vault"]
    assert page.table.rows()[0].about == "case NV-2026-0001"
    assert page.table.rows()[0].line.who == "Anna Example"
    assert page.detail.text() == "Entry 3: case NV-2026-0001: looked at."


def test_the_access_log_is_one_chip_away(window: MainWindow, small: SmallMarac) -> None:
    assert window.desk is not None
    window.desk.vault.note_view(small.case)
    page = audit(window)
    click(window, Sort.VIEWS.value.capitalize())
    assert labels(page) == ["Open case"]
    click(window, Sort.FAILED.value.capitalize())
    assert labels(page) == []
    assert page.count.text() == NOTHING
    click(window, "Everything")
    assert len(labels(page)) == 3


def test_days_words_and_a_case_narrow_it(window: MainWindow, vault: Vault, small: SmallMarac, qtbot: QtBot) -> None:
    with vault.edit("Change local practice") as edit:
        edit.get(Marac, small.marac).venue = "Sample Hall"
    page = audit(window)
    type_text(named(window, "What was done"), "local pract")
    press(named(window, "What was done"), "Return")
    assert labels(page) == ["Change local practice"]
    named(window, "What was done").setText("")
    type_text(named(window, "About case"), "0001")
    press(named(window, "About case"), "Return")
    assert labels(page) == ["Add small MARAC"]
    named(window, "About case").setText("")
    type_text(named(window, "Until"), "25/11/2026")
    press(named(window, "Until"), "Return")
    assert labels(page) == []
    named(window, "Until").setText("26/11/2026")
    press(named(window, "Until"), "Return")
    assert len(labels(page)) == 3
    named(window, "From").setText("soon")
    press(named(window, "From"), "Return")
    assert "Please give the day" in window.messages.shown()


def test_another_person_has_no_entries_here(window: MainWindow) -> None:
    page = audit(window)
    QApplication.processEvents()
    click(window, "Recovery code")
    assert labels(page) == []
    click(window, "Anna Example")
    assert len(labels(page)) == 2


def test_older_entries_come_when_they_are_asked_for(window: MainWindow, vault: Vault, small: SmallMarac) -> None:
    for count in range(PAGE):
        with vault.edit("Write presentation") as edit:
            edit.get(Discussion, small.discussion).presented = f"{count} calls"
    page = audit(window)
    assert len(labels(page)) == PAGE
    assert "older" in page.count.text()
    press_here("Alt+O")
    assert labels(page)[-1] == "Create vault"
    assert len({row.line.sequence for row in page.table.rows()}) == PAGE + 2
    assert not page.older.isEnabled()


def test_enter_leads_to_the_record_and_looking_into_a_case_is_noted(
    window: MainWindow, vault: Vault, small: SmallMarac
) -> None:
    with vault.edit("Write presentation") as edit:
        edit.get(Discussion, small.discussion).presented = "One call"
    audit(window)
    press_here("Return")
    page = window.page()
    assert isinstance(page, RecordPage)
    assert page.title.text() == "History of case NV-2026-0001"
    assert vault.audit(1)[0].label == "Open case"


def test_a_look_into_a_cases_history_is_noted_once_while_one_goes_from_page_to_page(
    window: MainWindow, vault: Vault, small: SmallMarac
) -> None:
    window.open_page("case", str(small.case))
    press_here("Alt+H")
    assert [line.label for line in vault.audit(2)] == ["Open case", "Add small MARAC"]
    window.open_page("audit")
    with vault.edit("Change local practice") as edit:
        edit.get(Marac, small.marac).venue = "Sample Hall"
    record(window, f"case_file/{small.case}")
    assert [line.label for line in vault.audit(2)] == ["Open case", "Change local practice"]


def test_an_entry_whose_record_is_gone_says_so(window: MainWindow, vault: Vault, small: SmallMarac) -> None:
    vault.undo()
    audit(window)
    press_here("Return")
    assert "about no record" in window.messages.shown()


def test_the_log_is_written_as_word_and_pdf_and_noted_and_holds_no_word_of_a_record(
    window: MainWindow, vault: Vault, small: SmallMarac, tmp_path: Path
) -> None:
    vault.note_view(small.case)
    audit(window)
    answers(window).answers = [tmp_path / "out"]
    press_here("Alt+E")
    in_word, in_pdf = sorted((tmp_path / "out").iterdir())
    said = words(word_paragraphs(in_word.read_bytes()))
    printed = " ".join(words(pdf_said(in_pdf.read_bytes())))
    for part in ("Open case", "case NV-2026-0001", "Anna Example", "3: everything", "ended with entry 3:"):
        assert part in " ".join(said)
        assert part in printed
    for word in ("Marta", "Invented", "school"):
        assert word not in " ".join(said)
    noted = [line for line in vault.audit() if line.kind == "export"]
    assert len(noted) == 2
    with vault.read() as read:
        kinds = read.session.connection().exec_driver_sql("SELECT kind, meeting_id FROM export_record").all()
    assert set(kinds) == {(PaperKind.HISTORY.value, None)}
    assert "3 entries are written" in window.messages.shown()


def test_a_record_is_told_field_by_field_and_an_older_value_comes_back_by_one_key(
    window: MainWindow, vault: Vault, small: SmallMarac
) -> None:
    for venue in ("Sample Hall", "Example House"):
        with vault.edit("Change local practice") as edit:
            edit.get(Marac, small.marac).venue = venue
    page = record(window, f"marac/{small.marac}")
    row = page.table.rows()[0]
    assert (row.what, row.before, row.after) == ("venue", "Sample Hall", "Example House")
    press_here("Alt+R")
    with vault.read() as read:
        assert read.get(Marac, small.marac).venue == "Sample Hall"
    assert "Restore venue" in window.messages.shown()
    assert page.table.rows()[0].after == "Sample Hall"
    press_here("Ctrl+Z")
    with vault.read() as read:
        assert read.get(Marac, small.marac).venue == "Example House"


def test_where_there_is_little_room_before_and_after_are_read_below_the_table(
    window: MainWindow, small: SmallMarac
) -> None:
    page = record(window, f"case_file/{small.case}")
    window.resize(1280, 720)
    QApplication.processEvents()
    assert not page.table.isColumnHidden(4)
    window.appearance.change(replace(window.appearance.settings, text_size=150))
    QApplication.processEvents()
    assert [page.table.isColumnHidden(at) for at in range(6)] == [False] * 4 + [True] * 2
    assert page.detail.isVisible()


def test_what_is_signed_off_stays_and_the_page_says_why(window: MainWindow, vault: Vault, small: SmallMarac) -> None:
    with vault.edit("Write venue") as edit:
        edit.get(Meeting, small.meeting).venue = "Sample Hall"
    with vault.edit("Hold meeting") as edit:
        meeting = edit.get(Meeting, small.meeting)
        meeting.open(MORNING)
        meeting.close(MORNING)
        meeting.sign_off("Chris Example", MORNING)
    page = record(window, f"meeting/{small.meeting}")
    page.table.selectRow(next(at for at, row in enumerate(page.table.rows()) if row.what == "venue"))
    press_here("Alt+R")
    assert "signed off" in window.messages.shown()


def test_protected_words_are_covered_until_somebody_asks(window: MainWindow, vault: Vault, small: SmallMarac) -> None:
    with vault.edit("Protect") as edit:
        edit.get(Discussion, small.discussion).actions[0].protected_detail = "She is at 9 Invented Row."
    assert newest_after(record(window, str(small.case))) == COVERED
    press_here("Alt+S")
    assert newest_after(page_shown(window)) == "She is at 9 Invented Row."
    window.open_page("home")
    assert newest_after(record(window, str(small.case))) == COVERED


def page_shown(window: MainWindow) -> RecordPage:
    page = window.page()
    assert isinstance(page, RecordPage)
    return page


def newest_after(page: RecordPage) -> str:
    """What the newest change says in its last column; a look at the file is none."""
    at = next(at for at, row in enumerate(page.table.rows()) if row.what != LOOKED_AT)
    return str(page.table.model().index(at, 5).data())


@pytest.mark.parametrize(("page", "table"), [("agenda", "meeting"), ("agencies", "agency"), ("practice", "marac")])
def test_the_history_is_one_key_from_where_a_record_is_shown(
    window: MainWindow, small: SmallMarac, page: str, table: str
) -> None:
    window.open_page(page, str(small.meeting) if page == "agenda" else "")
    press(window, "Alt+H")
    shown = window.page()
    assert isinstance(shown, RecordPage)
    assert shown.place() == f"{table}/{getattr(small, table)}"
    press_here("Alt+Up")
    assert window.pages is not None
    assert window.pages.key == page


def test_the_history_of_somebody_who_can_open_the_vault_is_one_key_from_their_line(window: MainWindow) -> None:
    window.open_page("people")
    press(window, "Alt+H")
    shown = page_shown(window)
    assert shown.title.text() == "History of person who can open the vault Anna Example"
    assert shown.table.rows()[-1].what == "person who can open the vault: added"
    assert shown.table.rows()[-1].after == "name: Anna Example; role: coordinator"
    press_here("Alt+Up")
    assert window.pages is not None
    assert window.pages.key == "people"


def test_the_history_of_an_action_is_one_key_from_the_list(window: MainWindow, small: SmallMarac) -> None:
    window.open_page("actions")
    press(window, "Alt+H")
    shown = window.page()
    assert isinstance(shown, RecordPage)
    assert shown.place() == f"action/{small.action}"


def test_the_chain_is_checked_beside_the_window_and_says_nothing_while_all_is_well(
    qtbot: QtBot, vault: Vault, small: SmallMarac
) -> None:
    window = open_desk(qtbot, vault, jobs=Jobs)
    assert window.desk is not None
    watch = window.desk.history_watch
    with qtbot.waitSignal(watch.changed):
        watch.begin()
        assert window.progress.isHidden()
    assert window.messages.shown() == ""
    assert "is whole: 2 entries" in audit(window).state.text()
    window.lock()


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE journal_entry SET label = 'Add agency' WHERE sequence = 2", "altered at entry 2"),
        ("UPDATE journal_body SET body = '[]' WHERE sequence = 2", "What entry 2 of the history changed"),
        ("DELETE FROM journal_entry WHERE sequence = 1", "lacks entry 1"),
    ],
)
def test_a_broken_chain_is_told_in_a_sentence(
    qtbot: QtBot, vault: Vault, small: SmallMarac, statement: str, fault: str
) -> None:
    run_behind_its_back(vault, statement)
    window = open_desk(qtbot, vault)
    assert window.desk is not None
    window.desk.history_watch.begin()
    assert fault in window.messages.shown()
    assert "latest backup" in window.messages.shown()


def test_locking_ends_the_check_at_once(qtbot: QtBot, vault: Vault, small: SmallMarac) -> None:
    window = open_desk(qtbot, vault, jobs=Jobs)
    assert window.desk is not None
    window.desk.history_watch.begin()
    window.lock()
    assert window.messages.shown() == ""
    assert window.jobs.running() == ()
