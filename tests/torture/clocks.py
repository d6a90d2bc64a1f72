"""Clocks that jump: back by years, forward by decades, now here and now there, and over the ends of summer time."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from marac_desk.backups import Why
from marac_desk.errors import MustWait, WrongPassphrase
from marac_desk.maracs import Marac
from storage.backup_folder import backups_in
from storage.backup_keeping import make_now
from storage.vault import unlock_vault
from storage.verify import damaged, verify
from tests.support.vaults import MORNING, PASSPHRASE, cheap_vault, rows_by_the_journal, rows_now, small_marac
from tests.torture.apart import Ended, outcome
from tests.torture.sample import PASSPHRASE as SAMPLE_PASSPHRASE
from tests.torture.sample import sample_vault
from tests.torture.tries import Ground, Try
from ui.pages import PAGES
from ui.preferences import SettingsFile
from ui.shell.idle import IdleWatch
from ui.shell.main_window import MainWindow
from ui.theme.appearance import Appearance

MOMENTS = tuple(
    datetime.fromisoformat(moment).replace(tzinfo=UTC)
    for moment in (
        *("1970-01-01T00:00", "1980-01-01T00:00:01", "1999-12-31T23:59:59", "2000-02-29T12:00", "2026-11-26T09:30"),
        *("2026-03-29T00:59:59", "2026-03-29T01:00", "2026-10-25T00:59:59", "2026-10-25T01:00", "2026-12-31T23:59:59"),
        *("2028-02-29T23:59", "2038-01-19T03:14:08", "2099-12-31T23:59:59", "2106-02-07T06:28:16", "2200-06-01T12:00"),
    )
)
PLACES = ("Europe/London", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu")


Work = Callable[[Path, int], str]


class JumpingClock:
    """Another moment each time somebody looks."""

    def __init__(self, seed: int) -> None:
        self._chance = Random(seed)

    def __call__(self) -> datetime:
        return self._chance.choice(MOMENTS) + timedelta(seconds=self._chance.uniform(-1, 1))


def attack(ground: Ground) -> Iterator[Try]:
    """What people do at times that cannot be."""
    path = ground.folder / "vault"
    with cheap_vault(path).vault as vault:
        small_marac(vault)
    for name, work in WORKS.items():
        for turn in ground.times(15, 1):
            copy = Path(shutil.copytree(path, ground.folder / "copy"))
            yield _tried(name, work, copy, turn)
            shutil.rmtree(copy)
    sample = sample_vault(ground.folder / "sample")
    moments = MOMENTS if not ground.quick else MOMENTS[:1]
    for turn, moment in enumerate(moments):
        try:
            yield Try("every page of the window", *outcome(_pages, sample, moment, PLACES[turn % 4], seconds=120))
        except Ended as ended:
            yield Try("every page of the window", "", f"at {moment:%Y-%m-%d %H:%M}: {ended}")


def _tried(name: str, work: Work, copy: Path, turn: int) -> Try:
    try:
        return Try(name, outcome(work, copy, turn), "")
    except Ended as ended:
        return Try(name, "", f"turn {turn}: {ended}")


def _editing(path: Path, turn: int) -> str:
    """Entries stand in the order in which they were made, whatever the clock said, and the newest is undone first."""
    with unlock_vault(path, PASSPHRASE, clock=JumpingClock(turn)) as vault:
        for number in range(20):
            with vault.edit(f"Edit {number}") as edit:
                edit.session.query(Marac).one().venue = f"Room {number}"
        assert [vault.undo() for _ in range(5)] == [f"Edit {number}" for number in range(19, 14, -1)]
    with unlock_vault(path, PASSPHRASE, clock=JumpingClock(turn + 1)) as again:
        assert not again.findings, again.findings
        assert not damaged(found := verify(again)), [each.say for each in found]
        assert rows_by_the_journal(again) == rows_now(again)
        with again.read() as read:
            assert read.session.query(Marac).one().venue == "Room 14"
    return "in order"


def _typing(path: Path, turn: int) -> str:
    """The draft that was typed last stays, though the clock calls it older."""
    with unlock_vault(path, PASSPHRASE, clock=JumpingClock(turn)) as vault:
        for number in range(30):
            vault.draft("venue", f"Room {number}")
            assert vault.drafts()["venue"] == f"Room {number}"
    with unlock_vault(path, PASSPHRASE, clock=JumpingClock(turn + 1)) as again:
        assert again.drafts() == {"venue": "Room 29"}
    return "the newest stays"


def _guessing(path: Path, turn: int) -> str:
    """Wrong passphrases are counted, and nobody waits longer than half a minute for the right one."""
    clock, refused = JumpingClock(turn), 0
    for _ in range(12):
        with suppress(MustWait):
            try:
                unlock_vault(path, "not this one at all", clock=clock)
            except WrongPassphrase:
                refused += 1
    now = clock()
    with suppress(MustWait):
        unlock_vault(path, PASSPHRASE, clock=lambda: now).lock()
        return "counted, and opened at once"
    with unlock_vault(path, PASSPHRASE, clock=lambda: now + timedelta(seconds=31)) as vault:
        assert f"{refused} failed attempts" in " ".join(vault.findings), vault.findings
    return "counted, and opened soon"


def _backing_up(path: Path, turn: int) -> str:
    """The last three backups stay, whatever the clock says of them."""
    clock = JumpingClock(turn)
    with unlock_vault(path, PASSPHRASE, clock=clock) as vault:
        made = []
        for number in range(5):
            vault.draft("venue", str(number))
            made.append(make_now(vault, Why.DAY, clock()).backup.path.name)
            there = {backup.path.name for backup in backups_in(vault.folder.backups)}
            assert len(there) >= min(3, number + 1)
            assert made[-1] in there, "the backup that was made just now went"
    return "none too few"


def _idling(_: Path, turn: int) -> str:
    """It locks after the time allowed, or sooner; a clock that was set back does not keep it open."""
    chance, now, locked = Random(turn), MORNING, 0
    watch = IdleWatch(lambda: now)

    def lock() -> None:
        nonlocal locked
        locked += 1

    watch.expired.connect(lock)
    now = chance.choice(MOMENTS)
    watch.look()
    before = locked
    now += watch.limit + timedelta(seconds=1)
    watch.look()
    assert locked > before or before, "it did not lock after a jump"
    return "locked in time"


WORKS = {
    "editing and undoing": _editing,
    "typing": _typing,
    "wrong passphrases": _guessing,
    "backing up": _backing_up,
    "idling": _idling,
}


def _pages(sample: Path, moment: datetime, place: str) -> tuple[str, str]:
    """Opens every page of the window at this moment, in this time zone."""
    os.environ.update(TZ=place, QT_QPA_PLATFORM="offscreen", HOME=str(sample.parent))
    time.tzset()
    qInstallMessageHandler(lambda *_: None)
    app, wrong = QApplication(["marac-desk"]), list[BaseException]()
    sys.excepthook = lambda _, error, __: wrong.append(error)
    appearance = Appearance(app, SettingsFile())
    appearance.apply()
    window = MainWindow(appearance, lambda: moment)
    window.show()
    window.enter(unlock_vault(sample, SAMPLE_PASSPHRASE, clock=lambda: moment))
    for page in PAGES:
        window.open_page(page.key)
        app.processEvents()
    window.lock()
    window.jobs.stop()
    return f"{len(PAGES)} pages", "; ".join(map(repr, wrong))
