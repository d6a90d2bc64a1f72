"""The recovery code: printed once, kept in a safe, typed back by hand on a bad day.

Thirty-four random symbols of five bits (170 bits) and a check symbol, in seven groups of five. The
alphabet leaves out I, L, O and U, as Crockford's Base 32 does, so that nothing reads like anything
else. The check symbol finds every single wrong symbol and every two neighbours that changed places.
"""

from __future__ import annotations

import re
import secrets

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SYMBOLS = 34
_GROUP = 5
_READ_AS = str.maketrans("OIL", "011")
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015\u2212]+")


def new_recovery_code() -> str:
    """A fresh code, `7KQ2M-...`, seven groups of five."""
    symbols = "".join(secrets.choice(_ALPHABET) for _ in range(_SYMBOLS))
    return _grouped(symbols + _check(symbols))


def read_recovery_code(typed: str) -> str | None:
    """The code as it was printed, whatever its spaces, dashes and case, and O or I for 0 or 1.

    Nothing when `typed` is no code, or is one with a slip in it.
    """
    symbols = _symbols(typed)
    return _grouped(symbols) if looks_like_code(typed) and _check(symbols[:-1]) == symbols[-1] else None


def looks_like_code(typed: str) -> bool:
    """Whether it has the length and the symbols of a code, right or not."""
    symbols = _symbols(typed)
    return len(symbols) == _SYMBOLS + 1 and set(symbols) <= set(_ALPHABET)


def _symbols(typed: str) -> str:
    return _BETWEEN.sub("", typed).upper().translate(_READ_AS)


def _grouped(symbols: str) -> str:
    return "-".join(symbols[at : at + _GROUP] for at in range(0, len(symbols), _GROUP))


def _check(symbols: str) -> str:
    """The value at x of the polynomial whose coefficients are the symbols, in the field of 32 elements."""
    total = 0
    for symbol in symbols:
        total = _times_x(total ^ _ALPHABET.index(symbol))
    return _ALPHABET[total]


def _times_x(element: int) -> int:
    """Multiplies by x modulo x^5 + x^2 + 1."""
    return element << 1 if element < 16 else element << 1 ^ 0b100101
