"""Kills the program while somebody types, starts it again, and looks at what is missing and where it came back to."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import IO, Any

from marac_desk.sample import type_sample
from tests.support.typist import TYPED
from tests.support.vaults import cheap_vault
from ui.shell.last_place import BACK

ROOT = Path(__file__).resolve().parents[2]
MAY_BE_LOST = 1.0
"""Seconds of typing."""
MOMENTS = (1.2, 4.5)
"""How long somebody types before the program is killed."""
STARTS_WITHIN = 60


@dataclass
class Kill:
    """What one kill left: the words that are missing, and what else is not as it should be."""

    keys: int = 0
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Key:
    at: float
    here: list[str]
    typed: str


@dataclass(frozen=True)
class _Run:
    """What the program said of itself until it was killed."""

    back: dict[str, Any]
    keys: list[_Key]
    killed: float

    def surely(self) -> list[_Key]:
        """The keys that were pressed long enough before."""
        return [key for key in self.keys if key.at <= self.killed - MAY_BE_LOST]

    def fragments(self) -> Iterator[str]:
        """What had surely been typed, field by field."""
        surely = self.surely()
        for key, after in zip(surely, [*surely[1:], None], strict=True):
            if after is None or len(after.typed) <= len(key.typed):
                yield key.typed

    def places(self) -> list[list[str]]:
        """Where somebody was a second before the kill, and since."""
        return [self.surely()[-1].here, *(key.here for key in self.keys if key.at > self.killed - MAY_BE_LOST)]


class KilledProgram:
    """The program on one vault in a home of its own, killed again and again."""

    def __init__(self, home: Path, seed: int, environment: dict[str, str] | None = None) -> None:
        self._home = home
        self._chance = Random(seed)
        self._seed = seed
        self._environment = environment or {"QT_QPA_PLATFORM": "offscreen", "DISPLAY": "none"}
        with cheap_vault(home / "vault").vault as vault:
            type_sample(vault, datetime.now(UTC))

    def kills(self, how_many: int) -> Iterator[Kill]:
        """Each kill, once the program was started again after it."""
        before = self._run(0)
        for turn in range(1, how_many + 1):
            run = self._run(turn)
            yield Kill(len(before.keys), [*_wrong(before, run)])
            before = run

    def _run(self, turn: int) -> _Run:
        """Starts it, lets somebody type, and kills it at a moment that nobody chose."""
        said = self._home / f"said-{turn}"
        with said.open("wb") as out, _started(self._command(turn), self._home, self._environment, out) as program:
            _wait_for(said, b'"typed"', program)
            time.sleep(self._chance.uniform(*MOMENTS))
            killed = time.monotonic()
            program.send_signal(signal.SIGKILL)
            program.wait()
        lines = [json.loads(line) for line in said.read_bytes().split(b"\n")[:-1]]
        keys = [_Key(line["at"], line["here"], line["typed"]) for line in lines[1:]]
        return _Run(lines[0], [key for key in keys if key.at <= killed], killed)

    def _command(self, turn: int) -> list[str]:
        return [sys.executable, "-m", "tests.support.typist", str(self._home / "vault"), str(self._seed * 100 + turn)]


def _wrong(run: _Run, again: _Run) -> Iterator[str]:
    """Whatever is not as it should be in the next start."""
    back = again.back
    words = [word for fragment in run.fragments() for word in TYPED.findall(fragment)]
    missing = [word for word in words if not any(kept.startswith(word) for kept in back["kept"])]
    if missing:
        yield f"{len(missing)} of {len(words)} words are missing: {missing[:3]} … typed at {run.surely()[-1].here}"
    if back["back"] not in run.places():
        yield f"it came back to {back['back']} and not to {run.places()[0]}"
    last = run.surely()[-1]
    if back["back"] == last.here and last.typed.strip() not in back["text"]:
        yield f"the field {last.here[-1]} does not show what was typed: “{back['text'][-40:]}”"
    if BACK not in back["said"]:
        yield f"it said “{back['said']}”"


@contextmanager
def _started(
    command: list[str], home: Path, environment: dict[str, str], out: IO[bytes]
) -> Iterator[subprocess.Popen[bytes]]:
    places = {name: str(home) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")}
    everything = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT), **places, **environment}
    with (home / "errors").open("wb") as errors:
        program = subprocess.Popen(command, cwd=home, env=everything, stdout=out, stderr=errors)
        try:
            yield program
        finally:
            program.kill()
            program.wait()


def _wait_for(said: Path, sign: bytes, program: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while sign not in said.read_bytes():
        if program.poll() is not None or time.monotonic() > until:
            raise AssertionError(f"the program did not start:\n{(said.parent / 'errors').read_text()}")
        time.sleep(0.05)
