"""Undo: one of the three readings of the journal. Newest first, within one person's session.

An entry is taken back row by row, from its last row to its first, by the opposite of what happened.
The rows are checked first: nothing that somebody built on since is pulled away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from marac_desk.errors import Refused
from storage.journal import Author, Kind, RowChange, Stored, Verb, from_body
from storage.tables import metadata

NOTHING = "There is nothing to undo since the vault was unlocked."
CANNOT_NOW = "This cannot be undone any more: something was changed since that builds on it. Nothing was changed."
ERASED = "This cannot be undone any more: what it changed was erased when its time was over."

_BARRIERS = {
    Kind.VIEW: "The last thing was to open a case, which the history keeps. What came before it stays.",
    Kind.EXPORT: "A paper has left the vault since. What came before it stays; correct it with a new edit.",
    Kind.SIGN_OFF: "Minutes were signed off since. What came before stays; a correction is added as a dated note.",
    Kind.PEOPLE: "Who may open the vault was changed since. That cannot be undone, nor can what came before it.",
    Kind.OPENING: NOTHING,
}


@dataclass(frozen=True)
class Past:
    """The entry that can be undone now, and the rows that it changed, in order."""

    sequence: int
    label: str
    rows: tuple[RowChange, ...]


def next_to_undo(connection: Connection, author: Author, since: int) -> Past:
    """The newest edit of this session that still stands; the session began after entry `since`.

    Raises Refused when there is none, when a barrier stands before it, when its body was erased, or
    when a later entry that still stands touched the same rows.
    """
    sequence, label = _newest(connection, author, since)
    if _built_upon(connection, sequence):
        raise Refused(CANNOT_NOW)
    body = connection.exec_driver_sql("SELECT body FROM journal_body WHERE sequence = ?", (sequence,)).first()
    if body is None:
        raise Refused(ERASED)
    return Past(sequence, label, from_body(body[0]))


def _newest(connection: Connection, author: Author, since: int) -> tuple[int, str]:
    undone = set()
    entries = connection.exec_driver_sql(
        "SELECT sequence, kind, label, undoes FROM journal_entry"
        " WHERE sequence > ? AND keyholder_id = ? AND session = ? ORDER BY sequence DESC",
        (since, author.keyholder, author.session),
    )
    for sequence, kind, label, undoes in entries:
        if undoes is not None:
            undone.add(undoes)
        elif sequence not in undone:
            if (barrier := _BARRIERS.get(Kind(kind))) is not None:
                raise Refused(barrier)
            return sequence, label
    raise Refused(NOTHING)


def _built_upon(connection: Connection, sequence: int) -> bool:
    """Whether a later entry changed one of its rows. An edit that was undone, and its undo, leave no trace."""
    found = connection.exec_driver_sql(
        "SELECT 1 FROM journal_touch AS mine JOIN journal_touch AS later USING (tab, key)"
        " JOIN journal_entry AS entry ON entry.sequence = later.sequence"
        " WHERE mine.sequence = ? AND later.sequence > mine.sequence AND entry.kind <> 'view' AND entry.undoes IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM journal_entry AS back WHERE back.undoes = later.sequence) LIMIT 1",
        (sequence,),
    )
    return found.first() is not None


def apply_inverse(connection: Connection, rows: Sequence[RowChange]) -> None:
    """Puts every row back as it was. Raises Refused when one is not as the entry left it."""
    for row in reversed(rows):
        statement, values = _inverse(row)
        if connection.exec_driver_sql(statement, values).rowcount != 1:
            raise Refused(CANNOT_NOW)


def _inverse(row: RowChange) -> tuple[str, tuple[Stored, ...]]:
    before = {name: pair[0] for name, pair in row.fields.items()}
    if row.verb is Verb.DELETE:
        names = ", ".join(f'"{name}"' for name in before)
        return f'INSERT INTO "{row.table}" ({names}) VALUES ({", ".join("?" * len(before))})', tuple(before.values())
    where = " AND ".join(f'"{column.name}" = ?' for column in metadata.tables[row.table].primary_key.columns)
    if row.verb is Verb.INSERT:
        return f'DELETE FROM "{row.table}" WHERE {where}', row.key
    changed = ", ".join(f'"{name}" = ?' for name in before)
    return f'UPDATE "{row.table}" SET {changed} WHERE {where}', (*before.values(), *row.key)
