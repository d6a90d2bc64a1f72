"""Every attack by its name, the longest first. Each is a file; it is loaded in the process that runs it."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from tests.torture.tries import Attack


def _in(module: str) -> Callable[[], Attack]:
    def load() -> Attack:
        attack: Attack = import_module(f"tests.torture.{module}").attack
        return attack

    return load


ATTACKS = {
    "flips": _in("flips"),
    "kills": _in("kills"),
    "keys": _in("kills_of_keys"),
    "backups": _in("kills_of_backups"),
    "full": _in("full_disk"),
    "protected": _in("protected"),
    "clocks": _in("clocks"),
    "texts": _in("texts"),
    "pastes": _in("pastes"),
    "slots": _in("slots"),
    "window": _in("window_kills"),
}
