"""What somebody could do to a vault past the door: with the key up to a whole new history, without it to backups."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

from storage.chain import Link, commit_to, new_salt
from storage.slot_file import canonical
from storage.vault import Vault


def run_behind_its_back(vault: Vault, *statements: str, values: Sequence[object] = ()) -> None:
    """Statements without triggers, entries or checks: on a connection that was made for reading."""
    with vault.parts.engines.reader.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA query_only=OFF")
        driver.execute("PRAGMA foreign_keys=OFF")
        for statement in statements:
            driver.execute(statement, values)
        driver.execute("PRAGMA foreign_keys=ON")
        driver.execute("PRAGMA query_only=ON")


def forge_history(vault: Vault, old: str, new: str) -> None:
    """Puts other words into the history and the record, and makes chain and head anew: a whole rewrite."""
    with vault.parts.engines.writer.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        sequence, previous = 0, vault.parts.origin
        rows = driver.execute(
            "SELECT sequence, at, keyholder_id, session, kind, label, undoes, body"
            " FROM journal_entry JOIN journal_body USING (sequence) ORDER BY sequence"
        ).fetchall()
        for sequence, at, keyholder, session, kind, label, undoes, body in rows:
            forged, salt = body.replace(json.dumps(old)[1:-1], json.dumps(new)[1:-1]), new_salt()
            bound = commit_to(salt, forged)
            link = Link(sequence, at, keyholder, session, kind, label, undoes, bound, previous)
            driver.execute("UPDATE journal_body SET salt = ?, body = ? WHERE sequence = ?", (salt, forged, sequence))
            driver.execute(
                "UPDATE journal_entry SET commitment = ?, previous = ?, digest = ? WHERE sequence = ?",
                (bound, previous, link.digest, sequence),
            )
            previous = link.digest
    for _ in range(2):
        vault.parts.head.write(sequence, previous)


def noted_anew(path: Path, change: Callable[[dict[str, object]], None]) -> None:
    """Alters the note of a backup and gives it a right checksum, as anybody can; its MAC takes the database key."""
    content = json.loads((path / "backup.json").read_text())
    del content["checksum"]
    change(content)
    content["checksum"] = sha256(canonical(content)).hexdigest()
    (path / "backup.json").write_text(json.dumps(content))
