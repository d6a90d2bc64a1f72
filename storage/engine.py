"""The encrypted database: how it is opened, and the proof at every open that it is encrypted.

SQLAlchemy over SQLCipher with a raw key. One engine writes, through a single connection that takes
the write lock at once; the other only reads, so that a long report never holds up a key press. The
driver's errors become plain sentences here and nowhere else.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlcipher3 import dbapi2

from marac_desk.atomic import CLOSED, FULL, plain_file_errors
from marac_desk.errors import StorageFull, Told, VaultDamaged, VaultInUse
from storage.folder import VaultFolder
from storage.sealing import KEY_BYTES, KeptKey

DAMAGED = "The vault's database is damaged. Close the program, and restore the vault from its latest backup."
NOT_TOGETHER = (
    "The vault's key file and its database do not belong together, or one of them is damaged. "
    "Restore both from the vault's latest backup."
)
NOT_ENCRYPTED = "The vault's database is not encrypted, so it was not opened. Restore the vault from its latest backup."
NO_CIPHER = "This copy of MARAC Desk cannot encrypt, so no vault was opened. Please install it again."
BUSY = "Another program is using the vault's database. Close it and try again; nothing was lost."
DISK_FAILS = (
    "The disk is full, or could not be read or written; the last change was not saved. "
    "Make some room, check the disk and open the vault again."
)

_Raw = Any  # a connection of the driver, which has no types

APPLICATION_ID = int.from_bytes(b"MDSK")
_PLAIN_SQLITE = b"SQLite format 3\0"
_SETTINGS = (
    *("foreign_keys=ON", "secure_delete=ON", "temp_store=MEMORY", "trusted_schema=OFF", "synchronous=FULL"),
    "cache_size=-16384",  # in KiB: what a search reads is decrypted once, and not again for each letter typed
)
_PROVEN = {"foreign_keys": 1, "secure_delete": 1, "temp_store": 2, "trusted_schema": 0, "synchronous": 2}

_UNREADABLE = {
    getattr(errno, name)
    for name in ("EIO", "EISDIR", "ENOTDIR", "ENAMETOOLONG", "ELOOP", "EMFILE", "ENXIO", "ENODEV", "ESTALE")
    if hasattr(errno, name)
}
"""What a disk or a folder says that fails or is not what it should be. A file that is not there is our mistake."""

_NAMED: dict[str, tuple[type[Told], str]] = {
    "FULL": (StorageFull, FULL),
    "BUSY": (VaultInUse, BUSY),
    "LOCKED": (VaultInUse, BUSY),
    "CORRUPT": (VaultDamaged, DAMAGED),
    "NOTADB": (VaultDamaged, DAMAGED),
    "READONLY": (Told, CLOSED),
    "CANTOPEN": (Told, CLOSED),
    "IOERR": (Told, DISK_FAILS),
}
"""By SQLite's name of the error, as its words vary with what it was about to do."""

_UNNAMED = {
    "disk I/O error": "IOERR",
    "database or disk is full": "FULL",
    "database disk image is malformed": "CORRUPT",
    "file is not a database": "NOTADB",
}
"""What the driver raises from a backup has words alone, always these."""

_REKEY_FAILED = "An error occurred with PRAGMA key or rekey"
"""What the cipher says of any failing change of keys. The keys are ours and right, so it is the disk that fails."""


@dataclass(frozen=True)
class Engines:
    """The two ways into one open database, and its key, which may be another one later."""

    writer: Engine
    reader: Engine
    kept: KeptKey = field(repr=False)

    @property
    def key(self) -> bytes:
        """The database key as it is now. Raises Refused once it was let go of."""
        return self.kept.value

    def let_go(self) -> None:
        """Closes the connections that nobody uses now; the next use opens one anew, with the key as it is then."""
        for engine in (self.reader, self.writer):
            engine.dispose()

    def dispose(self) -> None:
        """Closes every connection, one still in use when it is given back, and lets go of the key.

        The last connection folds the log into the database.
        """
        for engine in (self.reader, self.writer):
            event.listen(engine.pool, "checkin", _close)
            engine.dispose()
        self.kept.let_go()


@contextmanager
def plain_errors() -> Iterator[None]:
    """Within this block what can go wrong with a disk or a database file is told in plain words.

    Raises StorageFull, VaultInUse, VaultDamaged or Told, without the statement or its values; what
    is none of these is a bug and passes as it is.
    """
    try:
        with plain_file_errors():
            yield
    except (DBAPIError, dbapi2.Error) as failure:
        if told := _told(failure):
            raise told from None
        raise
    except OSError as failure:
        if failure.errno in _UNREADABLE:
            raise Told(DISK_FAILS) from None
        raise


