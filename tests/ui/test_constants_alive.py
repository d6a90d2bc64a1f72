from __future__ import annotations

import subprocess
import sys

import pytest

USES_UP_NONE = """
import sys
{first}
from PySide6.QtCore import QObject
thing = QObject()
for _ in range(20_000):
    thing.setObjectName("x")
"""

old_python = pytest.mark.skipif(sys.version_info >= (3, 12), reason="the constants are never freed since Python 3.12")


def ends_well(first: str) -> bool:
    program = USES_UP_NONE.format(first=first)
    return subprocess.run([sys.executable, "-c", program], capture_output=True).returncode == 0


def test_the_program_outlives_any_number_of_calls() -> None:
    assert ends_well("import ui")


@old_python
def test_pyside_still_uses_none_up_so_the_remedy_is_still_needed() -> None:
    assert not ends_well("")
