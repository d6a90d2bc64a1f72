"""Work in processes of their own: it may be killed there, a crash is noticed, and nothing waits for ever."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

FORK = multiprocessing.get_context("fork")
"""Everything is loaded in the process that starts them, so each is there in a few milliseconds."""


class Ended(Exception):
    """The work did not come to its end: the interpreter crashed, it raised what nobody caught, or it took too long."""


def outcome(work: Callable[..., T], *arguments: Any, seconds: float = 30) -> T:  # noqa: ANN401
    """What the work returns. Raises Ended, saying how, when it returns nothing."""
    with started(_tell_outcome, work, *arguments) as (process, hears):
        if not hears.poll(seconds):
            raise Ended(f"no end within {seconds:.0f} seconds")
        try:
            told: T = hears.recv()
        except EOFError:
            process.join()
            raise Ended(f"ended with {process.exitcode} (a number below 0 is a signal)") from None
        return told


@contextmanager
def started(work: Callable[..., None], *arguments: Any) -> Iterator[tuple[ForkProcess, Connection]]:  # noqa: ANN401
    """The work under way; it gets the arguments and, as the last one, what it tells on. Killed at the end."""
    hears, tells = FORK.Pipe(duplex=False)
    process = FORK.Process(target=work, args=(*arguments, tells))
    process.start()
    tells.close()
    try:
        yield process, hears
    finally:
        process.kill()
        process.join()
        hears.close()


def killed(when: Callable[[], None], work: Callable[..., None], *arguments: Any) -> list[Any]:  # noqa: ANN401
    """Kills the work when `when`, begun at the first thing that it tells, returns; returns all that it told."""
    with started(work, *arguments) as (process, hears):
        told = [hears.recv()]
        when()
        process.kill()
        process.join()
        return [*told, *_rest(hears)]


def after(seconds: float) -> Callable[[], None]:
    """So many seconds later."""
    return lambda: time.sleep(seconds)


def when_there_are(files: int, folder: Path, at_most: float) -> Callable[[], None]:
    """When a folder has so many files, or so many seconds later."""

    def wait() -> None:
        until = time.monotonic() + at_most
        while (len(list(folder.iterdir())) if folder.exists() else 0) < files and time.monotonic() < until:
            time.sleep(0.0002)

    return wait


def _tell_outcome(work: Callable[..., object], *arguments: Any) -> None:  # noqa: ANN401
    *arguments_of_work, tells = arguments
    tells.send(work(*arguments_of_work))


def _rest(hears: Connection) -> Iterator[Any]:
    try:
        while True:
            yield hears.recv()
    except EOFError:
        return
