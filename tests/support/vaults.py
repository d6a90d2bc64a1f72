"""Vaults for tests: real ones, encrypted and journalled, with a cheap key derivation.

One is made for all tests of a run; each test opens a copy of its own. Every person is made up.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from marac_desk.actions import Faces
from marac_desk.agencies import Agency
from marac_desk.cases import Case, PartyRole
from marac_desk.discussion import Discussion, RiskTo, Subject
from marac_desk.keyholders import Role
from marac_desk.maracs import Marac
from marac_desk.meetings import Listing, Meeting
from marac_desk.people import Alias, Person
from storage.journal import RowChange, Verb, from_body
from storage.sealing import LEAST
from storage.tables import journalled_tables, metadata
from storage.vault import Created, Vault, create_vault, unlock_vault

PASSPHRASE = "four invented words here"
MORNING = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)

Rows = dict[str, list[tuple[object, ...]]]


class TickingClock:
    """A clock that moves on by a second each time somebody looks."""

    def __init__(self, now: datetime = MORNING) -> None:
        self.now = now

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def cheap_vault(folder: Path, role: Role = Role.COORDINATOR) -> Created:
    """A new vault, open, that opens again in a moment."""
    return create_vault(folder, name="Anna Example", role=role, passphrase=PASSPHRASE, kdf=LEAST, clock=TickingClock())


def reopened(vault: Vault) -> Vault:
    """The same vault after a lock and an unlock."""
    vault.lock()
    return unlock_vault(vault.folder.path, PASSPHRASE, clock=TickingClock())


@dataclass(frozen=True)
class KeptVault:
    """A locked vault that tests copy, and its recovery code."""

    path: Path
    recovery_code: str


@pytest.fixture(scope="session")
def kept_vault(tmp_path_factory: pytest.TempPathFactory) -> KeptVault:
    """The vault that each test gets a copy of."""
    path = tmp_path_factory.mktemp("kept") / "vault"
    created = cheap_vault(path)
    created.vault.lock()
    return KeptVault(path, created.recovery_code)


@pytest.fixture
def vault_path(kept_vault: KeptVault, tmp_path: Path) -> Path:
    """A locked vault of the test's own."""
    return Path(shutil.copytree(kept_vault.path, tmp_path / "vault"))


@pytest.fixture
def vault(vault_path: Path) -> Iterator[Vault]:
    """An open vault of the test's own, with nobody in it but its coordinator."""
    with unlock_vault(vault_path, PASSPHRASE, clock=TickingClock()) as opened:
        yield opened


@dataclass(frozen=True)
class SmallMarac:
    """The identifiers of a MARAC with one agency, and one meeting that hears one case."""

    marac: UUID
    agency: UUID
    victim: UUID
    case: UUID
    meeting: UUID
    discussion: UUID
    risk: UUID
    action: UUID


def small_marac(vault: Vault) -> SmallMarac:
    """Types a small MARAC in through the door, in one edit."""
    agency = Agency("Northvale Police", "police", "Police", 1)
    marac = Marac("Northvale", "NV", agencies=[agency])
    victim, child = Person("Marta", "Invented", aliases=[Alias("Marta Madeup")]), Person("Ben", "Invented")
    case = Case(marac.id, marac.next_case_reference(2026), victim.id, date(2026, 11, 2))
    party = case.add_party(PartyRole.CHILD, child.id, "son")
    meeting = Meeting(marac.id, marac.next_meeting_reference(2026), MORNING)
    meeting.list_case(case.id, Listing.NEW)
    discussion = Discussion(meeting.id, case.id)
    risk = discussion.raise_risk("He waits outside the school", RiskTo(Subject.CHILD, party.id))
    action = discussion.add_action(
        "Visit the school", owner=agency.id, due=date(2026, 12, 1), risks=[risk.id], faces=Faces.CHILD
    )
    with vault.edit("Add small MARAC") as edit:
        edit.add(marac, victim, child, case, meeting, discussion)
        return SmallMarac(marac.id, agency.id, victim.id, case.id, meeting.id, discussion.id, risk.id, action.id)


def held_marac(vault: Vault) -> SmallMarac:
    """The same, with its meeting over: the minutes are a draft."""
    made = small_marac(vault)
    with vault.edit("Hold meeting") as edit:
        meeting = edit.get(Meeting, made.meeting)
        meeting.open(MORNING)
        meeting.close(MORNING)
    return made


def rows_now(vault: Vault) -> Rows:
    """Every row of the record as it is stored, by table, in the order of its key."""
    with vault.read() as read:
        connection = read.session.connection()
        return {
            table.name: sorted(map(tuple, connection.exec_driver_sql(f'SELECT * FROM "{table.name}"')), key=repr)
            for table in journalled_tables()
        }


def journal_rows(vault: Vault, after: int = 0, until: int = 2**31) -> list[RowChange]:
    """Every row change that the journal holds, oldest first, of the entries after number `after` and up to `until`."""
    query = "SELECT body FROM journal_body WHERE sequence > ? AND sequence <= ? ORDER BY sequence"
    with vault.read() as read:
        bodies = read.session.connection().exec_driver_sql(query, (after, until)).scalars().all()
    return [row for body in bodies for row in from_body(body)]


def rows_by_the_journal(vault: Vault, until: int = 2**31) -> Rows:
    """Every row of the record as the journal tells it: all entries from the first, replayed, up to number `until`."""
    told: dict[str, dict[tuple[object, ...], dict[str, object]]] = {table.name: {} for table in journalled_tables()}
    for row in journal_rows(vault, until=until):
        rows, after = told[row.table], {name: pair[1] for name, pair in row.fields.items()}
        if row.verb is Verb.DELETE:
            del rows[row.key]
        elif row.verb is not Verb.VIEW:
            rows.setdefault(row.key, {}).update(after)
    return {name: sorted((_in_order(name, row) for row in rows.values()), key=repr) for name, rows in told.items()}


def _in_order(table: str, row: dict[str, object]) -> tuple[object, ...]:
    return tuple(row.get(column.name) for column in metadata.tables[table].columns)


def entries(vault: Vault) -> int:
    """How many entries the journal has."""
    with vault.read() as read:
        return int(read.session.connection().exec_driver_sql("SELECT count(*) FROM journal_entry").scalar_one())
