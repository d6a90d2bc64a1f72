"""Places that can only be read: a protected disk, and folders that were closed to us while the vault is open."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from exports.pack import papers_of, write_papers
from marac_desk.backups import Why
from marac_desk.keyholders import Role
from marac_desk.people import Person
from marac_desk.reference import load
from storage import people
from storage.backup import back_up
from storage.queries import meetings
from storage.read_only import read_vault
from storage.records import meeting_record
from storage.restore import open_backup, restore
from storage.sealing import LEAST
from storage.vault import Vault, create_vault, unlock_vault
from tests.support.vaults import rows_now
from tests.support.writer import OTHER
from tests.torture.apart import Ended, outcome
from tests.torture.disks import protect, small_disk, unprotect
from tests.torture.full_disk import told
from tests.torture.opened import Opened, differs, opened
from tests.torture.sample import PASSPHRASE, old_vault, sample_vault
from tests.torture.tries import Ground, Try

NOBODY = 65534

Work = Callable[[Path, Path], str]
"""Something done with a folder on the disk, and with the sample elsewhere; what came of it."""


def attack(ground: Ground) -> Iterator[Try]:
    """Each kind of work on a protected disk, and then in a folder that is closed while the vault is open."""
    ground.folder.chmod(0o711)  # nobody has to come through
    elsewhere = ground.place("elsewhere")
    sample = sample_vault(elsewhere / "sample")
    truth, disk = opened(sample), ground.folder / "disk"
    with small_disk(disk) as ours:
        _lay_out(disk, sample)
        if ours and protect(disk):
            for name, work in ON_A_PROTECTED_DISK.items():
                yield _tried(name, work, disk, sample)
            unprotect(disk)
            yield Try("a protected disk: afterwards", "nothing lost", differs(disk / "vault", truth))
        if not ground.quick:
            yield from _closed_folders(elsewhere, sample, truth)


def _lay_out(disk: Path, sample: Path) -> None:
    shutil.copytree(sample, disk / "vault")
    old_vault(disk / "old")
    (disk / "empty").mkdir()
    with unlock_vault(sample, PASSPHRASE) as vault:
        back_up(vault, Why.BY_HAND, _now(), place=disk / "stick")


def _tried(name: str, work: Work, disk: Path, sample: Path) -> Try:
    try:
        return Try(f"a protected disk: {name}", outcome(work, disk, sample, seconds=60))
    except Ended as ended:
        return Try(f"a protected disk: {name}", "", str(ended))


def _unlocked(disk: Path, _: Path) -> str:
    return must_be_told(lambda: unlock_vault(disk / "vault", PASSPHRASE))


def _read(disk: Path, sample: Path) -> str:
    with read_vault(disk / "vault", PASSPHRASE) as there, unlock_vault(sample, PASSPHRASE) as vault:
        assert rows_now(there) == rows_now(vault)
        assert told(lambda: _edit(there)) != "done"
    return "read all the same"


def _brought_up_to_date(disk: Path, _: Path) -> str:
    return must_be_told(lambda: unlock_vault(disk / "old", PASSPHRASE))


def _made(disk: Path, _: Path) -> str:
    return must_be_told(
        lambda: create_vault(disk / "empty", name="Anna", role=Role.COORDINATOR, passphrase=PASSPHRASE, kdf=LEAST)
    )


def _exported_to(disk: Path, sample: Path) -> str:
    with unlock_vault(sample, PASSPHRASE) as vault:
        return must_be_told(lambda: _export(vault, disk / "papers"))


def _backed_up_to(disk: Path, sample: Path) -> str:
    with unlock_vault(sample, PASSPHRASE) as vault:
        return must_be_told(lambda: back_up(vault, Why.BY_HAND, _now(), place=disk / "stick"))


def _restored_to(disk: Path, _: Path) -> str:
    backup = next((disk / "stick").glob("2*"))
    return must_be_told(lambda: restore(open_backup(backup, PASSPHRASE, disk / "vault", _now()), PASSPHRASE, _now()))


def _restored_from(disk: Path, sample: Path) -> str:
    backup, into = next((disk / "stick").glob("2*")), sample.with_name("restored")
    restore(open_backup(backup, PASSPHRASE, into, _now()), PASSPHRASE, _now())
    with unlock_vault(into, PASSPHRASE) as vault, unlock_vault(sample, PASSPHRASE) as whole:
        assert rows_now(vault) == rows_now(whole)
    return "restored all the same"


ON_A_PROTECTED_DISK: dict[str, Work] = {
    "unlocking": _unlocked,
    "reading": _read,
    "migrating": _brought_up_to_date,
    "making a vault": _made,
    "exporting to it": _exported_to,
    "backing up to it": _backed_up_to,
    "restoring onto it": _restored_to,
    "restoring from it": _restored_from,
}


def _closed_folders(elsewhere: Path, sample: Path, truth: Opened) -> Iterator[Try]:
    """What needs a new file in the folder is told; what the open files can hold goes on."""
    for name, work in IN_A_CLOSED_FOLDER.items():
        path = Path(shutil.copytree(sample, elsewhere / "closed"))
        part = f"a closed folder: {name}"
        try:
            yield Try(part, outcome(_as_nobody, path, work, seconds=60), differs(path, truth, but="person"))
        except Ended as ended:
            yield Try(part, "", str(ended))
        shutil.rmtree(path)


def _as_nobody(path: Path, work: Callable[[Vault], object]) -> str:
    """Root may write anywhere, so this goes on as nobody in particular."""
    if os.geteuid() == 0:
        for each in (path, *path.rglob("*")):
            os.chown(each, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
    with unlock_vault(path, PASSPHRASE) as vault:
        path.chmod(0o500)
        came = told(lambda: work(vault))
        path.chmod(0o700)
        _edit(vault)
        return came


def _edit(vault: Vault) -> None:
    with vault.edit("Add person") as edit:
        edit.add(Person("Anna", "Sample"))


def _remove(vault: Vault) -> None:
    dee = people.add_person(vault, "Dee Placeholder", Role.DEPUTY, OTHER)
    people.remove_person(vault, dee)


IN_A_CLOSED_FOLDER: dict[str, Callable[[Vault], object]] = {
    "editing": _edit,
    "backing up": lambda vault: back_up(vault, Why.BY_HAND, _now()),
    "another person": _remove,
}


def _export(vault: Vault, out: Path) -> None:
    with vault.read() as read:
        held = next(row for row in meetings(read.session) if row.state.value != "listed" and row.cases == 12)
        papers = papers_of(meeting_record(read.session, held.id), load())
    tuple(write_papers(papers[-1:], out))


def must_be_told(work: Callable[[], object]) -> str:
    """Raises AssertionError when it is done after all."""
    came = told(work)
    assert came != "done", "done, on a disk that can't be written to"
    return came


def _now() -> datetime:
    return datetime.now(UTC)
