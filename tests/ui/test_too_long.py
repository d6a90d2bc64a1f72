"""What does not fit into a line is said beside it."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from storage.vault import Vault
from tests.support.screens import named, open_desk, press, type_text
from tests.support.vaults import kept_vault, small_marac, vault, vault_path
from ui.widgets.form import Field
from ui.widgets.too_long import TooLong, said_of

__all__ = ["kept_vault", "vault", "vault_path"]


def test_a_paste_that_is_cut_says_so_beside_its_line(qtbot: QtBot, vault: Vault) -> None:
    small_marac(vault)
    window = open_desk(qtbot, vault)
    window.open_page("people", "add")
    name = named(window, "Name", QLineEdit)
    name.setFocus()
    QApplication.clipboard().setText("x" * 40_000)
    press(name, "Ctrl+V")
    field = name.parentWidget()
    assert isinstance(field, Field)
    assert len(name.text()) == 32_767
    assert "holds 32,767 characters" in field.error.text()
    assert "left out" in name.accessibleDescription()
    press(name, "Backspace")
    assert field.error.isHidden()


def test_where_a_line_has_no_label_above_it_the_message_bar_says_so(qtbot: QtBot, qapp: QApplication) -> None:
    line, told = QLineEdit(), list[str]()
    qtbot.addWidget(line)
    TooLong(qapp, told.append, line)
    with qtbot.waitActive(line):
        line.show()
        line.activateWindow()
    line.setFocus()
    type_text(line, "x" * 32_767)
    assert told == []
    type_text(line, "y")
    assert told == [said_of(line)]
