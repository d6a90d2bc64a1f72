"""Full-text search over names, addresses, references, discussions and actions.

The index lies inside the encrypted file and changes in the same transaction as what it finds. It
holds folded words only; what a hit shows is kept beside it, as it was typed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, text
from sqlalchemy.orm import Session

from marac_desk.folding import fold, fold_letter, typed_words, without_leading_zeros
from storage.search_labels import Labels
from storage.search_sources import SOURCES, HitKind, Source
from storage.types import clean

CREATE_INDEX = (
    "CREATE VIRTUAL TABLE search_index USING fts5(names, said, content='', contentless_delete=1, prefix='2 3', "
    "tokenize=\"unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'\")"
)
_AROUND = 60
"""How many characters a snippet shows on either side of what was found."""

_MOST_TYPED = 200
_CANDIDATES = 1000
"""How many finds are ranked at most: two letters typed may match most of the vault, and then the newest are ranked."""

_FIND = text(
    "WITH newest AS (SELECT rowid AS row, rank AS rank FROM search_index WHERE search_index MATCH :match"
    f" ORDER BY rowid DESC LIMIT {_CANDIDATES}), best AS (SELECT row, rank FROM newest ORDER BY rank LIMIT :several)"
    " SELECT kind, id, case_id, shown FROM best JOIN search_entry USING (row) ORDER BY best.rank, row"
)


@dataclass(frozen=True)
class Hit:
    """One thing found: what it is, whose case it belongs to, and the words around the find.

    A person's hit leads to the newest case they are in. A secret address is found but never shown.
    """

    kind: HitKind
    id: UUID
    case_id: UUID | None
    label: str
    snippet: str


def find(session: Session, typed: str, limit: int = 50) -> tuple[Hit, ...]:
    """What holds every word typed, names and references first, then the best.

    The beginning of a word is enough, but for a single letter or digit; any sign may be typed.
    """
    words = typed_words(clean(typed[:_MOST_TYPED]))
    if not words:
        return ()
    match = " AND ".join('"' + word.replace('"', '""') + '"' + ("*" if len(word) > 1 else "") for word in words)
    best: dict[tuple[str, str], Row[*tuple[Any, ...]]] = {}
    for column in ("names", "said"):
        if len(best) < limit:
            rows = session.execute(_FIND, {"match": f"{column} : ({match})", "several": 4 * limit})
            for row in rows:
                best.setdefault((row.kind, row.id), row)
    return _hits(session, list(best.values())[:limit], words)


def rebuild(connection: Connection) -> None:
    """Makes the whole index anew."""
    connection.exec_driver_sql("INSERT INTO search_index(search_index) VALUES ('delete-all')")
    connection.exec_driver_sql("DELETE FROM search_entry")
    for source in SOURCES:
        for some in connection.execute(source.rows).partitions(2000):
            _add(connection, source, some)


def refresh(connection: Connection, touched: Mapping[str, Collection[str]]) -> None:
    """Brings the index up to date with the rows that an edit touched: their keys, by table."""
    for source in SOURCES:
        keys = set(touched.get(source.tab, ()))
        if source.parent is not None and (parents := touched.get("person")):
            keys |= set(connection.scalars(source.parts(), {"keys": json.dumps(list(parents))}))
        if keys:
            _renew(connection, source, json.dumps(list(keys)))


def _renew(connection: Connection, source: Source, keys: str) -> None:
    """Takes the rows with these keys (a JSON list) out of the index, and puts in what they say now."""
    old = connection.exec_driver_sql(
        "DELETE FROM search_entry WHERE tab = ? AND key IN (SELECT value FROM json_each(?)) RETURNING row",
        (source.tab, keys),
    ).all()
    if old:
        connection.exec_driver_sql("DELETE FROM search_index WHERE rowid = ?", [tuple(row) for row in old])
    _add(connection, source, connection.execute(source.chosen(), {"keys": keys}).all())


def _add(connection: Connection, source: Source, rows: Sequence[Row[*tuple[Any, ...]]]) -> None:
    """Puts rows of a source into the index; those without words are left out."""
    last = connection.exec_driver_sql("SELECT coalesce(max(row), 0) FROM search_entry").scalar_one()
    entries, indexed = [], []
    for key, leads_to, case_id, shown, found_only in rows:
        if words := words_to_find(shown, found_only):
            last += 1
            entries.append((last, source.tab, key, source.kind.value, leads_to, case_id, shown))
            indexed.append((last, words, "") if source.names else (last, "", words))
    if entries:
        connection.exec_driver_sql("INSERT INTO search_entry VALUES (?, ?, ?, ?, ?, ?, ?)", entries)
        connection.exec_driver_sql("INSERT INTO search_index(rowid, names, said) VALUES (?, ?, ?)", indexed)


def words_to_find(shown: str, found_only: str | None) -> str:
    """The words of a row as the index has them, "" where it has none."""
    return fold("\n".join((shown, found_only, without_leading_zeros(found_only)) if found_only else (shown,))).strip()


def _hits(session: Session, rows: Sequence[Row[*tuple[Any, ...]]], words: Sequence[str]) -> tuple[Hit, ...]:
    labels = Labels(session, rows)
    return tuple(
        Hit(HitKind(row.kind), UUID(row.id), labels.case_of(row), labels.label(row), snippet(row.shown, words))
        for row in rows
    )


def snippet(shown: str, words: Sequence[str]) -> str:
    """The first place in the text where one of the folded words begins, with what stands around it."""
    folded = [fold_letter(letter) for letter in shown]
    joined = "".join(folded)
    found = re.search("|".join(rf"(?<!\w){re.escape(word)}" for word in words), joined)
    at = _letter_at(folded, found.start()) if found else 0
    start, end = max(0, at - _AROUND), at + _AROUND
    cut = " ".join(shown[start:end].split())
    return ("… " if start else "") + cut + (" …" if end < len(shown) else "")


def _letter_at(folded: Sequence[str], position: int) -> int:
    """Which letter of the text stands at a position of the folded text, as a letter may fold to none or several."""
    for index, part in enumerate(folded):
        position -= len(part)
        if position < 0:
            return index
    return 0
