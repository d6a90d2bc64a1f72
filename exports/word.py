"""A Document as a Word file: real headings, lists and tables, with the look of the PDF."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docx.oxml.ns import qn

from exports.columns import column_widths, label_width
from exports.document import (
    Block,
    Document,
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
)
from exports.document import Cell as TableCell
from exports.fonts import refuse_unprintable
from exports.look import BARS, BODY_WIDTH
from exports.typesetting import Typesetter
from exports.word_file import empty_file, saved
from exports.word_parts import Element, paragraph, runs, tab, twips, w
from exports.word_styles import NUMBERS, notice_style, numbered_from_one
from marac_desk.progress import Cancelled, Progress, stepped


def render_word(document: Document, progress: Progress | None = None, cancelled: Cancelled | None = None) -> bytes:
    """The whole file in memory; the same Document gives the same bytes.

    Raises ExportRefused when a character would print blank in the PDF of the pair, and Stopped when
    `cancelled` says so.
    """
    refuse_unprintable(document)
    writer = _Writer(document)
    for block in stepped(document.blocks, progress, cancelled):
        writer.write(block)
    return writer.saved()


class _Writer:
    """Writes the blocks of one paper into a file, in order."""

    def __init__(self, document: Document) -> None:
        self._file = empty_file(document)
        self._body = self._file.element.body
        self._typesetter = Typesetter()
        self._lists = NUMBERS
        self._new_page = False
        self._section_starts = False
        self._writers: dict[type[Any], Callable[[Any], list[Element]]] = {
            Heading: self._heading,
            Paragraph: self._paragraph,
            Items: self._items,
            KeyFacts: self._key_facts,
            Table: self._table,
            Notice: self._notice,
            Signature: self._signature,
        }

    def write(self, block: Block) -> None:
        """Adds the block at the end of the body."""
        if isinstance(block, PageBreak):
            self._new_page = True
            return
        for element in self._writers[type(block)](block):
            self._add(element)
        self._section_starts = isinstance(block, Heading) and block.new_section

    def saved(self) -> bytes:
        """The file; it ends with a paragraph, as Word insists."""
        if _is_table(self._last()):
            self._append(_spacer())
        return saved(self._file)

    def _add(self, element: Element) -> None:
        if _is_table(element) and (self._new_page or _is_table(self._last())):
            # Two tables that touch would become one, and a table cannot ask for a new page.
            self._add(_spacer())
        if self._new_page:
            look = element.find("./{*}pPr")
            look.insert(_place_of_page_break(look), w("pageBreakBefore"))
            self._new_page = False
        self._append(element)

    def _append(self, element: Element) -> None:
        self._body.sectPr.addprevious(element)

    def _last(self) -> Element | None:
        return self._body.sectPr.getprevious()

    def _heading(self, block: Heading) -> list[Element]:
        return [paragraph(f"Heading{block.level}", *runs(plain(block.text)))]

    def _paragraph(self, block: Paragraph) -> list[Element]:
        return [paragraph("SmallPrint" if block.small else "Normal", *runs(block.text))] if block.text else []

    def _items(self, block: Items) -> list[Element]:
        if not block.numbered:
            return [paragraph("ListBullet", *runs(item)) for item in block.items]
        self._lists += 1
        # Numbering keeps all kinds of list before all lists, so a new list goes to the end.
        self._file.part.numbering_part.element.append(numbered_from_one(self._lists))
        return [self._numbered(item) for item in block.items]

    def _numbered(self, item: Text) -> Element:
        line = paragraph("ListNumber", *runs(item))
        line[0].append(w("numPr", w("ilvl", val=0), w("numId", val=self._lists)))
        return line

    def _key_facts(self, block: KeyFacts) -> list[Element]:
        label = label_width(block, self._typesetter)
        widths = [label, BODY_WIDTH / block.columns - label] * block.columns
        rows = [block.facts[start : start + block.columns] for start in range(0, len(block.facts), block.columns)]
        # The first facts of a case stay with its heading and what follows: no case starts at the foot of a page.
        keep = self._section_starts
        return [_table("FactTable", "Key facts", widths, [self._facts(row, widths, keep) for row in rows])]

    def _facts(self, row: tuple[Fact, ...], widths: list[float], keep: bool) -> Element:
        cells = []
        for place, fact in enumerate(row):
            label = paragraph("FactLabel", *runs(plain(fact.label)), keepNext=keep)
            cells.append(_cell(label, widths[2 * place]))
            cells.append(_cell(paragraph("Fact", *runs(fact.value), keepNext=keep), widths[2 * place + 1]))
        cells.extend(_cell(paragraph("Fact"), width) for width in widths[len(cells) :])
        return w("tr", w("trPr", w("cantSplit")), *cells)

    def _table(self, block: Table) -> list[Element]:
        widths = column_widths(block, self._typesetter)
        titles = [
            _cell(paragraph("TableHeading", *runs(plain(column.title)), keepNext=bool(block.rows)), width)
            for column, width in zip(block.columns, widths, strict=True)
        ]
        head = w("tr", w("trPr", w("cantSplit"), w("tblHeader")), *titles)
        rows = [self._row(row, widths) for row in block.rows]
        return [_table("RuledTable", block.caption, widths, [head, *rows], heads=True, row_heads=block.row_heads)]

    def _row(self, row: tuple[TableCell, ...], widths: list[float]) -> Element:
        cells, place = [], 0
        for cell in row:
            width = sum(widths[place : place + cell.span])
            cells.append(_cell(paragraph("TableText", *runs(cell.text)), width, cell.span))
            place += cell.span
        return w("tr", w("trPr", w("cantSplit")), *cells)

    def _notice(self, block: Notice) -> list[Element]:
        style = notice_style(block.tone)
        titles = [runs(plain(block.title), bold=True, ink=BARS[block.tone][0])] if block.title else []
        lines = [list(line) for line in (*titles, *map(runs, block.paragraphs))]
        last = len(lines) - 1
        box = [paragraph(style, *line, keepNext=place < last) for place, line in enumerate(lines)]
        room = {"before": twips(9)} | ({"after": twips(6)} if last == 0 else {})
        box[0][0].append(w("spacing", **room))
        if last:
            box[-1][0].append(w("spacing", after=twips(6)))
        # Two boxes of one tone that touch would become one.
        return [_spacer(), *box] if _style_of(self._last()) == style else box

    def _signature(self, block: Signature) -> list[Element]:
        line = [*runs(plain(block.SIGNED)), tab(), *runs(plain(block.DATED))]
        return [
            paragraph("Normal", *runs(plain(block.statement)), keepNext=True),
            paragraph("SignatureLine", *line),
            *([paragraph("Normal", *runs(plain(block.who)))] if block.who else []),
        ]


def _table(
    style: str, caption: str, widths: list[float], rows: list[Element], heads: bool = False, row_heads: bool = False
) -> Element:
    look = w(
        "tblPr",
        w("tblStyle", val=style),
        w("tblW", w=twips(sum(widths)), type="dxa"),
        w("tblLayout", type="fixed"),
        w("tblLook", val="04A0", firstRow=int(heads), firstColumn=int(row_heads), noHBand=1, noVBand=1),
        w("tblCaption", val=caption),
    )
    grid = w("tblGrid", *(w("gridCol", w=twips(width)) for width in widths))
    return w("tbl", look, grid, *rows)


def _cell(content: Element, width: float, span: int = 1) -> Element:
    spans = [w("gridSpan", val=span)] if span > 1 else []
    return w("tc", w("tcPr", w("tcW", w=twips(width), type="dxa"), *spans), content)


def _is_table(element: Element | None) -> bool:
    return element is not None and element.tag.endswith("}tbl")


def _style_of(element: Element | None) -> str:
    style = element.find("./{*}pPr/{*}pStyle") if element is not None else None
    return "" if style is None else str(style.get(qn("w:val")))


def _spacer() -> Element:
    """An empty line of almost no height."""
    line = paragraph("Normal")
    line[0].append(w("spacing", before=0, after=0, line=twips(4), lineRule="exact"))
    return line


def _place_of_page_break(look: Element) -> int:
    """Right after the style and what keeps the paragraph together, as the schema asks."""
    before = ("pStyle", "keepNext", "keepLines")
    return sum(1 for each in look if each.tag.rpartition("}")[2] in before)
