"""What is worked at is seen, and what is to be read can be scrolled by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from storage.vault import Vault
from tests.support.screens import named, open_desk, press, press_here, type_text
from tests.support.vaults import SmallMarac, kept_vault, small_marac, vault, vault_path
from ui.case_file.case_page import CasePage
from ui.referral.referral_page import ReferralPage
from ui.shell.main_window import MainWindow
from ui.widgets.scroll import Scrolled

__all__ = ["kept_vault", "vault", "vault_path"]


@pytest.fixture
def ids(vault: Vault) -> SmallMarac:
    return small_marac(vault)


@pytest.fixture
def window(qtbot: QtBot, vault: Vault, ids: SmallMarac) -> MainWindow:
    window = open_desk(qtbot, vault)
    window.resize(1280, 720)
    return window


def sheet_around(widget: QWidget) -> Scrolled:
    step: QWidget | None = widget
    while not isinstance(step, Scrolled):
        assert step is not None
        step = step.parentWidget()
    return step


def is_seen(widget: QWidget, part: QRect) -> bool:
    """Whether this part of a widget lies between the upper and the lower edge of its sheet."""
    seen = sheet_around(widget).viewport()
    top = widget.mapToGlobal(part.topLeft()).y() - seen.mapToGlobal(QPoint()).y()
    return top >= 0 and top + part.height() <= seen.height()


@pytest.mark.parametrize("larger", [0, 3, 5])
def test_the_dash_item_that_is_answered_is_always_seen(window: MainWindow, qtbot: QtBot, larger: int) -> None:
    window.appearance.change(window.appearance.settings.larger(larger))
    window.open_page("referral")
    page = window.page()
    assert isinstance(page, ReferralPage)
    table = page.fields.dash.table
    named(page, "Another child").setFocus()
    press_here("Tab")
    assert table.hasFocus()
    QApplication.processEvents()
    whole = table.height() <= sheet_around(table).viewport().height()
    assert not whole or is_seen(table, table.rect())
    for _ in range(24):
        qtbot.waitUntil(
            lambda: is_seen(table.viewport(), table.visualRect(table.currentIndex().siblingAtColumn(1))), timeout=1000
        )
        press_here("Y")
    window.appearance.change(window.appearance.settings.larger(-larger))


def test_a_field_that_slides_down_stays_in_sight(window: MainWindow, ids: SmallMarac, qtbot: QtBot) -> None:
    window.open_page("ahead", str(ids.case))
    page = window.page()
    assert page is not None
    text = named(page, "In the victim's own words", QLineEdit)
    text.setFocus()
    bar = sheet_around(text).verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    before = bar.maximum()
    for words in ("He knows the school.", "He has a key.", "He knows her mother's street."):
        type_text(text, words)
        press(text, "Return")
    qtbot.waitUntil(lambda: bar.maximum() > before + text.height())
    qtbot.waitUntil(lambda: is_seen(text, text.rect()))


def test_a_case_file_is_read_down_and_up_by_keys_from_where_one_arrives(
    window: MainWindow, ids: SmallMarac, qtbot: QtBot
) -> None:
    window.resize(1280, 480)
    window.open_page("case", str(ids.case))
    page = window.page()
    assert isinstance(page, CasePage)
    bar = page.sheet.verticalScrollBar()
    qtbot.waitUntil(page.sheet.scrolls)
    assert page.sheet.hasFocus()
    press_here("Down")
    a_little = bar.value()
    assert a_little > 0
    press_here("PgDown")
    assert bar.value() > a_little
    press_here("Home")
    assert bar.value() == 0
    press_here("End")
    assert bar.value() == bar.maximum()
    press_here("PgUp")
    assert bar.value() < bar.maximum()


def test_a_button_above_a_sheet_leaves_the_keys_of_reading_to_it(
    window: MainWindow, ids: SmallMarac, qtbot: QtBot
) -> None:
    window.resize(1280, 480)
    window.open_page("case", str(ids.case))
    page = window.page()
    assert isinstance(page, CasePage)
    qtbot.waitUntil(page.sheet.scrolls)
    page.again.setFocus()
    press_here("PgDown")
    assert page.sheet.verticalScrollBar().value() > 0
    press_here("PgUp")
    assert page.sheet.verticalScrollBar().value() == 0
