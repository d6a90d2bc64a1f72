"""The minutes of a record as a test reads them: whole, below a heading, or one table."""

from __future__ import annotations

from exports.audience import Audience
from exports.compose.minutes import compose_minutes
from exports.document import Block, Document, Heading, Table, block_texts, joined, texts
from marac_desk.record import MeetingRecord
from marac_desk.reference import Reference


def minutes(record: MeetingRecord, reference: Reference, audience: Audience | None = None) -> Document:
    return compose_minutes(record, audience or Audience(), reference).document


def words(document: Document) -> str:
    return "\n".join(texts(document))


def under(document: Document, title: str, level: int = 2) -> str:
    """Everything below the first heading with this title, to the next heading of its level."""
    found: list[Block] = []
    inside = False
    for block in document.blocks:
        if isinstance(block, Heading) and block.level <= level:
            if inside:
                break
            inside = block.text.startswith(title)
        if inside:
            found.append(block)
    assert found, title
    return "\n".join(text for block in found for text in block_texts(block))


def table_rows(document: Document, caption: str) -> list[tuple[str, ...]]:
    table = next(block for block in document.blocks if isinstance(block, Table) and block.caption == caption)
    return [tuple(joined(cell.text) for cell in row) for row in table.rows]
