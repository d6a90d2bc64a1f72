"""The vault's folder: what lies where, who has it open, and whether it is on a network share.

A vault is a folder of its own. Beside the database lie the key slots, without which nobody can open
it, and the head, which tells whether edits were lost. Only one program at a time may have it open.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from marac_desk.atomic import make_folder, plain_file_errors, write_atomically
from marac_desk.errors import NotAVault, Refused, Told, VaultDamaged, VaultInUse
from storage.copying import NotAFile, read_small
from storage.moments import moment_in

NOT_EMPTY = "A vault needs a folder of its own. Please choose a new or an empty one."
NO_KEYS = (
    "The vault's key file is missing. Copy keys.json back from a backup of this vault. "
    "If it was never opened, its making was interrupted: make it again in a new folder."
)
HALF_RESTORED = "This vault is being restored from a backup, or that was interrupted. Open it normally once to end it."
IN_USE = "The vault is open in another window or on another computer{since}. Close it there first; nothing was changed."

_MOUNTS = Path("/proc/mounts")
_NETWORK_KINDS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "fuse.davfs", "davfs", "ncpfs", "afs", "9p"}


@dataclass(frozen=True)
class VaultFolder:
    """Where the parts of a vault lie."""

    path: Path

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.path / "vault.db"

    @property
    def keys(self) -> Path:
        """The key slots: who can open it, without names."""
        return self.path / "keys.json"

    @property
    def head(self) -> Path:
        """The last journal entry's number and digest."""
        return self.path / "head"

    @property
    def lock(self) -> Path:
        """An empty file that the program holding the vault keeps locked."""
        return self.path / "in-use.lock"

    @property
    def note(self) -> Path:
        """Since when it is held, and by which process."""
        return self.path / "in-use.json"

    @property
    def pending_views(self) -> Path:
        """The folder of views that wait for somebody who can log them."""
        return self.path / "pending-views"

    @property
    def attempts(self) -> Path:
        """How many attempts to unlock have failed since the last that did not."""
        return self.path / "attempts.json"

    @property
    def backups(self) -> Path:
        """The folder of backups."""
        return self.path / "backups"

    @property
    def staged(self) -> Path:
        """A folder in which a restored vault is put together; until it is `coming` it counts for nothing."""
        return self.path / "restoring"

    @property
    def coming(self) -> Path:
        """The same folder once it is whole: its files are the vault's, and only have to be moved to their places."""
        return self.path / "restored"

    @property
    def on_network_share(self) -> bool:
        """Whether the folder lies on another computer, where the database cannot use its write-ahead log.

        Recognises Linux mounts and Windows network drives.
        """
        place = self.path.resolve()
        if place.drive.startswith("\\\\"):
            return True
        return _MOUNTS.exists() and is_network_mount(PurePosixPath(place), _MOUNTS.read_text(errors="replace"))

    def read_keys(self) -> bytes:
        """What the key file holds, but no more than a byte over what one may hold."""
        from storage.slot_file import MOST_BYTES  # brings the ciphers along, which the window does not wait for

        with self.keys.open("rb") as file:
            return file.read(MOST_BYTES + 1)

    def create(self) -> None:
        """Makes the folder, for its owner alone.

        Raises Refused when a vault or anything else is in it already.
        """
        with plain_file_errors():
            try:
                make_folder(self.path, parents=True)
            except (FileExistsError, NotADirectoryError):
                raise Refused(NOT_EMPTY) from None
            self.must_be_free()
            self.path.chmod(0o700)

    def must_be_free(self) -> None:
        """Raises Refused when anything is in the folder but what a hold leaves there."""
        if self.database.exists() or self.keys.exists():
            raise Refused("There is already a vault in this folder. Open it, or choose another folder.")
        if self.content():
            raise Refused(NOT_EMPTY)

    def content(self) -> list[Path]:
        """What lies in the folder but for what a hold leaves there."""
        return [path for path in self.path.iterdir() if path not in (self.lock, self.note)]

    def must_exist(self) -> None:
        """Raises NotAVault when there is no vault here, and VaultDamaged when one of its two main files is gone.

        Raises Told while a restore has not come to its end, as only whoever opens the vault for writing ends it.
        """
        if self.coming.exists():
            raise Told(HALF_RESTORED)
        there = self.database.is_file(), self.keys.is_file()
        if not any(there):
            raise NotAVault("There is no vault in this folder.")
        if not there[1]:
            raise VaultDamaged(NO_KEYS)
        if not there[0]:
            raise VaultDamaged("The vault's database is missing. Restore this vault from a backup.")

    @contextmanager
    def held(self, now: datetime) -> Iterator[None]:
        """Holds the vault within this block; `now` is noted for whoever else tries.

        The operating system lets go of the lock when the program ends, however it ends. Raises
        VaultInUse when somebody else holds it.
        """
        from filelock import FileLock, Timeout  # loaded when a vault is opened: the window does not wait for it

        lock = FileLock(self.lock, mode=0o600, blocking=False, thread_local=False, fallback_to_soft=False)
        with plain_file_errors():
            try:
                lock.acquire()
            except Timeout:
                raise VaultInUse(IN_USE.format(since=self._since())) from None
        try:
            with suppress(Told, OSError):  # the lock alone decides, and a full disk must not keep anybody from reading
                write_atomically(self.note, _note(now))
            yield
        finally:
            with suppress(OSError):
                self.note.unlink(missing_ok=True)
            lock.release()

    def _since(self) -> str:
        """`, since 26 Nov 2026 at 09:30 UTC`, or nothing where the note cannot be read."""
        try:
            since = moment_in(json.loads(read_small(self.note, 4096))["since"])
        except (NotAFile, OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
            return ""
        from marac_desk.dates import short_date

        return f", since {short_date(since.date())} at {since:%H:%M} UTC"


def is_network_mount(place: PurePosixPath, mounts: str) -> bool:
    """Whether the innermost mount over `place` is a network one; `mounts` reads like `/proc/mounts`."""
    over = [mount for mount in map(_mount, mounts.splitlines()) if place.is_relative_to(mount[0])]
    innermost = sorted(over, key=lambda mount: len(mount[0].parts))[-1:]  # of two at one place the later one covers
    return any(kind in _NETWORK_KINDS for _, kind in innermost)


def _mount(line: str) -> tuple[PurePosixPath, str]:
    _, point, kind, *_ = line.split(" ")
    for escaped, plain in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        point = point.replace(escaped, plain)
    return PurePosixPath(point), kind


def _note(now: datetime) -> bytes:
    return json.dumps({"since": now.astimezone(UTC).isoformat(timespec="seconds"), "process": os.getpid()}).encode()
