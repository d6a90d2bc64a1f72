from __future__ import annotations

import io
import re

import page as checker
import pikepdf
import pypdf
import pypdfium2
import pytest

from exports.document import (
    Block,
    Cell,
    Column,
    Fact,
    Heading,
    Items,
    KeyFacts,
    Notice,
    Paragraph,
    Run,
    Table,
    Tone,
    plain,
)
from exports.pdf import render_pdf
from marac_desk.errors import ExportRefused
from marac_desk.progress import Stopped
from tests.support.papers import NAMES, actions, case, one_of_everything, paper, table
from tests.support.reading import pdf_pages, pdf_said, structure, words

LONG = "The agency shares what it knows, in plain words, and keeps to what the others need. "
TITLE = Heading(1, "Minutes of an invented meeting")

SHARED = {"Agency": 1.0, "Fact": 3.0}
FOUND = (plain(LONG * 30), plain(LONG * 30))

PAPERS: dict[str, tuple[Block, ...]] = {
    "nothing at all": (),
    "nothing but a title": (TITLE,),
    "a table over many pages": (TITLE, actions(7, 150)),
    "a table without rows": (TITLE, table("Nothing", SHARED)),
    "empty cells and values": (TITLE, table("Gaps", SHARED, ("", ""), ("x", "")), KeyFacts((Fact("Why", ()),))),
    "a row taller than a page": (TITLE, table("Tall", SHARED, ("Police", LONG * 90), ("IDVA", "Short."))),
    "a notice over two pages": (TITLE, Paragraph(plain(LONG * 40)), Notice(Tone.VOICE, FOUND, title="Voice")),
    "lists over two pages": (TITLE, Items((plain(LONG),) * 60), Items((plain("One."),) * 12, numbered=True)),
    "languages": (TITLE, Paragraph((Run("Cyfarfod", language="cy"), Run(" a "), Run("فاطمہ بیگم", language="ur")))),
}


