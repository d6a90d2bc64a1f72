"""Whether a vault is whole: its pages, its tables, its history and every row against it, its head and its key slots.

Nothing here changes anything, and nothing is told but numbers: no word of the record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from marac_desk.errors import Told
from marac_desk.history_head import HistoryHead
from storage.chain_check import ChainCheck
from storage.engine import DAMAGED, plain_errors
from storage.head import HeadKind
from storage.heads import holds
from storage.keyslots import KeySlots
from storage.opening import head_state
from storage.row_check import Odd, RowSums, odd_rows
from storage.row_places import place_of
from storage.schema_check import RESTORE, acting_parts, missing
from storage.search_check import index_differs, stale_entries
from storage.slot_list import slot_findings
from storage.told_words import field_word
from storage.vault import Vault

MOST_TOLD = 20
"""So many records that are not as they should be are named; more would only be scrolled past."""


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
    """Follows the chain, and holds every row against what it tells."""
    sums = RowSums(connection)
    check = ChainCheck(vault.parts.origin, sums.told)
    check.go_on(connection)
    if check.fault:
        yield Finding(Severity.DAMAGE, check.fault)
        yield Finding(Severity.NOTE, "The records were not held against the history, as it is broken.")
        return
    yield Finding(Severity.FINE, f"The history is whole: {check.count} entries.")
    if check.erased:
        # Retention will have to say in the history what it erases: until then nobody but a stranger has.
        yield Finding(Severity.DAMAGE, f"{check.erased} entries no longer tell what they changed. {RESTORE}")
        yield Finding(Severity.NOTE, f"So {len(sums.erased)} records cannot be held against the history.")
    yield from _rows(connection, sums)


def _rows(connection: Connection, sums: RowSums) -> Iterator[Finding]:
    sums.stand(connection)
    if not sums.wrong():
        yield Finding(Severity.FINE, "Every record stands as the history says.")
    for count, odd in enumerate(odd_rows(connection, sums), start=1):
        if count > MOST_TOLD:
            yield Finding(Severity.DAMAGE, "More records are not as the history says; these were the first.")
            return
        yield Finding(Severity.DAMAGE, _say(connection, odd))


def _say(connection: Connection, odd: Odd) -> str:
    fields = ", ".join(field_word(odd.table, name) for name in odd.fields)
    after = f"The last entry that changed it is {odd.entry}." if odd.entry else "No entry tells of it."
    what = f"{odd.what} past the history{f' ({fields})' if fields else ''}"
    place = place_of(connection, odd.table, odd.row)
    return f"{place[0].upper()}{place[1:]}: {what}. {after}"


def _schema(vault: Vault, connection: Connection) -> Iterator[Finding]:
    for gone in missing(connection):
        yield Finding(Severity.DAMAGE, f"The database lacks {gone}. {RESTORE}")
    if acting := acting_parts(connection):
        yield Finding(Severity.DAMAGE, f"The database holds {acting} parts that the program did not make. {RESTORE}")


def _search(vault: Vault, connection: Connection) -> Iterator[Finding]:
    stale = stale_entries(connection)
    if stale or index_differs(connection):
        yield Finding(Severity.DAMAGE, f"The search does not show {stale or 'some'} records as they stand. {RESTORE}")
    else:
        yield Finding(Severity.FINE, "The search shows the record as it stands.")


def head_finding(vault: Vault, head: HistoryHead) -> Finding:
    """Whether the history still holds the entry that a paper printed, and so all that was before it."""
    with vault.read() as read:
        if holds(read.session.connection(), head):
            return Finding(Severity.FINE, f"The history still holds entry {head.sequence} as it was printed.")
    return Finding(
        Severity.DAMAGE,
        f"The history does not hold entry {head.sequence} as it was printed: "
        "it was rewritten or replaced since, or the number and digest were typed wrongly.",
    )


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


_CHECKS: tuple[_Check, ...] = (_encryption, _database, _schema, _references, _search, _history, _head, _slots)
