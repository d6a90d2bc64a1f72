"""The program leaves no memory behind when it crashes, and lets no other program look into it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells a program what it may not do")

LOOK = """
import ctypes, resource, sys
import marac_desk.cli
sys.argv = ["marac-desk", "--help"]
resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
libc = ctypes.CDLL(None)
before = libc.prctl(3, 0, 0, 0, 0)
try:
    marac_desk.cli.main()
except SystemExit:
    pass
print("LOOK", before, resource.getrlimit(resource.RLIMIT_CORE), libc.prctl(3, 0, 0, 0, 0))
"""


@LINUX
def test_from_its_first_line_on_it_dumps_no_core_and_cannot_be_looked_into() -> None:
    done = subprocess.run([sys.executable, "-c", LOOK], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "LOOK 1 (0, 0) 0"


@LINUX
def test_a_command_within_another_program_changes_nothing_of_it() -> None:
    program = "import ctypes, marac_desk.cli\ntry: marac_desk.cli.main(['--help'])\nexcept SystemExit: pass\n"
    program += "print('LOOK', ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "LOOK 1"
