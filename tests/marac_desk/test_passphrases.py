"""Which passphrases will do. The words are everybody's first guesses, or invented."""

from __future__ import annotations

import time

import pytest

from marac_desk.errors import Refused
from marac_desk.passphrases import must_agree, must_be_strong, strength

NAMES = ("Northvale MARAC", "Anna Example", "Northvale Women's Refuge")


@pytest.mark.parametrize(
    "passphrase", ["kettle lantern orchard", "siân ŵyn o Lŷn", "quiet harbour seven", "Xk9#vLq2!mZp"]
)
def test_words_that_do_not_belong_together_are_strong(passphrase: str) -> None:
    must_be_strong(passphrase, NAMES)
    assert strength(passphrase, NAMES).word in ("strong", "very strong")


@pytest.mark.parametrize("passphrase", ["", "short", "elevenchars", "           x", "Kettle#9"])
def test_one_that_is_short_is_refused_whatever_is_in_it(passphrase: str) -> None:
    with pytest.raises(Refused, match="at least 12"):
        must_be_strong(passphrase)


@pytest.mark.parametrize(
    "passphrase",
    ["passwordpassword", "correcthorse", "aaaaaaaaaaaaaaaa", "123456789012", "qwertyuiop123", "abcdefghijklmnop"],
)
def test_one_that_everybody_would_try_is_refused_with_what_to_do(passphrase: str) -> None:
    with pytest.raises(Refused, match=r"guessed too soon: it is .*\. .*word"):
        must_be_strong(passphrase)


@pytest.mark.parametrize(
    "passphrase",
    [
        "Northvale MARAC 2026",
        "northvale-marac-2026!",
        "anna.example@police.uk",
        "domestic abuse meeting",
        "marac coordinator northvale",
        "womens refuge northvale",
        "DashIdvaMarac2026",
    ],
)
def test_one_made_of_the_words_of_the_trade_and_the_names_in_the_vault_is_refused(passphrase: str) -> None:
    with pytest.raises(Refused, match="guessed too soon"):
        must_be_strong(passphrase, NAMES)


def test_a_word_of_the_trade_among_others_does_no_harm() -> None:
    must_be_strong("the police orchard kettle", NAMES)


@pytest.mark.parametrize("sign", ["4@8({[<369&#!1|7$+0%2", "a1b2", "ŵ", "\ud800", "\x00", " x"])
def test_a_megabyte_of_anything_is_judged_in_a_moment(sign: str) -> None:
    begun = time.perf_counter()
    strength(sign * (1_000_000 // len(sign)), NAMES)
    assert time.perf_counter() - begun < 10  # half a second on a quiet machine


def test_a_suggestion_is_there_for_all_but_the_best() -> None:
    assert strength("kettle lantern orchard seven").suggestion == ""
    assert strength("quiet harbour seven").suggestion
    assert strength("correcthorse").suggestion


def test_two_that_differ_are_refused() -> None:
    must_agree("one two", "one two")
    with pytest.raises(Refused):
        must_agree("one two", "one  two")
