"""The doorway: reads the command line, puts the parts together, and says plainly how it went.

Exit codes: 0 done, 1 a check failed or a rule refused, 2 wrong usage. Passphrases come from a
prompt or from the first line of a file, never from an argument, where other programs could read them.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from marac_desk import cli_backups
from marac_desk.cli_vault import typed_passphrase, unlocked, utc_now
from marac_desk.errors import Refused, Told, VaultDamaged, VaultInUse
from marac_desk.no_dumps import forbid_dumps

if TYPE_CHECKING:
    from uuid import UUID

    from storage.vault import Vault


COMMANDS = ("demo", "export", "verify", "sample", *cli_backups.COMMANDS)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code. Whatever a person is told goes to the error stream."""
    if arguments is None:  # the program itself, and not a test within another one
        forbid_dumps()
    typed = list(sys.argv[1:] if arguments is None else arguments)
    try:
        if not typed or (len(typed) == 1 and typed[0] not in COMMANDS and not typed[0].startswith("-")):
            return _open_window(Path(typed[0]) if typed else None)
        chosen = _parser().parse_args(typed)
        return int(chosen.run(chosen))
    except Told as told:
        print(told.say, file=sys.stderr)
        if isinstance(told, VaultInUse) and told.holder and told.holder.name:
            print(f"{told.holder.name} has it open.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. Nothing half was kept.", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="marac-desk",
        description="Runs a MARAC on one computer, encrypted and offline.",
        epilog="With nothing else than the folder of a vault, or with nothing at all, it opens the window.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND", title="commands")

    def command(name: str, run: Callable[[argparse.Namespace], int], says: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=says, description=says)
        made.set_defaults(run=run)
        made.add_argument("--passphrase-file", type=Path, metavar="F", help="its first line is the passphrase")
        return made

    demo = command("demo", _demo, "Makes a sample vault with a whole meeting in it, and writes its papers.")
    demo.add_argument("--vault", type=Path, metavar="DIR", help="the vault; a new one unless it exists")
    demo.add_argument("--out", type=Path, metavar="DIR", help="where the papers go")
    demo.add_argument("--headless", action="store_true", help="opens no window")

    export = command("export", _export, "Writes a meeting's minutes and action plans as Word and PDF.")
    export.add_argument("vault", type=Path, metavar="VAULT")
    export.add_argument("--meeting", required=True, metavar="REF", help="such as NV-M-2026-23")
    export.add_argument("--out", required=True, type=Path, metavar="DIR")
    export.add_argument("--agency", metavar="NAME", help="only this agency's action plan")
    export.add_argument("--json", action="store_true", help="for a script")

    check = command("verify", _verify, "Checks encryption, integrity, the history, and every record against it.")
    check.add_argument("vault", type=Path, metavar="VAULT")
    check.add_argument(
        "--head", metavar="N:DIGEST", help="as signed minutes print it: was the history rewritten since?"
    )
    check.add_argument("--json", action="store_true", help="for a script")

    sample = command("sample", _sample, "Fills a vault with made-up records, the same for the same seed.")
    sample.add_argument("vault", type=Path, metavar="VAULT", help="the vault; a new one unless it exists")
    sample.add_argument("--cases", type=_positive, default=200, metavar="N")
    sample.add_argument("--years", type=_positive, default=2, metavar="Y")
    sample.add_argument("--seed", type=int, default=1, metavar="S")
    cli_backups.add_commands(command)
    return parser


def _positive(typed: str) -> int:
    number = int(typed)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number


def _open_window(place: Path | None) -> int:
    from storage.folder import VaultFolder
    from ui.app import run

    if place is not None and not VaultFolder(place).coming.exists():  # to unlock it there ends the restore
        with suppress(VaultDamaged):  # the window tells it too, and restores a backup
            VaultFolder(place).must_exist()
    if not _has_display():
        raise Told("There is no display here, so no window can be opened. Type: marac-desk --help")
    return run(place)


def _demo(chosen: argparse.Namespace) -> int:
    from marac_desk.sample import type_sample
    from storage.folder import VaultFolder

    begun = time.perf_counter()
    home = Path("demo") / f"{datetime.now():%Y-%m-%d-%H%M%S}"
    place = chosen.vault or home / "vault"
    if VaultFolder(place).database.exists():
        vault = unlocked(place, chosen.passphrase_file)
    else:
        vault = _new_vault(place, chosen.passphrase_file)
        _sign_off(vault, type_sample(vault, datetime.now(UTC)).finished_id)
    with vault:
        reference = _latest_minutes(vault)
        written = _write_papers(vault, reference, chosen.out or home / "papers", None)
        print(f"Sample vault: {place}")
        print(f"{len(written)} files of meeting {reference}: {chosen.out or home / 'papers'}")
        print(f"Done in {time.perf_counter() - begun:.1f} s. All people and places in it are invented.", flush=True)
        return 0 if chosen.headless else _show(vault)


