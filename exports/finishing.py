"""The last pass over a PDF: its structure, what its glyphs say, and what it tells about itself."""

from __future__ import annotations

import io
import re
import unicodedata
from functools import partial

import pikepdf
from pikepdf import Dictionary, Name, ObjectStreamMode

from exports.document import Document
from exports.tagging import Tree, write_structure

_ENTRY = re.compile(rb"<([0-9A-F]{2})> <([0-9A-F]{4})>")
_PRODUCER = "MARAC Desk"


def finished(drawn: io.BytesIO, document: Document, tree: Tree, sources: dict[tuple[str, str], str]) -> bytes:
    """The whole file. `sources` says what the private glyphs of a face stand for."""
    with pikepdf.open(drawn) as pdf:
        write_structure(pdf, tree, document.language)
        _say_what_glyphs_mean(pdf, sources)
        _describe(pdf, document)
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        out = io.BytesIO()
        pdf.save(
            out,
            min_version="1.7",
            object_stream_mode=ObjectStreamMode.generate,
            deterministic_id=True,
            progress=_let_others_run,
        )
    return out.getvalue()


def _let_others_run(_: int) -> None:
    """Saving is one long step to Python; only where it is told how far it is can the window have its turn."""


def _describe(pdf: pikepdf.Pdf, document: Document) -> None:
    """Title, subject and author in the metadata; whatever reportlab left there goes. No dates, nobody's name."""
    del pdf.trailer.Info
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = document.title
        metadata["dc:language"] = [document.language]
        metadata["pdf:Producer"] = _PRODUCER
        metadata["pdfuaid:part"] = "1"
        if document.author:
            metadata["dc:creator"] = [document.author]
        if document.subject:
            metadata["dc:description"] = document.subject
    pdf.docinfo["/Title"] = document.title
    pdf.docinfo["/Producer"] = _PRODUCER


def _say_what_glyphs_mean(pdf: pikepdf.Pdf, sources: dict[tuple[str, str], str]) -> None:
    """Makes each font's way back to Unicode true, so that search, copy and screen readers get letters.

    Codes that reportlab maps to nothing are marked so (PDF/UA-1, 7.21.7, forbids U+0000), shaped glyphs
    are led back to the letters they come from, and joined Arabic forms to plain Arabic letters.
    """
    for font in pdf.objects:
        if isinstance(font, Dictionary) and font.get("/Type") == Name.Font and "/ToUnicode" in font:
            name = str(font.BaseFont).rpartition("+")[2]
            correct = partial(_corrected, name=name, sources=sources)
            font.ToUnicode.write(_ENTRY.sub(correct, font.ToUnicode.read_bytes()))


def _corrected(entry: re.Match[bytes], name: str, sources: dict[tuple[str, str], str]) -> bytes:
    character = chr(int(entry[2], 16))
    if character == "\0":
        means = "\ufffd"
    elif (name, character) in sources:
        means = sources[name, character]
    elif "\ufb50" <= character <= "\ufeff":
        means = unicodedata.normalize("NFKC", character)
    else:
        return entry[0]
    return b"<%s> <%s>" % (entry[1], means.encode("utf-16-be").hex().upper().encode())
