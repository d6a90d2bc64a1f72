"""What was put on the disk for good: the places that the operating system was asked to flush."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Every file and folder that is flushed from now on, in order, by the name it bears at that moment."""
    found: list[Path] = []
    flush = os.fsync

    def noting(descriptor: int) -> None:
        found.append(Path(f"/proc/self/fd/{descriptor}").readlink())
        flush(descriptor)

    monkeypatch.setattr("os.fsync", noting)
    return found
