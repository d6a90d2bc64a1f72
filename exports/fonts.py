"""Which of the shipped fonts prints which character, and which characters none of them can print.

Noto Sans comes first; the others stand in for what it lacks. A character that no font covers would
print as a blank, so a paper is looked through before it is written and refused with plain reasons.
"""

from __future__ import annotations

import io
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from exports.document import Block, Document, Heading, Table, block_texts
from marac_desk.errors import ExportRefused

BASE = "NotoSans"
FAMILIES = {
    BASE: ("Regular", "Bold", "Italic", "BoldItalic"),
    "NotoSansArabic": ("Regular", "Bold"),
    "NotoSansHebrew": ("Regular", "Bold"),
    "NotoSansGurmukhi": ("Regular", "Bold"),
    "NotoSansDevanagari": ("Regular", "Bold"),
    "NotoSansBengali": ("Regular", "Bold"),
    "NotoSansGujarati": ("Regular", "Bold"),
    "NotoSansTamil": ("Regular", "Bold"),
    "NotoSansSymbols2": ("Regular",),
    "NotoSansSymbols": ("Regular",),
}
"""Each family with the cuts that are shipped, in the order in which they are asked for a character."""

UNSHAPED = {BASE, "NotoSansSymbols2", "NotoSansSymbols"}
"""Families whose letters stand side by side as they are, unless a mark has to be put on one."""
RIGHT_TO_LEFT = {"NotoSansArabic", "NotoSansHebrew"}
LAYOUT = frozenset("\n\t")
"""Line ends and tabs are layout, not characters: a paper breaks the line, or leaves a space."""

_loading = threading.Lock()


@dataclass(frozen=True)
class Unprintable:
    """A character that no font has, and the headings under which it stands. Never the text around it."""

    character: str
    place: str

    @property
    def sentence(self) -> str:
        """The finding in words; it quotes headings only, and these never hold a name."""
        where = f" in “{self.place}”" if self.place else ""
        return f"The character U+{ord(self.character):04X}{_called(self.character)}{where} cannot be printed."


def load(face: str) -> TTFont:
    """The face, such as 'NotoSans-Bold', registered with reportlab once for the life of the program."""
    with _loading:
        if face not in pdfmetrics.getRegisteredFontNames():
            data = (files("assets") / "fonts" / f"{face}.ttf").read_bytes()
            pdfmetrics.registerFont(TTFont(face, io.BytesIO(data)))
        font = pdfmetrics.getFont(face)
    assert isinstance(font, TTFont)
    return font


def face(family: str, bold: bool = False, italic: bool = False) -> str:
    """The name of the family's face that comes nearest to the cut asked for."""
    cut = ("Bold" if bold else "") + ("Italic" if italic else "") or "Regular"
    for nearest in (cut, "Bold" if bold else "Regular", "Regular"):
        if nearest in FAMILIES[family]:
            return f"{family}-{nearest}"
    raise AssertionError("every family has a regular face")


@cache
def _coverage(family: str) -> frozenset[int]:
    return frozenset(load(face(family)).face.charToGlyph)


@cache
def family_of(character: str) -> str | None:
    """The first family that has the character, or None."""
    if unicodedata.category(character) in ("Cc", "Cs", "Co"):
        return None
    return next((family for family in FAMILIES if ord(character) in _coverage(family)), None)


def is_unseen(character: str) -> bool:
    """Whether the character only steers (joiners, direction marks, soft hyphen) and leaves no ink."""
    return unicodedata.category(character) == "Cf"


def by_family(text: str) -> Iterator[tuple[str, str]]:
    """The text in stretches of one family each.

    Marks and joiners stay with the letter before them, and so does whatever Noto Sans lacks when the
    family at hand has it; a character that nothing covers is given to Noto Sans.
    """
    current, start = BASE, 0
    for place, character in enumerate(text):
        family = _next_family(character, current)
        if family != current:
            if place > start:
                yield current, text[start:place]
            current, start = family, place
    if start < len(text):
        yield current, text[start:]


def _next_family(character: str, current: str) -> str:
    family = family_of(character)
    follows = family != BASE or is_unseen(character) or unicodedata.category(character).startswith("M")
    if family is None or (follows and ord(character) in _coverage(current)):
        return current
    return family


def uncovered(text: str) -> list[str]:
    """The characters of the text that cannot be printed, each once, in the order in which they appear."""
    return list(dict.fromkeys(c for c in text if c not in LAYOUT and not is_unseen(c) and family_of(c) is None))


def unprintable(document: Document) -> list[Unprintable]:
    """Every character of the paper that cannot be printed, with the headings under which it stands."""
    found: dict[Unprintable, None] = {}
    for character in uncovered(document.title + document.marking + document.foot):
        found[Unprintable(character, "head and foot of the pages")] = None
    place = _Place()
    for block in document.blocks:
        place.enter(block)
        for character in uncovered("".join(block_texts(block))):
            found[Unprintable(character, place.named(block))] = None
    return list(found)


def refuse_unprintable(document: Document) -> None:
    """Raises ExportRefused, naming character and place, when anything in the paper would print blank."""
    found = unprintable(document)
    if not found:
        return
    more = f" And {len(found) - 5} more." if len(found) > 5 else ""
    reasons = " ".join(finding.sentence for finding in found[:5])
    raise ExportRefused(f"{reasons}{more} Nothing was written. Change the text there and export again.")


class _Place:
    """The headings under which a block stands, outermost first; the title of the paper is left out."""

    def __init__(self) -> None:
        self._headings: dict[int, str] = {}

    def enter(self, block: Block) -> None:
        if isinstance(block, Heading):
            self._headings = {level: text for level, text in self._headings.items() if level < block.level}
            self._headings[block.level] = block.text

    def named(self, block: Block) -> str:
        names = [text for level, text in self._headings.items() if level > 1] or list(self._headings.values())
        if isinstance(block, Table):
            names.append(f"table {block.caption}")
        return ", ".join(name for name in names if not uncovered(name))


def _called(character: str) -> str:
    name = unicodedata.name(character, "").lower()
    return f" ({name})" if name else ""
