"""The small pieces that a Word paper is put together from: elements, runs, paragraphs, fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import nsmap, qn
from lxml import etree

from exports.document import Run, Text
from exports.fonts import BASE, RIGHT_TO_LEFT, UNSHAPED, by_family

Element = Any
"""An lxml element; lxml ships no types."""

_NAMES = {"w": nsmap["w"]}
_BREAKS = re.compile(r"(\n)")


def w(tag: str, *kids: Element, **attributes: str | int) -> Element:
    """An element of Word's own namespace with attributes of the same."""
    element = etree.Element(qn(f"w:{tag}"), nsmap=_NAMES)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    element.extend(kids)
    return element


def twips(points: float) -> int:
    """Word's unit of length: a twentieth of a point."""
    return round(points * 20)


def half_points(points: float) -> int:
    """Word's unit for sizes of type."""
    return round(points * 2)


def colour(value: str) -> str:
    """A colour as Word writes it, without the sign."""
    return value.lstrip("#").upper()


def font_name(family: str) -> str:
    """The name under which a program lists a family: 'Noto Sans Arabic'."""
    return " ".join(["Noto Sans", *filter(None, [family.removeprefix(BASE)])])


def paragraph(style: str, *kids: Element, **marks: bool) -> Element:
    """A paragraph in a named style; marks are `keepNext`, `keepLines` and `pageBreakBefore`."""
    look = [w(mark) for mark in ("keepNext", "keepLines", "pageBreakBefore") if marks.get(mark)]
    return w("p", w("pPr", w("pStyle", val=style), *look), *kids)


def runs(text: Text, bold: bool = False, ink: str = "") -> Iterator[Element]:
    """The text as Word's runs, one for each look, language and script. `ink` is a colour of its own."""
    for run in text:
        for family, part in by_family(run.text):
            yield w("r", *_run_look(run, family, bold, ink), *_letters(part))


def _run_look(run: Run, family: str, bold: bool, ink: str) -> list[Element]:
    """The run's properties, in the order that the schema asks for; none at all for plain text."""
    look: list[Element] = []
    name = font_name(family)
    if family != BASE:
        look.append(w("rFonts", ascii=name, hAnsi=name, cs=name))
    if run.bold or bold:
        look += [w("b"), w("bCs")]
    if run.italic:
        look += [w("i"), w("iCs")]
    if ink:
        look.append(w("color", val=colour(ink)))
    if family in RIGHT_TO_LEFT:
        look.append(w("rtl"))
    elif family not in UNSHAPED:
        look.append(w("cs"))
    if run.language:
        look.append(w("lang", val=run.language, bidi=run.language))
    return [w("rPr", *look)] if look else []


def _letters(text: str) -> Iterator[Element]:
    for part in _BREAKS.split(text.replace("\t", " ")):
        if part == "\n":
            yield w("br")
        elif part:
            letters = w("t")
            letters.text = part
            letters.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            yield letters


def field(instruction: str, shown: str) -> Iterator[Element]:
    """A field such as PAGE, with what stands there until Word has counted."""
    code = w("instrText")
    code.text = f" {instruction} "
    yield w("r", w("fldChar", fldCharType="begin"))
    yield w("r", code)
    yield w("r", w("fldChar", fldCharType="separate"))
    yield w("r", *_letters(shown))
    yield w("r", w("fldChar", fldCharType="end"))


def tab() -> Element:
    """A step to the next tab stop."""
    return w("r", w("tab"))
