"""The chair signs the minutes off at the papers page, and corrections come after as dated notes; all by keyboard."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import docx
import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from exports.document import texts
from marac_desk.cli import main
from marac_desk.discussion import Discussion
from marac_desk.errors import Refused
from marac_desk.keyholders import Right, Role
from marac_desk.meetings import Meeting
from storage.read_only import read_vault
from storage.records import addenda
from storage.vault import Vault
from tests.support.papers_page import open_papers, papers
from tests.support.screens import answers, called, click, named, open_desk, press_here, type_text
from tests.support.vaults import (
    MORNING,
    PASSPHRASE,
    SmallMarac,
    TickingClock,
    entries,
    kept_vault,
    reopened,
    rows_now,
    small_marac,
    vault,
    vault_path,
)
from ui.papers.papers_page import PapersPage
from ui.papers.signing import sign as sign_off
from ui.shell.actions import matching
from ui.shell.jobs import Jobs

__all__ = ["kept_vault", "vault", "vault_path"]

NOTE = "The venue was the annexe."


@pytest.fixture
def ids(vault: Vault) -> SmallMarac:
    """A small meeting that is over, with a chair."""
    made = small_marac(vault)
    with vault.edit("Hold meeting") as edit:
        meeting = edit.get(Meeting, made.meeting)
        meeting.chair = "DI Example"
        meeting.open(MORNING)
        meeting.close(MORNING)
    return made


def seen(page: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def focus() -> str:
    here = QApplication.focusWidget()
    assert here is not None
    return called(here)


def sign(page: PapersPage) -> None:
    press_here("Alt+O")
    press_here("Ctrl+Return")
    assert "Signed off by DI Example" in seen(page)


def minutes(page: PapersPage) -> list[str]:
    return list(texts(page.papers.rows()[0].document))


def notes(vault: Vault, ids: SmallMarac) -> list[str]:
    with vault.read() as read:
        return [note.text for note in addenda(read.session, ids.meeting)]


def add_note(text: str) -> None:
    press_here("Alt+N")
    box = QApplication.focusWidget()
    assert isinstance(box, QPlainTextEdit)
    type_text(box, text)
    press_here("Ctrl+Return")


def test_the_minutes_are_signed_off_with_two_keys_and_the_page_says_so(
    qtbot: QtBot, vault: Vault, ids: SmallMarac
) -> None:
    window, page = open_papers(qtbot, vault)
    press_here("Alt+O")
    asked = seen(page)
    assert "Sign off the minutes of NV-M-2026-01" in asked
    assert "locks the minutes as they are now, and cannot be undone" in asked
    assert (focus(), named(page, "Who signs", QLineEdit).text()) == ("Who signs", "DI Example")
    press_here("Return")
    assert focus() == "Sign off now"
    press_here("Space")
    said = seen(page)
    assert "Signed off by DI Example on 26 Nov 2026, 09:30." in said
    assert "The history still holds this entry." in said
    assert window.messages.shown().startswith("The minutes are signed off and locked.")
    assert page.meetings.rows()[0].state.value == "signed off"
    assert focus() == "Papers of this meeting"
    assert any(line.startswith("Signed off by DI Example on 26 Nov 2026") for line in minutes(page))
    assert page.preview.view.accessibleName().startswith("Preview of Minutes")


def test_it_is_composed_beside_the_window(qtbot: QtBot, vault: Vault, ids: SmallMarac) -> None:
    window = open_desk(qtbot, vault, jobs=Jobs)
    window.open_page("papers")
    page = papers(window)
    qtbot.waitUntil(lambda: bool(page.papers.rows()), timeout=20_000)
    press_here("Alt+O")
    button = named(page, "Sign off now", QPushButton)
    qtbot.waitUntil(button.isEnabled, timeout=20_000)
    press_here("Ctrl+Return")
    assert not button.isEnabled()
    qtbot.waitUntil(lambda: "Signed off by DI Example" in seen(page), timeout=20_000)
    qtbot.waitUntil(lambda: not page.desk.jobs.running(), timeout=20_000)


def test_the_number_that_the_page_shows_proves_the_history_on_the_command_line(
    qtbot: QtBot, vault: Vault, ids: SmallMarac, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    window, page = open_papers(qtbot, vault)
    sign(page)
    add_note(NOTE)
    shown = [label.text() for label in page.findChildren(QLabel) if ": " in label.text() and len(label.text()) > 70]
    printed = next(text for text in shown if text.split(": ")[0].isdigit())
    assert any(line.endswith(printed) for line in minutes(page))
    window.lock()
    (tmp_path / "passphrase").write_text(PASSPHRASE)
    asked = ["verify", str(vault.folder.path), "--passphrase-file", str(tmp_path / "passphrase"), "--head", printed]
    assert main(asked) == 0
    assert "still holds entry" in capsys.readouterr().out


def test_what_is_still_open_is_said_first_and_holds_nobody_up(qtbot: QtBot, vault: Vault, ids: SmallMarac) -> None:
    vault.draft(f"discussion/{ids.discussion}/action", '{"text": "Ring the"}')
    _, page = open_papers(qtbot, vault)
    press_here("Alt+O")
    said = seen(page)
    assert "1 entry is half typed in the meeting room, and not in the minutes." in said
    assert "Not heard and not put off: NV-2026-0001." in said
    press_here("Ctrl+Return")
    assert "Signed off by DI Example" in seen(page)


def test_gaps_without_a_reason_are_counted_by_case(qtbot: QtBot, vault: Vault, ids: SmallMarac) -> None:
    with vault.edit("Hold meeting") as edit:
        talk = edit.get(Discussion, ids.discussion)
        talk.started_at = talk.ended_at = MORNING
    _, page = open_papers(qtbot, vault)
    press_here("Alt+O")
    assert "Gaps without a reason: NV-2026-0001 (" in seen(page)
    assert "Not heard" not in seen(page)


def test_a_sentence_that_stops_the_minutes_is_decided_on_first(qtbot: QtBot, vault: Vault, ids: SmallMarac) -> None:
    with vault.edit("Change meeting") as edit:
        edit.get(Meeting, ids.meeting).other_business = "Ring 07700 900123 first"
    before = entries(vault)
    _, page = open_papers(qtbot, vault)
    press_here("Alt+O")
    assert "The minutes stop at one sentence." in seen(page)
    assert not named(page, "Sign off now", QPushButton).isEnabled()
    press_here("Ctrl+Return")
    assert entries(vault) == before
    press_here("Alt+S")
    press_here("Return")
    press_here("2")
    press_here("Return")
    sign(page)


def test_escape_signs_nothing(qtbot: QtBot, vault: Vault, ids: SmallMarac) -> None:
    _, page = open_papers(qtbot, vault)
    before = entries(vault)
    press_here("Alt+O")
    press_here("Esc")
    assert focus() == "Papers of this meeting"
    assert "Who signs" not in seen(page)
    assert entries(vault) == before


def test_without_a_name_nothing_is_signed(qtbot: QtBot, vault: Vault, ids: SmallMarac) -> None:
    _, page = open_papers(qtbot, vault)
    press_here("Alt+O")
    named(page, "Who signs", QLineEdit).clear()
    press_here("Ctrl+Return")
    assert "! Please say who signs the minutes off." in seen(page)
    assert focus() == "Who signs"


def test_the_question_goes_when_another_meeting_is_chosen(qtbot: QtBot, vault: Vault, ids: SmallMarac) -> None:
    with vault.edit("Add meeting") as edit:
        other = Meeting(ids.marac, "NV-M-2026-02", MORNING, chair="DS Placeholder")
        other.open(MORNING)
        other.close(MORNING)
        edit.add(other)
    _, page = open_papers(qtbot, vault)
    press_here("Alt+O")
    page.meetings.selectRow(1)
    assert "Who signs" not in seen(page)
    page.meetings.setFocus()
    press_here("Alt+O")
    assert f"Sign off the minutes of {page.meetings.rows()[1].reference}" in seen(page)
    assert (
        named(page, "Who signs", QLineEdit).text()
        == ("DS Placeholder", "DI Example")[page.meetings.rows()[1].id == ids.meeting]
    )


def in_role(vault: Vault, role: Role) -> Vault:
    return Vault(replace(vault.parts, person=replace(vault.person, role=role)), vault._clock)


def test_who_has_no_right_is_told_whose_it_is(qtbot: QtBot, vault: Vault, ids: SmallMarac) -> None:
    _, page = open_papers(qtbot, in_role(vault, Role.READ_ONLY))
    press_here("Alt+O")
    said = seen(page)
    assert "Your role does not sign off minutes. Ask the chair, or a coordinator if that is wrong." in said
    assert "Who signs" not in said
    assert focus() == "Not now"


def test_who_reads_beside_somebody_signs_nothing_and_is_told_why(qtbot: QtBot, vault: Vault, ids: SmallMarac) -> None:
    with read_vault(vault.folder.path, PASSPHRASE, clock=TickingClock()) as beside:
        window, page = open_papers(qtbot, beside)
        press_here("Alt+O")
        with pytest.raises(Refused) as refused:
            beside.must(Right.SIGN_OFF)
        assert refused.value.say in seen(page)
        assert "Who signs" not in seen(page)
        window.lock()


def test_who_may_only_read_sees_what_was_signed_and_adds_nothing(qtbot: QtBot, vault: Vault, ids: SmallMarac) -> None:
    sign_off(vault, ids.meeting, "DI Example")
    _, page = open_papers(qtbot, in_role(vault, Role.READ_ONLY))
    press_here("Alt+N")
    assert "Signed off by DI Example" in seen(page)
    assert "Add a dated note" not in seen(page)
    assert focus() == "Back to the papers"
    press_here("Space")
    assert focus() == "Papers of this meeting"
    assert "Signed off by DI Example" not in seen(page)


def test_a_deputy_may_sign(qtbot: QtBot, vault: Vault, ids: SmallMarac) -> None:
    _, page = open_papers(qtbot, in_role(vault, Role.DEPUTY))
    sign(page)


def test_a_note_is_added_and_stands_after_the_signed_minutes(qtbot: QtBot, vault: Vault, ids: SmallMarac) -> None:
    window, page = open_papers(qtbot, vault)
    sign(page)
    before = minutes(page)
    add_note(NOTE)
    after = minutes(page)
    assert after[: len(before)] == before
    assert after[len(before)] == "Notes added after sign-off"
    assert after[-2:] == [NOTE, "Added by Anna Example."]
    assert window.messages.shown() == "The note is added. It is printed after the signed minutes."
    assert NOTE in seen(page)
    assert named(page, "Add a dated note", QPlainTextEdit).toPlainText() == ""
    assert vault.undo_label() == "Add dated note"


def test_the_exported_minutes_have_the_note_and_then_it_stays(
    qtbot: QtBot, vault: Vault, ids: SmallMarac, tmp_path: Path
) -> None:
    window, page = open_papers(qtbot, vault)
    sign(page)
    add_note(NOTE)
    answers(window).answers.append(tmp_path)
    press_here("Ctrl+E")
    written = docx.Document(str(tmp_path / "NV-M-2026-01-minutes.docx"))
    assert [each.text for each in written.paragraphs][-2:] == [NOTE, "Added by Anna Example."]
    assert vault.undo_label() is None
    click(page, "Take the note back")
    assert window.messages.shown().startswith("The minutes have left the vault with this note, so it stays.")
    assert notes(vault, ids) == [NOTE]


def test_a_secret_in_a_note_leads_to_it_and_the_note_is_taken_back(qtbot: QtBot, vault: Vault, ids: SmallMarac) -> None:
    _, page = open_papers(qtbot, vault)
    sign(page)
    add_note("Ring 07700 900123 first")
    assert "The papers stop at one sentence" in seen(page)
    assert "dated note 1" in seen(page)
    press_here("G")
    assert focus().startswith("Note 1, 26 Nov 2026")
    press_here("T")
    assert notes(vault, ids) == []
    assert page.papers.rows()
    assert "Nothing above was changed" not in "\n".join(minutes(page))


def test_a_note_without_words_is_refused_under_its_field(qtbot: QtBot, vault: Vault, ids: SmallMarac) -> None:
    _, page = open_papers(qtbot, vault)
    sign(page)
    add_note(" ")
    assert "! Please type what the note says." in seen(page)
    assert notes(vault, ids) == []


def test_a_note_half_typed_is_there_after_a_lock_and_becomes_one_entry(
    qtbot: QtBot, vault: Vault, ids: SmallMarac
) -> None:
    window, page = open_papers(qtbot, vault)
    sign(page)
    press_here("Alt+N")
    box = QApplication.focusWidget()
    assert isinstance(box, QPlainTextEdit)
    type_text(box, NOTE)
    window.lock()
    with reopened(vault) as again:
        window.enter(again)
        page = papers(window)
        assert focus() == "Add a dated note"
        assert named(page, "Add a dated note", QPlainTextEdit).toPlainText() == NOTE
        press_here("Ctrl+Return")
        assert notes(again, ids) == [NOTE]
        assert [field for field in again.drafts() if "dated note" in field] == []
        window.lock()


def test_one_registry_knows_both(qtbot: QtBot, vault: Vault, ids: SmallMarac) -> None:
    window, page = open_papers(qtbot, vault)
    assert window.desk is not None
    actions = window.desk.actions
    assert [each.id for each in matching(actions.live(), "sign off")] == ["papers.sign_off"]
    assert matching(actions.live(), "addendum") == ()
    sign(page)
    assert matching(actions.live(), "sign off") == ()
    assert [each.id for each in matching(actions.live(), "addendum")] == ["papers.notes"]


def test_help_says_what_signing_off_does(qtbot: QtBot, vault: Vault) -> None:
    _, page = open_papers(qtbot, vault)
    assert any("locks them as they are" in line for line in page.help().lines)


def test_in_the_room_of_signed_minutes_nothing_is_changed_and_it_is_said(
    qtbot: QtBot, vault: Vault, ids: SmallMarac
) -> None:
    with vault.edit("Hold meeting") as edit:
        edit.get(Discussion, ids.discussion).started_at = MORNING
    window, page = open_papers(qtbot, vault)
    sign(page)
    before = rows_now(vault)
    window.open_page("room", f"{ids.meeting}|case {ids.case}|1")
    room = window.page()
    assert room is not None
    type_text(named(room, "What the referrer presents", QPlainTextEdit), "Otherwise.")
    window.open_page("papers")
    assert window.messages.shown() == "These minutes are signed off. A correction is added as a dated note."
    assert rows_now(vault) == before  # that the case was looked at is noted all the same


def test_a_case_that_was_never_heard_is_not_begun_under_signed_minutes(
    qtbot: QtBot, vault: Vault, ids: SmallMarac
) -> None:
    window, page = open_papers(qtbot, vault)
    sign(page)
    before = rows_now(vault)
    window.open_page("room", f"{ids.meeting}|case {ids.case}|1")
    assert window.messages.shown() == "These minutes are signed off. A correction is added as a dated note."
    assert rows_now(vault) == before  # that the case was looked at is noted all the same
