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
    "window": _in("window_kills"),
    "kills": _in("kills"),
    "pastes": _in("pastes"),
    "texts": _in("texts"),
    "full": _in("full_disk"),
    "backups": _in("kills_of_backups"),
    "keys": _in("kills_of_keys"),
    "clocks": _in("clocks"),
    "leftovers": _in("leftovers"),
    "slots": _in("slots"),
    "protected": _in("protected"),
}
