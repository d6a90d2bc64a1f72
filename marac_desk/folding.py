"""Words as the search compares them: without case, diacritics or the letters' local shapes."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ALIKE = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ŧ": "t",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        # The same letter typed on an Arabic and on an Urdu or Persian keyboard.
        "ي": "ی",
        "ى": "ی",
        "ك": "ک",
        "ه": "ہ",
        "ة": "ہ",
    }
)
_LEADING_ZEROS = re.compile(r"\b0+(?=\d)")


def fold(text: str) -> str:
    """The text as it is indexed and looked up: `Siân Wiśniewska-Łódź` is `sian wisniewska-lodz`.

    Marks that only modify a letter go, whichever the script; vowel signs, which are letters of their
    own in Gurmukhi, stay.
    """
    return text.lower() if text.isascii() else "".join(map(fold_letter, text))


@lru_cache(maxsize=4096)
def fold_letter(letter: str) -> str:
    """One character folded: none, one or several."""
    plain = (part for part in unicodedata.normalize("NFKD", letter.casefold()) if not unicodedata.combining(part))
    return "".join(plain).translate(_ALIKE)


def without_leading_zeros(text: str) -> str:
    """`nv-2026-142` for `nv-2026-0142`: people say and type case 142."""
    return _LEADING_ZEROS.sub("", text)


def typed_words(typed: str) -> list[str]:
    """What was typed as folded words, at most twelve, leaving out those without a letter or digit."""
    return [word for word in fold(typed[:200].replace("\0", " ")).split() if any(map(str.isalnum, word))][:12]
