"""Text into lines for a given width: words, shapes of letters, and the order of right-to-left names.

Plain Latin, Greek and Cyrillic are measured letter by letter. A word in another script, or one with
combining marks, is shaped as a whole by HarfBuzz, so Gurmukhi conjuncts form and Arabic letters join.
A line of English may hold names that run from right to left: their words are put in the order of
reading, line by line, after the line is broken.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from reportlab.lib.abag import ABag
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import shapeFragWord

from exports.document import Run, Text
from exports.fonts import RIGHT_TO_LEFT, UNSHAPED, by_family, face, is_unseen, load
from exports.look import Style

_PIECES = re.compile(r"\n|[ \t]+|[^ \t\n]+")
_HYPHENS = re.compile(r"(?<=[^\W\d_][-–—/])(?=[^\W\d_])")
"""A line may end after a hyphen, dash or slash between two letters, so never inside a reference or a date."""


# Optional ligatures would join letters of a name that a reader then could not tell apart.
_FEATURES = {"kern": True, "liga": True, "dlig": False}


@dataclass(frozen=True)
class Glyph:
    """One shaped glyph: the character it is drawn by, its place and its width in thousandths of the size."""

    character: str
    cluster: int
    right: float
    up: float
    advance: float


@dataclass(frozen=True)
class Segment:
    """Text of one face, drawn letter by letter, or as `glyphs` from left to right where it had to be shaped."""

    face: str
    size: float
    text: str
    width: float
    language: str | None = None
    glyphs: tuple[Glyph, ...] = ()
    right_to_left: bool = False

    @property
    def is_space(self) -> bool:
        """Whether it is the room between two words."""
        return self.text == " "


@dataclass(frozen=True)
class Line:
    """One set line: its segments from left to right, and their width in points."""

    segments: tuple[Segment, ...]
    width: float


@dataclass(frozen=True)
class _Word:
    segments: tuple[Segment, ...]
    width: float
    space: Segment | None = None
    ends_line: bool = False


class Typesetter:
    """Breaks texts into lines. It remembers measured words for as long as one paper is made, no longer."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, bool, bool, str | None, float], tuple[Segment, ...]] = {}
        self.sources: dict[tuple[str, str], str] = {}
        """For a face and one of its private glyphs, the letters that it stands for."""

    def lines(self, text: Text, style: Style, width: float) -> list[Line]:
        """The text in lines no wider than `width` points; at least one line, which may be empty."""
        set_lines: list[Line] = []
        row: list[_Word] = []
        used = 0.0
        for word in self._fitting(text, style, width):
            if row and used + word.width > width:
                set_lines.append(_line(row))
                row, used = [], 0.0
            row.append(word)
            used += word.width + (word.space.width if word.space else 0.0)
            if word.ends_line:
                set_lines.append(_line(row))
                row, used = [], 0.0
        return [*set_lines, _line(row)] if row or not set_lines else set_lines

    def width(self, text: str, style: Style) -> float:
        """The width of the text on one line, in points."""
        return sum(line.width for line in self.lines((Run(text),), style, float("inf")))

    def longest_word(self, text: Text, style: Style) -> float:
        """The width in points below which some word of the text would have to be cut."""
        return max((word.width for word in self._words(text, style)), default=0.0)

    def _fitting(self, text: Text, style: Style, width: float) -> Iterator[_Word]:
        for word in self._words(text, style):
            if word.width <= width:
                yield word
            else:
                yield from self._cut(word, width)

    def _words(self, text: Text, style: Style) -> Iterator[_Word]:
        """Words with the space that follows each; runs that touch without a space make one word."""
        segments: list[Segment] = []
        for run in text:
            for piece in _PIECES.findall(run.text):
                if piece == "\n":
                    yield _word(segments, ends_line=True)
                    segments = []
                elif piece[0] in " \t":
                    yield _word(segments, space=self._segments(" ", run, style)[0])
                    segments = []
                else:
                    *ready, last = _HYPHENS.split(piece)
                    for part in ready:
                        segments.extend(self._segments(part, run, style))
                        yield _word(segments)
                        segments = []
                    segments.extend(self._segments(last, run, style))
        if segments:
            yield _word(segments)

    def _segments(self, piece: str, run: Run, style: Style) -> tuple[Segment, ...]:
        key = (piece, run.bold or style.bold, run.italic, run.language, style.size)
        if key not in self._known:
            self._known[key] = tuple(self._measured(*key))
        return self._known[key]

    def _measured(self, piece: str, bold: bool, italic: bool, language: str | None, size: float) -> Iterator[Segment]:
        for family, part in by_family(piece):
            name = face(family, bold, italic)
            load(name)
            if family in UNSHAPED and not _needs_shaping(part):
                seen = "".join(c for c in part if not is_unseen(c))
                yield Segment(name, size, seen, pdfmetrics.stringWidth(seen, name, size), language)
            else:
                yield self._shaped(part, family, name, size, language)

    def _shaped(self, part: str, family: str, name: str, size: float, language: str | None) -> Segment:
        frame = ABag(fontName=name, fontSize=size)
        shaped = shapeFragWord([0.0, (frame, part)], _FEATURES, force=True)[1][1]
        glyphs = tuple(
            Glyph(character, data.cluster, data.x_offset, data.y_offset, data.x_advance)
            for character, data in zip(str(shaped), shaped.__shapeData__, strict=True)
        )
        self._remember_sources(part, name, glyphs)
        width = sum(glyph.advance for glyph in glyphs) * size / 1000
        return Segment(name, size, part, width, language, glyphs, family in RIGHT_TO_LEFT)

    def _remember_sources(self, part: str, name: str, glyphs: tuple[Glyph, ...]) -> None:
        clusters = sorted({glyph.cluster for glyph in glyphs})
        ends = dict(zip(clusters, [*clusters[1:], len(part)], strict=True))
        for glyph in glyphs:
            if unicodedata.category(glyph.character) == "Co":
                source = part[glyph.cluster : ends[glyph.cluster]]
                self.sources.setdefault((name, glyph.character), source)

    def _cut(self, word: _Word, width: float) -> Iterator[_Word]:
        """A word wider than the line, in parts that fit; a shaped segment is never cut inside."""
        row: list[Segment] = []
        used = 0.0
        for segment in word.segments:
            for part in _letters(segment):
                if row and used + part.width > width:
                    yield _word(_joined(row), ends_line=True)
                    row, used = [], 0.0
                row.append(part)
                used += part.width
        yield _word(_joined(row), space=word.space, ends_line=word.ends_line)


