"""What a PDF page says, beside what it shows: the structure that a screen reader follows.

reportlab draws pages but knows no structure, so it is kept here. Each stretch of ink is drawn either
for an element of a tree (a heading, a cell, a list item) or as an artifact, which is read to nobody.
When the pages are done, `write_structure` puts the tree into the file as PDF 1.7, 14.7 and 14.8 ask.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import IO

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from exports.fonts import BASE, face, load
from exports.look import PAGE_HEIGHT, PAGE_WIDTH

colour = cache(HexColor)
"""The colour that a value such as '#12355b' stands for."""


@dataclass(frozen=True)
class Mark:
    """A stretch of marked content: its number on a page, pages counted from zero."""

    page: int
    number: int


@dataclass(eq=False)
class Element:
    """A structure element: its standard role, what it holds in reading order, and table attributes."""

    role: str
    kids: list[Element | Mark] = field(default_factory=list)
    scope: str = ""
    span: int = 1
    summary: str = ""

    def add(self, role: str, scope: str = "", span: int = 1, summary: str = "") -> Element:
        """A new element at the end of this one."""
        kid = Element(role, [], scope, span, summary)
        self.kids.append(kid)
        return kid


class Tree:
    """The structure of one paper, and whose each numbered stretch on each page is."""

    def __init__(self) -> None:
        self.root = Element("Document")
        self.owners: list[list[Element]] = []

    def mark(self, element: Element, page: int) -> int:
        """Gives the element the next stretch on the page, and says its number there."""
        while len(self.owners) <= page:
            self.owners.append([])
        number = len(self.owners[page])
        self.owners[page].append(element)
        element.kids.append(Mark(page, number))
        return number


class TaggedCanvas(Canvas):
    """A canvas on which nothing is drawn outside `content` and `artifact`."""

    _code: list[str]

    def __init__(self, stream: IO[bytes], tree: Tree) -> None:
        first = face(BASE)
        load(first)
        size = (PAGE_WIDTH, PAGE_HEIGHT)
        # The first font of each page is named even if unused; left alone it would be one that is not embedded.
        super().__init__(stream, pagesize=size, invariant=1, pageCompression=1, initialFontName=first)  # type: ignore[arg-type]
        self._tree = tree

    @contextmanager
    def content(self, element: Element) -> Iterator[None]:
        """What is drawn within belongs to the element."""
        number = self._tree.mark(element, self.getPageNumber() - 1)
        self._code.append(f"/{element.role} <</MCID {number}>> BDC")
        yield
        self._code.append("EMC")

    @contextmanager
    def artifact(self, kind: str = "Layout") -> Iterator[None]:
        """What is drawn within is decoration (Layout) or head and foot (Pagination)."""
        self._code.append(f"/Artifact <</Type /{kind}>> BDC")
        yield
        self._code.append("EMC")


class TaggedText(PDFTextObject):
    """A text object in which a stretch may have a language of its own, or say more than its glyphs do."""

    _code: list[str]
    _ink = ""
    _type = ("", 0.0)

    def look(self, name: str, size: float, ink: str) -> None:
        """What follows is written in this face, size and colour; what is so already is not said again."""
        if (name, size) != self._type:
            self.setFont(name, size)
            self._type = (name, size)
        if ink != self._ink:
            self.setFillColor(colour(ink))
            self._ink = ink

    @contextmanager
    def span(self, language: str | None, says: str | None) -> Iterator[None]:
        """What is written within is in `language`, and is read as `says`; None leaves either as it is."""
        if language is None and says is None:
            yield
            return
        said = "".join(
            f"/{key} <{_utf16(value)}> " for key, value in (("Lang", language), ("ActualText", says)) if value
        )
        self._code.append(f"/Span <<{said}>> BDC")
        yield
        self._code.append("EMC")


def _utf16(text: str) -> str:
    return "FEFF" + text.encode("utf-16-be").hex().upper()


def write_structure(pdf: pikepdf.Pdf, tree: Tree, language: str) -> None:
    """Puts the tree into the file, with the way back from each page to its elements."""
    pages = [page.obj for page in pdf.pages]
    top = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    made: dict[int, pikepdf.Object] = {}
    top.K = Array([_structure_element(pdf, tree.root, top, pages, made)])
    numbers = Array()
    for place, page in enumerate(pages):
        owners = tree.owners[place] if place < len(tree.owners) else []
        page.StructParents = place
        page.Tabs = Name.S
        numbers.append(place)
        numbers.append(pdf.make_indirect(Array([made[id(owner)] for owner in owners])))
    top.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))
    top.ParentTreeNextKey = len(pages)
    pdf.Root.StructTreeRoot = top
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.Lang = String(language)


def _structure_element(
    pdf: pikepdf.Pdf,
    element: Element,
    parent: pikepdf.Object,
    pages: list[pikepdf.Dictionary],
    made: dict[int, pikepdf.Object],
) -> pikepdf.Object:
    entry = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + element.role), P=parent))
    made[id(element)] = entry
    if attributes := _attributes(element):
        entry.A = attributes
    entry.K = Array(
        [
            _structure_element(pdf, kid, entry, pages, made)
            if isinstance(kid, Element)
            else Dictionary(Type=Name.MCR, Pg=pages[kid.page], MCID=kid.number)
            for kid in element.kids
        ]
    )
    return entry


def _attributes(element: Element) -> Dictionary | None:
    attributes = Dictionary(O=Name.Table)
    if element.scope:
        attributes.Scope = Name("/" + element.scope)
    if element.span > 1:
        attributes.ColSpan = element.span
    if element.summary:
        attributes.Summary = String(element.summary)
    return attributes if len(attributes) > 1 else None
