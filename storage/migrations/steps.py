"""Takes a file from one version of the schema to a later one. The only module that imports Alembic."""

from __future__ import annotations

from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

HERE = Path(__file__).parent


def take_steps(connection: Connection, from_version: int, to_version: int) -> None:
    """Runs each step after `from_version` up to `to_version`, within the caller's transaction.

    Revision `0007` leads to version 7.
    """
    scripts = ScriptDirectory(str(HERE))
    start = f"{from_version:04}" if from_version else "base"
    steps = list(scripts.iterate_revisions(f"{to_version:04}", start))
    with Operations.context(MigrationContext.configure(connection)):
        for step in reversed(steps):
            step.module.upgrade()
            connection.exec_driver_sql(f"PRAGMA user_version = {int(step.revision)}")
