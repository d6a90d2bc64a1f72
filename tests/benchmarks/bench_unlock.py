"""How long a vault takes to open, and that it does not matter how much is in it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from storage.sealing import SALT_BYTES, KdfSettings, passphrase_key
from tests.benchmarks.figures import Figure, medians
from tests.benchmarks.vaults import LARGE, PASSPHRASE, SMALL, Vaults, opened

OPENINGS = 15
BEYOND = 300
"""How many milliseconds opening may take besides the derivation of the key."""


def figures(vaults: Vaults) -> Iterator[Figure]:
    """Both vaults against the derivation alone, with the standard settings and as the only open program."""
    derive = partial(passphrase_key, PASSPHRASE, bytes(SALT_BYTES), KdfSettings())
    derivation, small, large = medians(OPENINGS, derive, partial(_open, vaults.small), partial(_open, vaults.large))
    for cases, value in ((SMALL, small), (LARGE, large)):
        what = f"unlock at {cases:,} cases"
        yield Figure(what, value, "key derivation", derivation, most=derivation + BEYOND)
    yield Figure(f"unlock at {LARGE:,} cases", large, f"at {SMALL:,}", small)


def _open(path: Path) -> None:
    """Opens and, as the next one has to find it so, locks."""
    opened(path).lock()
