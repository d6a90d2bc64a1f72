"""The real program, killed while somebody types, comes back to where it was. `make torture` does it fifty times."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.killing import KilledProgram

pytestmark = pytest.mark.skipif(os.name != "posix", reason="only POSIX has kill -9")

KILLS = 3


def test_a_killed_program_comes_back_to_the_field_with_all_but_the_last_second(tmp_path: Path) -> None:
    kills = list(KilledProgram(tmp_path, seed=3).kills(KILLS))
    assert [kill.wrong for kill in kills] == [[]] * KILLS
    assert all(kill.keys > 5 for kill in kills)
