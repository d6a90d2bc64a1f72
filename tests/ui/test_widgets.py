from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QAccessible, QPalette
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.support.screens import called, press_here, show
from tests.support.vaults import MORNING
from ui.theme.style import dress, style_sheet
from ui.theme.tokens import Look
from ui.widgets.elided import ElidedLabel
from ui.widgets.empty import EmptyState
from ui.widgets.flow import FlowLayout
from ui.widgets.form import Field, Form
from ui.widgets.keycap import KeyButton, KeyCap, key_text
from ui.widgets.mark import LongPill, Mark, MarkState, Tone
from ui.widgets.notice import Notice
from ui.widgets.stepper import Stepper
from ui.widgets.table import Column, RowsModel, Table
from ui.widgets.text_box import TextBox
from ui.widgets.timer import CalmTimer


def description(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Description)


# The form


def test_a_visible_label_is_the_name_that_a_screen_reader_hears(qtbot: QtBot) -> None:
    form = Form()
    line, box, secret = form.line("Victim surname"), form.text("Fact"), form.secret("Passphrase")
    show(qtbot, form)
    assert [called(each) for each in (line, box, secret.line)] == ["Victim surname", "Fact", "Passphrase"]
    assert form.field(line).label.buddy() is line


def test_an_error_stands_under_its_field_is_described_and_has_the_focus(qtbot: QtBot) -> None:
    form = Form()
    form.line("Given name")
    surname = form.line("Surname", "As written on the referral")
    show(qtbot, form)
    assert description(surname) == "As written on the referral"
    form.fail(surname, "Please give a surname.")
    assert form.field(surname).error.text() == "! Please give a surname."
    assert description(surname) == "Please give a surname."
    assert QApplication.focusWidget() is surname
    form.clear_errors()
    assert not form.field(surname).error.isVisible()
    assert description(surname) == "As written on the referral"


def test_tab_leaves_each_field_in_the_order_of_the_eye(qtbot: QtBot) -> None:
    form = Form()
    fields = [form.text("Fact"), form.text("View"), form.line("Source")]
    show(qtbot, form)
    fields[0].setFocus()
    for field in fields[1:]:
        press_here("Tab")
        assert QApplication.focusWidget() is field


def test_pasting_into_a_box_brings_only_the_words(qtbot: QtBot) -> None:
    box, copied = show(qtbot, TextBox()), QMimeData()
    copied.setHtml("<b>bold</b>")
    copied.setText("bold")
    box.insertFromMimeData(copied)
    assert box.toPlainText() == "bold"
    assert "font-weight" not in box.document().toHtml().split("<body", 1)[1].replace("font-weight:400", "")


def test_a_pasted_word_without_end_does_not_hang_the_window(qtbot: QtBot) -> None:
    box, copied = show(qtbot, TextBox()), QMimeData()
    copied.setText("p" * 400_000)
    begun = time.perf_counter()
    box.insertFromMimeData(copied)
    QApplication.processEvents()
    assert time.perf_counter() - begun < 3  # as one line it would take half a minute
    assert box.toPlainText().replace("\n", "") == "p" * 400_000


# Tables


@dataclass(frozen=True)
class Owed:
    agency: str
    open: int


COLUMNS = (
    Column[Owed]("Agency", lambda row: row.agency, wide=True),
    Column[Owed]("Open", lambda row: str(row.open), number=True),
)
ROWS = (Owed("Housing options", 6), Owed("Police", 9))


def test_a_cell_is_heard_with_its_column(qtmodeltester: ModelTester) -> None:
    model = RowsModel(COLUMNS)
    model.show_rows(ROWS)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    cell = model.index(0, 1)
    assert model.data(cell, Qt.ItemDataRole.AccessibleTextRole) == "Open: 6"
    assert model.data(cell) == "6"


