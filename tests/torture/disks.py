"""Small disks that are really full, really write-protected, or whose files may really not grow."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

KIB = 1024
ROOM = 64 * KIB * KIB


@contextmanager
def small_disk(place: Path) -> Iterator[bool]:
    """A disk of 64 MiB in memory at `place`; False where we may not mount one, and there is only the folder."""
    place.mkdir(exist_ok=True)
    mounted = _mount("-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(place))
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(place)], check=True)


@contextmanager
def full(place: Path, room: int) -> Iterator[None]:
    """Within this block there is no more than so many KiB left on the disk at `place`.

    Where it is no disk of our own, no file may be written beyond so many KiB.
    """
    if os.path.ismount(place):
        ballast = place / "ballast"
        _fill(ballast, room)
        try:
            yield
        finally:
            ballast.unlink()
        return
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room * KIB, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def protect(place: Path) -> bool:
    """From now on the disk at `place` can only be read; False where it is no disk of our own."""
    return os.path.ismount(place) and _mount("-o", "remount,ro", str(place))


def unprotect(place: Path) -> None:
    """It can be written to again."""
    assert _mount("-o", "remount,rw", str(place))


def _fill(ballast: Path, room: int) -> None:
    free = os.statvfs(ballast.parent)
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(1, free.f_bavail * free.f_frsize - room * KIB))


def _mount(*arguments: str) -> bool:
    return subprocess.run(["mount", *arguments], check=False, stderr=subprocess.DEVNULL).returncode == 0
