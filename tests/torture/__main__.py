"""Kills the program at random moments of typing, sixty times or as often as is asked: `python -m tests.torture 60 1`.

The second number is the seed. It ends with 1 when anything was lost but the last second.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support.killing import KilledProgram

KILLS = 60


def main(kills: int = KILLS, seed: int = 1) -> int:
    """Prints each kill after which something was wrong, and the counts."""
    start, keys, wrong = time.perf_counter(), 0, 0
    with TemporaryDirectory() as home:
        for turn, kill in enumerate(KilledProgram(Path(home), seed).kills(kills), 1):
            keys += kill.keys
            wrong += bool(kill.wrong)
            for sentence in kill.wrong:
                print(f"kill {turn}: {sentence}", flush=True)
            if turn % 10 == 0:
                print(f"{turn} kills, {keys:,} keys, {wrong} with something wrong", flush=True)
    took = time.perf_counter() - start
    print(f"{kills} kills (seed {seed}), {keys:,} keys; wrong after {wrong or 'none'} of them; {took:.0f} s.")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
