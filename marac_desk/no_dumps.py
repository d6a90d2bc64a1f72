"""Keeps the program's memory, in which keys and records are, out of crash dumps and from other programs' debuggers.

Linux and macOS write no core file then; on Linux no other program of the same person may look into the process
either. Windows has no such switch for a program of its own accord.
"""

from __future__ import annotations

import sys

_PR_SET_DUMPABLE = 4


def forbid_dumps() -> None:
    """Does it, where the system can, for this process and what it starts."""
    if sys.platform == "win32":
        return
    import ctypes
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
