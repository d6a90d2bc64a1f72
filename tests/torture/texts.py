"""Hostile texts in every field of the record, and then on paper: kept as they can be kept, or refused in a sentence."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from sqlalchemy import Column, Table, select, update

import exports.pdf
import exports.word
from exports.pack import papers_of, write_papers
from marac_desk.discussion import Discussion
from marac_desk.errors import ExportRefused, Refused
from marac_desk.reference import load
from storage.queries import meetings
from storage.records import meeting_record
from storage.search import find
from storage.tables import journalled_tables
from storage.types import Words, clean
from storage.vault import Vault, unlock_vault
from storage.verify import damaged, verify
from tests.support.reading import pdf_pages, word_paragraphs
from tests.support.vaults import rows_by_the_journal, rows_now
from tests.torture.apart import Ended, outcome
from tests.torture.hostile import TEXTS
from tests.torture.sample import PASSPHRASE, sample_vault
from tests.torture.tries import Ground, Try

LOADED = (exports.pdf, exports.word)
WORD = "Zqwvertz"


def attack(ground: Ground) -> Iterator[Try]:
    """Each text in every column that people type into, and then in the papers of a meeting."""
    whole = sample_vault(ground.folder / "sample")
    chosen = TEXTS if not ground.quick else dict(ground.chance.sample(sorted(TEXTS.items()), 2))
    for name, text in chosen.items():
        path, other = (Path(shutil.copytree(whole, ground.folder / copy)) for copy in ("one", "other"))
        try:
            yield from outcome(_in_every_field, path, name, text, seconds=180)
        except Ended as ended:
            yield Try("every field of the record", "", f"{name}: {ended}")
        try:
            came, wrong = outcome(_on_paper, other, text, ground.folder / "papers", seconds=180)
        except Ended as ended:
            came, wrong = "", str(ended)
        yield Try("on paper, Word and PDF", came, wrong and f"{name}: {wrong}")
        shutil.rmtree(path)
        shutil.rmtree(other)


def _in_every_field(path: Path, name: str, text: str) -> list[Try]:
    with unlock_vault(path, PASSPHRASE) as vault:
        tries = [_in_field(vault, name, text, table, column) for table, column in _fields(vault)]
        with vault.read() as read:
            find(read.session, text)
        vault.draft("venue", text)
        found = verify(vault)
        if damaged(found) or rows_by_the_journal(vault) != rows_now(vault):
            tries.append(Try("every field of the record", "", f"{name}: {[each.say for each in found]}"))
    with unlock_vault(path, PASSPHRASE) as vault:
        if vault.findings:
            tries.append(Try("every field of the record", "", f"{name}: {vault.findings}"))
    return tries


def _fields(vault: Vault) -> list[tuple[Table, Column[str]]]:
    """Every column that holds what somebody typed, in each table that has rows."""
    rows = rows_now(vault)
    tables = [table for table in journalled_tables() if rows[table.name] and "id" in table.columns]
    return [(table, column) for table in tables for column in table.columns if isinstance(column.type, Words)]


def _in_field(vault: Vault, name: str, text: str, table: Table, column: Column[str]) -> Try:
    """The text is kept without what no text may hold, or is refused and nothing is changed."""
    part = "every field of the record"
    with vault.read() as read:
        key, before = read.session.execute(select(table.c.id, column).order_by(table.c.id)).first() or ("", "")
    try:
        with vault.edit("Change text") as edit:
            edit.session.execute(update(table).where(table.c.id == key).values({column: text}))
        came, expected = "kept", clean(text)
    except Refused:
        came, expected = "refused in a sentence", before
    with vault.read() as read:
        now = read.session.scalar(select(column).where(table.c.id == key))
    return Try(part, came, "" if now == expected else f"{name} in {table.name}.{column.name} is kept as something else")


def _on_paper(path: Path, text: str, out: Path) -> tuple[str, str]:
    """The papers are made and can be read back with all that can be seen, or are refused in a sentence."""
    with unlock_vault(path, PASSPHRASE) as vault:
        try:
            held = _say_in_the_meeting(vault, f"{text} {WORD}")
            with vault.read() as read:
                papers = papers_of(meeting_record(read.session, held), load())
            written = tuple(write_papers(papers[:2], out))
        except Refused:
            return "refused by the record", ""
        except ExportRefused as refused:
            return "refused by the papers", "" if refused.say.endswith(".") else refused.say
    seen = _letters(clean(text))[:30]
    for file in written:
        data = file.path.read_bytes()
        said = "".join(word_paragraphs(data) if file.path.suffix == ".docx" else pdf_pages(data))
        if WORD not in said:
            return "", f"{file.path.suffix} lacks what was typed"
        if seen and file.path.suffix == ".docx" and seen not in _letters(said):
            return "", f"{file.path.suffix} lacks the letters of the text"
        file.path.unlink()
    return "read back", ""


def _say_in_the_meeting(vault: Vault, text: str) -> UUID:
    """Something of each kind that is said of a case is this text."""
    with vault.read() as read:
        held = next(row for row in meetings(read.session) if row.cases == 12 and row.state.value != "listed")
        record = meeting_record(read.session, held.id)
    discussion = next(heard.discussion for heard in record.cases if heard.discussion and heard.discussion.actions)
    with vault.edit("Change text") as edit:
        heard = edit.get(Discussion, discussion.id)
        heard.actions[0].text = heard.risks[0].text = heard.voice[0].text = heard.contributions[0].fact = text
    return held.id


def _letters(said: str) -> str:
    return "".join(each for each in said if unicodedata.category(each)[0] in "LN").casefold()
