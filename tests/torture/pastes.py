"""Hostile texts pasted into every field of the real window: it takes them or says why not, and does not hang."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from marac_desk.discussion import Step
from storage.queries import meetings
from storage.room_rows import running_order
from storage.vault import unlock_vault
from storage.verify import damaged, verify
from tests.torture.apart import Ended, outcome
from tests.torture.hostile import TEXTS
from tests.torture.sample import PASSPHRASE, sample_vault
from tests.torture.tries import Ground, Try
from ui.pages import PAGES
from ui.preferences import SettingsFile
from ui.shell.main_window import MainWindow
from ui.theme.appearance import Appearance

HANGS = 5.0
"""Seconds for one paste, and what comes of it, on a machine that is busy with another attack."""
HUGE = ("a megabyte", "a megabyte of lines", "a megabyte of one word", "marks without end", "lines without end")
SMALL = ("control characters", "reading turned round", "halves of a pair", "a formula", "markup", "far letters")
Place = tuple[str, str]


def attack(ground: Ground) -> Iterator[Try]:
    """Each page in a window of its own."""
    whole = sample_vault(ground.folder / "sample")
    places = list(_places(whole))
    for place in places if not ground.quick else [("referral", "")]:
        path = Path(shutil.copytree(whole, ground.folder / "copy"))
        try:
            yield from outcome(_paste_everywhere, path, place, ground.quick, seconds=400)
        except Ended as ended:
            yield Try("every field of the window", "", f"{place}: {ended}")
        shutil.rmtree(path)


def _places(whole: Path) -> Iterator[Place]:
    """Every page, and each step of a case in the meeting room."""
    yield from ((page.key, "") for page in PAGES if page.key not in ("room", "shortcuts"))
    with unlock_vault(whole, PASSPHRASE) as vault, vault.read() as read:
        meeting = max(meetings(read.session), key=lambda row: row.starts_at).id
        case = running_order(read.session, meeting)[0].case_id
        yield "room", str(meeting)
        yield from (("room", f"{meeting}|case {case}|{int(step)}") for step in Step)
        yield from ((page, str(case)) for page in ("case", "ahead"))


def _paste_everywhere(path: Path, place: Place, quick: bool) -> list[Try]:
    os.environ.update(QT_QPA_PLATFORM="offscreen", HOME=str(path.parent), XDG_CONFIG_HOME=str(path.parent))
    qInstallMessageHandler(lambda *_: None)
    app, bugs = QApplication(["marac-desk"]), list[str]()
    sys.excepthook = lambda _, error, __: bugs.append(repr(error)[:200])
    appearance = Appearance(app, SettingsFile())
    appearance.apply()
    window, vault = MainWindow(appearance, lambda: datetime.now(UTC)), unlock_vault(path, PASSPHRASE)
    window.show()
    window.enter(vault)
    tries = list[Try]()
    for name in (*HUGE[:1], *SMALL[:1]) if quick else (*SMALL, *HUGE):
        window.open_page(*place)
        fields = range(len(_fields(window)))
        tries += [_pasted(app, window, number, name, place, bugs) for number in fields]
    window.lock()
    window.jobs.stop()
    return [*tries, *_whole(path, place)]


def _fields(window: MainWindow) -> list[QLineEdit | QPlainTextEdit]:
    """What can be typed in on the page that is open."""
    page = window.page()
    assert page is not None
    there: list[QLineEdit | QPlainTextEdit] = [*page.findChildren(QLineEdit), *page.findChildren(QPlainTextEdit)]
    return [field for field in there if field.isVisible() and field.isEnabled() and not field.isReadOnly()]


def _pasted(app: QApplication, window: MainWindow, number: int, name: str, place: Place, bugs: list[str]) -> Try:
    fields = _fields(window)
    if number >= len(fields):
        return Try("every field of the window", "the field went")
    field = fields[number]
    field.setFocus()
    app.clipboard().setText(TEXTS[name])
    field.selectAll()
    slowest = _slowest(
        app,
        field.paste,
        window.setFocus,
        lambda: field.setFocus(),
        lambda: field.clear(),
        window.setFocus,
    )
    called = field.accessibleName() or type(field).__name__
    wrong = [f"it hung for {slowest:.1f} s"] if slowest > HANGS else []
    wrong += bugs
    bugs.clear()
    came = "at once" if slowest < 0.1 else "within a second" if slowest < 1 else f"within {HANGS:.0f} seconds"
    return Try("every field of the window", came, "; ".join(wrong) and f"{name} in “{called}” of {place[0]}: {wrong}")


def _slowest(app: QApplication, *steps: Callable[[], object]) -> float:
    """Seconds that the longest of the steps kept the window from answering."""
    took = []
    for step in steps:
        begun = time.perf_counter()
        step()
        app.processEvents()
        took.append(time.perf_counter() - begun)
    return max(took)


def _whole(path: Path, place: Place) -> list[Try]:
    with unlock_vault(path, PASSPHRASE) as vault:
        fine = not vault.findings and not damaged(verify(vault))
    return [] if fine else [Try("every field of the window", "", f"{place[0]}: the vault is not whole afterwards")]
