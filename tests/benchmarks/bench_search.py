"""What the encryption costs the search.

The baseline asks the same questions of a copy that is not encrypted, through the same code and the
same driver opened without a key. Python's own sqlite3 would be no fair match: it brings another
version of SQLite, and older ones cannot read this index.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import geometric_mean

from sqlalchemy import Engine, QueuePool, create_engine
from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2

from storage.engine import _SETTINGS
from storage.search import find
from storage.vault import Vault
from tests.benchmarks.figures import Figure, medians
from tests.benchmarks.vaults import LARGE, Vaults, opened

SEARCHES = 40
MOST = 1.3
TYPED = ("ma", "petra placeholder", "sample", "housing", "door locks", "children school", "MU1-2026-1995", "zz99 9ab")
"""What people type: two letters, names, words of what was said, a reference, a postcode."""

Pair = tuple[float, float]
"""The time in the vault, and the time in the plain copy."""


def figures(vaults: Vaults) -> Iterator[Figure]:
    """All questions together, the one that the encryption costs most, and all of them with nothing in memory."""
    copy = vaults.scratch / "plain.db"
    with opened(vaults.large) as vault:
        _copy_plain(vault, copy)
        with _plain(copy) as plain:
            warm = _asked(vault, plain, _find)
            cold = _asked(vault, plain, _find_cold)
    what = f"search at {LARGE:,} cases"
    dearest = max(warm, key=lambda typed: warm[typed][0] / warm[typed][1])
    yield Figure(f"{what}: mean of {len(TYPED)}", *_against(_mean(warm)), times=MOST)
    yield Figure(f"{what}: dearest, {dearest!r}", *_against(warm[dearest]), times=MOST)
    yield Figure(f"{what}: mean, nothing in memory", *_against(_mean(cold)))


def _against(pair: Pair) -> tuple[float, str, float]:
    return pair[0], "plain SQLite", pair[1]


def _mean(asked: dict[str, Pair]) -> Pair:
    """The geometric mean, in which each question weighs the same."""
    return geometric_mean(pair[0] for pair in asked.values()), geometric_mean(pair[1] for pair in asked.values())


def _asked(vault: Vault, plain: Engine, ask: Callable[[Engine, str], None]) -> dict[str, Pair]:
    engines = (vault.parts.engines.reader, plain)
    asked = {}
    for typed in TYPED:
        in_vault, in_plain = medians(SEARCHES, *(partial(ask, engine, typed) for engine in engines))
        asked[typed] = (in_vault, in_plain)
    return asked


def _find(engine: Engine, typed: str) -> None:
    with Session(engine) as session:
        if not find(session, typed):
            raise ValueError(f"nothing was found for {typed!r}, so nothing is measured")


def _find_cold(engine: Engine, typed: str) -> None:
    """As the first search after an edit: what was read before is read, and decrypted, again."""
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA shrink_memory")
    _find(engine, typed)


def _copy_plain(vault: Vault, path: Path) -> None:
    """Everything in the vault once more, without encryption: made-up records only."""
    pooled = vault.parts.engines.writer.raw_connection()
    cursor = pooled.cursor()
    cursor.execute("ATTACH DATABASE ? AS plain KEY ''", (str(path),))
    cursor.execute("PRAGMA plain.synchronous=OFF")
    cursor.execute("SELECT sqlcipher_export('plain')")
    cursor.execute("DETACH DATABASE plain")
    pooled.close()


@contextmanager
def _plain(path: Path) -> Iterator[Engine]:
    """Opened as the vault is, but for the key."""

    def connect() -> object:
        connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
        for setting in (*_SETTINGS, "query_only=ON"):
            connection.execute(f"PRAGMA {setting}")
        return connection

    engine = create_engine("sqlite://", module=dbapi2, creator=connect, poolclass=QueuePool)
    yield engine
    engine.dispose()
