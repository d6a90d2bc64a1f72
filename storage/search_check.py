"""Whether what the search shows is what the record says: each of its entries is held against its row."""

from __future__ import annotations

from sqlalchemy import Connection, exists, func, or_, select

from storage.search import words_to_find
from storage.search_sources import SOURCES, Source
from storage.tables import search_entry

_UNKNOWN = (
    "SELECT (SELECT count(*) FROM search_entry) <> (SELECT count(*) FROM search_index_docsize)"
    " OR EXISTS (SELECT 1 FROM search_index_docsize WHERE id NOT IN (SELECT row FROM search_entry))"
)


def stale_entries(connection: Connection) -> int:
    """How many entries lead to a row that is gone or says something else, and how many rows lack theirs."""
    count = 0
    for source in SOURCES:
        rows = source.rows.subquery()
        key, leads_to, case_id, shown, _ = rows.c
        differs = or_(
            key.is_(None),
            shown != search_entry.c.shown,
            leads_to != search_entry.c.id,
            case_id != search_entry.c.case_id,
        )
        joined = search_entry.outerjoin(rows, key == search_entry.c.key)
        asked = select(func.count()).select_from(joined).where(search_entry.c.tab == source.tab, differs)
        count += connection.scalar(asked) or 0
    return count + sum(_left_out(connection, source) for source in SOURCES)


def _left_out(connection: Connection, source: Source) -> int:
    """How many rows that have words are in no entry."""
    rows = source.rows.subquery()
    key, _, _, shown, found_only = rows.c
    entry = search_entry.alias()
    lost = ~exists().where(entry.c.tab == source.tab, entry.c.key == key)
    return sum(bool(words_to_find(*row)) for row in connection.execute(select(shown, found_only).where(lost)))


def index_differs(connection: Connection) -> bool:
    """Whether the index of words has other rows than the list of its entries."""
    return bool(connection.exec_driver_sql(_UNKNOWN).scalar_one())
