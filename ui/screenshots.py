"""Pictures of every page from the sample, in every look and size: `python -m ui.screenshots FOLDER`.

They are looked at when something was changed, and some of them stand in the README. The sample vault
is made in a temporary folder, encrypted as always, and everybody in it is invented.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest

from marac_desk.keyholders import Role
from marac_desk.sample import type_sample
from storage.sealing import LEAST
from storage.vault import create_vault
from ui.app import application
from ui.pages import PAGES
from ui.preferences import Settings, SettingsFile
from ui.shell.jobs import JobsAtOnce
from ui.shell.main_window import MainWindow
from ui.theme.appearance import Appearance
from ui.theme.fonts import load_other_fonts
from ui.theme.tokens import Look
from ui.widgets.focus_ring import FocusRing

if TYPE_CHECKING:
    from storage.vault import Vault

SETTLE_MS = 120
CODE = "7KQ2M-9XW4T-0HNPD-5RVBA-3CEZ8-G6JYF-1SK2V"
"""Looks like a recovery code, and opens nothing."""


@dataclass(frozen=True)
class Shot:
    """One way to look at a page: its name in the file's name, the look, the size of text and of the window."""

    name: str
    look: Look
    text_size: int = 100
    width: int = 1280
    height: int = 720


SHOTS = (
    Shot("light", Look.LIGHT),
    Shot("dark", Look.DARK),
    Shot("contrast", Look.HIGH_CONTRAST),
    Shot("large", Look.LIGHT, width=1920, height=1080),
    Shot("150", Look.LIGHT, text_size=150),
    Shot("200", Look.LIGHT, text_size=200),
)


def take_all(folder: Path, shots: Sequence[Shot] = SHOTS) -> list[Path]:
    """Takes every picture, and returns where they are."""
    folder.mkdir(parents=True, exist_ok=True)
    app = application()
    load_other_fonts()
    FocusRing(app)
    with TemporaryDirectory() as place:
        appearance = Appearance(app, SettingsFile(Path(place) / "settings.json"))
        appearance.apply()
        window = MainWindow(appearance, _now, jobs=JobsAtOnce)
        window.show()
        window.activateWindow()
        taken = list(_take(window, _sheets(window), folder, shots))
        window.enter(_sample(Path(place) / "vault"))
        taken += _take(window, _pages(window), folder, shots)
        window.close()
    return taken


def _take(
    window: MainWindow, scenes: dict[str, Callable[[], None]], folder: Path, shots: Sequence[Shot]
) -> Iterator[Path]:
    for shot in shots:
        window.appearance.change(Settings(look=shot.look.value, text_size=shot.text_size))
        window.resize(shot.width, shot.height)
        for name, show in scenes.items():
            show()
            QTest.qWait(SETTLE_MS)
            path = folder / f"{name}-{shot.name}.png"
            window.grab().save(str(path))
            window.finder.leave()
            yield path


def _sheets(window: MainWindow) -> dict[str, Callable[[], None]]:
    door = window.door
    sheets = {
        "welcome": (door.welcome, door.welcome.begin),
        "unlock": (door.unlock, lambda: door.unlock.begin(Path("MARAC vault"))),
        "make": (door.make, lambda: door.make.begin(Path("MARAC vault"))),
        "code": (door.code, lambda: door.code.begin(CODE)),
    }

    def showing(name: str) -> Callable[[], None]:
        sheet, begin = sheets[name]

        def show() -> None:
            door.setCurrentWidget(sheet)
            begin()

        return show

    return {name: showing(name) for name in sheets}


def _pages(window: MainWindow) -> dict[str, Callable[[], None]]:
    def opening(key: str) -> Callable[[], None]:
        return lambda: window.open_page(key)

    return {**{page.key: opening(page.key) for page in PAGES}, "find": window.finder.open}


def _sample(path: Path) -> Vault:
    created = create_vault(path, name="Sam Sample", role=Role.COORDINATOR, passphrase=CODE, kdf=LEAST, clock=_now)
    type_sample(created.vault, _now())
    return created.vault


def _now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    take_all(Path(sys.argv[1]))
