"""Keeps a mistake in one of Qt's handlers from ending the program.

An exception that leaves a handler which Qt called stays pending in PySide6 6.12 while Qt goes on with the same event;
the next handler of ours that the event reaches then runs with it, and the interpreter may end with a segmentation
fault (`tests/ui/test_guarded.py` shows it). So each handler hands what it did not expect to `sys.excepthook` itself.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
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
            sys.excepthook(type(error), error, error.__traceback__)
            return instead

    return cast("Handler", handle)
