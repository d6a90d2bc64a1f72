"""The history of any record, field by field, in the words of the trade: who made each change, and from what to what."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from marac_desk.errors import VaultDamaged
from marac_desk.older_values import can_be_restored
from storage.engine import DAMAGED
from storage.history import AuditLine, lines_of_entries
from storage.journal import RowChange, Stored, Verb, from_body
from storage.record_rows import owner_column, rows_of
from storage.row_check import Place
from storage.told_values import NOTHING, Teller
from storage.told_words import GUARDED, UNTOLD, field_word, table_word

ADDED, TAKEN_AWAY, LOOKED_AT = "added", "taken away", "looked at"
_COUNTED = frozenset({"number", "position"})
"""What a part is called by already, or where it stands among the others."""

ERASED = "What it changed was erased when its time was over."

_LINES = (
    "WITH want(tab, key) AS MATERIALIZED"
    " (SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?)),"
    " entry AS MATERIALIZED (SELECT DISTINCT sequence FROM want CROSS JOIN journal_touch AS touch"
    " ON touch.tab = want.tab AND touch.key = want.key)"
    " SELECT entry.sequence, body IS NOT NULL, json_valid(body), line.value"
    " FROM entry LEFT JOIN journal_body USING (sequence)"
    " LEFT JOIN json_each(CASE WHEN json_valid(body) THEN body END) AS line"
    " WHERE json_valid(body) IS NOT 1 OR (line.value ->> '$.table', line.value ->> '$.key[0]'"
    " || coalesce('/' || (line.value ->> '$.key[1]'), '')) IN want ORDER BY entry.sequence, line.key"
)


@dataclass(frozen=True)
class Older:
    """A value that a field had before: which field of which row, and the value as it was stored."""

    table: str
    key: str
    column: str
    value: Stored


@dataclass(frozen=True)
class ToldChange:
    """One field, or one row that was added or taken away: `what` it is, and from what to what.

    The words of a `guarded` one are not shown until somebody asks. `older` is what can be put back, if anything.
    """

    line: AuditLine
    what: str
    before: str
    after: str
    guarded: bool = False
    older: Older | None = None


def record_history(connection: Connection, table: str, key: str) -> tuple[ToldChange, ...]:
    """Every change of the record and of its parts, newest first."""
    mine = rows_of(connection, table, key)
    entries = _entries(connection, mine)
    teller, states = Teller(connection), dict[Place, dict[str, Stored]]()
    told: list[ToldChange] = []
    for line in lines_of_entries(connection, sorted(entries)):
        body = entries[line.sequence]
        if body is None:
            told.append(ToldChange(line, ERASED, "", ""))
            continue
        rows = [row for row in from_body(body) if (row.table, row.key_text) in mine]
        told += [change for row in rows for change in _told(line, row, teller, states, (table, key))]
    return tuple(reversed(told))


def _entries(connection: Connection, mine: frozenset[Place]) -> dict[int, str | None]:
    """What the entries say of these rows, as bodies, by number; nothing for one that was erased.

    The database picks the lines out, since one body may tell of a hundred thousand other rows. Raises
    VaultDamaged for a body that is none.
    """
    found: dict[int, list[str] | None] = {}
    for sequence, there, valid, line in connection.exec_driver_sql(_LINES, (json.dumps(sorted(mine)),)):
        if not there:
            found[sequence] = None
        elif not valid:
            raise VaultDamaged(DAMAGED)
        elif (lines := found.setdefault(sequence, [])) is not None:
            lines.append(line)
    return {sequence: None if lines is None else f"[{','.join(lines)}]" for sequence, lines in found.items()}


def _told(
    line: AuditLine, row: RowChange, teller: Teller, states: dict[Place, dict[str, Stored]], record: Place
) -> Iterator[ToldChange]:
    place = (row.table, row.key_text)
    state = states.setdefault(place, {})
    if row.verb is not Verb.DELETE:
        state.update({name: pair[1] for name, pair in row.fields.items()})
    called = "" if place == record else _called(row.table, state, teller)
    if row.verb is Verb.VIEW:
        yield ToldChange(line, LOOKED_AT, "", "")
    elif row.verb is Verb.UPDATE:
        yield from _fields(line, row, teller, called)
    else:
        yield from _whole(line, row, teller, called or table_word(row.table))


def _fields(line: AuditLine, row: RowChange, teller: Teller, called: str) -> Iterator[ToldChange]:
    for name, (before, after) in row.fields.items():
        if _is_untold(row.table, name):
            continue
        word = field_word(row.table, name)
        yield ToldChange(
            line,
            f"{called}: {word}" if called else word,
            teller.value(row.table, name, before),
            teller.value(row.table, name, after),
            name in GUARDED,
            Older(row.table, row.key_text, name, before) if can_be_restored(row.table, name) else None,
        )


def _whole(line: AuditLine, row: RowChange, teller: Teller, called: str) -> Iterator[ToldChange]:
    """A row that came or went, in one line; what is guarded of it in another."""
    came = row.verb is Verb.INSERT
    told = (name for name in row.fields if name not in _COUNTED and not _is_untold(row.table, name))
    fields = {name: row.fields[name][1 if came else 0] for name in told}
    what = f"{called}: {ADDED if came else TAKEN_AWAY}"
    for guarded in (False, True):
        said = _listed(row.table, {name: fields[name] for name in fields if (name in GUARDED) is guarded}, teller)
        if said or not guarded:
            yield ToldChange(line, what, "" if came else said, said if came else "", guarded)


def _is_untold(table: str, column: str) -> bool:
    return column in UNTOLD or column == owner_column(table)


def _listed(table: str, fields: Mapping[str, Stored], teller: Teller) -> str:
    told = ((field_word(table, name), teller.value(table, name, value)) for name, value in fields.items())
    return "; ".join(f"{word}: {said}" for word, said in told if said not in (NOTHING, "no"))


def _called(table: str, state: Mapping[str, Stored], teller: Teller) -> str:
    """Which part it is: by its number, its agency, its role or its name."""
    word = table_word(table)
    if number := state.get("number"):
        return f"{word} {number}"
    if table == "person":
        return f"{state.get('given_names') or ''} {state.get('family_name') or ''}".strip() or word
    for column in ("name", "agency_id", "person_id", "role", "kind"):
        if value := state.get(column):
            return f"{word} ({teller.value(table, column, value)})"
    return word
