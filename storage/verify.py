"""Whether a vault is whole: its pages, its tables, its history, its head and its key slots.

Nothing here changes anything, and nothing is told but numbers: no word of the record.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from marac_desk.errors import Told
from storage.chain import Link, commit_to
from storage.engine import DAMAGED, plain_errors
from storage.head import HeadKind
from storage.journal import from_body
from storage.keyslots import KeySlots
from storage.opening import head_state, slot_findings
from storage.vault import Vault

_ENTRIES = (
    "SELECT sequence, at, keyholder_id, session, kind, label, undoes, commitment, previous, digest, salt, body,"
    " (SELECT json_group_array(json_array(tab, key)) FROM journal_touch WHERE sequence = journal_entry.sequence)"
    " FROM journal_entry LEFT JOIN journal_body USING (sequence) ORDER BY sequence"
)


class Severity(Enum):
    """How bad a finding is."""

    FINE = "fine"
    NOTE = "note"
    DAMAGE = "damage"


@dataclass(frozen=True)
class Finding:
    """What one check showed, in words for a person."""

    severity: Severity
    say: str


def verify(vault: Vault) -> tuple[Finding, ...]:
    """Runs every check on an open vault and says what each one showed, also where all is well."""
    with vault.read() as read:
        connection = read.session.connection()
        return tuple(finding for check in _CHECKS for finding in _told(check, vault, connection))


def damaged(findings: tuple[Finding, ...]) -> bool:
    """Whether any of them is damage."""
    return any(finding.severity is Severity.DAMAGE for finding in findings)


_Check = Callable[[Vault, Connection], Iterator[Finding]]


def _told(check: _Check, vault: Vault, connection: Connection) -> list[Finding]:
    """What the check found; where the file is too damaged to be read, that is the finding."""
    try:
        with plain_errors():
            return list(check(vault, connection))
    except Told as told:
        return [Finding(Severity.DAMAGE, told.say)]
    except DatabaseError:  # as when the search index, which checks itself, cannot be read
        return [Finding(Severity.DAMAGE, DAMAGED)]


def _encryption(vault: Vault, connection: Connection) -> Iterator[Finding]:
    """Opening has proven that the file is encrypted; each page's seal is checked here."""
    bad = len(connection.exec_driver_sql("PRAGMA cipher_integrity_check").all())
    if bad:
        yield Finding(Severity.DAMAGE, f"The encrypted file is damaged in {bad} places. Restore it from a backup.")
    else:
        yield Finding(Severity.FINE, "The database is encrypted, and every page bears its seal.")


def _database(vault: Vault, connection: Connection) -> Iterator[Finding]:
    # The check looks at the search index as this connection saw it last; a search makes it look again.
    connection.exec_driver_sql("SELECT rowid FROM search_index WHERE search_index MATCH 'any' LIMIT 1").all()
    said = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    if said == ["ok"]:
        yield Finding(Severity.FINE, "The database holds together.")
    else:
        yield Finding(Severity.DAMAGE, f"The database does not hold together: {len(said)} faults. Restore a backup.")


def _references(vault: Vault, connection: Connection) -> Iterator[Finding]:
    loose = len(connection.exec_driver_sql("PRAGMA foreign_key_check").all())
    if loose:
        yield Finding(Severity.DAMAGE, f"{loose} rows refer to a record that is not there.")
    else:
        yield Finding(Severity.FINE, "Every record that is referred to is there.")


def _history(vault: Vault, connection: Connection) -> Iterator[Finding]:
    """Follows the chain from its beginning: the first entry that does not fit is named by its number."""
    previous, count, erased = vault.parts.origin, 0, 0
    for *fields, digest, salt, body, touches in connection.exec_driver_sql(_ENTRIES):
        link, count = Link(*fields), count + 1
        if link.sequence != count:
            yield Finding(Severity.DAMAGE, f"The history lacks entry {count}.")
            return
        if (link.previous, link.digest) != (previous, digest):
            yield Finding(Severity.DAMAGE, f"The history was altered at entry {count}.")
            return
        if body is None:
            erased += 1
        elif not _is_committed_to(link, salt, body):
            yield Finding(Severity.DAMAGE, f"What entry {count} of the history changed was altered.")
            return
        elif {(row.table, row.key_text) for row in from_body(body)} != set(map(tuple, json.loads(touches))):
            yield Finding(Severity.DAMAGE, f"Which records entry {count} of the history touched was altered.")
            return
        previous = digest
    yield Finding(Severity.FINE, f"The history is whole: {count} entries.")
    if erased:
        yield Finding(Severity.NOTE, f"{erased} entries no longer tell what they changed, as after an erasure.")


def _is_committed_to(link: Link, salt: str, body: str) -> bool:
    try:
        return commit_to(salt, body) == link.commitment
    except ValueError:  # the salt is no hexadecimal number any more
        return False


def _head(vault: Vault, connection: Connection) -> Iterator[Finding]:
    """The head as it was found at opening, which sets it right, and as it is now."""
    for state in (vault.parts.state, head_state(connection, vault.parts.head, vault.parts.origin)):
        if state.kind is HeadKind.AHEAD:
            yield Finding(Severity.NOTE, state.say)
        elif state.kind is not HeadKind.AGREES:
            yield Finding(Severity.DAMAGE, state.say)
    if vault.parts.state.kind is HeadKind.AGREES:
        yield Finding(Severity.FINE, vault.parts.state.say)


def _slots(vault: Vault, connection: Connection) -> Iterator[Finding]:
    strange = slot_findings(connection, KeySlots.from_bytes(vault.folder.read_keys()))
    yield from (Finding(Severity.DAMAGE, say) for say in strange)
    if not strange:
        yield Finding(Severity.FINE, "The key file has the slots that the vault knows, and no other.")


_CHECKS: tuple[_Check, ...] = (_encryption, _database, _references, _history, _head, _slots)
