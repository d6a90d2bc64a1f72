"""Measures every figure, prints a line for each, and exits with 1 when one is over its limit."""

from __future__ import annotations

import sys
import time

from tests.benchmarks import (
    bench_backup,
    bench_edits,
    bench_history,
    bench_papers,
    bench_search,
    bench_unlock,
    bench_window,
)
from tests.benchmarks.vaults import LARGE, SMALL, vaults


def main() -> int:
    """Runs all benches on the same two vaults."""
    start = time.perf_counter()
    print(
        f"Vaults of {SMALL:,} and {LARGE:,} made-up cases are made where they are not kept from the last run.",
        flush=True,
    )
    over = 0
    with vaults() as made:
        print(f"They are there after {time.perf_counter() - start:.0f} s.", flush=True)
        for bench in (bench_edits, bench_unlock, bench_search, bench_history, bench_papers, bench_backup, bench_window):
            for figure in bench.figures(made):
                print(figure, flush=True)
                over += figure.over
    print(f"{over or 'None'} over the limit; {time.perf_counter() - start:.0f} s.")
    return int(over > 0)


if __name__ == "__main__":
    sys.exit(main())
