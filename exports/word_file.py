"""The Word file around a paper: its parts, what it tells about itself, page size, head and foot."""

from __future__ import annotations

import io
import zipfile
from functools import cache

import docx
from docx.document import Document as WordFile
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.package import OpcPackage
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from lxml import etree

from exports.document import Document, plain
from exports.look import BODY_WIDTH, BOTTOM, FOOT, FOOT_MARKING, MARKING_FROM_TOP, PAGE_HEIGHT, PAGE_WIDTH, SIDE, TOP
from exports.typesetting import Typesetter
from exports.word_parts import Element, field, paragraph, runs, tab, twips, w
from exports.word_styles import fonts, lists, settings, style_sheet

_KEPT = {RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.NUMBERING, RELATIONSHIP_TYPE.SETTINGS}
_DUBLIN = "http://purl.org/dc/elements/1.1/"
_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>MARAC Desk</Application></Properties>"
)
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment a zip file can name: the same paper gives the same bytes, whenever it is made."""


def empty_file(document: Document) -> WordFile:
    """A python-docx document with our styles, head and foot, and nothing in its body."""
    file = docx.Document(io.BytesIO(_template(document.language)))
    _tell(file, document)
    _set_page(file)
    section = file.sections[0]
    _replace(section.header.part.element, [paragraph("Marking", *runs(plain(document.marking)))])
    _replace(section.footer.part.element, _foot(document))
    return file


def saved(file: WordFile) -> bytes:
    """The file's bytes, without a trace of when they were made."""
    raw, out = io.BytesIO(), io.BytesIO()
    file.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _EARLIEST), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


@cache
def _template(language: str) -> bytes:
    """python-docx's own blank file with all its parts, styles and traces replaced by ours."""
    file = docx.Document()
    _drop_parts(file)
    _replace(file.styles.element, style_sheet(language))
    _replace(file.part.numbering_part.element, lists())
    _replace(file.settings.element, settings(language))
    _add_part(
        file.part, "/word/fontTable.xml", CONTENT_TYPE.WML_FONT_TABLE, RELATIONSHIP_TYPE.FONT_TABLE, _xml(fonts())
    )
    app, properties = CONTENT_TYPE.OFC_EXTENDED_PROPERTIES, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES
    _add_part(file.part.package, "/docProps/app.xml", app, properties, _APP)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _drop_parts(file: WordFile) -> None:
    """Theme, thumbnail, old styles and the like: nothing in our papers uses them."""
    for rels, kept in (
        (file.part.rels, _KEPT),
        (file.part.package.rels, {RELATIONSHIP_TYPE.OFFICE_DOCUMENT, RELATIONSHIP_TYPE.CORE_PROPERTIES}),
    ):
        for key in [key for key, rel in rels.items() if rel.reltype not in kept]:
            del rels[key]


def _add_part(owner: Part | OpcPackage, name: str, content_type: str, relation: str, blob: bytes) -> None:
    owner.relate_to(Part(PackURI(name), content_type, blob), relation)


def _xml(element: Element) -> bytes:
    return bytes(etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True))


def _replace(element: Element, kids: list[Element]) -> None:
    for old in list(element):
        element.remove(old)
    element.extend(kids)


def _tell(file: WordFile, document: Document) -> None:
    """Title, subject, author and language; no dates, and nobody who made or changed it."""
    core = next(part for part in file.part.package.iter_parts() if part.partname == "/docProps/core.xml")
    assert isinstance(core, XmlPart)
    facts = {"title": document.title, "subject": document.subject, "creator": document.author}
    told = []
    for tag, value in {**facts, "language": document.language}.items():
        entry = etree.Element(f"{{{_DUBLIN}}}{tag}")
        entry.text = value
        told.append(entry)
    _replace(core.element, told)


def _set_page(file: WordFile) -> None:
    section = file.element.body.sectPr
    size = w("pgSz", w=twips(PAGE_WIDTH), h=twips(PAGE_HEIGHT))
    margins = w(
        "pgMar",
        top=twips(TOP),
        bottom=twips(BOTTOM),
        left=twips(SIDE),
        right=twips(SIDE),
        header=twips(MARKING_FROM_TOP - 15),
        footer=twips(FOOT_MARKING - 4),
        gutter=0,
    )
    _replace(section, [size, margins])


def _foot(document: Document) -> list[Element]:
    """What the paper is at the left and the page at the right; on two lines if one is too short for both.

    A fifth is left over, as a computer without our font takes another one, which may be that much wider.
    """
    before = f"Fingerprint {document.fingerprint} · Page "
    setter = Typesetter()
    needed = setter.width(document.foot, FOOT) + setter.width(f"{before}999 of 999", FOOT) + 14
    line = paragraph(
        "PageFoot",
        *runs(plain(document.foot + ("\n" if 1.2 * needed > BODY_WIDTH else ""))),
        tab(),
        *runs(plain(before)),
        *field("PAGE", "1"),
        *runs(plain(" of ")),
        *field("NUMPAGES", "1"),
    )
    return [line, paragraph("Marking", *runs(plain(document.marking)))]
