"""The head: a small file that knows the last edit, so that a database which lost some is found out.

SQLite drops the tail of a damaged write-ahead log without a word, and all its own checks stay
clean. After each commit the number and digest of the last journal entry are written here, with a
MAC keyed from the database key. Two records take turns, each in a disk sector of its own and always
at the same place: a power cut can spoil only the one being written, and a full disk neither.
"""

from __future__ import annotations

import hmac
import os
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from io import FileIO
from pathlib import Path

from marac_desk.atomic import plain_file_errors, write_atomically
from storage.sealing import KeptKey, drawn_key

PURPOSE = "marac-desk head 1"

SECTOR = 512
_SEQUENCE_BYTES = 8
_DIGEST_BYTES = 32
_MARK_BYTES = _SEQUENCE_BYTES + _DIGEST_BYTES
_RECORD_BYTES = _MARK_BYTES + 32
_CRASH_LEAVES = 2
_BELIEVABLE = 2**32

_sync: Callable[[int], None] = getattr(os, "fdatasync", os.fsync)


@dataclass(frozen=True)
class HeadMark:
    """The last journal entry: its number, from 0 for an empty journal, and its digest in hexadecimal."""

    sequence: int
    digest: str


class HeadKind(Enum):
    """What comparing the head with the database shows."""

    AGREES = "agrees"
    AHEAD = "the database is ahead"
    STALE_HEAD = "the head is old"
    EDITS_LOST = "edits are lost"
    ALTERED = "the history was altered"
    NO_HEAD = "there is no head"


@dataclass(frozen=True)
class HeadState:
    """What was found, in words for a person, and by how many entries head and database differ."""

    kind: HeadKind
    say: str
    count: int = 0


class Head:
    """The open head file of one vault."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._mac_key = KeptKey(drawn_key(key, PURPOSE))
        self._file: FileIO | None = None
        self._place = 0
        self._mark: HeadMark | None = None

    @classmethod
    def create(cls, path: Path, key: bytes, mark: HeadMark) -> Head:
        """Makes the file, or makes it anew, with `mark` in both records; `key` is the database key."""
        head = cls(path, key)
        head._remake(mark)
        return head

    @classmethod
    def open(cls, path: Path, key: bytes) -> Head:
        """Opens the file; where it is missing or holds no valid record, `mark` is None."""
        head = cls(path, key)
        with plain_file_errors():
            if path.exists() and path.stat().st_size == 2 * SECTOR:
                head._attach()
        return head

    @classmethod
    def look(cls, path: Path, key: bytes) -> Head:
        """Only reads the file, as somebody does who has the vault open read only; `mark` is as in `open`."""
        head = cls(path, key)
        with plain_file_errors():
            if path.exists() and path.stat().st_size == 2 * SECTOR:
                head._read(path.read_bytes())
        return head

    @property
    def mark(self) -> HeadMark | None:
        """The last valid record, or None when there is none."""
        return self._mark

    def write(self, sequence: int, digest: str) -> None:
        """Notes the last journal entry, on the disk when this returns; call it after each commit."""
        mark = HeadMark(sequence, digest)
        if self._file is None:
            self._remake(mark)
            return
        with plain_file_errors():
            self._file.seek(self._place * SECTOR)
            self._file.write(self._record(mark))
            _sync(self._file.fileno())
        self._place, self._mark = 1 - self._place, mark

    def make_anew(self, key: bytes, mark: HeadMark) -> None:
        """The same head under a new database key."""
        self._mac_key.value = drawn_key(key, PURPOSE)
        self._remake(mark)

    def close(self) -> None:
        """Closes the file and lets go of the key."""
        self._close_file()
        self._mac_key.let_go()

    def _close_file(self) -> None:
        if self._file:
            self._file.close()
            self._file = None

    def _remake(self, mark: HeadMark) -> None:
        self._close_file()
        write_atomically(self._path, self._record(mark).ljust(SECTOR, b"\0") * 2)
        with plain_file_errors():
            self._attach()

    def _attach(self) -> None:
        """Reads both records; the next one written replaces the older or invalid one."""
        self._file = FileIO(self._path, "r+")
        self._read(self._file.read(2 * SECTOR))

    def _read(self, content: bytes) -> None:
        marks = [self._valid(content[at : at + _RECORD_BYTES]) for at in (0, SECTOR)]
        newest = max((0, 1), key=lambda place: mark.sequence if (mark := marks[place]) else -1)
        self._place, self._mark = 1 - newest, marks[newest]

    def _record(self, mark: HeadMark) -> bytes:
        digest = bytes.fromhex(mark.digest)
        if len(digest) != _DIGEST_BYTES:
            raise ValueError("a digest has 32 bytes")
        content = mark.sequence.to_bytes(_SEQUENCE_BYTES) + digest
        return content + self._mac(content)

    def _valid(self, record: bytes) -> HeadMark | None:
        content, mac = record[:_MARK_BYTES], record[_MARK_BYTES:]
        if not hmac.compare_digest(mac, self._mac(content)):
            return None
        return HeadMark(int.from_bytes(content[:_SEQUENCE_BYTES]), content[_SEQUENCE_BYTES:].hex())

    def _mac(self, content: bytes) -> bytes:
        return hmac.digest(self._mac_key.value, content, "sha256")


def plain_number(path: Path) -> int | None:
    """The higher number in the file, read without a key and so without proof; None where it is no head file."""
    try:
        content = path.read_bytes() if path.stat().st_size == 2 * SECTOR else b""
    except OSError:
        return None
    numbers = [int.from_bytes(content[at : at + _SEQUENCE_BYTES]) for at in (0, SECTOR)]
    return max(numbers) if content and max(numbers) < _BELIEVABLE else None


def compare(mark: HeadMark | None, last_sequence: int, digest_at: Callable[[int], str | None]) -> HeadState:
    """Compares the head with the journal, whose last entry is `last_sequence`.

    `digest_at` gives the digest of an entry, of the empty journal for 0, or None where there is no
    such entry. One or two entries more than the head are what a crash between commit and head, or
    one spoilt record, leaves behind; more mean that an old head was put back. Neither loses anything.
    """
    if mark is None:
        return HeadState(
            HeadKind.NO_HEAD,
            "The vault's head file is missing or cannot be read: nobody can tell whether the last edits are there.",
        )
    ahead = last_sequence - mark.sequence
    if ahead < 0:
        return HeadState(HeadKind.EDITS_LOST, _lost(-ahead), -ahead)
    if digest_at(mark.sequence) != mark.digest:
        return HeadState(
            HeadKind.ALTERED,
            "The vault's history is not the one written last: it was altered or replaced. Compare it with a backup.",
        )
    return _not_behind(ahead)


def _not_behind(ahead: int) -> HeadState:
    if ahead == 0:
        return HeadState(HeadKind.AGREES, "Every saved edit is there.")
    if ahead <= _CRASH_LEAVES:
        return HeadState(HeadKind.AHEAD, "The program was stopped while saving. Every saved edit is there.", ahead)
    return HeadState(
        HeadKind.STALE_HEAD,
        f"The vault's head file is {ahead} edits older than its database: somebody may have put an old file back. "
        "No edit is missing.",
        ahead,
    )


def _lost(count: int) -> str:
    what = "The last edit is missing" if count == 1 else f"The last {count} edits are missing"
    return (
        f"{what} from the vault: its database was damaged, or an older one was put back. "
        "Compare it with the latest backup before going on."
    )
