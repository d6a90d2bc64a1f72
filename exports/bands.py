"""What a page is stacked from: bands that reach across it, each with one or more cells side by side.

A paragraph is a band with one cell, a list item has two, a table row as many as the table has columns.
Everything is measured before anything is drawn; a band can be cut between two lines of its text.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import accumulate

from exports.document import Text
from exports.look import BODY_WIDTH, SIDE, Style
from exports.tagging import Element, TaggedCanvas, TaggedText, colour
from exports.typesetting import Line, Segment, Typesetter

_ASCENT = 1.069
_DESCENT = 0.293
"""Noto Sans, in parts of its size; the room that a line leaves over goes above and below in halves."""


@dataclass(frozen=True)
class SetLine:
    """One line of a cell. `element` is None for what is decoration; `above` is the room before it."""

    line: Line
    style: Style
    element: Element | None
    above: float = 0.0

    @property
    def height(self) -> float:
        """Points from the top of the room above to the bottom of the line."""
        return self.above + self.style.leading


@dataclass(frozen=True)
class Bar:
    """What sets a cell apart: the colour of its tint, of its bar at the left, and of its frame, if any."""

    tint: str = ""
    bar: str = ""
    frame: str = ""


@dataclass(frozen=True)
class Cell:
    """A column of set lines, `left` points from the margin, with `padding` at all sides but the bar's."""

    left: float
    width: float
    lines: tuple[SetLine, ...]
    decor: Bar = Bar()
    padding: tuple[float, float] = (0.0, 0.0)
    """At the sides; above and below."""

    @property
    def height(self) -> float:
        """The height that the cell needs, in points."""
        return sum(line.height for line in self.lines) + 2 * self.padding[1]

    def lines_within(self, room: float) -> int:
        """How many of the lines fit in so many points."""
        used, count = 2 * self.padding[1], 0
        for line in self.lines:
            used += line.height
            if used > room + 0.01:
                break
            count += 1
        return count


@dataclass(frozen=True)
class Bookmark:
    """A place that the outline of the file leads to."""

    title: str
    level: int


@dataclass(frozen=True)
class Band:
    """Cells side by side, with the room above them.

    A loose band is cut wherever the page ends, two lines at least on either side; the others only when
    a whole page is too small for them. `repeat` is drawn again, as decoration, above a band that starts
    a page. `needs` is the least room that must be left on the page for the band to start there.
    """

    cells: tuple[Cell, ...]
    above: float = 0.0
    loose: bool = False
    with_next: bool = False
    rule: str = ""
    needs: float = 0.0
    bookmark: Bookmark | None = None
    repeat: Band | None = None
    new_page: bool = False
    height: float = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "height", max((cell.height for cell in self.cells), default=0.0))

    @property
    def lead(self) -> float:
        """The least height in which the band can start, the room above it included."""
        if not self.loose or len(self.cells[0].lines) < 4:
            return self.above + self.height
        first = self.cells[0]
        return self.above + first.padding[1] + sum(line.height for line in first.lines[:2])

    def cut(self, room: float, orphans: int = 2) -> tuple[Band, Band] | None:
        """The band in two, the first no taller than `room`; None when too little of it would stand alone."""
        counts = [cell.lines_within(room) for cell in self.cells]
        left_over = max(len(cell.lines) - count for cell, count in zip(self.cells, counts, strict=True))
        if max(counts) < orphans or left_over < 1:
            return None
        if left_over < orphans:
            counts = [max(count - 1, 0) for count in counts]
            if max(counts) < orphans:
                return None
        pairs = list(zip(self.cells, counts, strict=True))
        head = replace(self, cells=tuple(replace(cell, lines=cell.lines[:n]) for cell, n in pairs), rule="")
        tail = tuple(replace(cell, lines=_unspaced(cell.lines[n:])) for cell, n in pairs)
        return head, replace(self, cells=tail, above=0.0, needs=0.0, bookmark=None)

    def as_decoration(self) -> Band:
        """The same band, read to nobody: the header row on a later page."""
        cells = tuple(
            replace(cell, lines=tuple(replace(line, element=None) for line in cell.lines)) for cell in self.cells
        )
        return replace(self, cells=cells, above=0.0, bookmark=None)


