"""The schema's versions: a new vault gets the newest at once, an older one is brought up step by step.

`PRAGMA user_version` says which version a file has. Each step is one file in `versions`, named by
the version it leads to, written with Alembic's operations. Alembic is imported only for an older file.
A step that makes a table anew must mind that foreign keys are on: dropping a table counts as deleting its rows.
"""

from __future__ import annotations

from sqlalchemy import Connection

from marac_desk.errors import VaultDamaged, VaultTooNew
from storage.engine import DAMAGED
from storage.search import CREATE_INDEX
from storage.tables import SCHEMA_VERSION, metadata

TOO_NEW = (
    "This vault was last opened with a newer version of MARAC Desk. Nothing was changed. "
    "Please install the newest version and open it again."
)


def create_tables(connection: Connection) -> None:
    """Makes all tables of the newest version in an empty database, within the caller's transaction."""
    metadata.create_all(connection)
    connection.exec_driver_sql(CREATE_INDEX)
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")


def is_older(connection: Connection) -> bool:
    """Whether steps are to be taken, and which version there is is known."""
    version: int = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    return 1 <= version < SCHEMA_VERSION


def bring_up_to_date(connection: Connection) -> None:
    """Takes an older file to the newest version within the caller's transaction, so a failing step leaves nothing.

    Raises VaultTooNew when the file was written by a later version of the program, and VaultDamaged when it has none.
    """
    version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    if version > SCHEMA_VERSION:
        raise VaultTooNew(TOO_NEW)
    if version < 1:
        raise VaultDamaged(DAMAGED)
    if version < SCHEMA_VERSION:
        from storage.migrations.steps import take_steps

        take_steps(connection, version, SCHEMA_VERSION)
