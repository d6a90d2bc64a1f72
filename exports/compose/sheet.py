"""A paper while it is being written: the one way by which words of the record come onto it.

Words that the program itself says are added as they are. Words that somebody typed go through
`said`, `named` or `setting`, which keep them together with their place, so that the last look at
the paper (`exports/secrets.py`) misses none.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum

from exports.document import Block, Document, Paragraph, plain


class Nature(Enum):
    """What kind of words these are, which decides how closely they are looked at."""

    SAID = "free text"
    NAMED = "a name or a label"
    SETTING = "the meeting's own venue, marking and contacts"
    DETAIL = "a protected detail in its one right place"


@dataclass(frozen=True)
class Passage:
    """Words of the record as they stand on the paper, in which case and where in it."""

    text: str = field(repr=False)
    where: str
    case: str = ""
    nature: Nature = Nature.SAID

    @property
    def place(self) -> str:
        """`NV-2026-0142, action 142.3`: references and numbers only, never a person."""
        return ", ".join(part for part in (self.case, self.where) if part)


@dataclass(frozen=True)
class Composed:
    """A paper with the words that were typed into it. Only the Document leaves; the words are looked at before."""

    document: Document
    passages: tuple[Passage, ...]


class Sheet:
    """Collects blocks in order, and every word that came from the record."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.passages: list[Passage] = []
        self._case = ""

    def add(self, *blocks: Block) -> None:
        """Adds blocks at the end."""
        self.blocks += blocks

    @contextmanager
    def about(self, case_reference: str) -> Iterator[None]:
        """What is written within this block is about that case."""
        before, self._case = self._case, case_reference
        yield
        self._case = before

    def said(self, text: str, where: str) -> str:
        """Free text on one line; whatever can be found in a sentence is looked for in it."""
        return self._keep(text, where, Nature.SAID)

    def named(self, text: str, where: str) -> str:
        """A name, a reference or a label: an agency may be called after a refuge, a street or a town."""
        return self._keep(text, where, Nature.NAMED)

    def setting(self, text: str, where: str) -> str:
        """The meeting's own venue, marking and contacts, which may hold an address or a number of their own."""
        return self._keep(text, where, Nature.SETTING)

    def detail(self, text: str, where: str) -> str:
        """A protected detail on the plan of its owner: it may stand here and nowhere else."""
        return self._keep(text, where, Nature.DETAIL)

    def prose(self, text: str, where: str) -> None:
        """Free text as paragraphs, one a line as it was typed, with a capital; it is looked at as a whole."""
        self.said(text, where)
        lines = (" ".join(line.split()) for line in text.splitlines() if line.strip())
        self.add(*(Paragraph(plain(line[0].upper() + line[1:])) for line in lines))

    def _keep(self, text: str, where: str, nature: Nature) -> str:
        line = " ".join(text.split())
        if line:
            self.passages.append(Passage(line, where, self._case, nature))
        return line
