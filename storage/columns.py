"""The few kinds of column and table that the schema is made of.

Tables are strict, so that a column never holds anything but its own kind. Foreign keys are checked
at the end of the transaction, and nothing is ever deleted by the database on its own account.
"""

from __future__ import annotations

from enum import Enum
from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, MetaData, Table, Text
from sqlalchemy.schema import SchemaItem

from storage.types import Day, EnumText, Identifier, PartialDateText, UtcTime, Words, YesNo

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)
"""Every table of the vault."""


def table(name: str, *items: SchemaItem, journalled: bool = True) -> Table:
    """A table of the record; one that is not journalled is no part of it."""
    return Table(name, metadata, *items, sqlite_strict=True, info={"journalled": journalled})


def links(name: str, one: str, other: str) -> Table:
    """A table that links two kinds of record, each pair at most once."""
    return Table(
        name,
        metadata,
        Column(f"{one}_id", Identifier, _foreign(one), primary_key=True),
        Column(f"{other}_id", Identifier, _foreign(other), primary_key=True, index=True),
        sqlite_strict=True,
        sqlite_with_rowid=False,
        info={"journalled": True},
    )


def identifier() -> Column[Any]:
    """The record's own identifier."""
    return Column("id", Identifier, primary_key=True)


def refers(name: str, to: str, *, optional: bool = False, indexed: bool = True) -> Column[Any]:
    """The identifier of another record. `indexed=False` only where another index begins with this column."""
    return Column(name, Identifier, _foreign(to), nullable=optional, index=indexed)


def words(*names: str, optional: bool = False) -> list[Column[Any]]:
    """Text that a person typed; nothing typed is empty text."""
    return [Column(name, Words, nullable=optional) for name in names]


def plain(*names: str, optional: bool = False) -> list[Column[Any]]:
    """Text that the program wrote, kept to the letter."""
    return [Column(name, Text, nullable=optional) for name in names]


def numbers(*names: str, optional: bool = False) -> list[Column[Any]]:
    """Whole numbers."""
    return [Column(name, Integer, nullable=optional) for name in names]


def place() -> Column[Any]:
    """In which order the members of a list were entered. Only the tables know of it."""
    return Column("place", Integer, nullable=False)


def yes_no(*names: str, optional: bool = False) -> list[Column[Any]]:
    """Yes or no; optional ones may also not have been asked."""
    return [Column(name, YesNo, _among(name, ("0", "1")), nullable=optional) for name in names]


def days(*names: str, optional: bool = True) -> list[Column[Any]]:
    """Days."""
    return [Column(name, Day, nullable=optional) for name in names]


def partial_day(name: str) -> Column[Any]:
    """A date as far as it is known."""
    return Column(name, PartialDateText, nullable=True)


def times(*names: str, optional: bool = True) -> list[Column[Any]]:
    """Moments in UTC."""
    return [Column(name, UtcTime, nullable=optional) for name in names]


def choice(name: str, members: type[Enum], *, optional: bool = False) -> Column[Any]:
    """One of an enumeration's members."""
    values = ["'" + str(member.value).replace("'", "''") + "'" for member in members]
    return Column(name, EnumText(members), _among(name, values), nullable=optional)


def _foreign(to: str) -> ForeignKey:
    return ForeignKey(f"{to}.id", deferrable=True, initially="DEFERRED")


def _among(name: str, values: tuple[str, ...] | list[str]) -> CheckConstraint:
    return CheckConstraint(f'"{name}" IN ({", ".join(values)})', name=name)