def test_enter_opens_the_row_and_tab_leaves_the_table(qtbot: QtBot) -> None:
    host = QWidget()
    row = QHBoxLayout(host)
    table, after = Table("Owed", COLUMNS), QLineEdit()
    row.addWidget(table)
    row.addWidget(after)
    show(qtbot, host)
    opened: list[Owed] = []
    table.opened.connect(opened.append)
    table.show_rows(ROWS)
    table.setFocus()
    press_here("Down")
    press_here("Return")
    assert opened == [ROWS[1]]
    press_here("Tab")
    assert QApplication.focusWidget() is after


def test_home_and_end_go_to_the_first_and_the_last_row(qtbot: QtBot) -> None:
    table = show(qtbot, Table("Owed", COLUMNS))
    table.show_rows(ROWS)
    table.setFocus()
    press_here("End")
    assert table.row() == ROWS[-1]
    press_here("Home")
    assert table.row() == ROWS[0]


def test_a_spare_column_is_left_out_where_there_is_no_room(qtbot: QtBot) -> None:
    names, counts = COLUMNS
    table = show(qtbot, Table("Owed", (names, replace(counts, spare=True))))
    table.show_rows(ROWS)
    table.resize(400, 200)
    assert not table.isColumnHidden(1)
    table.resize(90, 200)
    assert table.isColumnHidden(1)


@pytest.mark.parametrize("larger", [14, 28])
def test_a_column_is_as_wide_as_its_longest_text_also_in_a_row_that_is_not_seen(qtbot: QtBot, larger: int) -> None:
    names, counts = COLUMNS
    table = Table("Owed", (replace(names, wide=False), replace(counts, wide=True)))
    table.setStyleSheet(f"font-size: {larger}px")
    show(qtbot, table).resize(600, 100)
    table.show_rows((*ROWS * 30, Owed("Northvale and Eastmoor Community Rehabilitation", 1)))
    for row in range(len(table.rows())):
        at = table.model().index(row, 0)
        assert table.sizeHintForIndex(at).width() <= table.columnWidth(0)


def test_without_rows_the_titles_can_be_read(qtbot: QtBot) -> None:
    names, counts = COLUMNS
    table = show(qtbot, Table("Owed", (replace(names, title="Agency or service that owes it", wide=False), counts)))
    table.show_rows(())
    assert table.columnWidth(0) >= table.fontMetrics().horizontalAdvance("Agency or service that owes it")


def test_reading_again_stays_at_the_same_row_where_it_is_there(qtbot: QtBot) -> None:
    table = show(qtbot, Table("Owed", COLUMNS))
    table.show_rows(ROWS)
    table.selectRow(1)
    table.show_rows((Owed("Probation", 1), *ROWS))
    assert table.row() == ROWS[1]
    table.show_rows(ROWS[:1])
    assert table.row() == ROWS[0]
    table.show_rows(())
    assert table.row() is None


# Steps, marks, keys and words


def test_a_step_says_its_number_its_state_and_its_detail(qtbot: QtBot) -> None:
    stepper = show(qtbot, Stepper("Steps", ("Referrer", "Voice", "Agencies")))
    wanted: list[int] = []
    stepper.chosen.connect(wanted.append)
    stepper.show_states([(MarkState.DONE, ""), (MarkState.MISSING, ""), (MarkState.OPEN, "12/14")])
    stepper.go_to(1)
    assert [called(each) for each in stepper.buttons] == [
        "Step 1, Referrer, done",
        "Step 2, Voice, something is missing",
        "Step 3, Agencies 12/14, not begun",
    ]
    assert [each.mark.text() for each in stepper.buttons] == ["✓", "!", "3"]
    stepper.buttons[2].click()
    assert wanted == [2]
    assert stepper.buttons[2].isChecked()


def test_a_state_is_a_shape_before_it_is_a_colour(qtbot: QtBot) -> None:
    mark = show(qtbot, Mark(MarkState.DONE))
    assert mark.text() == "✓"
    mark.show_state(MarkState.MISSING)
    assert mark.text() == "!"


@pytest.mark.parametrize(
    ("shortcut", "cap"), [("Ctrl+K", "Ctrl K"), ("Alt+Right", "Alt →"), ("Shift+F1", "Shift F1"), ("Ctrl++", "Ctrl +")]
)
def test_a_key_cap_is_written_as_on_the_keyboard(shortcut: str, cap: str) -> None:
    assert key_text(shortcut) == cap


