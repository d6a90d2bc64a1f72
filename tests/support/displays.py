"""A display of a test's own, for what the platform without a screen cannot show: clipboards with owners."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

import pytest

XVFB = shutil.which("Xvfb")
needs_a_display = pytest.mark.skipif(
    XVFB is None or sys.platform != "linux", reason="Xvfb is not installed, so there is no display to try it on"
)


@contextmanager
def private_display() -> Iterator[str]:
    """The name of a display that nobody else is on; the server itself finds a number that is free."""
    assert XVFB is not None
    with TemporaryFile() as said:
        command = [XVFB, "-displayfd", str(said.fileno()), "-screen", "0", "1280x720x24", "-nolisten", "tcp"]
        with subprocess.Popen(command, pass_fds=[said.fileno()], stderr=subprocess.DEVNULL) as server:
            try:
                yield f":{_number(said.fileno(), server)}"
            finally:
                server.terminate()


def _number(descriptor: int, server: subprocess.Popen[bytes]) -> int:
    """Waits until the server says which number it has."""
    place = Path(f"/proc/self/fd/{descriptor}")
    while not (text := place.read_text()).endswith("\n"):
        assert server.poll() is None, "the display did not start"
    return int(text)
