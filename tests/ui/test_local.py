from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from marac_desk.agencies import Agency
from marac_desk.maracs import Marac, NamesOnPapers
from storage.queries import agencies, maracs
from storage.vault import Vault
from tests.support.screens import click, named, open_desk, press, press_here, type_text
from tests.support.vaults import kept_vault, small_marac, vault, vault_path
from ui.local.agencies_page import AgenciesPage
from ui.shell.main_window import MainWindow
from ui.shell.page import Page

__all__ = ["kept_vault", "vault", "vault_path"]


def opened(qtbot: QtBot, vault: Vault, key: str) -> tuple[MainWindow, Page]:
    window = open_desk(qtbot, vault)
    window.open_page(key)
    page = window.page()
    assert page is not None
    QApplication.processEvents()
    return window, page


def retype(page: Page, name: str, text: str) -> QLineEdit:
    """Writes over what stands in a field, and leaves it."""
    line = named(page, name, QLineEdit)
    line.setFocus()
    line.selectAll()
    type_text(line, text)
    press(line, "Tab")
    return line


def test_the_first_marac_is_made_with_the_agencies_that_come_to_every_meeting(qtbot: QtBot, vault: Vault) -> None:
    _, page = opened(qtbot, vault, "practice")
    name = QApplication.focusWidget()
    assert name is named(page, "Name", QLineEdit)
    type_text(named(page, "Name", QLineEdit), "Northvale MARAC")
    prefix = named(page, "Prefix of its references", QLineEdit)
    type_text(prefix, "nv")
    press(prefix, "Return")
    with vault.read() as read:
        (made,) = maracs(read.session)
        assert (made.name, made.prefix) == ("Northvale MARAC", "NV")
        rows = agencies(read.session, made.id)
    assert [row.name for row in rows][:2] == ["Police", "IDVA service"]
    assert all(row.core for row in rows)
    assert named(page, "Name", QLineEdit).text() == "Northvale MARAC"


def test_a_marac_without_a_name_or_with_a_long_prefix_is_refused_at_its_field(qtbot: QtBot, vault: Vault) -> None:
    _, page = opened(qtbot, vault, "practice")
    name, prefix = named(page, "Name", QLineEdit), named(page, "Prefix of its references", QLineEdit)
    press(name, "Return")
    assert name.accessibleDescription() == "Please give the MARAC its name."
    type_text(name, "Northvale")
    type_text(prefix, "NORTHVALE")
    press(prefix, "Return")
    assert prefix.accessibleDescription() == "Please give one to 6 letters or figures."


def test_a_setting_is_kept_as_its_field_is_left(qtbot: QtBot, vault: Vault) -> None:
    ids = small_marac(vault)
    _, page = opened(qtbot, vault, "practice")
    retype(page, "Chair", "DI Example")
    retype(page, "Minutes a case", "12")
    with vault.read() as read:
        marac = read.get(Marac, ids.marac)
        assert (marac.chair, marac.practice.minutes_per_case) == ("DI Example", 12)
    assert vault.undo_label() == "Change local practice"


def test_a_number_that_is_none_is_refused_and_stays_to_be_mended(qtbot: QtBot, vault: Vault) -> None:
    ids = small_marac(vault)
    window, page = opened(qtbot, vault, "practice")
    line = retype(page, "Cases in a meeting", "many")
    assert window.messages.shown() == "Please give a whole number above nought."
    assert line.text() == "many"
    with vault.read() as read:
        assert read.get(Marac, ids.marac).practice.capacity == 16


def test_a_choice_holds_at_once(qtbot: QtBot, vault: Vault) -> None:
    ids = small_marac(vault)
    _, page = opened(qtbot, vault, "practice")
    click(page, "Initials")
    with vault.read() as read:
        assert read.get(Marac, ids.marac).practice.names_on_papers is NamesOnPapers.INITIALS


def test_a_second_marac_has_settings_of_its_own(qtbot: QtBot, vault: Vault) -> None:
    small_marac(vault)
    _, page = opened(qtbot, vault, "practice")
    click(page, "Another MARAC")
    type_text(named(page, "Name", QLineEdit), "Southvale")
    type_text(named(page, "Prefix of its references", QLineEdit), "SV")
    click(page, "Make this MARAC")
    retype(page, "Chair", "DI Placeholder")
    with vault.read() as read:
        chairs = {row.name: read.get(Marac, row.id).chair for row in maracs(read.session)}
    assert chairs == {"Northvale": "", "Southvale": "DI Placeholder"}
    QApplication.processEvents()
    click(page, "Northvale")
    assert named(page, "Chair", QLineEdit).text() == ""


def test_who_represents_an_agency_is_typed_beside_the_list(qtbot: QtBot, vault: Vault) -> None:
    ids = small_marac(vault)
    _, page = opened(qtbot, vault, "agencies")
    assert isinstance(page, AgenciesPage)
    press_here("Return")
    retype(page, "Representative's name", "DS Example")
    retype(page, "Deputy's name", "DC Sample")
    (row,) = page.table.rows()
    assert (row.representative, row.deputy) == ("DS Example", "DC Sample")
    retype(page, "Deputy's name", " ")
    with vault.read() as read:
        assert [each.name for each in read.get(Agency, ids.agency).representatives] == ["DS Example"]


def test_an_agency_is_added_from_those_that_are_not_there_yet(qtbot: QtBot, vault: Vault) -> None:
    small_marac(vault)
    _, page = opened(qtbot, vault, "agencies")
    assert isinstance(page, AgenciesPage)
    assert "Police" not in [chip.text() for chip in page.more.buttons()]
    click(page, "IDVA service")
    assert [row.name for row in page.table.rows()] == ["Northvale Police", "IDVA service"]
    assert "IDVA service" not in [chip.text() for chip in page.more.buttons()]


def test_without_a_marac_the_agencies_say_where_to_begin(qtbot: QtBot, vault: Vault) -> None:
    window, _ = opened(qtbot, vault, "agencies")
    press_here("Space")
    assert window.pages is not None
    assert window.pages.key == "practice"
