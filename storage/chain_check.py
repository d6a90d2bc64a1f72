"""Follows the history's chain from its beginning, page by page, so that nothing else has to wait for it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from sqlalchemy import Connection

from storage.chain import Link, commit_to
from storage.journal import Line, key_text, lines_of

PAGE = 200

_PAGE = (
    "SELECT sequence, at, keyholder_id, session, kind, label, undoes, commitment, previous, digest, salt, body,"
    " (SELECT json_group_array(json_array(tab, key)) FROM journal_touch WHERE sequence = journal_entry.sequence)"
    " FROM journal_entry LEFT JOIN journal_body USING (sequence) WHERE sequence > ? ORDER BY sequence"
    f" LIMIT {PAGE}"
)

Told = Callable[[Sequence[Line]], None]


class ChainCheck:
    """How far the chain was followed: `count` entries fit, of which `erased` no longer tell what they changed.

    `fault` says in a sentence where it broke. `told` hears what each entry changed, in order.
    """

    def __init__(self, origin: str, told: Told | None = None) -> None:
        self.count = self.erased = 0
        self.fault = ""
        self._previous = origin
        self._told = told

    def go_on(self, connection: Connection) -> bool:
        """Follows the next entries; False when there are no more, or none that fits."""
        rows = connection.exec_driver_sql(_PAGE, (self.count,)).all()
        for *fields, digest, salt, body, touches in rows:
            self.fault = self._look_at(Link(*fields), digest, salt, body, touches)
            if self.fault:
                return False
        return len(rows) == PAGE

    def _look_at(self, link: Link, digest: str, salt: str | None, body: str | None, touches: str) -> str:
        """The first entry that does not fit is named by its number."""
        number = self.count + 1
        if link.sequence != number:
            return f"The history lacks entry {number}."
        if (link.previous, link.digest) != (self._previous, digest):
            return f"The history was altered at entry {number}."
        if body is None or salt is None:
            self.erased += 1
        elif not _is_committed_to(link, salt, body):
            return f"What entry {number} of the history changed was altered."
        else:
            lines = lines_of(body)
            if {(line["table"], key_text(line["key"])) for line in lines} != set(map(tuple, json.loads(touches))):
                return f"Which records entry {number} of the history touched was altered."
            if self._told is not None:
                self._told(lines)
        self.count, self._previous = number, digest
        return ""


def _is_committed_to(link: Link, salt: str, body: str) -> bool:
    try:
        return commit_to(salt, body) == link.commitment
    except ValueError:  # the salt is no hexadecimal number any more
        return False
