"""Full-text search over names, addresses, references, discussions and actions.

The index lies inside the encrypted file and is kept in the same transaction as what it finds.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

CREATE_INDEX = (
    "CREATE VIRTUAL TABLE search_index USING fts5(words, content='', contentless_delete=1, prefix='2 3', "
    "tokenize=\"unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'\")"
)


def refresh(connection: Connection, touched: Mapping[str, set[str]]) -> None:
    """Brings the index up to date with the rows that were touched: keys by table."""
