from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from exports.document import Heading, Items, KeyFacts, Notice, PageBreak, Paragraph, Run, Tone, plain
from exports.word import render_word
from marac_desk.errors import ExportRefused
from marac_desk.progress import Stopped
from tests.support.papers import NAMES, actions, case, one_of_everything, paper, table
from tests.support.reading import W, pdf_pages, word_paragraphs, word_part

TITLE = Heading(1, "Minutes of an invented meeting")


def test_headings_have_real_heading_styles() -> None:
    file = docx.Document(io.BytesIO(render_word(paper(TITLE, *case()))))
    found = [(line.style.name, line.text) for line in file.paragraphs if line.style and line.style.name]
    headings = [(name, text) for name, text in found if name.startswith("Heading")]
    assert headings[:3] == [
        ("Heading 1", "Minutes of an invented meeting"),
        ("Heading 2", "Case NV-2026-0142 · repeat"),
        ("Heading 3", "1 Presented by the referrer"),
    ]


def test_each_table_has_a_caption_a_repeated_head_and_rows_that_stay_whole() -> None:
    (whole,) = word_part(render_word(paper(TITLE, actions(7, 3)))).iter(f"{W}tbl")
    assert whole.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val") == "Actions"
    rows = whole.findall(f"{W}tr")
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False, False, False]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_a_cell_that_spans_columns_is_as_wide_as_they_are() -> None:
    tables = docx.Document(io.BytesIO(render_word(paper(TITLE, *case())))).tables
    row = tables[1].rows[3]
    assert row.cells[1].text == "Not known to us."
    assert row.cells[1]._tc is row.cells[2]._tc


def test_each_numbered_list_starts_at_one() -> None:
    steps = Items((plain("one"), plain("two")), numbered=True)
    assert word_paragraphs(render_word(paper(steps, Paragraph(plain("Then")), steps))) == [
        "1. one",
        "2. two",
        "Then",
        "1. one",
        "2. two",
    ]


def test_two_tables_that_follow_each_other_stay_two() -> None:
    body = word_part(render_word(paper(table("One", {"A": 1}, ("x",)), table("Two", {"A": 1}, ("y",)))))[0]
    assert [each.tag.removeprefix(W) for each in body] == ["tbl", "p", "tbl", "p", "sectPr"]


def test_two_notices_that_follow_each_other_stay_two() -> None:
    notice = Notice(Tone.OPEN, (plain("Something is open."),), title="Open")
    assert word_paragraphs(render_word(paper(notice, notice))) == [
        "Open",
        "Something is open.",
        "",
        "Open",
        "Something is open.",
    ]


def test_what_follows_a_page_break_starts_a_page() -> None:
    file = docx.Document(
        io.BytesIO(render_word(paper(TITLE, PageBreak(), Heading(2, "Next"), PageBreak(), actions(1, 1))))
    )
    assert [bool(line.paragraph_format.page_break_before) for line in file.paragraphs] == [False, True, True, False]


def test_the_facts_of_a_case_stay_with_its_heading() -> None:
    heading = Heading(2, "Case NV-2026-0142", new_section=True)
    facts = next(block for block in case() if isinstance(block, KeyFacts))
    lines = word_part(render_word(paper(heading, facts))).iter(f"{W}tbl").__next__().iter(f"{W}p")
    assert all(line.find(f"{W}pPr/{W}keepNext") is not None for line in lines)


def test_head_and_foot_say_the_marking_the_paper_and_the_page() -> None:
    document = one_of_everything()
    section = docx.Document(io.BytesIO(render_word(document))).sections[0]
    assert [line.text for line in section.header.paragraphs] == ["OFFICIAL-SENSITIVE"]
    line, marking = (line.text for line in section.footer.paragraphs)
    assert line == f"{document.foot}\n\tFingerprint {document.fingerprint} · Page 1 of 1"
    assert marking == "OFFICIAL-SENSITIVE"
    codes = word_part(render_word(document), "word/footer1.xml").iter(f"{W}instrText")
    assert [code.text.strip() for code in codes] == ["PAGE", "NUMPAGES"]


def test_a_foot_too_long_for_one_line_puts_the_page_on_the_next() -> None:
    document = replace(paper(TITLE), foot="Copy for the chair, " * 7)
    line = docx.Document(io.BytesIO(render_word(document))).sections[0].footer.paragraphs[0].text
    assert line == f"{document.foot}\n\tFingerprint {document.fingerprint} · Page 1 of 1"


def test_a_line_end_in_a_text_is_a_line_break() -> None:
    (line,) = docx.Document(io.BytesIO(render_word(paper(Paragraph(plain("one\ntwo")))))).paragraphs
    assert line.text == "one\ntwo"
    assert len(list(line._p.iter(f"{W}br"))) == 1


def test_the_page_is_a4() -> None:
    section = docx.Document(io.BytesIO(render_word(paper(TITLE)))).sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_the_paper_is_in_british_english_and_a_run_may_be_in_another_language() -> None:
    data = render_word(paper(Paragraph((Run("فاطمہ", language="ur"), Run(" and ਹਰਪ੍ਰੀਤ")))))
    language = word_part(data, "word/styles.xml").find(f".//{W}docDefaults//{W}lang")
    assert language.get(f"{W}val") == "en-GB"
    arabic, _, gurmukhi = word_part(data).iter(f"{W}r")
    assert arabic.find(f"{W}rPr/{W}rtl") is not None
    assert arabic.find(f"{W}rPr/{W}lang").get(f"{W}bidi") == "ur"
    assert gurmukhi.find(f"{W}rPr/{W}rFonts").get(f"{W}cs") == "Noto Sans Gurmukhi"


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_written_letter_by_letter(name: str) -> None:
    assert word_paragraphs(render_word(paper(Paragraph(plain(name))))) == [name]


def test_the_file_tells_what_it_is_and_nothing_about_people_machines_or_times() -> None:
    data = render_word(one_of_everything())
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        everything = b"".join(file.read(name) for name in file.namelist())
        assert not [name for name in file.namelist() if "theme" in name or "thumbnail" in name]
        assert {entry.date_time[0] for entry in file.infolist()} == {1980}
    assert b"python-docx" not in everything
    assert b"Macintosh" not in everything
    core = [(each.tag.partition("}")[2], each.text) for each in word_part(data, "docProps/core.xml")]
    assert core == [
        ("title", "Minutes of an invented meeting"),
        ("subject", "Minutes"),
        ("creator", "North Vale MARAC"),
        ("language", "en-GB"),
    ]


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert render_word(one_of_everything()) == render_word(one_of_everything())


def test_a_character_that_would_print_blank_stops_the_paper() -> None:
    with pytest.raises(ExportRefused, match="U\\+1F600"):
        render_word(paper(Paragraph(plain("😀"))))


def test_it_stops_when_asked() -> None:
    with pytest.raises(Stopped):
        render_word(paper(TITLE), cancelled=lambda: True)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_and_shows_every_part(tmp_path: Path) -> None:
    (tmp_path / "paper.docx").write_bytes(render_word(one_of_everything()))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), "paper.docx"]
    subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, timeout=100)
    pages = pdf_pages((tmp_path / "paper.pdf").read_bytes())
    assert "Minutes of an invented meeting" in pages[0]
    assert "DI Placeholder, chair" in pages[-1]
    for number, text in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in text
        assert text.count("OFFICIAL-SENSITIVE") == 2
