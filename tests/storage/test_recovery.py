"""The printed recovery code and the ways in which it is typed back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.recovery import looks_like_code, new_recovery_code, read_recovery_code

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
codes = st.builds(lambda _: new_recovery_code(), st.integers())


def test_it_is_seven_groups_of_five_symbols_that_read_like_nothing_else() -> None:
    groups = new_recovery_code().split("-")
    assert [len(group) for group in groups] == [5] * 7
    assert set("".join(groups)) <= set(ALPHABET)


def test_two_codes_are_never_the_same() -> None:
    assert len({new_recovery_code() for _ in range(50)}) == 50


@pytest.mark.parametrize("between", ["", " ", "-", "–", " — ", "\n"])
def test_it_is_read_whatever_stands_between_the_groups(between: str) -> None:
    code = new_recovery_code()
    assert read_recovery_code(f"  {code.lower().replace('-', between)} ") == code


@given(codes)
def test_the_letters_o_i_and_l_are_read_as_the_digits_they_look_like(code: str) -> None:
    assert read_recovery_code(code.replace("0", "o").replace("1", "I")) == code
    assert read_recovery_code(code.replace("1", "l")) == code


@given(codes, st.integers(0, 34), st.sampled_from(ALPHABET))
def test_one_wrong_symbol_is_noticed(code: str, at: int, wrong: str) -> None:
    symbols = list(code.replace("-", ""))
    right = symbols[at]
    symbols[at] = wrong
    assert (read_recovery_code("".join(symbols)) == code) == (wrong == right)
    assert looks_like_code("".join(symbols))


@given(codes, st.integers(0, 33))
def test_two_neighbours_that_changed_places_are_noticed(code: str, at: int) -> None:
    symbols = list(code.replace("-", ""))
    same = symbols[at] == symbols[at + 1]
    symbols[at], symbols[at + 1] = symbols[at + 1], symbols[at]
    assert (read_recovery_code("".join(symbols)) is not None) == same


@pytest.mark.parametrize("typed", ["", "a long passphrase with seven words in it", "ABCDE-FGHJK", "é" * 35])
def test_a_passphrase_is_no_code(typed: str) -> None:
    assert read_recovery_code(typed) is None
    assert not looks_like_code(typed)
