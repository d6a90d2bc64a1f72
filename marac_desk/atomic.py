"""Files that are there whole or not at all, and what a person is told when the disk says no.

The vault's small files and the finished papers are both written here. The bytes are complete in
memory first; they go into a file in the same folder, nameless or hidden, that only its owner may
read, and take the name's place in one step.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from marac_desk.errors import StorageFull, Told

FULL = (
    "The disk is full. The last change was not saved; what was there before is untouched. Make some room and try again."
)
CLOSED = (
    "This folder or file cannot be written to. Nothing was changed. "
    "Check that the disk is not write-protected and that you may write there."
)

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NO_ENTRY = {errno.EACCES, errno.EPERM, errno.EROFS}
_NEEDS_A_NAME = {errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL}
_OPEN_FILES = Path("/proc/self/fd")


@contextmanager
def plain_file_errors() -> Iterator[None]:
    """Within this block a full disk raises StorageFull and a place closed to us raises Told.

    Every other failure passes as it is. The path is left out of the sentence on purpose.
    """
    try:
        yield
    except OSError as failure:
        if failure.errno in _NO_ROOM:
            raise StorageFull(FULL) from None
        if failure.errno in _NO_ENTRY:
            raise Told(CLOSED) from None
        raise


def write_atomically(path: Path, data: bytes) -> None:
    """Puts `data` at `path`, replacing what is there; after a failure the old file stands as it was.

    On return the bytes and the name are on the disk. Raises StorageFull when there is no room, and
    Told when the folder cannot be written to.
    """
    part = path.parent / f".{os.urandom(8).hex()}.part"
    with plain_file_errors():
        try:
            with os.fdopen(_opened(part), "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
                there = not part.exists() and _named_at_once(file.fileno(), path, part)
            if not there:
                part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


def _opened(part: Path) -> int:
    """A new file for its owner alone. Where the system can, it has no name yet, so that a kill leaves nothing of it."""
    if hasattr(os, "O_TMPFILE") and _OPEN_FILES.exists():
        try:
            return os.open(part.parent, os.O_TMPFILE | os.O_WRONLY, 0o600)
        except OSError as failure:
            if failure.errno not in _NEEDS_A_NAME:
                raise
    return os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)


def _named_at_once(descriptor: int, path: Path, part: Path) -> bool:
    """Gives a file without a name its name, or where that is taken the hidden one; says whether it is there by now.

    Given a descriptor for the folder, Python follows the link to the file itself.
    """
    nameless = _OPEN_FILES / str(descriptor)
    with suppress(FileExistsError):
        os.link(nameless, path, src_dir_fd=descriptor)
        return True
    os.link(nameless, part, src_dir_fd=descriptor)
    return False


def sync_folder(folder: Path) -> None:
    """Makes the new name last through a power cut; Windows neither needs nor allows it."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folder(path: Path, *, parents: bool = False) -> None:
    """Makes a folder for its owner alone, unless it is there, and `parents` if need be; the names last like files.

    Raises FileExistsError where something else bears the name, and what the disk says.
    """
    if path.is_dir():
        return
    new = [each for each in path.parents if not each.exists()]
    path.mkdir(mode=0o700, parents=parents, exist_ok=True)
    for each in (path, *new):
        with suppress(OSError):  # the folder above may be one that we may go through and not look at
            sync_folder(each.parent)
