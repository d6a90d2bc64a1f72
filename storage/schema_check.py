"""Whether the database has every table and column that the program made, and nothing that acts by itself."""

from __future__ import annotations

from sqlalchemy import Connection

from marac_desk.errors import VaultDamaged
from storage.tables import metadata
from storage.told_words import field_word, table_word

_COLUMNS = (
    "SELECT part.name, field.name FROM main.sqlite_master AS part JOIN pragma_table_info(part.name) AS field"
    " WHERE part.type = 'table'"
)
_ACTING = "SELECT count(*) FROM main.sqlite_master WHERE type IN ('trigger', 'view')"
RESTORE = "Somebody altered it with another program. Restore the vault from its latest backup."


def must_be_complete(connection: Connection) -> None:
    """Raises VaultDamaged, saying which, when a table or a column is gone."""
    faults = missing(connection)
    if faults:
        raise VaultDamaged(f"The vault's database lacks {', '.join(faults)}. {RESTORE}")


def missing(connection: Connection) -> tuple[str, ...]:
    """What is gone, in the words of the trade."""
    there: dict[str, set[str]] = {"search_index": set()}
    for table, column in connection.exec_driver_sql(_COLUMNS):
        there.setdefault(table, set()).add(column)
    return tuple(
        f"the table “{table_word(table.name)}”"
        if table.name not in there
        else f"the column “{field_word(table.name, column.name)}” of the table “{table_word(table.name)}”"
        for table in metadata.sorted_tables
        for column in table.columns
        if (column is next(iter(table.columns)) or table.name in there)
        and column.name not in there.get(table.name, set())
    )


def acting_parts(connection: Connection) -> int:
    """How many triggers and views lie in the file: the program makes none there."""
    return int(connection.exec_driver_sql(_ACTING).scalar_one())