def create_database(folder: VaultFolder, key: bytes) -> None:
    """Makes the empty encrypted database of a new vault; raises FileExistsError when there is one."""
    with plain_errors():
        os.close(os.open(folder.database, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with closing(connected(folder.database, key)) as connection:
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")


def working_key(folder: VaultFolder, keys: Sequence[bytes], *, read_only: bool = False) -> bytes:
    """The first of `keys` that opens the database; raises VaultDamaged when none does."""
    for key in keys:
        if _opens(folder.database, key, _to_read(folder.database) if read_only else "rw"):
            return key
    raise VaultDamaged(NOT_TOGETHER)


def open_engines(folder: VaultFolder, key: bytes) -> Engines:
    """Proves that the database is encrypted with `key` and sound to work on, and opens it.

    The engines connect when they are first used, so listeners can be added to them before. Raises
    VaultDamaged, or Told when this installation cannot encrypt.
    """
    with plain_errors():
        _prove(folder.database, key)
        choose_journal(folder, key)
    kept = KeptKey(key)
    return Engines(_writer(folder.database, kept), _reader(folder.database, kept), kept)


def open_read_only(folder: VaultFolder, key: bytes) -> Engines:
    """The same proof, and an engine that cannot write: the file is opened for reading, and every statement only reads.

    Another program may have the database open and go on writing.
    """
    with plain_errors():
        mode = _to_read(folder.database)
        _prove(folder.database, key, mode)
    kept = KeptKey(key)
    reader = _reader(folder.database, kept, mode)
    return Engines(reader, reader, kept)


def _to_read(path: Path) -> str:
    """How it is opened for reading: on a write-protected disk, where nobody writes, without the files of a log."""
    log = path.with_name(f"{path.name}-wal")
    protected = hasattr(os, "statvfs") and os.statvfs(path).f_flag & os.ST_RDONLY
    return "ro&immutable=1" if protected and not (log.exists() and log.stat().st_size) else "ro"


def _prove(path: Path, key: bytes, mode: str = "rw") -> None:
    """The file shows no SQLite header, opens with the key, and does not open with another."""
    with path.open("rb") as file:
        start = file.read(len(_PLAIN_SQLITE))
    if start == _PLAIN_SQLITE:
        raise VaultDamaged(NOT_ENCRYPTED)
    if len(start) < len(_PLAIN_SQLITE) or not _opens(path, key, mode):
        raise VaultDamaged(DAMAGED)
    if _opens(path, _another(key), mode):
        raise VaultDamaged(NOT_ENCRYPTED)


def _opens(path: Path, key: bytes, mode: str = "rw") -> bool:
    """Whether `key` reads the database, which tells by its application id that it is a vault's.

    A wrong key does no harm: SQLite folds in what a crash left behind without decrypting it.
    """
    with plain_errors(), closing(keyed(path, key, mode)) as connection:
        try:
            return _value(connection, "application_id") == APPLICATION_ID
        except dbapi2.DatabaseError as failure:
            if "not a database" in str(failure):
                return False
            raise


def _another(key: bytes) -> bytes:
    return bytes([key[0] ^ 1]) + key[1:]


def choose_journal(folder: VaultFolder, key: bytes) -> None:
    """A write-ahead log where the disk is this computer's; the memory it shares does not reach over a network."""
    mode = "delete" if folder.on_network_share else "wal"
    with closing(keyed(folder.database, key)) as connection:
        if mode == "delete":
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")  # a log left from elsewhere is folded in without it
        if connection.execute(f"PRAGMA journal_mode={mode}").fetchone()[0] != mode:
            raise VaultInUse(BUSY)


def _writer(path: Path, key: KeptKey) -> Engine:
    engine = engine_over(lambda: connected(path, key.value), pool_size=1, max_overflow=0)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def _reader(path: Path, key: KeptKey, mode: str = "rw") -> Engine:
    def connect() -> _Raw:
        connection = connected(path, key.value, mode)
        connection.execute("PRAGMA query_only=ON")
        return connection

    engine = engine_over(connect, pool_size=4)
    event.listen(engine, "begin", _begin)
    return engine


def engine_over(creator: Callable[[], _Raw], **pool: int) -> Engine:
    """SQLAlchemy over connections of the driver, silent about values."""
    return create_engine("sqlite://", module=dbapi2, creator=creator, poolclass=QueuePool, hide_parameters=True, **pool)


def _close(_connection: DBAPIConnection | None, record: ConnectionPoolEntry) -> None:
    record.invalidate()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def connected(path: Path, key: bytes, mode: str = "rw") -> _Raw:
    """A connection with the vault's settings, each of them read back."""
    connection = keyed(path, key, mode)
    for setting in _SETTINGS:
        connection.execute(f"PRAGMA {setting}")
    if any(_value(connection, name) != value for name, value in _PROVEN.items()):
        raise Told(NO_CIPHER)
    return connection


def keyed(path: Path, key: bytes, mode: str = "rw") -> _Raw:
    """A connection with its key set before anything else; the file must be there.

    The log of the cipher is silenced first: it would write to the terminal. SQLCipher 4's settings
    are named, so that a later driver with other defaults still opens the vault.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("a database key has 32 bytes")
    uri = f"{path.resolve().as_uri()}?mode={mode}"
    connection = dbapi2.connect(uri, uri=True, timeout=5, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA cipher_log_level=NONE")
    connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    connection.execute("PRAGMA cipher_compatibility=4")
    if not _value(connection, "cipher_version"):
        raise Told(NO_CIPHER)
    return connection


def _value(connection: _Raw, pragma: str) -> object:
    row = connection.execute(f"PRAGMA {pragma}").fetchone()
    return row[0] if row else None


def _told(failure: Exception) -> Told | None:
    error = failure.orig if isinstance(failure, DBAPIError) else failure
    if "Could not decode to UTF-8" in str(error):  # the driver's own finding, which has no name
        return VaultDamaged(DAMAGED)
    if str(error).startswith(_REKEY_FAILED):
        return Told(DISK_FAILS)
    name = getattr(error, "sqlite_errorname", "").removeprefix("SQLITE_").split("_")[0] or _UNNAMED.get(str(error), "")
    kind, sentence = _NAMED.get(name, (None, ""))
    return kind(sentence) if kind else None
