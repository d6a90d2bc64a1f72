"""Follows the history's chain from its beginning, as far at a time as there is time, so that nothing has to wait."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection

from storage.chain import Link, commit_to_parts
from storage.journal import Line, key_text, lines_of

LARGE = 1 << 17
"""A body of more bytes is read in parts of so many where nobody hears what it tells: a key pressed meanwhile waits."""

_ENTRIES = (
    "SELECT sequence, at, keyholder_id, session, kind, label, undoes, commitment, previous, digest, salt,"
    " CASE WHEN octet_length(body) <= ? THEN body END, octet_length(body)"
    " FROM journal_entry LEFT JOIN journal_body USING (sequence) WHERE sequence > ? ORDER BY sequence"
)
_TOUCHES = "SELECT json_group_array(json_array(tab, key)) FROM journal_touch WHERE sequence = ?"

Told = Callable[[Sequence[Line]], None]


def _never() -> bool:
    return False


class ChainCheck:
    """How far the chain was followed: `count` entries fit, of which `erased` no longer tell what they changed.

    `fault` says in a sentence where it broke. Where `told` is given, it hears what each entry changed, in
    order, and the index of touched records is held against that too; this takes most of the time.
    """

    def __init__(self, origin: str, told: Told | None = None) -> None:
        self.count = self.erased = 0
        self.fault = ""
        self._previous = origin
        self._told = told

    def go_on(self, connection: Connection, pause: Callable[[], bool] = _never) -> bool:
        """Follows the chain until `pause` says so; False at its end, or at the first entry that does not fit."""
        most = LARGE if self._told is None else sys.maxsize
        entries = connection.exec_driver_sql(_ENTRIES, (most, self.count))
        while (row := entries.fetchone()) is not None:  # one by one, as a single body may be large
            *fields, digest, salt, body, size = row
            self.fault = self._look_at(connection, Link(*fields), digest, salt, body, size)
            if self.fault or pause():
                entries.close()
                _let_go(connection)
                return not self.fault
        _let_go(connection)
        return False

    def _look_at(
        self, connection: Connection, link: Link, digest: str, salt: str | None, body: str | None, size: int | None
    ) -> str:
        """The first entry that does not fit is named by its number."""
        number = self.count + 1
        if link.sequence != number:
            return f"The history lacks entry {number}."
        if (link.previous, link.digest) != (self._previous, digest):
            return f"The history was altered at entry {number}."
        if salt is None or size is None:
            self.erased += 1
        elif not _is_committed_to(link, salt, _parts(connection, number) if body is None else (body.encode(),)):
            return f"What entry {number} of the history changed was altered."
        elif self._told is not None and body is not None:
            lines = lines_of(body)
            touches = json.loads(connection.exec_driver_sql(_TOUCHES, (number,)).scalar_one())
            if {(line["table"], key_text(line["key"])) for line in lines} != set(map(tuple, touches)):
                return f"Which records entry {number} of the history touched was altered."
            self._told(lines)
        self.count, self._previous = number, digest
        return ""


def _parts(connection: Connection, sequence: int) -> Iterator[bytes]:
    driver: Any = connection.connection.driver_connection
    blob = driver.open_blob("journal_body", "body", sequence, True)
    try:
        while part := blob.read(LARGE):
            yield part
    finally:
        blob.close()


def _is_committed_to(link: Link, salt: str, parts: Iterable[bytes]) -> bool:
    try:
        return commit_to_parts(salt, parts) == link.commitment
    except ValueError:  # the salt is no hexadecimal number any more
        return False


def _let_go(connection: Connection) -> None:
    """Of the pages that were read: nobody asks for them again soon, and they would fill the cache."""
    connection.exec_driver_sql("PRAGMA shrink_memory")
