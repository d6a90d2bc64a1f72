"""A paper before it is Word or PDF: a frozen, format-neutral list of blocks.

Both writers read the same blocks, so a Word file and its PDF cannot disagree. Nothing here
knows what a MARAC is, and nothing here knows what a page, a font or a file is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import ClassVar


@dataclass(frozen=True)
class Run:
    """A stretch of text in one look. `language` is a BCP 47 tag when it is not the paper's own."""

    text: str
    bold: bool = False
    italic: bool = False
    language: str | None = None


Text = tuple[Run, ...]


def plain(text: str) -> Text:
    """The text as one unadorned run; an empty text is no run at all."""
    return (Run(text),) if text else ()


def strong(text: str) -> Text:
    """The text as one bold run; an empty text is no run at all."""
    return (Run(text, bold=True),) if text else ()


class Tone(Enum):
    """What a notice is about; the writers give each its look, on paper and for a screen reader."""

    VOICE = "voice"
    DANGER = "danger"
    OPEN = "open"
    PLAIN = "plain"


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 4, which is also a bookmark in PDF and a navigation entry in Word.

    Levels never skip one on the way down. A heading holds no name of a person: it is quoted in
    messages and shown as a bookmark. `new_section` asks for the room that a fresh part needs: it
    never starts at the very bottom of a page.
    """

    level: int
    text: str
    new_section: bool = False


@dataclass(frozen=True)
class Paragraph:
    """Running text. `small` is for the fine print under a table or at the end of a paper."""

    text: Text
    small: bool = False


@dataclass(frozen=True)
class Items:
    """A list, one item a line: bullets, or numbers when the order matters."""

    items: tuple[Text, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Fact:
    """One label and what stands beside it."""

    label: str
    value: Text


@dataclass(frozen=True)
class KeyFacts:
    """Labels with their values, set in one or two columns of pairs, without rules around them."""

    facts: tuple[Fact, ...]
    columns: int = 2


@dataclass(frozen=True)
class Column:
    """A table column: its heading, and its share of the width against the other columns."""

    title: str
    share: float = 1.0


@dataclass(frozen=True)
class Cell:
    """What stands in one cell; `span` counts the columns it covers, from its own to the right."""

    text: Text
    span: int = 1


@dataclass(frozen=True)
class Table:
    """A ruled table with one header row, repeated on each page that the table reaches.

    `caption` is read out by a screen reader and kept as the table's title in Word; it is not
    printed. With `row_heads` the first cell of each row is a heading of that row. The spans of
    the cells of a row add up to the number of columns.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    row_heads: bool = False


@dataclass(frozen=True)
class Notice:
    """A passage set apart by a tint, a bar at its side and a word: never by colour alone.

    The word is its `title`, which is left out only where the heading right above says it.
    """

    tone: Tone
    paragraphs: tuple[Text, ...]
    title: str = ""


@dataclass(frozen=True)
class Signature:
    """A line to sign on and one for the date, with what is to be signed and by whom."""

    SIGNED: ClassVar[str] = "Signed"
    DATED: ClassVar[str] = "Date"

    statement: str
    name: str = ""
    role: str = ""

    @property
    def who(self) -> str:
        """Name and role as they stand below the line."""
        return ", ".join(part for part in (self.name, self.role) if part)


@dataclass(frozen=True)
class PageBreak:
    """What follows starts a new page."""


Block = Heading | Paragraph | Items | KeyFacts | Table | Notice | Signature | PageBreak


@dataclass(frozen=True)
class Document:
    """A whole paper. `marking` stands at head and foot of each page, `foot` at the left of the foot.

    `reference` names the paper (a file may be called after it) and never a person.
    """

    title: str
    reference: str
    marking: str
    foot: str
    blocks: tuple[Block, ...]
    subject: str = ""
    author: str = ""
    language: str = "en-GB"

    @property
    def fingerprint(self) -> str:
        """Eight hexadecimal digits in two groups, drawn from every word and its place in the paper."""
        said = repr((self.title, self.reference, self.marking, self.foot, self.blocks))
        digest = hashlib.sha256(said.encode()).hexdigest()
        return f"{digest[:4]} {digest[4:8]}"


def texts(document: Document) -> Iterator[str]:
    """Every text a reader would see in the body of the paper, in reading order, paragraph by paragraph."""
    for block in document.blocks:
        yield from block_texts(block)


def joined(text: Text) -> str:
    """The words of a text without their looks."""
    return "".join(run.text for run in text)


def block_texts(block: Block) -> Iterator[str]:
    """Every text a reader would see in one block, in reading order."""
    match block:
        case Heading(text=text):
            yield text
        case Paragraph(text=text):
            yield joined(text)
        case Items(items=items):
            yield from map(joined, items)
        case KeyFacts(facts=facts):
            yield from (text for fact in facts for text in (fact.label, joined(fact.value)))
        case Table():
            yield from (column.title for column in block.columns)
            yield from (joined(cell.text) for row in block.rows for cell in row)
        case Notice():
            yield from filter(None, (block.title, *map(joined, block.paragraphs)))
        case Signature():
            yield from filter(None, (block.statement, block.SIGNED, block.DATED, block.who))
        case PageBreak():
            return
