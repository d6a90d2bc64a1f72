"""The page with the recovery code, as a printer would get it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from marac_desk.errors import Told
from tests.support.screens import click, named
from tests.support.vaults import TickingClock
from ui.unlock import code_printing
from ui.unlock.code_panel import CodePanel

CODE = "7KQ2M-9XW4T-0HNPD-5RVBA-3CEZ8-G6JYF-1SK2V"


@pytest.fixture
def panel(qtbot: QtBot) -> CodePanel:
    made = CodePanel(TickingClock())
    layout = made.layout()
    assert layout is not None
    layout.addWidget(made.go_on)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_page_has_the_whole_code_and_what_to_do_with_it_on_one_sheet(qapp: QApplication, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "page.pdf"))
    code_printing.print_on(printer, CODE, date(2026, 11, 26))
    sheets = pypdfium2.PdfDocument(tmp_path / "page.pdf")
    assert len(sheets) == 1
    text = sheets[0].get_textpage().get_text_range()
    sheets.close()
    assert all(group in text for group in CODE.split("-"))
    assert "26 November 2026" in text
    assert "make a new code" in text


def test_where_there_is_no_printer_it_is_said_and_none_is_offered(
    panel: CodePanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(code_printing, "printer_names", list)
    panel.begin(CODE)
    assert not panel.print.isVisible()
    assert "No printer is set up" in panel.about_printing.text()


def test_before_it_prints_the_print_queue_is_spoken_of(panel: CodePanel, monkeypatch: pytest.MonkeyPatch) -> None:
    printed: list[tuple[object, ...]] = []
    monkeypatch.setattr(code_printing, "printer_names", lambda: ["Office", "Corridor"])
    monkeypatch.setattr(code_printing, "print_code", lambda *told: printed.append(told))
    panel.begin(CODE)
    assert "print queue" in panel.about_printing.text()
    QApplication.processEvents()
    click(panel, "Corridor")
    click(panel, "Print it")
    assert printed == [(CODE, date(2026, 11, 26), "Corridor")]
    assert "sent to the printer" in panel.about_printing.text()
    assert named(panel, panel.typed[0].accessibleName()) is panel.typed[0]


def test_a_printer_that_fails_is_told(panel: CodePanel, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise Told(code_printing.NOT_PRINTED)

    monkeypatch.setattr(code_printing, "printer_names", lambda: ["Office"])
    monkeypatch.setattr(code_printing, "print_code", fails)
    panel.begin(CODE)
    click(panel, "Print it")
    assert panel.about_printing.text() == code_printing.NOT_PRINTED


def test_a_printer_that_is_not_there_is_told(qapp: QApplication) -> None:
    with pytest.raises(Told, match="could not be printed"):
        code_printing.print_code(CODE, date(2026, 11, 26), "no such printer")


def test_which_groups_are_asked_for_differs_from_time_to_time(panel: CodePanel) -> None:
    asked = set()
    for _ in range(40):
        panel.begin(CODE)
        asked.add(tuple(panel.asked))
    assert len(asked) > 3
    assert all(first < second for first, second in asked)


def test_after_it_is_forgotten_nothing_of_the_code_is_on_the_panel(panel: CodePanel) -> None:
    panel.begin(CODE)
    panel.forget()
    assert panel.code.text() == panel.code.accessibleName() == ""
