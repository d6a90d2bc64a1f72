"""The journal: what every edit changed, row by row, and who did it when, sealed into the chain.

Triggers note each row that changes, whoever changes it: the unit of work, a bulk statement, a link
table. They live in memory with the writing connection, so nothing of them is in the file. Before
the commit their notes become one entry.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from datetime import UTC, datetime
from enum import Enum
from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine, Table, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from storage.chain import Link, commit_to, new_salt
from storage.head import HeadMark
from storage.tables import journalled_tables, metadata

Stored = str | int | None
"""A value as it lies in the table; no table has reals or blobs, which JSON could not give back."""

Line = Mapping[str, Any]
"""One row's change as it stands in a body: `table`, `verb`, `key` and `fields`."""


class Kind(Enum):
    """What an entry is. Edits and redos can be undone, and undos redone; the others stand before what came earlier."""

    EDIT = "edit"
    UNDO = "undo"
    REDO = "redo"
    VIEW = "view"
    EXPORT = "export"
    SIGN_OFF = "sign-off"
    PEOPLE = "people"
    OPENING = "opening"


class Verb(Enum):
    """What happened to a row; a view left it as it is."""

    INSERT = "insert"
    UPDATE = "update"
    DELETE = "delete"
    VIEW = "view"


@dataclass(frozen=True)
class RowChange:
    """One row: its table, the stored values of its primary key, and each changed field from and to."""

    table: str
    verb: Verb
    key: tuple[Stored, ...]
    fields: Mapping[str, tuple[Stored, Stored]] = field(default_factory=dict)

    @property
    def key_text(self) -> str:
        """The key as the index of touched rows holds it."""
        return key_text(self.key)


@dataclass(frozen=True)
class Author:
    """Who makes an entry, in which of their sessions; stored forms."""

    keyholder: str
    session: str


@dataclass(frozen=True)
class Heading:
    """What stands over an entry."""

    label: str
    at: datetime
    kind: Kind
    undoes: int | None = None