def test_a_button_with_a_key_is_called_by_its_text_alone(qtbot: QtBot) -> None:
    button = show(qtbot, KeyButton("Find anything", "Ctrl+K"))
    assert called(button) == "Find anything"
    assert description(button) == "Ctrl K"
    assert button.cap is not None
    assert button.cap.geometry().left() > button.fontMetrics().horizontalAdvance("Find anything")


def test_key_caps_can_be_hidden(qtbot: QtBot, qapp: QApplication) -> None:
    dress(qapp, Look.LIGHT, key_caps=False)
    cap = KeyCap("Ctrl+K")
    qtbot.addWidget(cap)
    cap.show()
    assert cap.sizeHint().width() == 0
    dress(qapp, Look.LIGHT)
    assert cap.sizeHint().width() > 10


def test_a_long_name_ends_in_dots_and_stands_whole_in_the_tooltip(qtbot: QtBot) -> None:
    label = show(qtbot, ElidedLabel("Northvale and Southvale and Westvale and Eastvale"))
    label.resize(80, 20)
    assert label.text().endswith("…")
    assert label.toolTip() == label.whole == called(label)
    label.resize(900, 20)
    assert label.text() == label.whole
    assert label.toolTip() == ""


def test_a_timer_says_whole_minutes_and_when_time_is_up(qtbot: QtBot) -> None:
    now = [MORNING]
    timer = show(qtbot, CalmTimer("Case time", lambda: now[0]))
    timer.start(MORNING, 12)
    now[0] += timedelta(minutes=8, seconds=59)
    timer.look()
    assert timer.accessibleName() == "Case time 8 of 12 minutes"
    now[0] += timedelta(minutes=5)
    timer.look()
    assert timer.accessibleName() == "Case time 13 of 12 minutes, over time"
    timer.stop()


def test_an_empty_page_offers_to_begin(qtbot: QtBot) -> None:
    begun: list[bool] = []
    empty = show(qtbot, EmptyState("No cases yet", "Cases are here.", "Add a case", lambda: begun.append(True)))
    empty.button.setFocus()
    press_here("Space")
    assert begun == [True]
    assert not show(qtbot, EmptyState("No papers yet", "Papers are here.")).button.isVisible()


def test_a_notice_that_turns_from_good_to_bad_changes_the_colour_of_its_words(qtbot: QtBot) -> None:
    notice = Notice("Kept.", Tone.OK)
    qtbot.addWidget(notice)
    notice.setStyleSheet(style_sheet(Look.LIGHT))
    notice.show()
    notice.say("Not kept.", Tone.WARN)
    assert notice.text.palette().color(QPalette.ColorRole.WindowText).name() == Look.LIGHT.colours.warn


def test_a_pill_that_is_wider_than_its_row_goes_on_in_a_second_line(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    flow = FlowLayout(box)
    said = "Must not be told: the mother-in-law, the aunt in another town, the committee of the community centre"
    pill = LongPill(said, Tone.DANGER)
    flow.addWidget(pill)
    box.setStyleSheet(style_sheet(Look.LIGHT))
    box.resize(300, 200)
    box.show()
    assert pill.width() <= 300
    assert pill.height() >= pill.heightForWidth(300) > 2 * pill.fontMetrics().height()


def test_room_that_a_field_does_not_need_stays_below_it_and_not_around_its_label(qtbot: QtBot) -> None:
    box = TextBox(2)
    box.setMaximumHeight(60)
    field = Field("What was said", box)
    held = QWidget()
    qtbot.addWidget(held)
    column = QVBoxLayout(held)
    column.addWidget(field, 1)
    column.addStretch(1)
    held.resize(400, 600)
    held.show()
    qtbot.waitExposed(held)
    between = box.mapTo(held, QPoint()).y() - field.label.mapTo(held, QPoint(0, field.label.height())).y()
    assert field.label.height() < 2 * field.fontMetrics().height()
    assert 0 <= between < 10
