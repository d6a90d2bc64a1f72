"""Reads finished papers back, each with a library that had no part in writing it."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from typing import Any

import pikepdf
import pypdfium2
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def word_part(data: bytes, name: str = "word/document.xml") -> Any:  # noqa: ANN401
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return etree.fromstring(file.read(name))


def word_paragraphs(data: bytes) -> list[str]:
    """The paragraphs of the body in reading order, with the signs that Word puts before list items."""
    counted: Counter[str] = Counter()
    return [_sign(line, counted) + _letters(line) for line in word_part(data).iter(f"{W}p")]


def _letters(line: Any) -> str:  # noqa: ANN401
    kinds = {f"{W}t": None, f"{W}tab": "\t", f"{W}br": "\n"}
    inked = (each for run in line.iter(f"{W}r") for each in run if each.tag in kinds)
    return "".join(kinds[each.tag] or each.text or "" for each in inked)


def _sign(line: Any, counted: Counter[str]) -> str:  # noqa: ANN401
    style = line.find(f"{W}pPr/{W}pStyle").get(f"{W}val")
    if style == "ListNumber":
        number = line.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val")
        counted[number] += 1
        return f"{counted[number]}. "
    return "• " if style == "ListBullet" else ""


def pdf_pages(data: bytes) -> list[str]:
    """All that stands on each page, for the eye: head, foot and repeated table heads too."""
    with pypdfium2.PdfDocument(data) as file:
        return [_page_text(page) for page in file]


def _page_text(page: pypdfium2.PdfPage) -> str:
    text: str = page.get_textpage().get_text_bounded()
    # PDFium has signs of its own for a hyphen at the end of a line.
    return re.sub(r"[\x02\ufffe](\r\n)?|-\r\n", "-", text)


def pdf_said(data: bytes) -> list[str]:
    """What each page says to a screen reader: everything but the artifacts."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(_without_artifacts(page)))
        out = io.BytesIO()
        pdf.save(out)
    return pdf_pages(out.getvalue())


def _without_artifacts(page: pikepdf.Page) -> list[Any]:
    kept, open_marks = [], []
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator in ("BDC", "BMC"):
            open_marks.append(str(instruction.operands[0]))
        if "/Artifact" not in open_marks:
            kept.append(instruction)
        if operator == "EMC":
            open_marks.pop()
    return kept


def words(texts: list[str]) -> list[str]:
    return re.findall(r"\S+", " ".join(texts))


def structure(data: bytes) -> list[tuple[int, str, str]]:
    """The structure of a PDF from outside in: depth, role and attributes of each element."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return list(_elements(pdf.Root.StructTreeRoot.K[0], 0))


def _elements(element: Any, depth: int) -> Any:  # noqa: ANN401
    attributes = element.get("/A", {})
    said = " ".join(f"{key[1:]}={value}" for key, value in attributes.items() if key != "/O")
    yield depth, str(element.S)[1:], said
    for kid in element.K:
        if "/S" in kid:
            yield from _elements(kid, depth + 1)