def _needs_shaping(text: str) -> bool:
    return any(unicodedata.combining(character) for character in text)


def _word(segments: list[Segment], space: Segment | None = None, ends_line: bool = False) -> _Word:
    return _Word(tuple(segments), sum(segment.width for segment in segments), space, ends_line)


def _letters(segment: Segment) -> Iterator[Segment]:
    if segment.glyphs:
        yield segment
        return
    for letter in segment.text:
        width = pdfmetrics.stringWidth(letter, segment.face, segment.size)
        yield Segment(segment.face, segment.size, letter, width, segment.language)


def _line(row: list[_Word]) -> Line:
    """The words of one line, with their spaces; the last space stays, so that a reader keeps the words apart."""
    segments = [piece for word in row for piece in (*word.segments, *([word.space] if word.space else []))]
    width = sum(segment.width for segment in segments)
    if segments and segments[-1].is_space:
        width -= segments[-1].width
    return Line(tuple(_joined(_in_reading_order(segments))), width)


def _in_reading_order(segments: list[Segment]) -> list[Segment]:
    """Each stretch that begins and ends right-to-left, with only spaces, signs and figures between, turned round."""
    turned: list[Segment] = []
    place = 0
    while place < len(segments):
        end = _stretch_end(segments, place)
        turned.extend(reversed(segments[place:end]) if end > place + 1 else segments[place:end])
        place = end
    return turned


def _stretch_end(segments: list[Segment], start: int) -> int:
    end = start + 1
    if not segments[start].right_to_left:
        return end
    for place in range(start + 1, len(segments)):
        if segments[place].right_to_left:
            end = place + 1
        elif any(character.isalpha() for character in segments[place].text):
            break
    return end


def _joined(segments: list[Segment]) -> list[Segment]:
    """Neighbours in one look made one segment, so that a line is drawn in few strokes."""
    whole: list[Segment] = []
    for segment in segments:
        before = whole[-1] if whole else None
        if before and _alike(before, segment):
            whole[-1] = Segment(
                before.face, before.size, before.text + segment.text, before.width + segment.width, before.language
            )
        else:
            whole.append(segment)
    return whole


def _alike(one: Segment, other: Segment) -> bool:
    if one.glyphs or other.glyphs:
        return False
    return (one.face, one.size, one.language) == (other.face, other.size, other.language)
