"""When two ways of writing are the same words: without case, accents, spaces or punctuation."""

from __future__ import annotations

import re
import unicodedata

_END = re.compile(r"(?<=[.!?;])\s+|\n+")


def legible(text: str) -> str:
    """The text with plain digits and letters in place of their wide or foreign forms, and without invisible marks."""
    shown = (letter for letter in unicodedata.normalize("NFKC", text) if unicodedata.category(letter) != "Cf")
    return "".join(str(unicodedata.digit(letter)) if letter.isdigit() else letter for letter in shown)


def folded(text: str) -> str:
    """The words alone, each once parted by one space: `Willow-House, Siân` is `willow house sian`."""
    bare = (letter for letter in unicodedata.normalize("NFKD", legible(text)) if not unicodedata.combining(letter))
    return " ".join("".join(letter if letter.isalnum() else " " for letter in bare).casefold().split())


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
    bare = close.lstrip("0")
    return bare[2:].lstrip("0") if bare.startswith("44") else bare


def sentences(text: str) -> list[str]:
    """The sentences of a text, without the space around them."""
    return [part.strip() for part in _END.split(text) if part.strip()]
