"""Tells when somebody leaves the computer: the screen is locked, it goes to sleep, or another person signs in.

Each system says it in its own way; there is one small watch for each. Linux is tested with a real session bus.
Windows and macOS are written against fakes and were never run.
"""

from __future__ import annotations

import sys
from enum import Enum

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget


class Away(Enum):
    """How somebody left."""

    SCREEN = "the screen was locked"
    SLEEP = "the computer went to sleep"
    SWITCH = "another person signed in at this computer"


class AwayWatch(QObject):
    """Watches as long as it lives. `away` brings the way in which somebody left."""

    away = Signal(object)

    def stop(self) -> None:
        """Watches no more."""


def watch_for_leaving(window: QWidget, platform: str = sys.platform) -> AwayWatch:
    """The watch of this system; one that never says anything where we know of no way."""
    if platform == "win32":
        from ui.system.windows import WindowsWatch

        return WindowsWatch(window)
    if platform == "darwin":
        from ui.system.macos import MacWatch

        return MacWatch(window)
    if platform.startswith("linux"):
        from ui.system.linux import LinuxWatch, session_bus, system_bus

        return LinuxWatch(session_bus(), system_bus(), window)
    return AwayWatch(window)
