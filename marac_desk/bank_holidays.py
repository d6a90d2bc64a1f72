"""The bank holidays of England and Wales, and of Wales, as the library of calendars has them."""

from __future__ import annotations

import sys
from datetime import date
from functools import cache
from importlib.util import find_spec
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays.countries.united_kingdom import UnitedKingdom

_COUNTRIES = "holidays.countries"


@cache
def bank_holidays(nation: str, year: int) -> frozenset[date]:
    """The bank holidays of `nation` (`ENG` or `WLS`) in `year`, with the days given in lieu."""
    return frozenset(_united_kingdom()(subdiv=nation, years=year))


@cache
def _united_kingdom() -> type[UnitedKingdom]:
    """Only this country: the library's own way to it loads some 250 others, which take 14 MB.

    So its package of countries is put in place without its beginning, which names them all.
    """
    import holidays  # noqa: F401  slow to load, and not needed before the first date is reckoned

    if _COUNTRIES not in sys.modules and (found := find_spec(_COUNTRIES)) is not None:
        package = ModuleType(_COUNTRIES)
        package.__path__ = list(found.submodule_search_locations or ())
        sys.modules[_COUNTRIES] = package
    from holidays.countries.united_kingdom import UnitedKingdom

    return UnitedKingdom
