from __future__ import annotations

from importlib.resources import files

import pytest

from exports.document import Cell, Column, Document, Heading, Paragraph, Table, plain
from exports.fonts import FAMILIES, by_family, face, family_of, refuse_unprintable, uncovered, unprintable
from marac_desk.errors import ExportRefused
from tests.support.papers import NAMES, one_of_everything, paper


def with_a_secret(character: str) -> Document:
    cell = Cell(plain(f"Ring Marta Invented {character} on 07700 900123"))
    return paper(
        Heading(1, "Minutes"),
        Heading(2, "Case NV-2026-0142"),
        Heading(3, "5 Actions"),
        Table("Actions", (Column("Action"),), ((cell,),)),
        Heading(2, "Next case"),
        Paragraph(plain("Nothing here.")),
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_letter_of_the_names_is_covered(name: str) -> None:
    assert uncovered(name) == []


@pytest.mark.parametrize("sign", list("☐☑☒✓✗→←•–—’“”…−×½£€·"))
def test_the_signs_that_papers_use_are_covered(sign: str) -> None:
    assert uncovered(sign) == []


@pytest.mark.parametrize("character", ["😀", "漢", "\x07", "\x00", "\ue000", "\U0001f1ec"])
def test_a_character_without_a_glyph_is_reported(character: str) -> None:
    assert uncovered(f"a{character}b{character}") == [character]


@pytest.mark.parametrize("character", ["\u200d", "\u200f", "\u2066", "\u00ad", "\ufeff", "\n", "\t"])
def test_what_only_steers_or_breaks_the_line_is_not_reported(character: str) -> None:
    assert uncovered(f"a{character}b") == []


def test_the_finding_names_the_character_and_the_place() -> None:
    (found,) = unprintable(with_a_secret("😀"))
    assert found.sentence == (
        "The character U+1F600 (grinning face) in “Case NV-2026-0142, 5 Actions, table Actions” cannot be printed."
    )


def test_the_refusal_holds_no_word_of_the_text() -> None:
    with pytest.raises(ExportRefused) as refusal:
        refuse_unprintable(with_a_secret("漢"))
    assert "U+6F22" in refusal.value.say
    assert "Nothing was written." in refusal.value.say
    assert not any(secret in refusal.value.say for secret in ("Marta", "Invented", "07700", "Ring"))


def test_many_findings_make_a_short_message() -> None:
    with pytest.raises(ExportRefused, match="And 3 more"):
        refuse_unprintable(paper(Paragraph(plain("一二三四五六七八"))))


def test_head_and_foot_are_looked_through_too() -> None:
    (found,) = unprintable(paper(Paragraph(plain("Fine.")), title="Minutes 😀"))
    assert found.place == "head and foot of the pages"


def test_a_printable_paper_passes() -> None:
    refuse_unprintable(one_of_everything())


def test_a_text_is_split_where_the_script_changes() -> None:
    assert list(by_family("Dr فاطمہ, ਹਰਪ੍ਰੀਤ ☑")) == [
        ("NotoSans", "Dr "),
        ("NotoSansArabic", "فاطمہ"),
        ("NotoSans", ", "),
        ("NotoSansGurmukhi", "ਹਰਪ੍ਰੀਤ"),
        ("NotoSans", " "),
        ("NotoSansSymbols2", "☑"),
    ]


def test_noto_sans_comes_first() -> None:
    assert {family_of(character) for character in "Ŵễọж–’"} == {"NotoSans"}


@pytest.mark.parametrize(
    ("family", "bold", "italic", "expected"),
    [
        ("NotoSans", True, True, "NotoSans-BoldItalic"),
        ("NotoSansArabic", True, True, "NotoSansArabic-Bold"),
        ("NotoSansTamil", False, True, "NotoSansTamil-Regular"),
        ("NotoSansSymbols2", True, False, "NotoSansSymbols2-Regular"),
    ],
)
def test_a_missing_cut_falls_back_to_the_nearest(family: str, bold: bool, italic: bool, expected: str) -> None:
    assert face(family, bold, italic) == expected


def test_the_shipped_fonts_are_the_ones_named_with_their_licence_and_stay_small() -> None:
    shipped = {entry.name: len(entry.read_bytes()) for entry in (files("assets") / "fonts").iterdir()}
    assert shipped.keys() == {"OFL.txt"} | {f"{name}-{cut}.ttf" for name, cuts in FAMILIES.items() for cut in cuts}
    assert sum(shipped.values()) < 6_000_000
