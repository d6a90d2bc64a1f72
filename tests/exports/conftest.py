"""The invented meeting that papers are made from here, and what the trade's tables say."""

from __future__ import annotations

import pytest

from marac_desk.record import MeetingRecord
from marac_desk.reference import Reference, load
from tests.support.records import Northvale, a_meeting


@pytest.fixture(scope="session")
def reference() -> Reference:
    return load()


@pytest.fixture
def area() -> Northvale:
    return Northvale()


@pytest.fixture
def record(area: Northvale) -> MeetingRecord:
    return a_meeting(area)
