"""The history of a vault as a paper: who did what and when. References and labels only, no word of a record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from exports.compose.wording import local_day, local_time
from exports.document import Cell, Column, Document, Fact, Heading, KeyFacts, Paragraph, Table, plain
from marac_desk.dates import short_date

TITLE = "History of the vault"
ABOUT = (
    "Each line is one entry of the history: its number, when it was made and by whom, what was done, and what it was "
    "about, by references and numbers. No word of a record is in it."
)
MARKING = "OFFICIAL-SENSITIVE"
FOOT = "The history of a MARAC's vault. Not for client files, courts, solicitors, relatives"
_COLUMNS = (
    Column("Entry", 0.7),
    Column("When", 1.4),
    Column("Who", 1.6),
    Column("What was done", 2.4),
    Column("About", 3),
)


@dataclass(frozen=True)
class LogLine:
    """One entry, as it stands on the paper."""

    number: int
    at: datetime
    who: str
    done: str
    about: str


@dataclass(frozen=True)
class LogPaper:
    """What the paper says besides its lines: how it was chosen, who made it, when, and where the history ended."""

    chosen: str
    by: str
    at: datetime
    head: str
    lines: tuple[LogLine, ...]


def compose_log(paper: LogPaper) -> Document:
    """The entries, newest first, as one table."""
    made = f"{short_date(local_day(paper.at))}, {local_time(paper.at)}"
    facts = (
        Fact("Made", plain(f"{made} by {paper.by}")),
        Fact("Entries", plain(f"{len(paper.lines)}: {paper.chosen}")),
    )
    head = plain(f"The history ended with entry {paper.head}")
    return Document(
        title=TITLE,
        reference=f"history-{paper.at.astimezone():%Y-%m-%d-%H%M%S}",
        marking=MARKING,
        foot=FOOT,
        blocks=(
            Heading(1, TITLE),
            KeyFacts(facts),
            Paragraph(plain(ABOUT)),
            Table("Entries of the history", _COLUMNS, _rows(paper.lines), row_heads=True),
            Paragraph(head, small=True),
        ),
        subject="History",
        author="MARAC Desk",
    )


def _rows(lines: Sequence[LogLine]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        tuple(
            Cell(plain(text))
            for text in (
                str(line.number),
                f"{short_date(local_day(line.at))} {local_time(line.at)}",
                line.who,
                line.done,
                line.about,
            )
        )
        for line in lines
    )
