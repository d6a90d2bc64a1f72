"""A second opener: told who has the vault, and able to read it in a window that says so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from marac_desk.errors import Told
from marac_desk.meetings import Meeting
from storage.read_only import NEW_KEY, ReadOnlyVault, read_vault
from storage.room_rows import running_order
from storage.vault import Vault
from tests.support.rooms import KeptSample, kept_sample, sample_vault
from tests.support.screens import click, open_desk, open_window, press_here, type_text
from tests.support.vaults import PASSPHRASE, TickingClock
from ui.pages import PAGES
from ui.preferences import Settings
from ui.shell.main_window import MainWindow
from ui.shell.page import Page

__all__ = ["kept_sample", "sample_vault"]


@pytest.fixture
def reader(sample_vault: Vault) -> Iterator[ReadOnlyVault]:
    opened = read_vault(sample_vault.folder.path, PASSPHRASE, clock=TickingClock())
    with opened:
        yield opened


def said(page: Page) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel))


def at_the_door(qtbot: QtBot, vault: Vault) -> MainWindow:
    window = open_window(qtbot, clock=TickingClock())
    window.appearance.change(Settings(vault=str(vault.folder.path)))
    window.door.begin()
    return window


def test_who_has_it_is_told_and_one_button_opens_it_read_only(qtbot: QtBot, sample_vault: Vault) -> None:
    window = at_the_door(qtbot, sample_vault)
    assert not window.door.unlock.read_only.isVisible()
    type_text(window.door.unlock.passphrase.line, PASSPHRASE)
    press_here("Return")
    assert window.door.unlock.error.text.text().startswith("Anna Example has the vault open since 26 Nov 2026, ")
    click(window.door, "Open read only")
    assert window.is_open()
    said = window.read_only.text.text()
    assert said.startswith("Read only: Anna Example has it open since 26 Nov 2026, ")
    assert window.read_only.isVisible()
    window.lock()
    assert not window.read_only.isVisible()
    assert not window.door.unlock.read_only.isVisible()


def test_a_wrong_passphrase_gets_no_name_and_no_button(qtbot: QtBot, sample_vault: Vault) -> None:
    window = at_the_door(qtbot, sample_vault)
    type_text(window.door.unlock.passphrase.line, "something else")
    press_here("Return")
    assert not window.door.unlock.read_only.isVisible()
    assert "Anna" not in window.door.unlock.error.text.text()


@pytest.mark.parametrize("page", [entry.key for entry in PAGES if not entry.edits])
def test_every_page_can_be_read(qtbot: QtBot, reader: ReadOnlyVault, page: str, kept_sample: KeptSample) -> None:
    with reader.read() as read:
        case = str(running_order(read.session, kept_sample.sample.next_id)[0].case_id)
    meeting = str(kept_sample.sample.next_id)
    place = {"case": case, "history": case, "ahead": case, "room": meeting, "agenda": meeting}.get(page, "")
    window = open_desk(qtbot, reader)
    window.open_page(page, place)
    assert window.pages is not None
    assert window.pages.key == page
    assert window.messages.shown() == ""
    assert window.read_only.isVisible()


def test_what_the_other_saves_shows_by_itself(
    qtbot: QtBot, reader: ReadOnlyVault, sample_vault: Vault, kept_sample: KeptSample
) -> None:
    window = open_desk(qtbot, reader)
    window.open_page("agenda", str(kept_sample.sample.next_id))
    page = window.page()
    assert page is not None
    with sample_vault.edit("Put case off") as edit:
        meeting = edit.get(Meeting, kept_sample.sample.next_id)
        meeting.defer(meeting.agenda[0].case_id, "the referrer is ill")
    qtbot.waitUntil(lambda: "the referrer is ill" in said(page), timeout=5000)


def test_a_new_key_meanwhile_is_told_once(qtbot: QtBot, reader: ReadOnlyVault, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def refuse() -> None:
        asked.append(1)
        raise Told(NEW_KEY)

    monkeypatch.setattr(reader, "follow", refuse)
    monkeypatch.setattr("ui.shell.reading_along.LOOKS_EVERY_MS", 20)
    window = open_desk(qtbot, reader)
    qtbot.waitUntil(lambda: window.messages.shown() == NEW_KEY, timeout=5000)
    qtbot.wait(200)
    assert len(asked) == 1


def test_no_field_can_be_typed_in_and_nothing_is_changed(
    qtbot: QtBot, reader: ReadOnlyVault, sample_vault: Vault
) -> None:
    window = open_desk(qtbot, reader)
    window.open_page("practice")
    page = window.page()
    assert page is not None
    fields = [each for each in page.findChildren(QLineEdit) if each.isVisible()]
    assert fields
    assert all(each.isReadOnly() for each in fields)
    before = sample_vault.audit(1)
    window.lock()
    assert sample_vault.audit(1) == before
    assert sample_vault.drafts() == {}


def test_what_was_looked_at_is_logged_when_the_other_locks(
    qtbot: QtBot, reader: ReadOnlyVault, sample_vault: Vault, kept_sample: KeptSample
) -> None:
    with reader.read() as read:
        case = str(running_order(read.session, kept_sample.sample.next_id)[0].case_id)
    window = open_desk(qtbot, reader)
    window.open_page("case", case)
    assert window.messages.shown() == ""
    assert len(list(sample_vault.folder.pending_views.iterdir())) == 1
    sample_vault.lock()
    assert [line.label for line in reader.audit(1)] == ["Open case"]
