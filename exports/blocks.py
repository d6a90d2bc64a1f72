"""Each block of a Document as bands, with its place in the structure that a screen reader follows."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate

from exports.bands import Band, Bar, Bookmark, Cell, SetLine, set_text
from exports.columns import CELL_SIDE, column_widths, label_width
from exports.document import (
    Block,
    Fact,
    Heading,
    Items,
    KeyFacts,
    Notice,
    PageBreak,
    Paragraph,
    Signature,
    Table,
    Text,
    plain,
    strong,
)
from exports.document import Cell as TableCell
from exports.look import (
    BARS,
    BODY,
    BODY_WIDTH,
    CELL,
    CELL_HEAD,
    HEADING,
    HEADINGS,
    ITEM,
    LABEL,
    NEW_SECTION,
    NOTICE,
    RULED_HEADING,
    SMALL,
    SOFT,
    TABLE_FRAME,
    TABLE_HEAD,
    TABLE_LINE,
    Style,
)
from exports.tagging import Element
from exports.typesetting import Typesetter

_CELL_PADDING = (CELL_SIDE, 4.0)
_NOTICE_PADDING = (10.0, 6.0)
_GAP = 6.0
"""The room above a table or a notice."""


class Setter:
    """Sets the blocks of one paper, in order, below the root of its structure."""

    def __init__(self, typesetter: Typesetter, root: Element) -> None:
        self._typesetter = typesetter
        self._root = root
        self._new_page = False

    def bands(self, block: Block) -> list[Band]:
        """The bands of the block; what follows a page break starts a new page."""
        if isinstance(block, PageBreak):
            self._new_page = True
            return []
        bands = self._set(block)
        if self._new_page and bands:
            bands[0] = replace(bands[0], new_page=True)
            self._new_page = False
        return bands

    def _set(self, block: Block) -> list[Band]:
        match block:
            case Heading():
                return [self._heading(block)]
            case Paragraph():
                style = SMALL if block.small else BODY
                return [self._flow(block.text, style, self._root.add("P"), style.above)] if block.text else []
            case Items():
                return self._items(block)
            case KeyFacts():
                return self._key_facts(block)
            case Table():
                return self._table(block)
            case Notice():
                return self._notice(block)
            case Signature():
                return self._signature(block)
            case _:
                raise AssertionError("a page break is no band")

    def _flow(self, text: Text, style: Style, element: Element, above: float) -> Band:
        lines = set_text(self._typesetter, text, style, BODY_WIDTH, element)
        return Band((Cell(0.0, BODY_WIDTH, lines),), above=above, loose=True)

    def _heading(self, block: Heading) -> Band:
        style = HEADINGS[block.level]
        band = self._flow(plain(block.text), style, self._root.add(f"H{block.level}"), style.above)
        return replace(
            band,
            loose=False,
            with_next=True,
            rule=HEADING if block.level == RULED_HEADING else "",
            needs=NEW_SECTION if block.new_section else 0.0,
            bookmark=Bookmark(block.text, block.level),
        )

    def _items(self, block: Items) -> list[Band]:
        whole = self._root.add("L")
        labels = [f"{place}." if block.numbered else "•" for place in range(1, len(block.items) + 1)]
        indent = 8.0 + max((self._typesetter.width(label, ITEM) for label in labels), default=0.0)
        return [self._item(whole, label, item, indent) for label, item in zip(labels, block.items, strict=True)]

    def _item(self, whole: Element, label: str, item: Text, indent: float) -> Band:
        entry = whole.add("LI")
        sign = set_text(self._typesetter, plain(label), ITEM, indent, entry.add("Lbl"))
        body = set_text(self._typesetter, item, ITEM, BODY_WIDTH - indent - 4, entry.add("LBody"))
        cells = (Cell(indent + 4, BODY_WIDTH - indent - 4, body), Cell(4.0, indent, sign))
        return Band(tuple(reversed(cells)), above=ITEM.above if whole.kids[0] is not entry else BODY.above)

    def _key_facts(self, block: KeyFacts) -> list[Band]:
        """Pairs side by side, read row by row as a list of labels with what they label."""
        whole = self._root.add("L")
        pair = BODY_WIDTH / block.columns
        label = label_width(block, self._typesetter)
        rows = [block.facts[start : start + block.columns] for start in range(0, len(block.facts), block.columns)]
        return [
            Band(
                tuple(
                    cell
                    for place, fact in enumerate(row)
                    for cell in self._fact(whole.add("LI"), fact, place * pair, label, pair)
                ),
                above=4.0 if number == 0 else 1.0,
            )
            for number, row in enumerate(rows)
        ]

    def _fact(self, entry: Element, fact: Fact, left: float, label: float, pair: float) -> tuple[Cell, Cell]:
        width = pair - label - 10
        name = set_text(self._typesetter, plain(fact.label), LABEL, label - 6, entry.add("Lbl"))
        value = set_text(self._typesetter, fact.value, BODY, width, entry.add("LBody")) if fact.value else ()
        return Cell(left, label, name), Cell(left + label, width, value)

    def _table(self, block: Table) -> list[Band]:
        whole = self._root.add("Table", summary=block.caption)
        edges = list(accumulate(column_widths(block, self._typesetter), initial=0.0))
        head = self._head_row(block, whole.add("THead").add("TR"), edges)
        repeat = head.as_decoration()
        body = whole.add("TBody")
        return [head, *(self._row(row, body.add("TR"), edges, block.row_heads, repeat) for row in block.rows)]

    def _head_row(self, block: Table, row: Element, edges: list[float]) -> Band:
        decor = Bar(tint=TABLE_HEAD, frame=TABLE_FRAME)
        cells = []
        for place, column in enumerate(block.columns):
            lines = self._cell_lines(strong(column.title), edges[place + 1] - edges[place], row.add("TH", "Column"))
            cells.append(Cell(edges[place], edges[place + 1] - edges[place], lines, decor, _CELL_PADDING))
        return Band(tuple(cells), above=_GAP, with_next=bool(block.rows))

    def _row(self, row: tuple[TableCell, ...], element: Element, edges: list[float], heads: bool, repeat: Band) -> Band:
        cells, place = [], 0
        for cell in row:
            left, width = edges[place], edges[place + cell.span] - edges[place]
            head = heads and place == 0
            spot = element.add("TH" if head else "TD", scope="Row" if head else "", span=cell.span)
            lines = self._cell_lines(cell.text, width, spot)
            cells.append(Cell(left, width, lines, Bar(frame=TABLE_LINE), _CELL_PADDING))
            place += cell.span
        return Band(tuple(cells), repeat=repeat)

    def _cell_lines(self, text: Text, width: float, element: Element) -> tuple[SetLine, ...]:
        style = CELL_HEAD if element.scope == "Column" else CELL
        room = width - 2 * _CELL_PADDING[0]
        return set_text(self._typesetter, text, style, room, element.add("P")) if text else ()

    def _notice(self, block: Notice) -> list[Band]:
        bar, tint = BARS[block.tone]
        part = self._root.add("Div")
        width = BODY_WIDTH - 2 * _NOTICE_PADDING[0]
        lines: list[SetLine] = []
        if block.title:
            style = replace(NOTICE, colour=bar, bold=True)
            lines.extend(set_text(self._typesetter, plain(block.title), style, width, part.add("P")))
        for text in block.paragraphs:
            above = NOTICE.above if lines else 0.0
            lines.extend(set_text(self._typesetter, text, NOTICE, width, part.add("P"), above))
        cell = Cell(0.0, BODY_WIDTH, tuple(lines), Bar(tint=tint, bar=bar), _NOTICE_PADDING)
        return [Band((cell,), above=_GAP, loose=True)]

    def _signature(self, block: Signature) -> list[Band]:
        """What is signed, two lines to write on, and below them who signs; kept on one page."""
        statement = replace(self._flow(plain(block.statement), BODY, self._root.add("P"), 10.0), with_next=True)
        style = replace(BODY, colour=SOFT)
        place = self._root.add("P")
        signed = set_text(self._typesetter, plain(block.SIGNED), style, 60, place)
        dated = set_text(self._typesetter, plain(block.DATED), style, 60, place)
        split = BODY_WIDTH * 0.66
        line = Band((Cell(0.0, split, signed), Cell(split, BODY_WIDTH - split, dated)), above=26.0, rule=TABLE_FRAME)
        if not block.who:
            return [statement, line]
        return [statement, replace(line, with_next=True), self._flow(plain(block.who), BODY, self._root.add("P"), 4.0)]
