"""A database that may not grow, as on a full disk: SQLite itself says so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from marac_desk.errors import StorageFull
from storage.vault import Vault


@contextmanager
def no_room(vault: Vault) -> Iterator[None]:
    """The database may not grow by another page."""
    engine = vault.parts.engines.writer
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    try:
        yield
    finally:
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count=1073741823")


def fill(vault: Vault) -> None:
    """Until no page has room for another view."""
    with suppress(StorageFull):
        for number in range(1000):
            vault.draft(f"filler/{number}", "x" * 300)
