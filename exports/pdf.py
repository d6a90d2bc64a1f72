"""A Document as a tagged PDF that a screen reader can follow (PDF/UA-1), on A4.

The blocks are first measured into bands, the bands are stacked onto pages, and only then is anything
drawn: so the number of pages is known before the first foot is written.
"""

from __future__ import annotations

import io

from exports.bands import Band, Bookmark, draw, write_line
from exports.blocks import Setter
from exports.document import Document, plain
from exports.finishing import finished
from exports.fonts import refuse_unprintable
from exports.look import (
    BODY_WIDTH,
    FOOT,
    FOOT_LINE,
    FOOT_MARKING,
    FOOT_RULE,
    MARKING,
    MARKING_FROM_TOP,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    SIDE,
    TABLE_FRAME,
)
from exports.pages import Page, paginate
from exports.tagging import TaggedCanvas, TaggedText, Tree, colour
from exports.typesetting import Typesetter
from marac_desk.progress import Cancelled, Progress, stepped


def render_pdf(document: Document, progress: Progress | None = None, cancelled: Cancelled | None = None) -> bytes:
    """The whole file in memory; the same Document gives the same bytes.

    Raises ExportRefused when a character would print blank, and Stopped when `cancelled` says so.
    """
    refuse_unprintable(document)
    tree, typesetter = Tree(), Typesetter()
    setter = Setter(typesetter, tree.root)
    bands: list[Band] = []
    for block in stepped(document.blocks, progress, cancelled):
        bands.extend(setter.bands(block))
    drawn = io.BytesIO()
    canvas = TaggedCanvas(drawn, tree)
    pages = paginate(bands)
    furniture = Furniture(document, typesetter, len(pages))
    outline = Outline(canvas)
    for page in stepped(pages, None, cancelled):
        _draw_page(canvas, page, furniture, outline)
    canvas.save()
    drawn.seek(0)
    return finished(drawn, document, tree, typesetter.sources)


def _draw_page(canvas: TaggedCanvas, page: Page, furniture: Furniture, outline: Outline) -> None:
    furniture.draw(canvas)
    for placed in page:
        if placed.band.bookmark:
            outline.add(placed.band.bookmark, placed.top)
        draw(canvas, placed.band, placed.top)
    canvas.showPage()


class Outline:
    """The bookmarks. No entry may lie more than one level below the one before it."""

    def __init__(self, canvas: TaggedCanvas) -> None:
        self._canvas = canvas
        self._depth = -1
        self._count = 0

    def add(self, bookmark: Bookmark, top: float) -> None:
        """An entry that leads to `top` on the page that is being drawn."""
        self._depth = min(bookmark.level - 1, self._depth + 1)
        self._count += 1
        key = f"heading-{self._count}"
        self._canvas.bookmarkHorizontalAbsolute(key, top + 6)
        self._canvas.addOutlineEntry(bookmark.title, key, self._depth, closed=self._depth > 0)
        self._canvas.showOutline()


class Furniture:
    """Head and foot of each page: the marking, a thin rule, what the paper is, and which page of how many."""

    def __init__(self, document: Document, typesetter: Typesetter, pages: int) -> None:
        self._document = document
        self._typesetter = typesetter
        self._pages = pages
        self._fingerprint = document.fingerprint

    def draw(self, canvas: TaggedCanvas) -> None:
        """Draws both on the current page, for the eye only."""
        right = f"Fingerprint {self._fingerprint} · Page {canvas.getPageNumber()} of {self._pages}"
        with canvas.artifact("Pagination"):
            canvas.setStrokeColor(colour(TABLE_FRAME))
            canvas.setLineWidth(0.5)
            canvas.line(SIDE, FOOT_RULE, PAGE_WIDTH - SIDE, FOOT_RULE)
            text = TaggedText(canvas)
            self._centred(text, PAGE_HEIGHT - MARKING_FROM_TOP)
            self._foot(text, right)
            self._centred(text, FOOT_MARKING)
            canvas.drawText(text)

    def _centred(self, text: TaggedText, baseline: float) -> None:
        for line in self._typesetter.lines(plain(self._document.marking), MARKING, BODY_WIDTH)[:1]:
            write_line(text, line, MARKING, (PAGE_WIDTH - line.width) / 2, baseline)

    def _foot(self, text: TaggedText, right: str) -> None:
        """What the paper is at the left, on two lines if it must be; which page at the right."""
        page = self._typesetter.lines(plain(right), FOOT, BODY_WIDTH)[0]
        room = BODY_WIDTH - page.width - 14
        for place, line in enumerate(self._typesetter.lines(plain(self._document.foot), FOOT, room)):
            write_line(text, line, FOOT, SIDE, FOOT_LINE - place * FOOT.leading)
        write_line(text, page, FOOT, PAGE_WIDTH - SIDE - page.width, FOOT_LINE)
