"""Which rows belong to a record, also those that are no longer there: its parts, and the parts of these."""

from __future__ import annotations

import json
from collections.abc import Container, Iterator
from functools import cache

from sqlalchemy import Connection

from storage.journal import Stored, from_body
from storage.mapping import OWNED, RECORDS
from storage.row_check import Place
from storage.tables import metadata

_BESIDE = {
    "case_file": (("referral", "case_id"), ("discussion", "case_id")),
    "meeting": (
        *(("decision", "meeting_id"), ("export_record", "meeting_id")),
        *(("signed_paper", "meeting_id"), ("addendum", "meeting_id")),
    ),
    "marac": (("marac_agency", "marac_id"),),
    "action": (("action_risk", "action_id"),),
}
"""What is told together with a record though it is a record of its own, or only a link."""


def rows_of(connection: Connection, table: str, key: str, *, gone: bool = True) -> frozenset[Place]:
    """The record's own row, those of its parts, and with a case those of the people in it.

    Without `gone` those that are no longer there are left out, which is quicker.
    """
    found: set[Place] = {(table, key)}
    ahead: dict[str, set[str]] = {table: {key}}
    if table == "case_file":
        ahead["person"] = set(_people(connection, key))
        found |= {("person", each) for each in ahead["person"]}
    while ahead:
        owner, keys = ahead.popitem()
        for part, column in _parts(owner):
            new = {each for each in _keys(connection, part, column, keys, gone) if (part, each) not in found}
            found |= {(part, each) for each in new}
            if new:
                ahead.setdefault(part, set()).update(new)
    return frozenset(found)


@cache
def _parts(owner: str) -> tuple[tuple[str, str], ...]:
    """The tables of a record's parts, and the column by which each names it."""
    owned = tuple(
        (RECORDS[part].name, "case_id" if owner == "case_file" else f"{owner}_id")
        for kind, parts in OWNED.items()
        if RECORDS[kind].name == owner
        for part in parts.values()
    )
    return (*owned, *_BESIDE.get(owner, ()))


@cache
def owner_column(part: str) -> str:
    """The column by which a part names what it belongs to; nothing for a record of its own."""
    return next((column for kind in OWNED for table, column in _parts(RECORDS[kind].name) if table == part), "")


def _people(connection: Connection, case_id: str) -> Iterator[str]:
    asked = (
        "SELECT victim_id FROM case_file WHERE id = ?1 UNION"
        " SELECT person_id FROM party WHERE case_id = ?1 AND person_id IS NOT NULL"
    )
    yield from connection.exec_driver_sql(asked, (case_id,)).scalars()


def _keys(connection: Connection, part: str, column: str, owners: set[str], gone: bool) -> Iterator[str]:
    if "id" not in metadata.tables[part].columns:  # a link, whose key begins with its owner's
        for owner in owners:
            asked = "SELECT DISTINCT key FROM journal_touch WHERE tab = ? AND key > ? AND key < ?"
            yield from connection.exec_driver_sql(asked, (part, f"{owner}/", f"{owner}0")).scalars()
        return
    asked = f'SELECT id FROM "{part}" WHERE "{column}" IN (SELECT value FROM json_each(?))'
    yield from connection.exec_driver_sql(asked, (json.dumps(sorted(owners)),)).scalars()
    if gone:
        yield from _gone(connection, part, column, owners)


def _gone(connection: Connection, part: str, column: str, owners: set[str]) -> Iterator[str]:
    """Parts that were taken away: the history alone knows whose they were."""
    asked = (
        f'WITH gone AS (SELECT key FROM journal_touch WHERE tab = ?1 EXCEPT SELECT id FROM "{part}")'
        " SELECT DISTINCT gone.key, body FROM gone CROSS JOIN journal_touch AS touch"
        " ON touch.tab = ?1 AND touch.key = gone.key JOIN journal_body USING (sequence)"
    )
    for key, body in connection.exec_driver_sql(asked, (part,)):
        if any(owner in body for owner in owners) and _was_of(body, part, key, column, owners):
            yield key


def _was_of(body: str, part: str, key: str, column: str, owners: Container[Stored]) -> bool:
    rows = (row for row in from_body(body) if (row.table, row.key_text) == (part, key))
    return any(value in owners for row in rows for value in row.fields.get(column, ()))
