"""A disk that is full in the midst of any work: a sentence, nothing lost, and on it goes when there is room."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from pathlib import Path

import exports.pdf
import exports.word
import storage.migrations.steps  # noqa: F401 - loaded once, for all the processes
from marac_desk.backups import Why
from marac_desk.cli import main
from marac_desk.errors import Told
from marac_desk.keyholders import Role
from marac_desk.people import Person
from storage import people
from storage.backup import back_up
from storage.people_rows import people as people_rows
from storage.restore import open_backup, restore
from storage.sealing import LEAST
from storage.vault import Vault, create_vault, unlock_vault
from storage.verify import damaged, verify
from tests.support.vaults import rows_now
from tests.support.writer import OTHER
from tests.torture.apart import Ended, outcome
from tests.torture.disks import full, small_disk
from tests.torture.sample import PASSPHRASE, held_meeting, old_vault, sample_vault
from tests.torture.tries import Ground, Try

LOADED = (exports.pdf, exports.word)
LONG = "an invented sentence, and another one. " * 500
"""Twenty thousand letters."""
MOST_ROOM = 12 * 1024
"""KiB; all of this work takes less."""


class Scene:
    """One try: the disk, how much room there is when it fills up, and the way to the sample."""

    def __init__(self, disk: Path, room: int, sample: Path) -> None:
        self.disk = disk
        self.vault = disk / "vault"
        self._room = room
        self.sample = sample

    def attempt(self, work: Callable[[], object]) -> str:
        """Does the work while the disk is full, and says what came of it."""
        with full(self.disk, self._room):
            return told(work)

    def unlocked(self) -> Vault:
        """The vault on the disk, opened."""
        return unlock_vault(self.vault, PASSPHRASE)


Work = Callable[[Scene], str]


def told(work: Callable[[], object]) -> str:
    """What came of some work: it was done, or somebody was told why not. Anything else passes, as it is a bug."""
    try:
        work()
    except Told as failed:
        return f"told: {type(failed).__name__}"
    return "done"


def attack(ground: Ground) -> Iterator[Try]:
    """Each kind of work, with less and less room."""
    sample = sample_vault(ground.folder / "sample")
    with small_disk(ground.folder / "disk") as ours:
        for name, work in WORKS.items():
            for turn in ground.times(16, 1):
                room = 0 if turn == 0 else int(MOST_ROOM ** ground.chance.random())
                try:
                    came, wrong = outcome(_try, ground.folder / "disk", room, sample, work, seconds=60), ""
                except Ended as ended:
                    came, wrong = "", f"with {room} KiB left: {ended}"
                yield Try(name if ours else f"{name} (limited files)", came, wrong)


def _try(disk: Path, room: int, sample: Path, work: Work) -> str:
    for left in disk.iterdir():
        shutil.rmtree(left) if left.is_dir() else left.unlink()
    return work(Scene(disk, room, sample))


def _editing(scene: Scene) -> str:
    """What was acknowledged is there, in order, and no more; the same window goes on when there is room."""
    shutil.copytree(scene.sample, scene.vault)
    kept: list[str] = []

    def edit() -> None:
        for number in range(40):
            with vault.edit("Add person") as edit:
                edit.add(Person("Anna", f"Sample {number}", born_unsure=LONG))
            kept.append(f"Sample {number}")

    def type_on() -> None:
        for letters in range(1000, len(LONG), 1000):
            vault.draft("venue", LONG[:letters])

    with scene.unlocked() as vault:
        came = scene.attempt(edit)
        drafted = scene.attempt(type_on)
        type_on()
        edit()
    _holds(scene.vault, kept)
    return came if came != "done" else drafted


def _viewing(scene: Scene) -> str:
    """A case is shown although that cannot be noted, and it is noted when there is room."""
    shutil.copytree(scene.sample, scene.vault)
    with scene.unlocked() as vault:
        case_id = rows_now(vault)["case_file"][0][0]
        before = _views(vault)
        notices: list[str] = []
        came = scene.attempt(lambda: notices.extend(vault.note_view(case_id) for _ in range(200)))  # type: ignore[arg-type]
        assert came == "done"
        assert not vault.note_view(case_id)  # type: ignore[arg-type]
        assert _views(vault) - before == 201
    return "shown, noted later" if any(notices) else "done"


def _views(vault: Vault) -> int:
    return sum(line.label == "Open case" for line in vault.audit(limit=5000))


def _unlocking(scene: Scene) -> str:
    shutil.copytree(scene.sample, scene.vault)
    came = scene.attempt(lambda: scene.unlocked().lock())
    _holds(scene.vault, [])
    return came


def _locking(scene: Scene) -> str:
    """Everything is in the log when the disk fills up, and stays there until it can be folded in."""
    shutil.copytree(scene.sample, scene.vault)
    vault = scene.unlocked()
    with vault.edit("Add person") as edit:
        edit.add(Person("Anna", "Sample 0", born_unsure=LONG * 9))
    came = scene.attempt(vault.lock)
    _holds(scene.vault, ["Sample 0"])
    return came


def _migrating(scene: Scene) -> str:
    old_vault(scene.vault)
    came = scene.attempt(lambda: scene.unlocked().lock())
    _holds(scene.vault, [])
    return came


def _exporting(scene: Scene) -> str:
    """Each paper is there whole or not at all, and all of them when there is room."""
    shutil.copytree(scene.sample, scene.vault)
    secret, out = scene.disk / "passphrase", scene.disk / "papers"
    secret.write_text(PASSPHRASE)
    meeting = held_meeting(scene.vault)
    command = ["export", str(scene.vault), "--meeting", meeting, "--out", str(out), "--passphrase-file", str(secret)]

    def export() -> None:
        with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere), redirect_stderr(io.StringIO()) as said:
            if main(command) != 0:
                raise Told(said.getvalue().strip())

    came = scene.attempt(export)
    papers = len(list(out.glob("*"))) if out.exists() else 0
    export()
    assert len(list(out.iterdir())) >= papers
    assert not list(out.glob(".*"))
    _holds(scene.vault, [])
    return came


def _new_key(scene: Scene) -> str:
    shutil.copytree(scene.sample, scene.vault)
    with scene.unlocked() as vault:
        other = people.add_person(vault, "Dee Placeholder", Role.DEPUTY, OTHER)
        came = scene.attempt(lambda: people.remove_person(vault, other))
        with vault.edit("Add person") as edit:
            edit.add(Person("Anna", "Sample 0"))
        with vault.read() as read:
            gone = any(row.left_at for row in people_rows(read.session))
        if not gone:
            people.remove_person(vault, other)
    _holds(scene.vault, ["Sample 0"])
    assert told(lambda: unlock_vault(scene.vault, OTHER)) != "done"
    return came


def _backing_up(scene: Scene) -> str:
    shutil.copytree(scene.sample, scene.vault)
    with scene.unlocked() as vault:
        came = scene.attempt(lambda: back_up(vault, Why.BY_HAND, _now()))
        back_up(vault, Why.BY_HAND, _now())
        assert not list(vault.folder.backups.glob(".*"))
    _holds(scene.vault, [])
    return came


def _restoring(scene: Scene) -> str:
    shutil.copytree(scene.sample, scene.vault)
    with scene.unlocked() as vault:
        backup = open_backup(back_up(vault, Why.BY_HAND, _now()).path, PASSPHRASE, scene.vault, _now())
        with vault.edit("Add person") as edit:
            edit.add(Person("Anna", "Sample 0"))
    came = scene.attempt(lambda: restore(backup, PASSPHRASE, _now()))
    _holds(scene.vault, ["Sample 0"] if came != "done" else [])
    restore(backup, PASSPHRASE, _now())
    _holds(scene.vault, [])
    return came


def _making(scene: Scene) -> str:
    def make() -> None:
        create_vault(scene.vault, name="Anna", role=Role.COORDINATOR, passphrase=PASSPHRASE, kdf=LEAST).vault.lock()

    came = scene.attempt(make)
    if came != "done":
        assert [path.name for path in scene.vault.glob("*") if path.name != "in-use.lock"] == []
        make()
    scene.unlocked().lock()
    return came


WORKS: dict[str, Work] = {
    "editing and typing": _editing,
    "looking at a case": _viewing,
    "unlocking": _unlocking,
    "locking": _locking,
    "migrating": _migrating,
    "exporting": _exporting,
    "a new key": _new_key,
    "backing up": _backing_up,
    "restoring": _restoring,
    "making a vault": _making,
}


def _holds(path: Path, sample_people: list[str]) -> None:
    """The vault opens with nothing to report, and of the people that were added it holds these."""
    with unlock_vault(path, PASSPHRASE) as vault:
        assert not vault.findings, vault.findings
        found = verify(vault)
        assert not damaged(found), [each.say for each in found]
        names = [str(row[2]) for row in rows_now(vault)["person"] if str(row[2]).startswith("Sample ")]
    assert sorted(set(names)) == sorted(set(sample_people)), (len(names), len(sample_people))


def _now() -> datetime:
    return datetime.now(UTC)
