"""The vaults that the bench measures: 2,000 made-up cases, and 20,000.

They are kept in `build/bench` from run to run, until a file changes that decides what is in them.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection

from marac_desk.keyholders import Role
from marac_desk.sample import fill
from storage.journal import RowChange, Verb, from_body
from storage.sealing import KdfSettings
from storage.tables import metadata
from storage.vault import Vault, create_vault, unlock_vault

PASSPHRASE = "four invented words here"
NOW = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
SMALL = 2_000
LARGE = 20_000
SEED = 1
TOGETHER = 44

_ROOT = Path(__file__).parents[2]
_BENCH = _ROOT / "build" / "bench"
_DECIDING = (
    "storage/**/*.py",
    "storage/**/*.sql",
    "marac_desk/**/*.py",
    "assets/**/*.toml",
    "tests/benchmarks/vaults.py",
)
_HISTORY = "SELECT body FROM journal_body WHERE sequence > 1 ORDER BY sequence"
_IDENTIFIER = re.compile(r'(?<=")[0-9a-f](?=[0-9a-f]{7}-[0-9a-f]{4}-4[0-9a-f]{3}-)')
_DIGITS = "0123456789abcdef"


def clock() -> datetime:
    """Always the same moment: no figure needs another."""
    return NOW


def opened(path: Path) -> Vault:
    """The vault at this place, open."""
    return unlock_vault(path, PASSPHRASE, clock=clock)


@dataclass(frozen=True)
class Vaults:
    """The two locked vaults, and a folder for whatever else a run needs."""

    kept: Path
    scratch: Path

    @property
    def small(self) -> Path:
        """2,000 cases over five years."""
        return self.kept / "small"

    @property
    def large(self) -> Path:
        """20,000 cases: ten MARACs of 2,000 each."""
        return self.kept / "large"

    def copy(self, name: str) -> Path:
        """A copy of the small vault, for what would change it."""
        return Path(shutil.copytree(self.small, self.scratch / name))


@contextmanager
def vaults() -> Iterator[Vaults]:
    """Both vaults, made where they are not kept from an earlier run."""
    kept = _BENCH / _digest()
    if not kept.exists():
        shutil.rmtree(_BENCH, ignore_errors=True)
        unfinished = _BENCH / "unfinished"
        unfinished.mkdir(parents=True)
        _make(Vaults(unfinished, unfinished))
        unfinished.rename(kept)
    with TemporaryDirectory(dir=_BENCH) as scratch:
        yield Vaults(kept, Path(scratch))


def _digest() -> str:
    """Sixteen digits that change with every file that decides what is in the vaults."""
    paths = sorted(path for pattern in _DECIDING for path in _ROOT.glob(pattern))
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in paths)).hexdigest()[:16]


def _make(vaults: Vaults) -> None:
    """The small vault is filled; the large one begins as its copy, and has its history nine times more.

    That is done with other identifiers and references, through the door and into the journal. To
    make up each case and map it onto rows takes twice as long, and is done once.
    """
    small = create_vault(
        vaults.small, name="Anna Example", role=Role.COORDINATOR, passphrase=PASSPHRASE, kdf=KdfSettings(), clock=clock
    )
    with small.vault as vault:
        _hurry(vault)
        fill(vault, cases=SMALL, years=5, seed=SEED, now=NOW)
    with opened(vaults.copy("large")) as vault:
        _hurry(vault)
        with vault.read() as read:
            history = read.session.connection().exec_driver_sql(_HISTORY).scalars().all()
        for turn in range(1, LARGE // SMALL):
            for start in range(0, len(history), TOGETHER):
                _repeat(vault, [_renamed(body, turn) for body in history[start : start + TOGETHER]])


def _hurry(vault: Vault) -> None:
    """Leaves the disk out of it while a vault is made: a power cut would only cost another try."""
    pooled = vault.parts.engines.writer.raw_connection()
    for setting in ("synchronous=OFF", "cache_size=-2000000", "wal_autocheckpoint=500000"):
        pooled.cursor().execute(f"PRAGMA {setting}")
    pooled.close()


def _renamed(body: str, turn: int) -> str:
    """The body of an entry with each identifier moved on by `turn`, and the references of another MARAC."""
    moved = {digit: _DIGITS[(place + turn) % 16] for place, digit in enumerate(_DIGITS)}
    return _IDENTIFIER.sub(lambda found: moved[found[0]], body).replace(f"MU{SEED}", f"MU{SEED + turn}")


def _repeat(vault: Vault, bodies: list[str]) -> None:
    """Several entries as one edit: each commit encrypts every page it touched, and there they are the same ones."""
    with vault.edit("Hold made-up meetings") as edit:
        connection = edit.session.connection()
        changes = chain.from_iterable(map(from_body, bodies))
        for (table, verb), rows in groupby(changes, key=lambda row: (row.table, row.verb)):
            if verb is Verb.INSERT:
                _insert(connection, table, list(rows))
            else:
                for row in rows:
                    _update(connection, row)


def _insert(connection: Connection, table: str, rows: list[RowChange]) -> None:
    names = [column.name for column in metadata.tables[table].columns]
    places = ", ".join("?" for _ in names)
    values = [tuple(row.fields.get(name, (None, None))[1] for name in names) for row in rows]
    connection.exec_driver_sql(f'INSERT INTO "{table}" VALUES ({places})', values)


def _update(connection: Connection, row: RowChange) -> None:
    keys = " AND ".join(f'"{column.name}" = ?' for column in metadata.tables[row.table].primary_key.columns)
    fields = ", ".join(f'"{name}" = ?' for name in row.fields)
    values = (*(pair[1] for pair in row.fields.values()), *row.key)
    connection.exec_driver_sql(f'UPDATE "{row.table}" SET {fields} WHERE {keys}', values)
