"""The window: keys, drafts, pages, exports beside the work, memory, and how soon it is there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.benchmarks.figures import Figure, percentile
from tests.benchmarks.vaults import LARGE, Vaults
from ui.widgets.draft import WITHIN_MS

STARTS = 7
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen", "DISPLAY": "none"}
WITHOUT_BYTECODE = "PYTHONDONTWRITEBYTECODE"
"""Where this is set, a program that was just installed or changed is compiled anew at each start. Nobody's is."""

Found = dict[str, list[float]]


def figures(vaults: Vaults) -> Iterator[Figure]:
    """The window on the large vault, in a process of its own; then its start beside that of a bare window."""
    folder = vaults.scratch / "window"
    folder.mkdir()
    large = Path(shutil.copytree(vaults.large, folder / "vault"))
    os.sync()  # or the disk would be at work on the copy while drafts are timed
    found: Found = json.loads(_run("tests.benchmarks.window_once", str(large), str(folder), home=folder))
    ours, bare = _starts(large, folder)
    yield from _typing(found)
    yield from _turning(found)
    idle, composing, writing = found["gaps"]
    for what, value in (("composed", composing), ("written", writing)):
        yield Figure(f"longest gap of the event loop while papers are {what}", value, "idle", idle, most=50)
    locks = found["locks"]
    what = f"lock in a meeting at {LARGE:,} cases, the slowest of {len(locks)}"
    yield Figure(what, max(locks), "the middle one", median(locks), most=200)
    held, written = found["memory"]
    yield Figure("the most memory of the window in the meeting", held, "bare", bare[1], most=250, unit="MB")
    yield Figure("the same once all papers were previewed and written", written, "bare", bare[1], unit="MB")
    yield Figure("from exec to a usable unlock window", ours[0], "a bare PySide6 window", bare[0], times=2)


def _typing(found: Found) -> Iterator[Figure]:
    bare = found["bare"]
    for name, what in (("fact", "step 3, a fact"), ("action", "step 5, an action")):
        middle, slow = median(found[name]), percentile(found[name], 99)
        yield Figure(f"key to shown, {what}, median", middle, "a bare field", median(bare), most=16)
        yield Figure(f"key to shown, {what}, 99 in 100", slow, "a bare field", percentile(bare, 99), most=16)
        waited = found[f"{name} draft"][0]
        yield Figure(f"key to disk, {what}, the longest", waited, "the pause before it", WITHIN_MS, most=1000)


def _turning(found: Found) -> Iterator[Figure]:
    turns = (
        ("first steps", "a step for the first time"),
        ("rushed steps", "a step for the first time, at once"),
        ("steps", "a step again"),
        ("pauses", "the pause between cases"),
        ("cases", "another case"),
    )
    for name, what in turns:
        times = found[name]
        what = f"{what} at {LARGE:,} cases, the slowest of {len(times)}"
        yield Figure(what, max(times), "the middle one", median(times), most=100)


def _starts(vault: Path, home: Path) -> tuple[list[float], list[float]]:
    """Milliseconds to a usable window and megabytes: the medians of the program's and of a bare window's, by turns."""
    ours: list[tuple[float, float]] = []
    bare: list[tuple[float, float]] = []
    for turn in range(1 + STARTS):
        for times, arguments in ((ours, (str(vault),)), (bare, ())):
            start = time.monotonic()
            at, memory = json.loads(_run("tests.benchmarks.start_once", *arguments, home=home))
            if turn:
                times.append(((at - start) * 1000, memory))
    return _middle(ours), _middle(bare)


def _middle(measured: list[tuple[float, float]]) -> list[float]:
    return [median(each) for each in zip(*measured, strict=True)]


def _run(module: str, *arguments: str, home: Path) -> str:
    places = {name: str(home) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")}
    command = [sys.executable, "-m", module, *arguments]
    environment = {**os.environ, **OFFSCREEN, **places}
    environment.pop(WITHOUT_BYTECODE, None)
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment).stdout
