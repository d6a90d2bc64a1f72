"""How the field's values are written into columns: as text or whole numbers, so that SQLite's strict tables hold them.

Nothing is stored as a blob or a floating number: the journal keeps rows as JSON, and what cannot be
written there exactly could not be restored exactly.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Dialect, Integer, Text
from sqlalchemy.exc import DontWrapMixin
from sqlalchemy.types import TypeDecorator

from marac_desk.dates import PartialDate
from marac_desk.errors import Refused, VaultDamaged

_T = TypeVar("_T")

ALTERED = "A value in the vault cannot be read: its database was altered. Restore the vault from its latest backup."

LONGEST = 200_000
"""The most characters that one field holds: some eighty pages."""

_NOT_WORDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""Control characters but tab and new line, marks that turn the reading direction, and what is no character."""


class TooLong(DontWrapMixin, Refused):
    """A field was given more text than it holds. SQLAlchemy passes it on as it is."""


def clean(typed: str) -> str:
    """The text in composed form (NFC), with plain line ends and without invisible control characters.

    Raises Refused when it is longer than a field holds.
    """
    if len(typed) > LONGEST:
        raise TooLong("This text is too long for one field: it may have 200,000 characters. Nothing was changed.")
    return unicodedata.normalize("NFC", _NOT_WORDS.sub("", typed.replace("\r\n", "\n").replace("\r", "\n")))


def without_half_characters(typed: str) -> str:
    """The text without halves of a pair, which some clipboards hand over and no file can hold."""
    return typed.encode(errors="ignore").decode()


def _read(reader: Callable[[str], _T], stored: str | None) -> _T | None:
    """What a column holds. Raises VaultDamaged, which does not quote it, for what no version of the program wrote."""
    try:
        return None if stored is None else reader(stored)
    except (ValueError, Refused):
        raise VaultDamaged(ALTERED) from None


class Words(TypeDecorator[str]):
    """Text that a person typed, cleaned on its way in."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Cleans the text."""
        return None if value is None else clean(value)


class Identifier(TypeDecorator[UUID]):
    """An identifier, as its 36 characters."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """`UUID` to text."""
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> UUID | None:  # noqa: ARG002
        """Text to `UUID`."""
        return _read(UUID, value)


class YesNo(TypeDecorator[bool]):
    """Yes or no, as 1 or 0; nothing is "not asked"."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        """`bool` to number."""
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> bool | None:  # noqa: ARG002
        """Number to `bool`."""
        return None if value is None else bool(value)


class Day(TypeDecorator[date]):
    """A day, as `2026-11-26`, which sorts by date."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """`date` to text."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:  # noqa: ARG002
        """Text to `date`."""
        return _read(date.fromisoformat, value)


class UtcTime(TypeDecorator[datetime]):
    """A moment in UTC, to the microsecond, as text that sorts by time."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """`datetime` to text. Raises ValueError for one without a time zone: it names no moment."""
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError("A time without a zone names no moment.")
        return value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Text to `datetime`."""
        return _read(datetime.fromisoformat, value)


class PartialDateText(TypeDecorator[PartialDate]):
    """A date as far as it is known: `1995-03-02`, `1995-03` or `1995`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: PartialDate | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """`PartialDate` to text."""
        return None if value is None else value.stored

    def process_result_value(self, value: str | None, dialect: Dialect) -> PartialDate | None:  # noqa: ARG002
        """Text to `PartialDate`."""
        return _read(PartialDate.read, value)


class EnumText(TypeDecorator[Any]):
    """One of an enumeration's members, as its value: the trade's own words."""

    impl = Text
    cache_ok = True

    def __init__(self, members: type[Enum]) -> None:
        super().__init__()
        self.members = members

    def process_bind_param(self, value: Enum | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Member to its value."""
        try:
            return None if value is None else str(self.members(value).value)
        except ValueError:
            raise ValueError(f"not one of {self.members.__name__}") from None

    def process_result_value(self, value: str | None, dialect: Dialect) -> Enum | None:  # noqa: ARG002
        """Value to its member."""
        return _read(self.members, value)
