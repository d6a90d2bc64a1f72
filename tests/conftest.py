"""What holds for every test: no screen, no network, no home of anybody's, and nothing left behind."""

from __future__ import annotations

import os

# Before anything imports Qt.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

from hypothesis import settings

from tests.support.guards import (
    no_network,
    nobodys_home,
    nothing_left_running,
    nothing_unexpected_logged,
    nowhere_personal,
)
from tests.support.guards_qt import no_qt_left_over

__all__ = [
    "no_network",
    "no_qt_left_over",
    "nobodys_home",
    "nothing_left_running",
    "nothing_unexpected_logged",
    "nowhere_personal",
]

# No deadline: the machine may be busy with other tests. No database: a failure prints how to repeat it.
settings.register_profile("desk", deadline=None, database=None, print_blob=True)
settings.load_profile("desk")
