"""The commands that back a vault up and restore it."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from marac_desk.cli_vault import typed_passphrase, unlocked, utc_now

if TYPE_CHECKING:
    from storage.backup_note import Note

COMMANDS = ("backup", "restore")
Command = Callable[[str, Callable[[argparse.Namespace], int], str], argparse.ArgumentParser]


def add_commands(command: Command) -> None:
    """Adds both to the command line."""
    backup = command("backup", _backup, "Makes a backup of a vault, checks it, and copies it to the second place.")
    backup.add_argument("vault", type=Path, metavar="VAULT")
    backup.add_argument("--json", action="store_true", help="for a script")

    restore = command("restore", _restore, "Puts a backup in the place of a vault, whose state is kept first.")
    restore.add_argument("backup", type=Path, metavar="BACKUP", help="the folder of one backup, named by its moment")
    restore.add_argument("--to", required=True, type=Path, metavar="DIR", help="the vault, or a new folder")
    restore.add_argument("--only-keys", action="store_true", help="puts back a lost key file, and nothing else")
    restore.add_argument("--json", action="store_true", help="for a script")


def _backup(chosen: argparse.Namespace) -> int:
    from marac_desk.backups import Why
    from storage.backup_keeping import make_now

    with unlocked(chosen.vault, chosen.passphrase_file) as vault:
        done = make_now(vault, Why.BY_HAND, utc_now())
    made = done.backup
    if chosen.json:
        said = {"said": done.said} if done.said else {}
        print(json.dumps({"backup": str(made.path), "bytes": made.size, **_told(made.note), **said}, indent=2))
    else:
        print(f"Made and checked: {made.path}")
        if done.said:
            print(done.said)
    return 0


def _restore(chosen: argparse.Namespace) -> int:
    from storage.restore import open_backup, put_keys_back, restore

    typed = typed_passphrase(chosen.passphrase_file)
    backup = open_backup(chosen.backup, typed, chosen.to, utc_now())
    if chosen.only_keys:
        put_keys_back(backup, utc_now())
        print("The key file is back. No change is lost.")
        return 0
    done = restore(backup, typed, utc_now())
    if chosen.json:
        kept = str(done.kept) if done.kept else None
        print(json.dumps({"vault": str(chosen.to), "kept": kept, **_told(done.note)}, indent=2))
        return 0
    print(f"Restored: {chosen.to}")
    if done.kept:
        print(f"What was there before is kept: {done.kept}")
    return 0


def _told(note: Note | None) -> dict[str, object]:
    return {"made_at": note.made_at.isoformat(), "entries": note.sequence} if note else {}
