"""After a crash the window opens where it was; after an orderly lock, at the beginning."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from marac_desk.discussion import Step
from marac_desk.keyholders import Role
from storage.people import add_person
from storage.vault import Vault, unlock_vault
from tests.support.rooms import KeptSample, kept_sample, open_room, sample_vault
from tests.support.screens import named, open_desk, open_window, press_here, type_text
from ui.meeting_room.room_page import RoomPage
from ui.shell.last_place import BACK, TYPED_BY_OTHERS

__all__ = ["kept_sample", "sample_vault"]

FIELD = "Professional view"


def kept_places(vault: Vault) -> list[str]:
    return [text for field, text in vault.drafts().items() if field.startswith("window/place/")]


def type_a_view(qtbot: QtBot, vault: Vault, sample: KeptSample) -> str:
    """What a crash would leave: the words as a draft, and the place. The same vault is then opened once more."""
    held = open_room(qtbot, vault, sample.sample.next_id, case=1, step=Step.AGENCIES)
    view = named(held.window, FIELD, QPlainTextEdit)
    view.setFocus()
    type_text(view, "He waits at the gate of the school")
    qtbot.waitUntil(lambda: any(FIELD in text for text in kept_places(vault)))
    held.frame.case_area.rest()  # a program that was stopped makes nothing ahead
    return held.page.place()


def test_a_program_that_was_stopped_comes_back_to_the_field(
    qtbot: QtBot, sample_vault: Vault, kept_sample: KeptSample
) -> None:
    place = type_a_view(qtbot, sample_vault, kept_sample)
    window = open_desk(qtbot, sample_vault)
    page, focus = window.page(), QApplication.focusWidget()
    assert isinstance(page, RoomPage)
    assert page.place() == place
    assert isinstance(focus, QPlainTextEdit)
    assert (focus.accessibleName(), focus.toPlainText()) == (FIELD, "He waits at the gate of the school")
    assert focus.textCursor().atEnd()
    assert window.messages.shown() == BACK


def test_it_comes_back_only_once(qtbot: QtBot, sample_vault: Vault, kept_sample: KeptSample) -> None:
    type_a_view(qtbot, sample_vault, kept_sample)
    open_desk(qtbot, sample_vault)
    assert kept_places(sample_vault) == []


def test_what_another_person_had_typed_is_told_with_their_name(
    qtbot: QtBot, sample_vault: Vault, kept_sample: KeptSample
) -> None:
    type_a_view(qtbot, sample_vault, kept_sample)
    qtbot.waitUntil(lambda: any("the gate" in text for text in sample_vault.drafts().values()))
    name = sample_vault.person.name
    add_person(sample_vault, "Rita Placeholder", Role.DEPUTY, "other invented words there")
    sample_vault.lock()
    with unlock_vault(sample_vault.folder.path, "other invented words there") as another:
        window = open_desk(qtbot, another)
        assert window.messages.shown() == TYPED_BY_OTHERS.format(names=name)
        window.lock()


def test_whoever_may_save_nothing_is_told_of_nobodys_words(
    qtbot: QtBot, sample_vault: Vault, kept_sample: KeptSample
) -> None:
    sample_vault.draft("somewhere", "half a word")
    add_person(sample_vault, "Rita Placeholder", Role.READ_ONLY, "other invented words there")
    sample_vault.lock()
    with unlock_vault(sample_vault.folder.path, "other invented words there") as another:
        assert open_desk(qtbot, another).messages.shown() == ""


def test_an_orderly_lock_leaves_no_place_behind(qtbot: QtBot, sample_vault: Vault, kept_sample: KeptSample) -> None:
    window = open_window(qtbot)
    sample_vault.draft(f"window/place/{sample_vault.person.id}", '{"page": "nowhere"}')
    window.enter(sample_vault)
    assert (window.pages and window.pages.key, window.messages.shown()) == ("home", "")
    qtbot.waitUntil(lambda: bool(kept_places(sample_vault)))
    again = []
    sample_vault.lock = lambda: again.extend(kept_places(sample_vault))  # type: ignore[method-assign]
    press_here("Ctrl+L")
    del sample_vault.lock
    assert again == []


def test_after_a_crash_a_field_that_keeps_no_draft_has_its_words_too(qtbot: QtBot, sample_vault: Vault) -> None:
    window = open_desk(qtbot, sample_vault)
    window.open_page("cases")
    line = named(window, "Find a case", QLineEdit)
    line.setFocus()
    qtbot.waitUntil(lambda: any("Find a case" in text for text in kept_places(sample_vault)))
    type_text(line, "invented words")
    qtbot.waitUntil(lambda: any("invented words" in text for text in kept_places(sample_vault)))
    again = open_desk(qtbot, sample_vault)
    focus = QApplication.focusWidget()
    assert isinstance(focus, QLineEdit)
    assert (focus.accessibleName(), focus.text()) == ("Find a case", "invented words")
    assert again.messages.shown() == BACK
