"""Who can open the vault, as the page of people shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from marac_desk.keyholders import Role
from storage.tables import keyholder
from storage.tables_people import agency, marac


@dataclass(frozen=True)
class PersonRow:
    """One of those who can open the vault, or could: `left_at` is when they were removed."""

    id: UUID
    name: str
    role: Role
    left_at: datetime | None


def people(session: Session) -> tuple[PersonRow, ...]:
    """Everybody by name, the recovery code last, and those who have left."""
    columns = (keyholder.c[name] for name in PersonRow.__dataclass_fields__)
    rows = (PersonRow(*row) for row in session.execute(select(*columns)))
    return tuple(sorted(rows, key=lambda row: (row.role is Role.RECOVERY, row.name.casefold())))


def last_at_work(connection: Connection) -> dict[UUID, datetime]:
    """When each person last did anything that the journal has, a view of a case file included.

    It looks through the whole journal, so it belongs into a job.
    """
    found = connection.exec_driver_sql("SELECT keyholder_id, max(at) FROM journal_entry GROUP BY keyholder_id")
    return {UUID(who): datetime.fromisoformat(at) for who, at in found if who}


def known_words(session: Session) -> tuple[str, ...]:
    """The names in this vault that somebody guessing a passphrase would try first."""
    asked = (select(keyholder.c.name), select(marac.c.name), select(marac.c.prefix), select(agency.c.name))
    return tuple(text for each in asked for text in session.scalars(each))
