"""The log as a paper: the same words in Word and PDF, who and when and what, and where the history ended."""

from __future__ import annotations

from datetime import UTC, datetime

from exports.compose.history import LogLine, LogPaper, compose_log
from exports.document import texts
from exports.pdf import render_pdf
from exports.word import render_word
from tests.support.reading import pdf_said, word_paragraphs, words

AT = datetime(2026, 7, 26, 9, 30, tzinfo=UTC)
LINES = (
    LogLine(3, AT, "Anna Example", "Undone: Add action", "action 2, case NV-2026-0142"),
    LogLine(2, AT, "Chris Placeholder", "Open case", "case NV-2026-0142"),
)
DOCUMENT = compose_log(LogPaper("everything", "Anna Example", AT, "3: 9f3a77c1", LINES))


def test_each_entry_is_a_row_by_the_clock_on_the_wall() -> None:
    said = list(texts(DOCUMENT))
    at = said.index("3")
    assert said[at : at + 5] == [
        *("3", "26 Jul 2026 10:30", "Anna Example", "Undone: Add action", "action 2, case NV-2026-0142"),
    ]
    assert "The history ended with entry 3: 9f3a77c1" in said
    assert "2: everything" in said


def test_word_and_pdf_say_the_same() -> None:
    in_word = words(word_paragraphs(render_word(DOCUMENT)))
    in_pdf = words(pdf_said(render_pdf(DOCUMENT)))
    assert in_word
    assert set(in_word) == set(in_pdf)


def test_the_files_are_named_by_the_moment() -> None:
    assert DOCUMENT.reference.startswith("history-2026-07-26-")
