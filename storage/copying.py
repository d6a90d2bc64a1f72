"""Files copied byte for byte, onto the disk for good, and told apart by their SHA-256. Never a file that is in use."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

from marac_desk.progress import UNWATCHED, Watch

CHUNK = 1024 * 1024
FLUSHED_AFTER = 8 * CHUNK
"""No more than this waits for the disk at a time, so that a key press beside it does not wait behind it."""


class NotAFile(Exception):
    """There is no plain file here: it is missing, a link, a pipe or a folder."""


def plain_size(path: Path) -> int:
    """The size of a plain file in bytes. Raises NotAFile, so that nobody follows a link or waits for a pipe."""
    try:
        found = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        raise NotAFile from None
    if not stat.S_ISREG(found.st_mode):
        raise NotAFile
    return found.st_size


def read_small(path: Path, most: int) -> bytes:
    """What a small file holds. Raises NotAFile, also where it holds more than `most` bytes."""
    if plain_size(path) > most:
        raise NotAFile
    with path.open("rb") as file:
        return file.read(most)


def sha256_of(path: Path, watch: Watch = UNWATCHED) -> str:
    """The SHA-256 of a plain file in hexadecimal, read from the disk anew where the system allows. Raises NotAFile."""
    import hashlib

    digest = hashlib.sha256()
    for chunk in _chunks(path, watch):
        digest.update(chunk)
    return digest.hexdigest()


def copy_file(source: Path, target: Path, watch: Watch = UNWATCHED) -> None:
    """Copies a closed file into a new one that only its owner may read; it is on the disk when this returns.

    Raises NotAFile, FileExistsError, Stopped and what the disk says.
    """
    plain_size(source)
    with os.fdopen(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        waiting = 0
        for chunk in _chunks(source, watch):
            waiting += file.write(chunk)
            if waiting >= FLUSHED_AFTER:
                flush(file)
                waiting = 0
        flush(file)


def flush(file: IO[bytes]) -> None:
    """What was written is on the disk when this returns."""
    file.flush()
    os.fsync(file.fileno())


def _chunks(path: Path, watch: Watch) -> Iterator[bytes]:
    size, done = plain_size(path), 0
    with path.open("rb", buffering=0) as file:
        _forget_cached(file.fileno())
        while chunk := file.read(min(CHUNK, size + 1 - done)):
            done += len(chunk)
            watch.step(min(done, size), size)
            yield chunk


def _forget_cached(descriptor: int) -> None:
    """What was just written is read back from the disk itself and not from memory, where POSIX offers that."""
    with suppress(AttributeError, OSError):
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
