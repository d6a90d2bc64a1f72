"""The quick form of every attack: seconds each, so that the attacks themselves cannot rot."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.torture.attacks import ATTACKS

pytestmark = pytest.mark.skipif(os.name != "posix", reason="forks, and kills with SIGKILL")

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", ATTACKS)
def test_the_quick_form_tries_something_and_finds_nothing(name: str) -> None:
    command = [sys.executable, "-m", "tests.torture", "--quick", "--only", name]
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=110)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "no findings" in run.stdout.splitlines()[-1]
    assert not run.stdout.splitlines()[-1].startswith("0 tries")
