"""Keeps None, True and False alive under Python 3.11 and older, where PySide6 6.12 uses them up.

Since Python 3.12 these constants are never freed, and PySide6 6.12.0 is built as if they never were:
each call of Qt that returns nothing takes one reference from None that it never added. After some
thousands of calls an older Python would stop with "deallocating None". So they are given more
references here than any session can use up. It goes when the program needs Python 3.12, or when
`tests/ui/test_constants_alive.py` says that PySide6 no longer does it.
"""

from __future__ import annotations

import ctypes
import sys

ENOUGH = 1 << 40
CONSTANTS = (None, True, False, NotImplemented, ...)


def keep_constants_alive() -> None:
    """Does it, where it is needed."""
    if sys.version_info < (3, 12):
        for constant in CONSTANTS:
            ctypes.c_ssize_t.from_address(id(constant)).value += ENOUGH
