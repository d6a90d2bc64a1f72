"""Small words that several papers share: lists, counts, times of day and cells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from exports.document import Cell, Fact, KeyFacts, Run, Text, plain
from marac_desk.cases import KeyDateKind
from marac_desk.dates import short_date

LOCAL = ZoneInfo("Europe/London")
"""The clock on the wall where the meeting is; the record keeps UTC."""

REQUESTS = "Anyone else who asks for this paper is sent to the coordinator."
"""A court, a solicitor or a relative gets no paper from an agency; the foot of each page names them."""

_ABBREVIATED = re.compile(r"\b\w\.\w\.$")
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def local_day(at: datetime) -> date:
    """The day on which it was, by the local clock."""
    return at.astimezone(LOCAL).date()


def local_time(at: datetime | None) -> str:
    """`09:30` by the local clock; `not recorded` where there is none."""
    return f"{at.astimezone(LOCAL):%H:%M}" if at else "not recorded"


def day_or(day: date | None, otherwise: str) -> str:
    """The date as it stands on a paper, or other words where there is none."""
    return short_date(day) if day else otherwise


def key_date(kind: KeyDateKind, on: date, note: str) -> str:
    """`bail ends 14 Dec 2026 (conditional)`; another kind of date is told by its note alone."""
    named = short_date(on) if kind is KeyDateKind.OTHER else f"{kind.value} {short_date(on)}"
    return f"{named} ({note})" if note else named


def yes_no(answer: bool) -> str:
    """`Yes` or `No`."""
    return "Yes" if answer else "No"


def capital(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """The text with a capital at its beginning and a stop at its end, be it inside closing quotes."""
    return capital(text) if text.rstrip("'\"’”)").endswith((".", "!", "?")) else f"{capital(text)}."


def clause(text: str) -> str:
    """The text without the stop or comma at its end, to go on after it; `9 a.m.` keeps its own."""
    return text if _ABBREVIATED.search(text) else text.rstrip(" .,;:")


def counted(number: int, one: str, many: str) -> str:
    """`One line`, `Two lines`, `12 lines`."""
    word = _NUMBERS[number] if number < len(_NUMBERS) else str(number)
    return f"{capital(word)} {one if number == 1 else many}"


def labelled(label: str, text: str) -> Text:
    """A bold label and what stands after it."""
    return (Run(f"{label}: ", bold=True), *plain(text))


def row(*texts: str | Text) -> tuple[Cell, ...]:
    """One table row of plain cells."""
    return tuple(Cell(plain(text) if isinstance(text, str) else text) for text in texts)


def spanned(first: str, text: str | Text, columns: int) -> tuple[Cell, ...]:
    """One table row whose second cell reaches to the last column."""
    return (Cell(plain(first)), Cell(plain(text) if isinstance(text, str) else text, span=columns - 1))


def key_facts(pairs: Iterable[tuple[str, str]], columns: int = 2) -> KeyFacts:
    """Labels with their values; a pair without a value is left out."""
    return KeyFacts(tuple(Fact(label, plain(value)) for label, value in pairs if value), columns)


def together(*parts: Text) -> Text:
    """Several texts in one paragraph, a space between them."""
    runs: list[Run] = []
    for part in parts:
        if runs and part:
            runs.append(Run(" "))
        runs += part
    return tuple(runs)
