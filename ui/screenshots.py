"""Pictures of every page from the sample, in every look and size: `python -m ui.screenshots FOLDER [WORD ...]`.

Words choose among the pictures: those whose name begins with one of them, or is of a shot of that name
(`room-5 dark`). They are looked at when something was changed, and some of them stand in the README. The
sample vault is made in a temporary folder, encrypted as always, and everybody in it is invented.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from marac_desk.keyholders import Role
from marac_desk.sample import Sample, type_sample
from storage.sealing import LEAST
from storage.vault import create_vault
from ui.app import application
from ui.pages import PAGES
from ui.paper_scenes import paper_scenes
from ui.preferences import Settings, SettingsFile
from ui.room_scenes import Scene, first_case, room_scenes
from ui.shell.jobs import JobsAtOnce
from ui.shell.main_window import MainWindow
from ui.theme.appearance import Appearance
from ui.theme.fonts import load_other_fonts
from ui.theme.tokens import Look
from ui.vault_scenes import door_scenes, vault_scenes
from ui.widgets.focus_ring import FocusRing

if TYPE_CHECKING:
    from storage.vault import Vault

SETTLE_MS = 100
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


def take_all(folder: Path, shots: Sequence[Shot] = SHOTS, scenes: Sequence[str] = ()) -> list[Path]:
    """Takes the pictures, and returns where they are; of all scenes, or of those whose name begins so."""
    folder.mkdir(parents=True, exist_ok=True)
    app = application()
    app.setCursorFlashTime(0)
    load_other_fonts()
    FocusRing(app)
    with TemporaryDirectory() as place:
        appearance = Appearance(app, SettingsFile(Path(place) / "settings.json"))
        appearance.apply()
        window = MainWindow(appearance, _now, jobs=JobsAtOnce)
        window.show()
        window.activateWindow()
        taken = list(_take(window, _chosen(_sheets(window), scenes), folder, shots))
        vault, sample = _sample(Path(place) / "vault")
        window.enter(vault)
        opened = {
            **_pages(window, sample),
            **paper_scenes(window, sample),
            **room_scenes(window, sample),
            **vault_scenes(window, sample),
        }
        taken += _take(window, _chosen(opened, scenes), folder, shots)
        window.close()
    return taken


def _chosen(scenes: dict[str, Scene], beginnings: Sequence[str]) -> dict[str, Scene]:
    return {name: show for name, show in scenes.items() if not beginnings or name.startswith(tuple(beginnings))}


def _take(window: MainWindow, scenes: dict[str, Scene], folder: Path, shots: Sequence[Shot]) -> Iterator[Path]:
    for shot in shots:
        window.appearance.change(Settings(look=shot.look.value, text_size=shot.text_size))
        window.resize(shot.width, shot.height)
        for name, show in scenes.items():
            other = show()
            path = folder / f"{name}-{shot.name}.png"
            _settled(other or window).save(str(path))
            if other is not None:
                other.close()
            window.finder.leave()
            yield path


def _settled(widget: QWidget) -> QImage:
    """The picture once nothing in it moves any more: text that wraps finds its height in several turns."""
    before, picture = QImage(), widget.grab().toImage()
    while picture != before:
        QTest.qWait(SETTLE_MS)
        before, picture = picture, widget.grab().toImage()
    return picture


def _sheets(window: MainWindow) -> dict[str, Scene]:
    door = window.door
    sheets: dict[str, tuple[QWidget, Callable[[], object]]] = {
        "welcome": (door.welcome, door.welcome.begin),
        "unlock": (door.unlock, lambda: door.unlock.begin(Path("MARAC vault"))),
        "make": (door.make, lambda: door.make.begin(Path("MARAC vault"))),
        "code": (door.code, lambda: door.code.begin(CODE)),
    }

    def showing(name: str) -> Scene:
        sheet, begin = sheets[name]

        def show() -> None:
            door.setCurrentWidget(sheet)
            begin()

        return show

    return {**{name: showing(name) for name in sheets}, **door_scenes(window)}


def _pages(window: MainWindow, sample: Sample) -> dict[str, Scene]:
    case = first_case(window, sample.next_id)
    places = {
        "agenda": str(sample.next_id),
        "case": str(case),
        "history": str(case),
        "ahead": str(case),
        "papers": str(sample.finished_id),
    }

    def opening(key: str) -> Scene:
        return lambda: window.open_page(key, places.get(key, ""))

    return {**{page.key: opening(page.key) for page in PAGES}, "find": window.finder.open}


def _sample(path: Path) -> tuple[Vault, Sample]:
    created = create_vault(path, name="Sam Sample", role=Role.COORDINATOR, passphrase=CODE, kdf=LEAST, clock=_now)
    return created.vault, type_sample(created.vault, _now())


def _now() -> datetime:
    return datetime.now(UTC)


def _main() -> None:
    parser = argparse.ArgumentParser(prog="python -m ui.screenshots", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("words", nargs="*", metavar="WORD", help=f"{', '.join(shot.name for shot in SHOTS)}, or a name")
    chosen = parser.parse_args()
    shots = [shot for shot in SHOTS if shot.name in chosen.words]
    names = {shot.name for shot in SHOTS}
    take_all(chosen.folder, shots or SHOTS, [word for word in chosen.words if word not in names])


if __name__ == "__main__":
    _main()
