"""Somebody whose role only reads: they see everything, are offered no change, and every look is noted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from marac_desk.errors import Refused
from marac_desk.keyholders import Role
from marac_desk.meetings import Meeting
from storage import people
from storage.vault import Vault, unlock_vault
from tests.support.screens import named, open_desk, settle_deletions
from tests.support.vaults import MORNING, SmallMarac, TickingClock, kept_vault, small_marac, vault, vault_path
from ui.pages import PAGES
from ui.papers.making import compose, export
from ui.shell.jobs import Job
from ui.shell.main_window import MainWindow
from ui.shell.page_stack import ONLY_READS

__all__ = ["kept_vault", "vault", "vault_path"]

RAE = "kettle lantern orchard"
SHARED_PAGES = tuple(entry.key for entry in PAGES if not entry.edits)


@pytest.fixture
def ids(vault: Vault) -> SmallMarac:
    made = small_marac(vault)
    with vault.edit("Hold meeting") as edit:
        meeting = edit.get(Meeting, made.meeting)
        meeting.open(MORNING)
        meeting.close(MORNING)
    people.add_person(vault, "Rae Madeup", Role.READ_ONLY, RAE)
    vault.lock()
    return made


@pytest.fixture
def reader(ids: SmallMarac, vault: Vault) -> Iterator[Vault]:
    with unlock_vault(vault.folder.path, RAE, clock=TickingClock()) as opened:
        yield opened


@pytest.fixture
def window(qtbot: QtBot, reader: Vault) -> MainWindow:
    return open_desk(qtbot, reader)


def place_of(key: str, ids: SmallMarac) -> str:
    return {"case": str(ids.case), "agenda": str(ids.meeting), "history": str(ids.case)}.get(key, "")


def test_pages_that_only_change_something_are_not_there(window: MainWindow) -> None:
    assert window.pages is not None
    titles = {button.text() for button in window.pages.rail.buttons.values()}
    assert {"Cases", "Papers", "History", "People"} <= titles
    assert not titles & {"New referral", "Meeting room"}
    before = window.pages.key
    for key in ("room", "referral", "new_meeting", "ahead"):
        window.messages.clear()
        window.open_page(key)
        assert window.pages.key == before
        assert window.messages.shown() == ONLY_READS


@pytest.mark.parametrize("key", SHARED_PAGES)
def test_no_page_offers_what_would_be_refused(window: MainWindow, reader: Vault, ids: SmallMarac, key: str) -> None:
    window.open_page(key, place_of(key, ids))
    page = window.page()
    assert page is not None
    QApplication.processEvents()
    assert not [action.text for action in window.registry.live() if action.changes]
    before = {line.sequence for line in reader.audit()}
    for button in page.findChildren(QPushButton):
        if button.isVisible() and button.isEnabled() and not button.text().startswith(("Back up", "Choose", "Check")):
            window.messages.clear()
            button.click()
            said = window.messages.shown()
            assert "You can read this vault" not in said, button.text()
            assert "Only a chair" not in said, button.text()
            if window.page() is not page:
                window.open_page(key, place_of(key, ids))
    settle_deletions()
    assert {line.kind for line in reader.audit() if line.sequence not in before} <= {"view"}


@pytest.mark.parametrize(
    ("key", "begins"),
    [
        ("home", ("Plan a meeting", "Open the meeting room")),
        ("meetings", ("New meeting", "Plan a meeting")),
        ("cases", ("New referral",)),
    ],
)
def test_nothing_is_offered_to_be_begun(window: MainWindow, key: str, begins: tuple[str, ...]) -> None:
    window.open_page(key)
    page = window.page()
    assert page is not None
    offered = [button.text() for button in page.findChildren(QPushButton) if button.isVisible()]
    assert not [text for text in offered if text.startswith(begins)]
    focus = QApplication.focusWidget()
    assert focus is not None
    assert page.isAncestorOf(focus)


@pytest.mark.parametrize("key", ["agencies", "practice", "actions", "papers"])
def test_no_field_of_the_record_can_be_typed_in(window: MainWindow, key: str) -> None:
    window.open_page(key)
    page = window.page()
    assert page is not None
    QApplication.processEvents()
    kinds: tuple[type[QLineEdit | QPlainTextEdit], ...] = (QLineEdit, QPlainTextEdit)
    fields = [each for kind in kinds for each in page.findChildren(kind) if each.isVisible()]
    assert [each.accessibleName() for each in fields if each.isEnabled() and not each.isReadOnly()] == []


def test_a_look_at_a_case_is_noted(window: MainWindow, reader: Vault, ids: SmallMarac) -> None:
    window.open_page("case", str(ids.case))
    line = reader.audit()[0]
    assert (line.kind, line.who) == ("view", "Rae Madeup")
    page = window.page()
    assert page is not None
    assert not named(page, "Refer again", QPushButton).isEnabled()


def test_papers_are_read_and_not_written(reader: Vault, ids: SmallMarac, tmp_path: Path) -> None:
    pack = compose(reader, ids.meeting)
    with pytest.raises(Refused, match="papers are made by those who may change it"):
        export(reader, ids.meeting, pack.papers, tmp_path, TickingClock(), Job("Export", True))
    assert not list(tmp_path.rglob("*.docx"))
