"""Keeps a mistake in one of Qt's handlers from ending the program.

PySide6 6.12 lends a handler the event for as long as it runs. An exception that leaves the handler stays pending while
Qt goes on with the same event, and its traceback keeps what was lent; the next handler of ours then works with that,
and the interpreter may end with a segmentation fault (`tests/ui/test_guarded.py` shows it). So each handler hands
what it did not expect to `sys.excepthook` itself, and lets go of everything that the traceback holds.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from traceback import clear_frames
from typing import TypeVar, cast

Handler = TypeVar("Handler", bound=Callable[..., object])


def guarded(handler: Handler) -> Handler:
    """An `eventFilter` or a handler of one event from which nothing is raised; a filter lets the event pass then."""
    instead = False if handler.__name__ == "eventFilter" else None

    @wraps(handler)
    def handle(*arguments: object) -> object:
        try:
            return handler(*arguments)
        except Exception as error:  # noqa: BLE001  whatever it is, it is told where everything unexpected is
            arguments = ()
            sys.excepthook(type(error), error, error.__traceback__)
            clear_frames(error.__traceback__)
            return instead

    return cast("Handler", handle)
