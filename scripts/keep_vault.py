"""Makes the vault that the tests keep for ever: one of each version of the schema, never made again.

Run once for a new version, before its release: `.venv/bin/python scripts/keep_vault.py`. It holds
the invented sample with a meeting that is signed off and a dated note on it, somebody who left and a key that came
after them, opens with the passphrase below, and has a cheap key derivation.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from exports.pack import minutes_to_sign
from marac_desk.keyholders import Role
from marac_desk.reference import load
from marac_desk.sample import type_sample
from storage.people import add_person, remove_person
from storage.sealing import LEAST
from storage.signing import add_note, sign_off
from storage.tables import SCHEMA_VERSION
from storage.vault import create_vault

KEPT = Path(__file__).resolve().parent.parent / "tests" / "storage" / "kept"
PASSPHRASE = "kept for ever, and invented"
NOTE = "The venue was the council chamber, and not the annexe."


def main() -> int:
    """Makes it, unless this version has one already."""
    place = KEPT / f"version-{SCHEMA_VERSION}"
    if place.exists():
        print(f"Version {SCHEMA_VERSION} has its vault; it is never made again.", file=sys.stderr)
        return 1
    created = create_vault(place, name="Anna Example", role=Role.COORDINATOR, passphrase=PASSPHRASE, kdf=LEAST)
    with created.vault as vault:
        held = type_sample(vault, datetime(2026, 11, 22, 9, tzinfo=UTC)).finished_id
        reference = load()
        sign_off(vault, held, "DI Chris Example", lambda record, at: minutes_to_sign(record, reference, at))
        add_note(vault, held, NOTE, "Anna Example")
        add_person(vault, "Pat Placeholder", Role.DEPUTY, "stays for ever, though nobody is")
        remove_person(vault, add_person(vault, "Lee Sample", Role.CHAIR, "leaves at once, and is remembered"))
    (place / "in-use.lock").unlink()
    print(f"Kept in {place.relative_to(KEPT.parent.parent.parent)}.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
