"""An invented MARAC in an encrypted database of its own: tables and records without the door."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from marac_desk.agencies import Agency
from marac_desk.cases import Case
from marac_desk.discussion import Discussion
from marac_desk.maracs import Marac
from marac_desk.meetings import Listing, Meeting
from marac_desk.people import Person
from marac_desk.referrals import Referral
from storage.engine import Engines, create_database, open_engines
from storage.folder import VaultFolder
from storage.mapping import map_records
from storage.migrations import create_tables

Record = TypeVar("Record")
KEY = bytes(range(32))
FIRST_DAY = datetime(2026, 1, 8, 9, 30, tzinfo=UTC)


@contextmanager
def encrypted(path: Path, *, tables: bool = True) -> Iterator[Engines]:
    """An encrypted database in `path`, with all its tables or empty."""
    map_records()
    folder = VaultFolder(path / "vault")
    folder.create()
    create_database(folder, KEY)
    engines = open_engines(folder, KEY)
    if tables:
        with engines.writer.begin() as connection:
            create_tables(connection)
    yield engines
    engines.dispose()


@dataclass
class Area:
    """Puts invented records into a session, each with a sentence, and hands back what is needed of them."""

    session: Session
    marac: Marac = field(init=False)
    police: Agency = field(init=False)

    def __post_init__(self) -> None:
        map_records()
        self.police = Agency("Police", "police", "Police", 1)
        self.marac = Marac("Northvale", "NV", agencies=[self.police])
        self.session.add(self.marac)
        self.session.flush()

    def person(self, given: str = "Marta", family: str = "Invented") -> Person:
        """Somebody."""
        return self._kept(Person(given, family))

    def case(self, victim: Person | None = None) -> Case:
        """The next case."""
        victim = victim or self.person()
        return self._kept(Case(self.marac.id, self.marac.next_case_reference(2026), victim.id, date(2026, 1, 2)))

    def referral(self, case: Case, received_on: date) -> Referral:
        """The case was referred on a day."""
        return self._kept(Referral(case.id, received_on, reason="Threats since the separation"))

    def meeting(self, *cases: Case, weeks: int = 0, begun: bool = True) -> Meeting:
        """A meeting some weeks after the first one, with these cases on its agenda."""
        starts_at = FIRST_DAY + timedelta(weeks=weeks)
        held = Meeting(self.marac.id, self.marac.next_meeting_reference(2026), starts_at)
        for case in cases:
            held.list_case(case.id, Listing.NEW)
        if begun:
            held.open(starts_at)
        return self._kept(held)

    def discussion(self, held: Meeting, case: Case, referral_id: UUID | None = None) -> Discussion:
        """The case was discussed at the meeting."""
        return self._kept(Discussion(held.id, case.id, referral_id))

    def _kept(self, record: Record) -> Record:
        self.session.add(record)
        self.session.flush()
        return record
