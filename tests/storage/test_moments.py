"""Moments from files that anybody may alter: none is taken that somebody's clock could not show."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from storage.moments import moment_in


def test_it_is_told_in_utc() -> None:
    assert moment_in("2026-11-26T10:30:00+01:00") == datetime(2026, 11, 26, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59+00:00", "yesterday", ""])
def test_what_no_clock_shows_is_none(text: str) -> None:
    with pytest.raises(ValueError, match="."):
        moment_in(text)
