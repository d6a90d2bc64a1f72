"""Attacks the program in every way we know, and counts: `python -m tests.torture [--only NAME] [--seed N] [--quick]`.

Two attacks run side by side, each in a process of its own. It ends with 1 when anything was found.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tests.torture.attacks import ATTACKS
from tests.torture.tries import Tally, read

SIDE_BY_SIDE = 2
AT_MOST = 20 * 60
"""Seconds for one attack."""


@dataclass(frozen=True)
class Ran:
    """The counts of one attack and how long it took; `broke` says why it has none."""

    name: str
    seconds: float
    parts: dict[str, Tally]
    broke: str = ""

    @property
    def findings(self) -> int:
        """How many tries found something; an attack that broke is a finding itself."""
        return sum(len(tally.wrong) for tally in self.parts.values()) + bool(self.broke)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs what was asked for and prints one table."""
    chosen = _parser().parse_args(arguments)
    begun = time.perf_counter()
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        runs = [pool.submit(_run, name, chosen.seed, chosen.quick) for name in chosen.only or ATTACKS]
        ran = [run.result() for run in runs]
    print(_table(ran))
    tries = sum(tally.tries for each in ran for tally in each.parts.values())
    found = sum(each.findings for each in ran)
    print(f"{tries:,} tries with seed {chosen.seed}: {found or 'no'} findings; {time.perf_counter() - begun:.0f} s.")
    return int(found > 0)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--only", action="append", choices=ATTACKS, metavar="NAME", help=", ".join(ATTACKS))
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="the same number tries the same again")
    parser.add_argument("--quick", action="store_true", help="a few tries of each, in seconds")
    return parser


def _run(name: str, seed: int, quick: bool) -> Ran:
    print(f"{name} begins.", flush=True)
    begun = time.perf_counter()
    command = [sys.executable, "-m", "tests.torture.one", name, str(seed), "quick" if quick else "full"]
    try:
        said = subprocess.run(command, stdout=subprocess.PIPE, text=True, timeout=AT_MOST, check=True).stdout
        ran = Ran(name, time.perf_counter() - begun, read(said.splitlines()[-1]))
    except (subprocess.SubprocessError, IndexError) as broke:
        ran = Ran(name, time.perf_counter() - begun, {}, f"the attack itself did not come to its end: {broke}")
    print(f"{name} ends:\n{_table([ran])}", flush=True)
    return ran


def _table(ran: Sequence[Ran]) -> str:
    lines = [f"{'attack':<10} {'at':<34} {'tries':>6} {'findings':>8} {'seconds':>7}  what came of them"]
    for each in ran:
        for part, tally in each.parts.items():
            came = ", ".join(f"{word} {count:,}" for word, count in tally.came.most_common())
            lines.append(f"{each.name:<10} {part:<34} {tally.tries:>6,} {len(tally.wrong):>8}          {came}")
        total = sum(tally.tries for tally in each.parts.values())
        lines.append(
            f"{each.name:<10} {'together':<34} {total:>6,} {each.findings:>8} {each.seconds:>7.0f}  {each.broke}"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
