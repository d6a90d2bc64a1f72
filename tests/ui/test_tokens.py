from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QColor, QPalette

from ui.theme.sheet import CONTRAST, SHEET
from ui.theme.sheet_room import ROOM_SHEET
from ui.theme.sheet_steps import STEPS_SHEET
from ui.theme.style import WHITE_ON_BLACK, Highlight
from ui.theme.tokens import Look, contrast

TEXT = [
    ("ink", "canvas"),
    ("ink", "surface"),
    ("ink", "sunken"),
    ("soft", "surface"),
    ("soft", "canvas"),
    ("soft", "sunken"),
]
CHIPS = [(name, f"{name}_soft") for name in ("accent", "voice", "ok", "warn", "danger")] + [("on_accent", "accent")]

LYING_IN = [
    ("ink", "accent_soft"),
    ("soft", "accent_soft"),
    ("ink", "voice_soft"),
    ("ink", "warn_soft"),
    ("soft", "warn_soft"),
    *((name, behind) for name in ("voice", "ok", "warn", "danger", "accent") for behind in ("surface", "canvas")),
]
"""What a rule does not say by itself: words within a row that is chosen, a card, a notice."""
RULE = re.compile(r"\{([^}]*)\}")
SAID = re.compile(r"(?<![-\w])(color|background): \$(\w+)")


def pairs_of_one_rule(sheet: str) -> set[tuple[str, str]]:
    """Every colour of words that a rule gives together with what is behind them."""
    rules = [dict(SAID.findall(rule)) for rule in RULE.findall(re.sub(r"\$\{\w+\}", "0", sheet))]
    pairs = {(said["color"], said["background"]) for said in rules if len(said) == 2}
    return {(words, behind) for words, behind in pairs if not behind.endswith("highlight")}


@pytest.mark.parametrize("look", Look)
@pytest.mark.parametrize(("words", "behind"), sorted({*LYING_IN, *pairs_of_one_rule(SHEET + ROOM_SHEET + STEPS_SHEET)}))
def test_whatever_the_style_sheet_puts_together_can_be_read(look: Look, words: str, behind: str) -> None:
    assert contrast(getattr(look.colours, words), getattr(look.colours, behind)) >= 4.5


@pytest.mark.parametrize(("words", "behind"), sorted(pairs_of_one_rule(CONTRAST)))
def test_what_is_chosen_in_high_contrast_can_be_read(words: str, behind: str) -> None:
    colours = Look.HIGH_CONTRAST.colours
    assert contrast(getattr(colours, words), getattr(colours, behind)) >= 7


def test_high_contrast_takes_the_computers_highlight_where_it_can_be_read() -> None:
    own = QPalette()
    own.setColor(QPalette.ColorRole.Highlight, QColor("#1a0dab"))
    own.setColor(QPalette.ColorRole.HighlightedText, QColor("#ffffff"))
    assert Highlight.of(own) == Highlight("#1a0dab", "#ffffff")
    own.setColor(QPalette.ColorRole.Highlight, QColor("#99ccff"))
    assert Highlight.of(own) == WHITE_ON_BLACK


@pytest.mark.parametrize("look", Look)
def test_a_scroll_bar_is_seen_three_to_one(look: Look) -> None:
    for behind in ("canvas", "surface", "sunken"):
        assert contrast(look.colours.thumb, getattr(look.colours, behind)) >= 3


@pytest.mark.parametrize("look", Look)
@pytest.mark.parametrize("beside", ["focus", "canvas", "surface", "sunken"])
def test_the_edge_of_the_focus_ring_is_seen_three_to_one_on_both_its_sides(look: Look, beside: str) -> None:
    assert contrast(look.colours.focus_edge, getattr(look.colours, beside)) >= 3


@pytest.mark.parametrize("look", Look)
@pytest.mark.parametrize(("words", "behind"), TEXT)
def test_text_stands_out_seven_to_one(look: Look, words: str, behind: str) -> None:
    assert contrast(getattr(look.colours, words), getattr(look.colours, behind)) >= 7


@pytest.mark.parametrize("look", Look)
@pytest.mark.parametrize(("words", "behind"), CHIPS)
def test_coloured_chips_stand_out_four_and_a_half_to_one(look: Look, words: str, behind: str) -> None:
    assert contrast(getattr(look.colours, words), getattr(look.colours, behind)) >= 4.5


def test_black_on_white_is_twenty_one_to_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
