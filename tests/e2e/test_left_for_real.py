"""The real program on a real display and a real session bus: it locks when the screen does, and starts only once."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.support.buses import joined, needs_a_bus, private_bus, signal
from tests.support.displays import needs_a_display, private_display
from tests.support.vaults import PASSPHRASE, kept_vault, vault_path

__all__ = ["kept_vault", "vault_path"]

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import sys
from pathlib import Path
from storage.vault import unlock_vault
from ui.app import run
sys.exit(run(opened=unlock_vault(Path(sys.argv[1]), sys.argv[2])))
"""
SAVER = "org.freedesktop.ScreenSaver"


def wait(until: Callable[[], bool], seconds: float = 60) -> float:
    """Waits until something is so; how long it took, in seconds."""
    begun = time.monotonic()
    while not until():
        assert time.monotonic() < begun + seconds, "it did not happen in time"
        time.sleep(0.02)
    return time.monotonic() - begun


@pytest.fixture
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A display, a session bus and a home that nobody else has. The path of a local socket must be short."""
    with ExitStack() as stack:
        home = tmp_path_factory.mktemp("h")
        places = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"), str(home))
        bus = {"DBUS_SESSION_BUS_ADDRESS": stack.enter_context(private_bus(home))}
        display = {"DISPLAY": stack.enter_context(private_display()), "QT_QPA_PLATFORM": "xcb"}
        yield {**os.environ, **places, **bus, **display}


@needs_a_bus
@needs_a_display
def test_it_locks_when_the_screen_does_and_a_second_start_ends_at_once(
    environment: dict[str, str], vault_path: Path
) -> None:
    note, home = vault_path / "in-use.json", Path(environment["HOME"])
    first = [sys.executable, "-c", PROGRAM, str(vault_path), PASSPHRASE]
    second = [sys.executable, "-m", "marac_desk", str(vault_path)]
    with subprocess.Popen(first, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as program:
        try:
            wait(lambda: note.exists() and any(home.glob("marac-desk-*")))
            again = subprocess.run(second, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
            assert (again.returncode, again.stderr) == (0, "")
            with joined(environment["DBUS_SESSION_BUS_ADDRESS"]) as desktop:
                signal(desktop, "/org/freedesktop/ScreenSaver", SAVER, "ActiveChanged", True)
                took = wait(lambda: not note.exists(), seconds=10)
            assert took < 5
            assert program.poll() is None
        finally:
            program.kill()