_NEWEST = "SELECT sequence, digest FROM journal_entry ORDER BY sequence DESC LIMIT 1"
_INSERT_ENTRY = (
    "INSERT INTO journal_entry"
    "(sequence, at, keyholder_id, session, kind, label, undoes, commitment, previous, digest)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_INSERT_BODY = "INSERT INTO journal_body(sequence, salt, body) VALUES (?, ?, ?)"
_INSERT_TOUCH = "INSERT INTO journal_touch(sequence, tab, key) VALUES (?, ?, ?)"

_TOUCHED_SINCE = "SELECT sequence, tab, key FROM journal_touch WHERE sequence > ?"

_TELLING_TABLES = {
    "export_record": Kind.EXPORT,
    "signed_paper": Kind.SIGN_OFF,
    "keyholder": Kind.PEOPLE,
    "failed_unlock": Kind.OPENING,
}


def key_text(key: Sequence[Stored]) -> str:
    """Primary keys hold identifiers, names and numbers, none with a stroke in it."""
    return "/".join(str(part) for part in key)


def stamp(at: datetime) -> str:
    """A moment as the chain binds it, always in the same form."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def arm(writer: Engine) -> None:
    """Gives each connection of the writer its triggers before it is first used."""

    @event.listens_for(writer, "checkout")
    def _arm(connection: DBAPIConnection, record: ConnectionPoolEntry, _proxy: PoolProxiedConnection) -> None:
        if "armed" not in record.info:
            cursor = connection.cursor()
            for statement in _triggers():
                cursor.execute(statement)
            cursor.close()
            record.info["armed"] = True


def _triggers() -> Iterator[str]:
    # A row that REPLACE pushes out is deleted too, but only tells so with this setting.
    yield "PRAGMA recursive_triggers=ON"
    yield "CREATE TEMP TABLE journal_delta(tab TEXT NOT NULL, old TEXT, new TEXT)"
    for table in journalled_tables():
        before, after = _packed(table, "OLD"), _packed(table, "NEW")
        for verb, old, new in (("INSERT", "NULL", after), ("UPDATE", before, after), ("DELETE", before, "NULL")):
            yield (
                f'CREATE TEMP TRIGGER "journal_{table.name}_{verb}" AFTER {verb} ON main."{table.name}" '
                f"BEGIN INSERT INTO journal_delta VALUES ('{table.name}', {old}, {new}); END"
            )


def _packed(table: Table, row: str) -> str:
    return "json_array(" + ", ".join(f'{row}."{column.name}"' for column in table.columns) + ")"


def take_delta(connection: Connection) -> tuple[RowChange, ...]:
    """What the triggers noted in this transaction, in order; an update that changed nothing is left out."""
    driver = _driver(connection)
    noted = driver.execute("SELECT tab, old, new FROM temp.journal_delta ORDER BY rowid").fetchall()
    if noted:
        driver.execute("DELETE FROM temp.journal_delta")
    return tuple(change for tab, old, new in noted if (change := _row_change(tab, old, new)))


@cache
def _shape(tab: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The names of a table's columns, and the places among them of its primary key."""
    table = metadata.tables[tab]
    names = tuple(column.name for column in table.columns)
    return names, tuple(names.index(column.name) for column in table.primary_key.columns)


def _row_change(tab: str, old: str | None, new: str | None) -> RowChange | None:
    names, key_places = _shape(tab)
    nothing = (None,) * len(names)
    before, after = json.loads(old) if old else nothing, json.loads(new) if new else nothing
    verb = Verb.INSERT if old is None else Verb.DELETE if new is None else Verb.UPDATE
    pairs = zip(names, before, after, strict=True)
    changed = {name: (was, becomes) for name, was, becomes in pairs if was != becomes}
    key = tuple((after if new else before)[place] for place in key_places)
    return RowChange(tab, verb, key, changed) if changed else None


def kind_of(rows: Iterable[RowChange]) -> Kind:
    """The kind that follows from what an edit changed, so that nobody has to remember to say it."""
    for row in rows:
        if row.table in _TELLING_TABLES:
            return _TELLING_TABLES[row.table]
        if row.table == "meeting" and "signed_off_at" in row.fields and row.verb is Verb.UPDATE:
            return Kind.SIGN_OFF
    return Kind.EDIT


def seal(connection: Connection, heading: Heading, author: Author, rows: Sequence[RowChange], origin: str) -> HeadMark:
    """Writes one entry for `rows` after the last one, or after `origin` where it is the first; returns its mark."""
    before = end_of_journal(connection, origin)
    salt, body = new_salt(), to_body(rows)
    link = Link(
        before.sequence + 1,
        stamp(heading.at),
        author.keyholder,
        author.session,
        heading.kind.value,
        heading.label,
        heading.undoes,
        commit_to(salt, body),
        before.digest,
    )
    digest, driver = link.digest, _driver(connection)
    driver.execute(_INSERT_ENTRY, (*astuple(link), digest))
    driver.execute(_INSERT_BODY, (link.sequence, salt, body))
    places = sorted({(row.table, row.key_text) for row in rows})
    driver.executemany(_INSERT_TOUCH, [(link.sequence, table, key) for table, key in places])
    return HeadMark(link.sequence, digest)


def _driver(connection: Connection) -> Any:  # noqa: ANN401 - the driver has no types
    """The driver's own connection, in the same transaction; the detour would cost more than the work."""
    return connection.connection.driver_connection


def end_of_journal(connection: Connection, origin: str) -> HeadMark:
    """The number and digest of the newest entry; 0 and `origin` where there is none."""
    sequence, digest = _driver(connection).execute(_NEWEST).fetchone() or (0, origin)
    return HeadMark(sequence, digest)


def digest_at(connection: Connection, sequence: int, origin: str) -> str | None:
    """The digest of one entry, of the empty journal for 0, or None where there is no such entry."""
    if sequence == 0:
        return origin
    found = connection.exec_driver_sql("SELECT digest FROM journal_entry WHERE sequence = ?", (sequence,)).first()
    return str(found[0]) if found else None


def to_body(rows: Iterable[RowChange]) -> str:
    """The body of an entry, as it is kept and committed to."""
    lines = [{"table": row.table, "verb": row.verb.value, "key": row.key, "fields": row.fields} for row in rows]
    return json.dumps(lines, ensure_ascii=False, separators=(",", ":"))


def lines_of(body: str) -> list[Line]:
    """The changes as they stand in a body, for whoever reads very many."""
    return list(json.loads(body))


def from_body(body: str) -> tuple[RowChange, ...]:
    """Reads what `to_body` wrote."""
    return tuple(
        RowChange(
            line["table"],
            Verb(line["verb"]),
            tuple(line["key"]),
            {name: (before, after) for name, (before, after) in line["fields"].items()},
        )
        for line in lines_of(body)
    )


def touched(rows: Iterable[RowChange]) -> dict[str, set[str]]:
    """The keys of the changed rows by table."""
    keys: dict[str, set[str]] = {}
    for row in rows:
        keys.setdefault(row.table, set()).add(row.key_text)
    return keys


def touched_since(connection: Connection, sequence: int) -> tuple[int, dict[str, set[str]]]:
    """The last entry after that one, and by table the keys of all rows changed since."""
    last, keys = sequence, dict[str, set[str]]()
    for entry, table, key in connection.exec_driver_sql(_TOUCHED_SINCE, (sequence,)):
        last = max(last, entry)
        keys.setdefault(table, set()).add(key)
    return last, keys
