from __future__ import annotations

import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from marac_desk.errors import Refused
from marac_desk.maracs import Marac
from storage.door import Changes
from storage.vault import Vault
from tests.support.screens import answers, named, open_desk, press_here, type_text
from tests.support.vaults import PASSPHRASE, kept_vault, small_marac, vault, vault_path
from ui.pages import PageEntry
from ui.preferences import Settings, SettingsFile
from ui.shell.crash import CrashDialog, report_of
from ui.shell.desk import Desk
from ui.shell.dialogs import Choice, Dialogs
from ui.shell.help import HelpSheet
from ui.shell.main_window import MainWindow
from ui.shell.page import Help, Page
from ui.widgets.form import Form

__all__ = ["kept_vault", "vault", "vault_path"]

FIELD = "marac/venue"


class VenuePage(Page):
    """A page with one field that becomes an edit, and that says how often it was told of changes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Venue")
        form = Form()
        self.venue = form.text("Venue")
        self.other = form.line("Other")
        self.body.addWidget(form)
        self.refreshed: list[Changes] = []
        self.refuses = False
        self.at = ""
        self.draft = desk.drafted(self.venue, field=FIELD, stored="", settle=self.settle)

    def arrive(self, place: str) -> None:
        self.at = place
        self.venue.setFocus()

    def place(self) -> str:
        return "the venue"

    def refresh(self, changes: Changes) -> None:
        self.refreshed.append(changes)

    def help(self) -> Help:
        return Help("Venue", ("Where the meeting is held.",))

    def settle(self, text: str) -> None:
        if self.refuses:
            raise Refused("No venue may be called that.")
        with self.desk.vault.edit("Write venue", settles=FIELD) as edit:
            edit.add(Marac(text, "ZZ"))


ENTRIES = (
    PageEntry("venue", "Venue", "venue_page:VenuePage"),
    PageEntry("appearance", "Appearance", "ui.settings.appearance_page:AppearancePage"),
    PageEntry("shortcuts", "Shortcuts", "ui.settings.shortcuts_page:ShortcutsPage"),
)


@pytest.fixture
def window(qtbot: QtBot, vault: Vault, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    monkeypatch.setitem(sys.modules, "venue_page", SimpleNamespace(VenuePage=VenuePage))
    return open_desk(qtbot, vault, entries=ENTRIES)


def venue_page(window: MainWindow) -> VenuePage:
    page = window.page()
    assert isinstance(page, VenuePage)
    return page


def texts_in(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def maracs(vault: Vault) -> list[str]:
    with vault.read() as read:
        return list(read.session.connection().exec_driver_sql("SELECT name FROM marac").scalars())


def unlock(window: MainWindow, qtbot: QtBot, path: Path) -> None:
    window.appearance.change(Settings(vault=str(path)))
    window.door.begin()
    type_text(window.door.unlock.passphrase.line, PASSPHRASE)
    press_here("Return")
    qtbot.waitUntil(window.is_open)


def test_locking_settles_what_is_being_typed_and_comes_back_to_the_same_place(
    window: MainWindow, vault: Vault, qtbot: QtBot
) -> None:
    type_text(venue_page(window).venue, "Ŵyn Hall")
    press_here("Ctrl+L")
    assert not window.is_open()
    with pytest.raises(Refused):
        vault.drafts()
    unlock(window, qtbot, vault.folder.path)
    assert window.desk is not None
    assert maracs(window.desk.vault) == ["Ŵyn Hall"]
    assert window.desk.vault.drafts() == {}
    assert venue_page(window).at == "the venue"


def test_what_a_rule_refuses_while_locking_stays_a_draft_and_is_in_the_field_again(
    window: MainWindow, vault: Vault, qtbot: QtBot
) -> None:
    venue_page(window).refuses = True
    type_text(venue_page(window).venue, "Sample Hall")
    window.lock()
    unlock(window, qtbot, vault.folder.path)
    assert venue_page(window).venue.toPlainText() == "Sample Hall"
    assert window.desk is not None
    assert maracs(window.desk.vault) == []


def test_locking_closes_a_question_that_is_open(window: MainWindow) -> None:
    window.dialogs = dialogs = Dialogs(window)
    QTimer.singleShot(0, window, window.lock)
    assert dialogs.ask("Close the case?", "It has gaps.", (Choice("yes", "Close"), Choice("no", "Stay"))) == "no"
    assert not window.is_open()


def test_going_to_another_page_settles_what_was_typed(window: MainWindow, vault: Vault) -> None:
    page = venue_page(window)
    type_text(page.venue, "Sample Hall")
    press_here("Alt+2")
    assert maracs(vault) == ["Sample Hall"]
    assert page.refreshed


def test_undo_says_what_it_took_back(window: MainWindow, vault: Vault, qtbot: QtBot) -> None:
    type_text(venue_page(window).venue, "Sample Hall")
    venue_page(window).other.setFocus()
    qtbot.waitUntil(lambda: "Undo “Write venue”" in texts_in(window.foot))
    press_here("Alt+2")
    press_here("Ctrl+Z")
    assert maracs(vault) == []
    assert window.messages.shown() == "Undone: Write venue."
    qtbot.waitUntil(lambda: not any(text.startswith("Undo") for text in texts_in(window.foot)))


def test_help_is_that_of_the_page(window: MainWindow) -> None:
    press_here("F1")
    (sheet,) = answers(window).opened
    assert isinstance(sheet, HelpSheet)
    assert "Where the meeting is held." in [label.text() for label in sheet.findChildren(QLabel)]


def test_enter_presses_the_button_that_has_the_focus(window: MainWindow) -> None:
    window.open_page("shortcuts")
    named(window, "Appearance", QPushButton).setFocus()
    press_here("Enter")
    assert window.pages is not None
    assert window.pages.key == "appearance"


def test_the_menu_is_short_and_has_the_pages_in_one_of_its_own(window: MainWindow) -> None:
    menu = window.header.findChildren(QMenu)[0]
    menu.aboutToShow.emit()
    assert len([entry for entry in menu.actions() if not entry.isSeparator()]) <= 16
    inner = next(entry.menu() for entry in menu.actions() if entry.text() == "Go to")
    assert isinstance(inner, QMenu)
    assert "Go to Appearance" in [entry.text().split("\t")[0] for entry in inner.actions()]


def test_the_title_of_the_window_holds_no_word_of_the_record(window: MainWindow, vault: Vault) -> None:
    small_marac(vault)
    window.open_page("appearance")
    assert window.windowTitle() == "MARAC Desk"


def test_each_page_is_a_key_away_and_the_rail_shows_which(window: MainWindow) -> None:
    for number, key in ((2, "appearance"), (3, "shortcuts"), (1, "venue")):
        press_here(f"Alt+{number}")
        assert window.pages is not None
        assert window.pages.key == key
        assert window.pages.rail.buttons[key].isChecked()


def test_text_grows_at_once_and_is_remembered(window: MainWindow) -> None:
    before = QApplication.font().pixelSize()
    press_here("Ctrl+=")
    assert QApplication.font().pixelSize() > before
    assert SettingsFile().read().text_size == 110
    press_here("Ctrl+-")
    assert QApplication.font().pixelSize() == before


def test_the_settings_file_knows_nothing_but_the_vaults_path_and_how_things_look(window: MainWindow) -> None:
    press_here("Ctrl+=")
    press_here("Ctrl+-")
    kept = json.loads(SettingsFile().path.read_text())
    assert set(kept) == {"vault", "look", "text_size", "key_caps"}


def test_a_rule_that_refuses_is_a_sentence_in_the_bar_and_a_bug_is_a_report(window: MainWindow) -> None:
    window.tell_error(Refused("This meeting has been opened already."))
    assert window.messages.shown() == "This meeting has been opened already."
    window.tell_error(ZeroDivisionError())
    (dialog,) = answers(window).opened
    assert isinstance(dialog, CrashDialog)


def test_a_report_holds_types_and_places_but_no_value() -> None:
    def fails(name: str) -> None:
        try:
            int(name)
        except ValueError as error:
            raise RuntimeError(f"cannot read {name}") from error

    with pytest.raises(RuntimeError) as raised:
        fails("Marta Invented")
    report = report_of(raised.value)
    assert "builtins.RuntimeError" in report
    assert "builtins.ValueError" in report
    assert "test_main_window.py" in report
    assert "in fails" in report
    assert "Marta" not in report
    assert str(Path.cwd()) not in report
    assert "/" + "home" not in report


def test_closing_the_window_saves_and_locks(window: MainWindow, vault: Vault) -> None:
    type_text(venue_page(window).venue, "Sample Hall")
    window.close()
    with pytest.raises(Refused):
        vault.drafts()
    assert not window.is_open()


def test_a_message_of_success_goes_by_itself_and_a_refusal_stays(window: MainWindow, qtbot: QtBot) -> None:
    window.messages.done("Exported.")
    window.messages._timer.start(30)
    qtbot.waitUntil(lambda: window.messages.shown() == "")
    window.messages.told("No room on the disk.")
    qtbot.wait(60)
    assert window.messages.shown() == "No room on the disk."
    named(window, "Close this message", QPushButton).click()
    assert window.messages.shown() == ""


def test_a_marac_that_is_set_up_stands_in_the_bar_at_once(window: MainWindow, vault: Vault) -> None:
    small_marac(vault)
    assert "Northvale" in [label.accessibleName() for label in window.header.findChildren(QLabel)]
