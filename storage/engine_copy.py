"""A copy of the open database, made by the engine itself, and a look at a closed copy that leaves no trace on it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from marac_desk.progress import UNWATCHED, Cancelled, Stopped, Watch
from storage.copying import FLUSHED_AFTER, flush
from storage.engine import engine_over, keyed, plain_errors

_PAGES_AT_ONCE = 128
_PAGE = 4096
_CACHE_KIB = 8192
"""Half of it would make the check a fifth slower, and twice as much is more than the window may take besides."""
_LOOKS_AFTER = 10_000
"""So many steps of SQLite's own machine pass between two looks at whether the work is to stop."""


def copy_database(connection: Connection, key: bytes, target: Path, watch: Watch = UNWATCHED) -> None:
    """Copies the database, as `connection` sees it in its transaction, into a new file encrypted with the same key.

    Where there is a write-ahead log, edits go on beside it: they neither wait nor get into the copy. The copy
    needs no log. It is on the disk when this returns. Raises Stopped and what `plain_errors` tells.
    """
    with plain_errors():
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with target.open("r+b") as file:
            with closing(keyed(target, key)) as copy:
                # Nobody else knows the file yet, and it is thrown away unless it gets whole.
                copy.execute("PRAGMA journal_mode=OFF")
                copy.execute("PRAGMA synchronous=OFF")

                def step(_status: int, left: int, total: int) -> None:
                    watch.step(total - left, total)
                    if (total - left) % (FLUSHED_AFTER // _PAGE) < _PAGES_AT_ONCE:
                        flush(file)

                _driver(connection).backup(copy, pages=_PAGES_AT_ONCE, progress=step)
                connection.exec_driver_sql("PRAGMA shrink_memory")  # every page of the vault went through its cache
                copy.execute("PRAGMA journal_mode=DELETE")
            flush(file)


@contextmanager
def look_at_copy(path: Path, key: bytes, cancelled: Cancelled | None = None) -> Iterator[Connection]:
    """A connection to a closed copy that only reads, and takes no account of a log that lies beside it.

    Raises VaultDamaged where `key` does not fit, and Stopped soon after `cancelled` says so.
    """
    engine = engine_over(lambda: _reading(path, key, cancelled), pool_size=1)
    try:
        with plain_errors(), engine.connect() as connection:
            yield connection
    except Exception:
        if cancelled is not None and cancelled():
            raise Stopped from None
        raise
    finally:
        engine.dispose()


def _reading(path: Path, key: bytes, cancelled: Cancelled | None) -> Any:  # noqa: ANN401 - no types
    connection = keyed(path, key, "ro&immutable=1")
    for setting in ("query_only=ON", "temp_store=MEMORY", "trusted_schema=OFF", f"cache_size=-{_CACHE_KIB}"):
        connection.execute(f"PRAGMA {setting}")
    if cancelled is not None:
        connection.set_progress_handler(cancelled, _LOOKS_AFTER)
    return connection


def _driver(connection: Connection) -> Any:  # noqa: ANN401 - the driver has no types
    return connection.connection.driver_connection