def _unspaced(lines: tuple[SetLine, ...]) -> tuple[SetLine, ...]:
    return (replace(lines[0], above=0.0), *lines[1:]) if lines else ()


def set_text(
    typesetter: Typesetter, text: Text, style: Style, width: float, element: Element | None, above: float = 0.0
) -> tuple[SetLine, ...]:
    """The text in lines of one cell, `above` points below what comes before."""
    lines = typesetter.lines(text, style, width)
    return tuple(SetLine(line, style, element, above if place == 0 else 0.0) for place, line in enumerate(lines))


def draw(canvas: TaggedCanvas, band: Band, top: float) -> None:
    """Draws the band with the top of its cells at `top`, in points from the bottom of the page."""
    bottom = top - band.height
    for cell in band.cells:
        _draw_decor(canvas, cell, top, band.height)
    for cell in band.cells:
        _draw_lines(canvas, cell, top - cell.padding[1])
    if band.rule:
        with canvas.artifact():
            canvas.setStrokeColor(colour(band.rule))
            canvas.setLineWidth(0.8)
            canvas.line(SIDE, bottom - 1, SIDE + BODY_WIDTH, bottom - 1)


def _draw_decor(canvas: TaggedCanvas, cell: Cell, top: float, height: float) -> None:
    decor, left = cell.decor, SIDE + cell.left
    if decor == Bar():
        return
    with canvas.artifact():
        if decor.tint:
            canvas.setFillColor(colour(decor.tint))
            canvas.rect(left, top - height, cell.width, height, stroke=0, fill=1)
        if decor.bar:
            canvas.setFillColor(colour(decor.bar))
            canvas.rect(left, top - height, 2.5, height, stroke=0, fill=1)
        if decor.frame:
            canvas.setStrokeColor(colour(decor.frame))
            canvas.setLineWidth(0.6)
            canvas.rect(left, top - height, cell.width, height, stroke=1, fill=0)


def _draw_lines(canvas: TaggedCanvas, cell: Cell, top: float) -> None:
    """Lines of one element are drawn in one stretch, so that it is read in one breath."""
    left, y, place = SIDE + cell.left + cell.padding[0], top, 0
    while place < len(cell.lines):
        element, text = cell.lines[place].element, TaggedText(canvas, left, y)
        while place < len(cell.lines) and cell.lines[place].element is element:
            set_line = cell.lines[place]
            y -= set_line.height
            _write(text, set_line, left, y)
            place += 1
        with canvas.content(element) if element else canvas.artifact("Pagination"):
            canvas.drawText(text)


def _write(text: TaggedText, set_line: SetLine, left: float, bottom: float) -> None:
    style = set_line.style
    rest = style.leading - (_ASCENT + _DESCENT) * style.size
    write_line(text, set_line.line, style, left, bottom + rest / 2 + _DESCENT * style.size)


def write_line(text: TaggedText, line: Line, style: Style, left: float, baseline: float) -> None:
    """Writes the line from `left` on, each stretch in its face and its language."""
    x, moved = left, True
    for segment in line.segments:
        if moved:
            text.setTextOrigin(x, baseline)
        text.look(segment.face, segment.size, style.colour)
        # A reader could not put shaped letters back in order, so it is told them; right-to-left ones it can.
        says = segment.text if segment.glyphs and not segment.right_to_left else None
        with text.span(segment.language, says):
            if segment.glyphs:
                _write_glyphs(text, segment, x, baseline)
            else:
                text.textOut(segment.text)
        moved = bool(segment.glyphs)
        x += segment.width


def _write_glyphs(text: TaggedText, segment: Segment, left: float, baseline: float) -> None:
    """Each glyph at its own place, in the order of reading: from right to left where the script runs so."""
    unit = segment.size / 1000
    starts = accumulate((glyph.advance for glyph in segment.glyphs), initial=0.0)
    places = list(zip(segment.glyphs, starts, strict=False))
    for glyph, start in reversed(places) if segment.right_to_left else places:
        text.setTextOrigin(left + (start + glyph.right) * unit, baseline + glyph.up * unit)
        text.textOut(glyph.character)
