"""One attack, in a process of its own: `python -m tests.torture.one NAME SEED full|quick`."""

from __future__ import annotations

import os
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from random import Random

from tests.torture.attacks import ATTACKS
from tests.torture.tries import Ground, Tally, written


def main(name: str, seed: str, form: str) -> int:
    """Prints each finding when it comes, and the counts as the last line."""
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    with tempfile.TemporaryDirectory(prefix="torture-") as folder:
        temporary = Path(folder) / "scratch"
        temporary.mkdir()
        for variable in ("TMPDIR", "TEMP", "TMP"):
            os.environ[variable] = str(temporary)
        tempfile.tempdir = str(temporary)
        for one in ATTACKS[name]()(Ground(Path(folder), Random(f"{name} {seed}"), form == "quick")):
            tallies[one.part].count(one)
            if one.wrong:
                print(f"{name}, {one.part}, try {tallies[one.part].tries}: {one.wrong}", file=sys.stderr, flush=True)
    print(written(tallies))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
