"""Undo and redo: one of the three readings of the journal. Newest first, within one person's session.

An entry is taken back row by row, from its last row to its first, by the opposite of what happened. A
redo takes back an undo in the same way, and can be undone itself; a new edit ends what can be redone.
The rows are checked first: nothing that somebody built on since is pulled away. A view is passed over,
as it changed nothing: the history keeps it all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from marac_desk.errors import Refused
from storage.journal import Author, Kind, RowChange, Stored, Verb, from_body
from storage.tables import metadata

NOTHING = "There is nothing to undo since the vault was unlocked."
NOTHING_AGAIN = "There is nothing to redo: nothing was undone, or something was changed after it."
CANNOT_NOW = "This cannot be undone any more: something was changed since that builds on it. Nothing was changed."
NOT_AGAIN = "This cannot be redone any more: something was changed since that builds on it. Nothing was changed."
ERASED = "This cannot be undone any more: what it changed was erased when its time was over."

_BARRIERS = {
    Kind.EXPORT: "A paper has left the vault since. What came before it stays; correct it with a new edit.",
    Kind.SIGN_OFF: "Minutes were signed off since. What came before stays; a correction is added as a dated note.",
    Kind.PEOPLE: "Who may open the vault was changed since. That cannot be undone, nor can what came before it.",
    Kind.OPENING: NOTHING,
}


@dataclass(frozen=True)
class Past:
    """The entry that can be taken back now, and the rows that it changed, in order."""

    sequence: int
    label: str
    rows: tuple[RowChange, ...]


def next_to_take_back(connection: Connection, author: Author, since: int, how: Kind) -> Past:
    """The newest edit of this session that an undo takes back, or the undo that a redo takes back, as `how` says.

    The session began after entry `since`. Raises Refused when there is none, when a barrier stands before
    it, when its body was erased, or when a later entry that still stands touched the same rows.
    """
    newest, cannot = (_to_redo, NOT_AGAIN) if how is Kind.REDO else (_to_undo, CANNOT_NOW)
    sequence, label = newest(_of_session(connection, author, since))
    if _built_upon(connection, sequence):
        raise Refused(cannot)
    body = connection.exec_driver_sql("SELECT body FROM journal_body WHERE sequence = ?", (sequence,)).first()
    if body is None:
        raise Refused(ERASED)
    return Past(sequence, label, from_body(body[0]))


_Entry = tuple[int, Kind, str, int | None]


def _of_session(connection: Connection, author: Author, since: int) -> Iterator[_Entry]:
    """Number, kind, label and what it takes back, newest first."""
    entries = connection.exec_driver_sql(
        "SELECT sequence, kind, label, undoes FROM journal_entry"
        " WHERE sequence > ? AND keyholder_id = ? AND session = ? AND kind <> 'view' ORDER BY sequence DESC",
        (since, author.keyholder, author.session),
    )
    for sequence, kind, label, undoes in entries:
        yield sequence, Kind(kind), label, undoes


def _to_undo(entries: Iterator[_Entry]) -> tuple[int, str]:
    """The newest edit or redo that no undo took back."""
    taken_back = set()
    for sequence, kind, label, undoes in entries:
        if kind is Kind.UNDO:
            taken_back.add(undoes)
        elif sequence not in taken_back:
            if (barrier := _BARRIERS.get(kind)) is not None:
                raise Refused(barrier)
            return sequence, label
    raise Refused(NOTHING)


def _to_redo(entries: Iterator[_Entry]) -> tuple[int, str]:
    """The newest undo that no redo took back, unless there is an edit after it."""
    taken_back = set()
    for sequence, kind, label, undoes in entries:
        if kind is Kind.REDO:
            taken_back.add(undoes)
        elif kind is not Kind.UNDO:
            break
        elif sequence not in taken_back:
            return sequence, label
    raise Refused(NOTHING_AGAIN)


def _built_upon(connection: Connection, sequence: int) -> bool:
    """Whether one of its rows was changed since. An entry that was taken back, and what did it, leave no trace."""
    later = connection.exec_driver_sql(
        "SELECT DISTINCT entry.sequence, entry.undoes"
        " FROM journal_touch AS mine JOIN journal_touch AS later USING (tab, key)"
        " JOIN journal_entry AS entry ON entry.sequence = later.sequence"
        " WHERE mine.sequence = ? AND later.sequence > mine.sequence AND entry.kind <> 'view' ORDER BY entry.sequence",
        (sequence,),
    )
    stand: set[int] = set()
    for entry, undoes in later:
        if undoes in stand:
            stand.remove(undoes)
        else:
            stand.add(entry)
    return bool(stand)


def apply_inverse(connection: Connection, rows: Sequence[RowChange], cannot: str) -> None:
    """Puts every row back as it was. Raises Refused with `cannot` when one is not there as the entry left it."""
    for row in reversed(rows):
        statement, values = _inverse(row)
        if connection.exec_driver_sql(statement, values).rowcount != 1:
            raise Refused(cannot)


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
