from __future__ import annotations

import pytest

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
