from __future__ import annotations

import pytest

from exports.document import Document, Heading, Items, Notice, Paragraph, Run, Tone, plain, texts
from exports.pdf import render_pdf
from exports.word import render_word
from tests.support.papers import actions, one_of_everything, paper, table
from tests.support.reading import pdf_said, word_paragraphs, words

LONG = "The agency shares what it knows in plain words, and keeps to what the others need to know. "

PAPERS = {
    "one of everything": one_of_everything(),
    "a row over pages": paper(
        Heading(1, "Minutes"),
        table("Tall", {"Agency": 1, "Fact": 3}, ("Police", LONG * 90), ("IDVA", "Short.")),
        actions(7, 70),
    ),
    "runs that touch": paper(
        Paragraph((Run("un"), Run("believ", bold=True), Run("able", italic=True), Run(", she\nsaid\tso."))),
        Items((plain("first\nand second"), plain("third")), numbered=True),
        Items((plain("once more"),), numbered=True),
        Notice(Tone.VOICE, (plain(LONG), plain("Anti-social behaviour " * 30)), title="Her words"),
    ),
}


@pytest.mark.parametrize("name", PAPERS)
def test_word_and_pdf_say_the_same_words_in_the_same_order(name: str) -> None:
    document = PAPERS[name]
    assert words(word_paragraphs(render_word(document))) == words(pdf_said(render_pdf(document)))


@pytest.mark.parametrize("name", PAPERS)
def test_they_are_the_words_of_the_document(name: str) -> None:
    assert unsigned(words(word_paragraphs(render_word(PAPERS[name])))) == unsigned(words_of(PAPERS[name]))


def words_of(document: Document) -> list[str]:
    return words(list(texts(document)))


def unsigned(said: list[str]) -> list[str]:
    """Without the signs before list items, which are not in the Document."""
    return [word for word in said if word not in ("•", "1.", "2.", "3.")]