@pytest.mark.parametrize("name", [*PAPERS, "one of everything"])
def test_the_file_passes_the_machine_check_for_accessible_pdf(name: str) -> None:
    document = one_of_everything() if name == "one of everything" else paper(*PAPERS[name])
    report = checker.validate_pdf_bytes(render_pdf(document), profile=checker.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, [(failure.rule_id, failure.message) for failure in report.failures]


def test_the_machine_check_would_notice_a_file_without_tags() -> None:
    with pikepdf.open(io.BytesIO(render_pdf(paper(TITLE)))) as pdf:
        del pdf.Root.StructTreeRoot
        out = io.BytesIO()
        pdf.save(out)
    report = checker.validate_pdf_bytes(out.getvalue(), profile=checker.ValidationProfile.PDF_UA_1)
    assert not report.is_compliant


def test_the_structure_says_what_each_thing_is() -> None:
    blocks = (
        TITLE,
        Items((plain("one"),), numbered=True),
        KeyFacts((Fact("Victim", plain("Marta Invented")),)),
        Table(
            "Shared",
            (Column("A"), Column("B"), Column("C")),
            ((Cell(plain("x")), Cell(plain("y"), 2)),),
            row_heads=True,
        ),
        Notice(Tone.DANGER, (plain("Do not write."),), title="Contact"),
    )
    assert structure(render_pdf(paper(*blocks))) == [
        (0, "Document", ""),
        (1, "H1", ""),
        (1, "L", ""),
        (2, "LI", ""),
        (3, "Lbl", ""),
        (3, "LBody", ""),
        (1, "L", ""),
        (2, "LI", ""),
        (3, "Lbl", ""),
        (3, "LBody", ""),
        (1, "Table", "Summary=Shared"),
        (2, "THead", ""),
        (3, "TR", ""),
        *[(4, "TH", "Scope=/Column"), (5, "P", "")] * 3,
        (2, "TBody", ""),
        (3, "TR", ""),
        (4, "TH", "Scope=/Row"),
        (5, "P", ""),
        (4, "TD", "ColSpan=2"),
        (5, "P", ""),
        (1, "Div", ""),
        (2, "P", ""),
        (2, "P", ""),
    ]


def test_each_stretch_on_each_page_leads_back_to_its_element() -> None:
    with pikepdf.open(io.BytesIO(render_pdf(paper(TITLE, actions(7, 150))))) as pdf:
        parents = dict(zip(*[iter(pdf.Root.StructTreeRoot.ParentTree.Nums)] * 2, strict=True))
        assert len(pdf.pages) > 3
        for page in pdf.pages:
            owners = parents[page.StructParents]
            marks = [each.operands[1] for each in pikepdf.parse_content_stream(page) if str(each.operator) == "BDC"]
            numbers = [int(mark.MCID) for mark in marks if "/MCID" in mark]
            assert numbers == list(range(len(owners)))
            for number, owner in enumerate(owners):
                kids = [kid for kid in owner.K if kid.get("/MCID") == number]
                assert any(kid.Pg.objgen == page.obj.objgen for kid in kids)


def test_a_table_over_pages_repeats_its_head_for_the_eye_and_says_it_once() -> None:
    data = render_pdf(paper(TITLE, actions(7, 150)))
    assert all("Agency, person" in text for text in pdf_pages(data))
    assert sum("Agency, person" in text for text in pdf_said(data)) == 1
    assert sum(role == "TR" for _, role, _ in structure(data)) == 151


def test_each_page_says_which_it_is_and_bears_the_marking_twice() -> None:
    document = one_of_everything()
    pages = pdf_pages(render_pdf(document))
    for number, text in enumerate(pages, start=1):
        assert f"Fingerprint {document.fingerprint} · Page {number} of {len(pages)}" in text
        assert text.count("OFFICIAL-SENSITIVE") == 2
        assert "Copy for Police." in text


def test_head_and_foot_are_not_read_aloud() -> None:
    said = " ".join(pdf_said(render_pdf(one_of_everything())))
    assert "OFFICIAL-SENSITIVE" not in said
    assert "Fingerprint" not in said


def test_a_case_never_starts_at_the_very_bottom() -> None:
    lines = [Paragraph(plain("Filler.")) for _ in range(31)]
    for count in range(24, 32):
        pages = pdf_pages(render_pdf(paper(TITLE, *lines[:count], *case())))
        start = next(text for text in pages if "Case NV-2026-0142" in text)
        assert "2 The victim’s voice" in start, count


def test_a_heading_stays_with_the_first_row_of_its_table() -> None:
    lines = [Paragraph(plain("Filler.")) for _ in range(41)]
    for count in range(30, 41):
        pages = pdf_pages(render_pdf(paper(TITLE, *lines[:count], Heading(2, "Next actions"), actions(7, 20))))
        assert "7.1 " in next(text for text in pages if "Next actions" in text), count


def test_a_row_that_fits_a_page_is_never_split() -> None:
    rows = [(f"Agency {number}", f"Start{number} {LONG * 3} End{number}") for number in range(40)]
    pages = pdf_pages(render_pdf(paper(TITLE, table("Shared", {"Agency": 1, "Fact": 3}, *rows))))
    for number in range(40):
        home = next(text for text in pages if f"Start{number} " in text)
        assert f"End{number}\r" in home or home.rstrip().find(f"End{number}") > 0


def test_a_row_taller_than_a_page_is_split_and_loses_nothing() -> None:
    fact = " ".join(f"word{number}" for number in range(2500))
    data = render_pdf(paper(TITLE, table("Tall", {"Agency": 1, "Fact": 3}, ("Police", fact), ("IDVA", "Short."))))
    assert len(pdf_pages(data)) > 2
    said = words(pdf_said(data))
    assert [word for word in said if word.startswith("word")] == fact.split()
    assert said[-2:] == ["IDVA", "Short."]


def test_no_column_is_so_narrow_that_a_number_is_cut() -> None:
    (text,) = pdf_pages(render_pdf(paper(table("T", {"No.": 0.1, "Action": 9}, ("142.1357", LONG)))))
    assert "142.1357" in text


def test_headings_are_bookmarks_in_their_order() -> None:
    outline = pypdf.PdfReader(io.BytesIO(render_pdf(paper(TITLE, *case(), *case(143))))).outline
    (first, inner) = outline
    assert isinstance(first, dict)
    assert first.title == "Minutes of an invented meeting"
    assert isinstance(inner, list)
    assert [entry.title for entry in inner if isinstance(entry, dict)] == [
        "Case NV-2026-0142 · repeat",
        "Case NV-2026-0143 · repeat",
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_extracted_letter_by_letter(name: str) -> None:
    (text,) = pdf_said(render_pdf(paper(Paragraph((Run("Seen: "), Run(name), Run("."))))))
    assert re.sub(r"\s+[.]", ".", text).strip() == f"Seen: {name}."


def test_letters_that_run_from_right_to_left_come_in_the_order_of_reading() -> None:
    with pikepdf.open(io.BytesIO(render_pdf(paper(Paragraph(plain("فاطمہ")))))) as pdf:
        stream = pikepdf.parse_content_stream(pdf.pages[0])
    places = [float(each.operands[4]) for each in stream if str(each.operator) == "Tm"]
    assert len(set(places[-5:])) == 5
    assert places[-5:] == sorted(places[-5:], reverse=True)


def picture(text: str) -> bytes:
    with pypdfium2.PdfDocument(render_pdf(paper(Paragraph(plain(text))))) as file:
        image = file[0].render(scale=2).to_pil().convert("L")
        # Only the first line of the body: the fingerprint in the foot differs in any case.
        return bytes(image.crop((0, 80, image.width, 125)).tobytes())


def ink(name: str) -> int:
    return sum(level < 128 for level in picture(name))


@pytest.mark.parametrize("name", NAMES)
def test_a_name_leaves_ink_of_its_own(name: str) -> None:
    assert ink(name) > 20 * len(name)
    assert picture(name) != picture(name[:-1] + name[0])


def test_arabic_letters_join_and_gurmukhi_ones_form_conjuncts() -> None:
    assert picture("فاطمہ") != picture("\u200c".join("فاطمہ"))
    assert picture("ਪ੍ਰੀ") != picture("ਪ੍\u200cਰੀ")


def test_a_language_of_its_own_is_marked() -> None:
    with pikepdf.open(io.BytesIO(render_pdf(paper(Paragraph((Run("Siân", language="cy"),)))))) as pdf:
        spans = [each.operands[1] for each in pikepdf.parse_content_stream(pdf.pages[0]) if str(each.operator) == "BDC"]
        assert [str(span.Lang) for span in spans if "/Lang" in span] == ["cy"]
        assert str(pdf.Root.Lang) == "en-GB"


def test_the_file_tells_what_it_is_and_nothing_about_people_machines_or_times() -> None:
    with pikepdf.open(io.BytesIO(render_pdf(one_of_everything()))) as pdf:
        assert {key: str(value) for key, value in pdf.docinfo.items()} == {
            "/Title": "Minutes of an invented meeting",
            "/Subject": "Minutes",
            "/Author": "North Vale MARAC",
            "/Producer": "MARAC Desk",
        }
        metadata = pdf.Root.Metadata.read_bytes().decode()
        assert "North Vale MARAC" in metadata
        assert "ReportLab" not in metadata
        assert "Date" not in metadata
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


def test_every_font_is_embedded() -> None:
    with pikepdf.open(io.BytesIO(render_pdf(one_of_everything()))) as pdf:
        fonts = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font"]
        assert fonts
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert render_pdf(one_of_everything()) == render_pdf(one_of_everything())


def test_a_character_that_would_print_blank_stops_the_paper() -> None:
    with pytest.raises(ExportRefused, match="U\\+1F600"):
        render_pdf(paper(Paragraph(plain("😀"))))


def test_it_says_how_far_it_is_and_stops_when_asked() -> None:
    steps: list[tuple[int, int]] = []
    render_pdf(paper(TITLE, *case()), progress=lambda done, of: steps.append((done, of)))
    assert steps == [(done, len(case()) + 1) for done in range(len(case()) + 2)]
    with pytest.raises(Stopped):
        render_pdf(paper(TITLE, *case()), cancelled=lambda: len(steps) > 0)
