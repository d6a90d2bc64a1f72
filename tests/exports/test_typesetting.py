from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.document import Run, plain
from exports.look import BODY
from exports.typesetting import Line, Typesetter


def said(line: Line) -> str:
    return "".join(segment.text for segment in line.segments)


def set_in(width: float, *runs: Run) -> list[str]:
    return [said(line) for line in Typesetter().lines(runs, BODY, width)]


TEXT = st.text(alphabet=st.sampled_from("abcdefgh  -/éŴфامہਹਰੀਤ\n"), max_size=120)


@given(text=TEXT, width=st.floats(min_value=25, max_value=300))
def test_no_line_is_wider_than_asked_and_no_letter_is_lost(text: str, width: float) -> None:
    lines = Typesetter().lines(plain(text), BODY, width)
    shaped = [segment for line in lines for segment in line.segments if segment.glyphs]
    assert all(line.width <= max([width, *(segment.width for segment in shaped)]) + 0.01 for line in lines)
    assert sorted("".join(map(said, lines)).replace(" ", "")) == sorted("".join(text.split()))


def test_a_word_in_bold_keeps_its_comma() -> None:
    room = Typesetter().width("see Bold", BODY) + 1
    assert set_in(room, Run("see "), Run("Bold", bold=True), Run(", then"))[:2] == ["see ", "Bold, "]


def test_a_line_may_end_after_a_hyphen_between_letters_but_not_inside_a_reference() -> None:
    assert set_in(40, Run("anti-social")) == ["anti-", "social"]
    assert set_in(80, Run("see NV-2026-0142")) == ["see ", "NV-2026-0142"]


def test_a_word_too_long_for_the_line_is_cut() -> None:
    lines = set_in(60, Run("Llanfairpwllgwyngyll"))
    assert len(lines) > 1
    assert "".join(lines) == "Llanfairpwllgwyngyll"


def test_a_line_end_in_the_text_ends_the_line() -> None:
    assert set_in(300, Run("one\ntwo\n\nthree")) == ["one", "two", "", "three"]


def test_an_empty_text_still_takes_a_line() -> None:
    assert set_in(100) == [""]


def test_two_right_to_left_words_stand_in_the_order_of_reading() -> None:
    assert set_in(300, Run("Ask فاطمہ بیگم today")) == ["Ask بیگم فاطمہ today"]


def test_right_to_left_words_are_turned_line_by_line() -> None:
    words = ["فاطمہ", "بیگم", "محمد", "علی"]
    typesetter = Typesetter()
    width = typesetter.width(" ".join(words[:2]), BODY) + 1
    lines = [said(line).split() for line in typesetter.lines(plain(" ".join(words)), BODY, width)]
    assert lines == [[words[1], words[0]], [words[3], words[2]]]


def test_latin_between_two_names_stays_between_them() -> None:
    assert set_in(300, Run("فاطمہ and بیگم")) == ["فاطمہ and بیگم"]


def test_gurmukhi_letters_join_into_conjuncts() -> None:
    (line,) = Typesetter().lines(plain("ਪ੍ਰੀ"), BODY, 100)
    (segment,) = line.segments
    assert [glyph.character for glyph in segment.glyphs] != list("ਪ੍ਰੀ")
    assert len(segment.glyphs) == 3


def test_a_mark_without_a_letter_of_its_own_is_put_on_its_letter() -> None:
    (line,) = Typesetter().lines(plain("Ọ́la"), BODY, 100)
    (segment,) = line.segments
    assert [glyph.up > 0 for glyph in segment.glyphs] == [False, True, False, False]


@pytest.mark.parametrize("unseen", ["\u00ad", "\u200b", "\u2060"])
def test_what_only_steers_leaves_no_ink(unseen: str) -> None:
    assert set_in(100, Run(f"a{unseen}b")) == ["ab"]
