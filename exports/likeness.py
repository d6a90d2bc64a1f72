"""When two ways of writing are the same words: without case, accents, spaces or punctuation."""

from __future__ import annotations

import re
import unicodedata

POSTCODE = re.compile(
    r"""(?<![A-Z0-9])
    (?:[A-Z]{1,2}\d[A-Z\d]?[\s.\-_/]*(?!(?-i:1st|2nd|3rd|\dth))\d[ABD-HJLNP-UW-Z]{2}
    |(?-i:[A-Z]\s?[A-Z]?\s?\d\s?[A-Z\d]?\s?\d\s?[ABD-HJLNP-UW-Z]\s?[ABD-HJLNP-UW-Z]))  # with odd spaces in it
    (?![A-Z0-9])""",
    re.IGNORECASE | re.VERBOSE,
)
"""Any British postcode. After "R1" there may come a "2nd visit", which is none."""

_LOOKALIKE = str.maketrans("АВСЕНІЈКМОРЅТХУаеорсхуіјѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABCEHIJKMOPSTXYaeopcxyijsABEZHIKMNOPTYXo")
"""Cyrillic and Greek letters that look like Latin ones."""

_END = re.compile(r"(?<=[.!?;])\s+|\n+")


class Reading:
    """A text in the four forms in which it is looked at, each made once."""

    def __init__(self, text: str) -> None:
        self.legible = legible(text)
        self.bare = bare(self.legible)
        words = _words(self.bare)
        self.loose, self.close = f" {words} ", words.replace(" ", "")


def legible(text: str) -> str:
    """The text with plain digits, letters and hyphens for their wide or foreign forms, without invisible marks."""
    shown = (letter for letter in unicodedata.normalize("NFKC", text) if unicodedata.category(letter) != "Cf")
    return "".join(map(_plain, shown)).translate(_LOOKALIKE)


def _plain(letter: str) -> str:
    if letter.isdigit():
        return str(unicodedata.digit(letter))
    return "-" if unicodedata.category(letter) == "Pd" else letter


def folded(text: str) -> str:
    """The words alone, each once parted by one space: `Willow-House, Siân` is `willow house sian`."""
    return _words(bare(legible(text)))


def bare(text: str) -> str:
    """The text without accents."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))


def _words(text: str) -> str:
    return " ".join("".join(letter if letter.isalnum() else " " for letter in text).casefold().split())


def compact(text: str) -> str:
    """The letters and digits alone, run together."""
    return folded(text).replace(" ", "")


def significant(text: str) -> str:
    """A phone number's digits without the 0 or 44 before them, so that both ways of writing it are one.

    Nothing when the text is no number of at least seven digits.
    """
    close = compact(text)
    if not close.isdigit() or len(close) < 7:
        return ""
    told = close.lstrip("0")
    return told[2:].lstrip("0") if told.startswith("44") else told


def sentences(text: str) -> list[str]:
    """The sentences of a text, without the space around them."""
    return [part.strip() for part in _END.split(text) if part.strip()]
