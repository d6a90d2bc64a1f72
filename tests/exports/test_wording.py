"""How typed words begin and end on a paper, and how a date that drives actions is named."""

from __future__ import annotations

from datetime import date

import pytest

from exports.compose.sheet import Sheet
from exports.compose.wording import clause, key_date, sentence
from exports.document import Paragraph, joined
from marac_desk.cases import KeyDateKind


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("third call", "Third call."),
        ("Third call.", "Third call."),
        ("says ‘it is enough.’", "Says ‘it is enough.’"),
        ("says 'where are you?'", "Says 'where are you?'"),
        ("school (first week)", "School (first week)."),
    ],
)
def test_a_sentence_has_a_capital_and_one_stop(typed: str, printed: str) -> None:
    assert sentence(typed) == printed


def test_each_line_that_was_typed_in_haste_begins_with_a_capital() -> None:
    sheet = Sheet()
    sheet.prose("forced entry. third call\n\n  he is  looking for her", "presented")
    said = [joined(block.text) for block in sheet.blocks if isinstance(block, Paragraph)]
    assert said == ["Forced entry. third call", "He is looking for her"]


def test_another_kind_of_date_is_told_by_its_note() -> None:
    day = date(2026, 12, 5)
    assert key_date(KeyDateKind.OTHER, day, "family travel booked") == "5 Dec 2026 (family travel booked)"
    assert key_date(KeyDateKind.BAIL_ENDS, day, "conditional") == "bail ends 5 Dec 2026 (conditional)"
    assert key_date(KeyDateKind.RELEASE, day, "") == "release 5 Dec 2026"


@pytest.mark.parametrize(
    ("typed", "goes_on"),
    [("as from the dentist.", "as from the dentist"), ("by text,", "by text"), ("at 9 a.m.", "at 9 a.m."), ("", "")],
)
def test_words_that_go_on_lose_the_stop_that_was_typed_after_them(typed: str, goes_on: str) -> None:
    assert clause(typed) == goes_on