def _show(vault: Vault) -> int:
    if not _has_display():
        print("There is no display here, so no window is opened.")
        return 0
    from ui.app import run

    return run(opened=vault)


def _export(chosen: argparse.Namespace) -> int:
    with unlocked(chosen.vault, chosen.passphrase_file) as vault:
        written = _write_papers(vault, chosen.meeting, chosen.out, chosen.agency)
    if chosen.json:
        print(json.dumps(written, indent=2))
    else:
        for name in written:
            print(name)
    return 0


def _verify(chosen: argparse.Namespace) -> int:
    from marac_desk.history_head import HistoryHead
    from storage.verify import Severity, head_finding, verify

    head = HistoryHead.read(chosen.head) if chosen.head else None
    with unlocked(chosen.vault, chosen.passphrase_file) as vault:
        findings = (*verify(vault), *([head_finding(vault, head)] if head else []))
    damaged = any(finding.severity is Severity.DAMAGE for finding in findings)
    if chosen.json:
        print(json.dumps([{**asdict(finding), "severity": finding.severity.value} for finding in findings], indent=2))
        return int(damaged)
    for finding in findings:
        print(f"{finding.severity.value}: {finding.say}")
    print("Damage was found." if damaged else "No damage was found.")
    return int(damaged)


def _sample(chosen: argparse.Namespace) -> int:
    from marac_desk.sample import fill
    from storage.folder import VaultFolder

    exists = VaultFolder(chosen.vault).database.exists()
    vault = (unlocked if exists else _new_vault)(chosen.vault, chosen.passphrase_file)
    with vault:
        fill(vault, cases=chosen.cases, years=chosen.years, seed=chosen.seed, now=datetime.now(UTC))
    print(f"{chosen.cases} made-up cases over {chosen.years} years were added.")
    return 0


def _new_vault(place: Path, passphrase_file: Path | None) -> Vault:
    """A new vault for made-up records. Without a passphrase file it draws a passphrase and prints it."""
    from marac_desk.keyholders import Role
    from storage.recovery import new_recovery_code
    from storage.sealing import calibrated
    from storage.vault import create_vault

    passphrase = typed_passphrase(passphrase_file) if passphrase_file else new_recovery_code()[:17].lower()
    created = create_vault(
        place,
        name="Sam Sample",
        role=Role.COORDINATOR,
        passphrase=passphrase,
        kdf=calibrated(time.perf_counter),
        clock=utc_now,
    )
    if not passphrase_file:
        print(f"Passphrase: {passphrase}")
    print(f"Recovery code: {created.recovery_code}")
    return created.vault


def _write_papers(vault: Vault, reference: str, out: Path, agency: str | None) -> list[str]:
    """Composes while the vault is read, renders the frozen papers, and records each file that was written."""
    from exports.pack import papers_of, write_papers
    from marac_desk.keyholders import Right
    from marac_desk.papers import ExportRecord
    from marac_desk.reference import load
    from storage.records import meeting_record

    meeting_id = _meeting_called(vault, reference)
    with vault.read() as read:
        papers = papers_of(meeting_record(read.session, meeting_id), load())
    if agency is not None:
        papers = tuple(paper for paper in papers if paper.recipient == agency)
        if not papers:
            raise Refused("No agency of this MARAC has that name.")
    vault.must(Right.EXPORT)
    written = []
    for file in write_papers(papers, out):
        paper = file.paper
        written.append(file.path.name)
        vault.note_export(
            ExportRecord(
                meeting_id=meeting_id,
                kind=paper.kind,
                file_name=file.path.name,
                fingerprint=paper.document.fingerprint,
                sha256=file.sha256,
                at=utc_now(),
                by=vault.person.name,
                recipient=paper.recipient,
            )
        )
    return written


def _sign_off(vault: Vault, meeting_id: UUID) -> None:
    """Its chair signs the minutes off."""
    from exports.pack import minutes_to_sign
    from marac_desk.meetings import Meeting
    from marac_desk.reference import load
    from storage.signing import sign_off

    with vault.read() as read:
        chair = read.get(Meeting, meeting_id).chair
    reference = load()
    sign_off(vault, meeting_id, chair, lambda record, at: minutes_to_sign(record, reference, at))


def _meeting_called(vault: Vault, reference: str) -> UUID:
    from storage.queries import meetings

    with vault.read() as read:
        for row in meetings(read.session):
            if row.reference == reference:
                return row.id
    raise Refused("This vault has no meeting with that reference.")


def _latest_minutes(vault: Vault) -> str:
    from marac_desk.meetings import MeetingState
    from storage.queries import meetings

    held = (MeetingState.DRAFT_MINUTES, MeetingState.SIGNED_OFF)
    with vault.read() as read:
        closed = [row for row in meetings(read.session) if row.state in held]
    if not closed:
        raise Refused("No meeting in this vault has been closed yet, so there are no papers to write.")
    return max(closed, key=lambda row: row.starts_at).reference


def _has_display() -> bool:
    import os

    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
