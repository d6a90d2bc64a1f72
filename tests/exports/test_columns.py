"""Columns of tables and facts leave room for a wider font: Word takes another one where ours is not installed."""

from __future__ import annotations

import pytest

from exports.columns import CELL_SIDE, column_widths, label_width
from exports.compose.wording import row
from exports.document import Column, Fact, KeyFacts, Table, plain, strong
from exports.look import BODY_WIDTH, CELL, LABEL
from exports.typesetting import Typesetter
from tests.support.papers import actions

WIDER = 1.2


def test_no_word_of_a_table_breaks_in_a_font_that_is_a_fifth_wider() -> None:
    setter, table = Typesetter(), actions(130, 19)
    widths = column_widths(table, setter)
    assert sum(widths) == pytest.approx(BODY_WIDTH)
    for place, width in enumerate(widths):
        texts = [strong(table.columns[place].title), *(cells[place].text for cells in table.rows)]
        longest = max(setter.longest_word(text, CELL) for text in texts)
        assert WIDER * longest + 2 * CELL_SIDE <= width, table.columns[place].title


def test_a_table_that_has_no_room_for_a_wider_font_still_fits_its_words() -> None:
    setter, words = Typesetter(), ("a" * 40, "b" * 40, "i")
    table = Table("Narrow", (Column("A"), Column("B"), Column("C")), (row(*words),))
    widths = column_widths(table, setter)
    assert sum(widths) == pytest.approx(BODY_WIDTH)
    for word, width in zip(words, widths, strict=True):
        assert setter.longest_word(plain(word), CELL) + 2 * CELL_SIDE <= width


@pytest.mark.parametrize("label", ["Opened, closed", "Transferred from", "Causing harm", "Next meeting"])
def test_the_label_of_a_fact_does_not_run_into_its_value_in_a_wider_font(label: str) -> None:
    setter = Typesetter()
    width = label_width(KeyFacts((Fact(label, plain("Southmere")), Fact("Date", plain("Friday")))), setter)
    assert WIDER * setter.width(label, LABEL) + 4 <= width
