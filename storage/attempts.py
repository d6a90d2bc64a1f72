"""Counts failed attempts to unlock in a side file, as nothing can be written into a vault that did not open.

The file holds no name and nothing that was typed. It may be deleted or altered by anybody who can write to the
folder, and then counts for nothing; at the next unlock it is moved into the journal.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, insert, select

from marac_desk.atomic import write_atomically
from marac_desk.attempts import seconds_to_wait, told_sentence, wait_sentence
from marac_desk.errors import MustWait, Told, WrongPassphrase
from marac_desk.identity import new_id
from storage.copying import NotAFile, read_small
from storage.folder import VaultFolder
from storage.head import HeadMark
from storage.journal import Author, Heading, Kind, RowChange, Verb, seal
from storage.keyslots import KeySlots, Unlocked
from storage.moments import moment_in
from storage.tables import failed_unlock

LABEL = "Failed attempts to unlock"
MOST_BYTES = 1024
MOST = 1_000_000


@dataclass(frozen=True)
class Attempts:
    """So many failed, the first and the last of them at these times. `id` keeps them from being told twice.

    It is another one after each attempt: what grows after it was told, as where the file could not go, is told again.
    """

    id: UUID
    count: int
    first_at: datetime
    last_at: datetime


def try_passphrase(folder: VaultFolder, slots: KeySlots, typed: str, now: datetime) -> Unlocked:
    """Opens the slot that fits what was typed; counts it when none does.

    Raises MustWait when the attempt comes too soon after failed ones, and else like `KeySlots.unlock`; WrongPassphrase
    then says how long the next one has to wait.
    """
    before = attempts_in(folder.attempts)
    if before and (seconds := seconds_to_wait(before.count, before.last_at, now)):
        raise MustWait(wait_sentence(before.count, seconds), seconds)
    try:
        return slots.unlock(typed)
    except WrongPassphrase as wrong:
        failed = _one_more(attempts_in(folder.attempts), now)  # another may have failed while this one was stretched
        _keep(folder.attempts, failed)
        raise WrongPassphrase(wrong.say, seconds_to_wait(failed.count, now, now)) from None


def attempts_in(path: Path) -> Attempts | None:
    """What the file tells; None where it is missing, damaged, or anything else than this file."""
    try:
        told = json.loads(read_small(path, MOST_BYTES))
        first, last = moment_in(told["first"]), moment_in(told["last"])
        count = told["count"]
        found = Attempts(UUID(told["id"]), count, first, last)
    except (NotAFile, OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        return None
    return found if type(count) is int and 1 <= count <= MOST and first <= last else None


def tell_journal(
    connection: Connection, folder: VaultFolder, author: Author, origin: str, now: datetime
) -> tuple[HeadMark | None, str]:
    """An entry for the attempts that failed, and the sentence that tells of them once; None and "" where none did.

    `forget` the file once this is committed.
    """
    failed = attempts_in(folder.attempts)
    if failed is None or connection.scalar(select(failed_unlock.c.id).where(failed_unlock.c.id == failed.id)):
        return None, ""
    row = {"id": failed.id, "first_at": failed.first_at, "last_at": failed.last_at, "count": failed.count}
    connection.execute(insert(failed_unlock).values(row))
    stored = connection.exec_driver_sql("SELECT * FROM failed_unlock WHERE id = ?", (str(failed.id),)).mappings().one()
    change = RowChange("failed_unlock", Verb.INSERT, (stored["id"],), {name: (None, stored[name]) for name in stored})
    mark = seal(connection, Heading(LABEL, now, Kind.OPENING), author, (change,), origin)
    return mark, told_sentence(failed.count, failed.first_at, failed.last_at, now)


def forget(folder: VaultFolder) -> None:
    """The side file goes."""
    with suppress(OSError):
        folder.attempts.unlink(missing_ok=True)


def _one_more(before: Attempts | None, now: datetime) -> Attempts:
    if before is None:
        return Attempts(new_id(), 1, now, now)
    count, first = min(before.count + 1, MOST), min(before.first_at, now)
    return Attempts(new_id(), count, first, now)


def _keep(path: Path, failed: Attempts) -> None:
    """A count that cannot be kept must not keep anybody from trying again."""
    told = {"id": str(failed.id), "count": failed.count, "first": _text(failed.first_at), "last": _text(failed.last_at)}
    with suppress(Told, OSError):
        write_atomically(path, json.dumps(told).encode())


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")
