"""Holds every row of the record against the history, so that what was done past the door is found and located.

Replaying the history gives every table. To hold all of it in memory would take gigabytes, so the fields
are summed up: each value that the history puts into a row is added, each that it takes out is taken away,
and in the end each value that stands in the tables is taken away. What is left is nothing, or the
rows of that sum are replayed for good and compared one by one. The sums are of hashes whose key is new
in each run of the program, so that nobody can choose values that cancel out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Table

from storage.journal import Line, Stored, key_text, lines_of
from storage.tables import journalled_tables, metadata

BUCKETS = 1 << 14
MOST_BUCKETS = 256
"""So many sums at most are looked into row by row; where more are wrong, the first ones tell enough."""

Place = tuple[str, str]
"""A row: its table and its key."""

_ERASED = (
    "SELECT DISTINCT tab, key FROM journal_touch WHERE sequence IN"
    " (SELECT sequence FROM journal_entry EXCEPT SELECT sequence FROM journal_body)"
)
_BODIES = "SELECT sequence, body FROM journal_body ORDER BY sequence"


@dataclass(frozen=True)
class Odd:
    """A row that is not as the history says. `entry` is the last one that changed it, if any did.

    `row` is what is known of it: as it stands, or where it is gone, as it was. `fields` are those that differ.
    """

    table: str
    what: str
    row: Mapping[str, Stored]
    fields: tuple[str, ...] = ()
    entry: int | None = None


class RowSums:
    """Sums up the history while somebody reads it from its beginning, and then the tables."""

    def __init__(self, connection: Connection) -> None:
        self.erased: frozenset[Place] = frozenset((tab, key) for tab, key in connection.exec_driver_sql(_ERASED).all())
        self._sums = [0] * BUCKETS

    def told(self, lines: Sequence[Line]) -> None:
        """The next entry of the history."""
        for line in lines:
            place = (line["table"], key_text(line["key"]))
            if line["verb"] == "view" or place in self.erased:
                continue
            total = 0
            for name, (before, after) in line["fields"].items():
                if before is not None:
                    total -= _hash(place, name, before)
                if after is not None:
                    total += _hash(place, name, after)
            self._sums[_bucket(place)] += total

    def stand(self, connection: Connection) -> None:
        """Takes away what stands in the tables."""
        for table in journalled_tables():
            for place, row in _rows(connection, table):
                if place not in self.erased:
                    total = sum(_hash(place, name, value) for name, value in row.items() if value is not None)
                    self._sums[_bucket(place)] -= total

    def wrong(self) -> frozenset[int]:
        """The sums that are not nothing now."""
        return frozenset(at for at, total in enumerate(self._sums) if total)


def odd_rows(connection: Connection, sums: RowSums) -> Iterator[Odd]:
    """The rows of the wrong sums that differ from the history, table by table."""
    wrong = frozenset(sorted(sums.wrong())[:MOST_BUCKETS])
    should, last = _replayed(connection, sums, wrong)
    for table in journalled_tables():
        for place, row in _rows(connection, table):
            if _bucket(place) not in wrong or place in sums.erased:
                continue
            known = should.pop(place, None)
            if known is None:
                yield Odd(table.name, "added", row, entry=last.get(place))
            elif differ := tuple(name for name, value in row.items() if value != known.get(name)):
                yield Odd(table.name, "altered", row, differ, last.get(place))
    for place, row in should.items():
        yield Odd(place[0], "taken away", row, entry=last.get(place))


def _replayed(
    connection: Connection, sums: RowSums, wrong: frozenset[int]
) -> tuple[dict[Place, dict[str, Stored]], dict[Place, int]]:
    """The rows of these sums as the history leaves them, and which entry changed each last."""
    rows: dict[Place, dict[str, Stored]] = {}
    last: dict[Place, int] = {}
    for sequence, body in connection.exec_driver_sql(_BODIES):
        for line in lines_of(body):
            place = (line["table"], key_text(line["key"]))
            if line["verb"] == "view" or _bucket(place) not in wrong or place in sums.erased:
                continue
            last[place] = sequence
            if line["verb"] == "delete":
                rows.pop(place, None)
            else:
                rows.setdefault(place, {}).update({name: pair[1] for name, pair in line["fields"].items()})
    return rows, last


def _rows(connection: Connection, table: Table) -> Iterator[tuple[Place, dict[str, Stored]]]:
    names = [column.name for column in table.columns]
    keys = [names.index(column.name) for column in metadata.tables[table.name].primary_key.columns]
    listed = ", ".join(f'"{name}"' for name in names)
    for values in connection.exec_driver_sql(f'SELECT {listed} FROM "{table.name}"'):
        yield (table.name, key_text([values[at] for at in keys])), dict(zip(names, values, strict=True))


def _bucket(place: Place) -> int:
    return hash(place) % BUCKETS


def _hash(place: Place, name: str, value: Stored) -> int:
    """Numbers are hashed as text, since the hash of a number is the number itself and has no key."""
    return hash((place, name, value if type(value) is str else f"#{value}"))
