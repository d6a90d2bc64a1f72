"""What a stored value is called when a person is told: names for identifiers, dates as dates, yes and no."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from sqlalchemy import Connection

from marac_desk.dates import PartialDate, short_date
from marac_desk.errors import VaultDamaged
from storage.journal import Stored
from storage.tables import metadata
from storage.types import Day, PartialDateText, UtcTime, YesNo

NOTHING = "nothing"
GONE = "no longer in the record"

_NAMES = {
    "action": "SELECT 'action ' || number FROM action WHERE id = ?",
    "agency": "SELECT name FROM agency WHERE id = ?",
    "attendance": "SELECT name FROM attendance WHERE id = ?",
    "case_file": "SELECT reference FROM case_file WHERE id = ?",
    "discussion": "SELECT reference FROM discussion JOIN case_file ON case_file.id = case_id WHERE discussion.id = ?",
    "keyholder": "SELECT name FROM keyholder WHERE id = ?",
    "marac": "SELECT name FROM marac WHERE id = ?",
    "meeting": "SELECT reference FROM meeting WHERE id = ?",
    "party": "SELECT coalesce(trim(given_names || ' ' || family_name), role)"
    " FROM party LEFT JOIN person ON person.id = person_id WHERE party.id = ?",
    "person": "SELECT trim(given_names || ' ' || family_name) FROM person WHERE id = ?",
    "referral": "SELECT 'referral of ' || received_on FROM referral WHERE id = ?",
    "risk": "SELECT 'risk ' || number FROM risk WHERE id = ?",
}
"""How each kind of record that others point to is named."""


class Teller:
    """Tells values as they stand now; it remembers the names that it has looked up."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[tuple[str, Stored], str] = {}

    def value(self, table: str, column: str, stored: Stored) -> str:
        """The value in words."""
        if stored is None or stored == "":
            return NOTHING
        target, kind = _meaning(table, column)
        if target:
            return self.name(target, stored)
        try:
            return _said(kind, stored)
        except (ValueError, VaultDamaged):
            return str(stored)

    def name(self, table: str, key: Stored) -> str:
        """What the record with this identifier is called; "" for one of a kind that has no name."""
        if table not in _NAMES:
            return ""
        if (table, key) not in self._known:
            found = self._connection.exec_driver_sql(_NAMES[table], (key,)).scalar()
            self._known[table, key] = str(found) if found else GONE
        return self._known[table, key]


@cache
def _meaning(table: str, column: str) -> tuple[str, object]:
    """The table that the column points to, if any, and its type."""
    known = metadata.tables.get(table)
    if known is None or column not in known.columns:
        return "", None
    here = known.columns[column]
    return next((key.column.table.name for key in here.foreign_keys), ""), here.type


def _said(kind: object, stored: Stored) -> str:
    if isinstance(kind, YesNo):
        return "yes" if stored else "no"
    if isinstance(kind, Day):
        return short_date(datetime.fromisoformat(str(stored)).date())
    if isinstance(kind, UtcTime):
        at = datetime.fromisoformat(str(stored)).astimezone()
        return f"{short_date(at.date())} {at:%H:%M}"
    if isinstance(kind, PartialDateText):
        return str(PartialDate.read(str(stored)))
    return str(stored)
