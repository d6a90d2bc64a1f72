"""Starts the program with its window. What is slow to load comes after the window is there."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from ui.preferences import SettingsFile, data_folder
from ui.shell.crash import catch_everything
from ui.shell.jobs import Job
from ui.shell.main_window import MainWindow
from ui.shell.set_aside import SetAside
from ui.system.away import watch_for_leaving
from ui.system.single import SingleWindow, raise_other
from ui.theme.appearance import Appearance
from ui.theme.fonts import load_first_fonts, load_other_fonts
from ui.theme.style import HAS_OUR_STYLE, STYLE
from ui.widgets.focus_ring import FocusRing

if TYPE_CHECKING:
    from storage.vault import Vault

FIRST_PICTURE_MS = 150
"""Until then nothing but the window is at work, so that it can be typed in at once."""

TITLE_BAR = 48
"""No system's is higher, in points."""

TURN_SECONDS = 0.00002
"""How long a job may compute before the window has its turn. Python's own five milliseconds add up: a key press or a
picture of a table takes hundreds of small turns, and would wait so long for each while papers are composed.
"""


def run(vault_path: Path | None = None, *, opened: Vault | None = None) -> int:
    """Opens the window and returns the exit code once it is closed.

    `vault_path` is the vault to unlock, by default the one of last time; an `opened` vault is shown
    at once, and locked at the end.
    """
    app = application()
    appearance = Appearance(app, SettingsFile())
    if vault_path is not None:
        appearance.change(replace(appearance.settings, vault=str(vault_path.resolve())))
    if opened is None and appearance.settings.vault and raise_other(Path(appearance.settings.vault)):
        return 0
    window = make_window(appearance)
    catch_everything(window.tell_error)
    show_fitting(window)
    if opened is not None:
        window.door.lead_back_to(opened.folder.path)
        window.enter(opened)
    QTimer.singleShot(FIRST_PICTURE_MS, window, lambda: _load_the_rest(window))
    return app.exec()


def application() -> QApplication:
    """The one QApplication, with the fonts of the first picture."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        app = existing
    else:
        app = QApplication([*sys.argv[:1], "-style", STYLE])
        app.setProperty(HAS_OUR_STYLE, True)
    sys.setswitchinterval(TURN_SECONDS)
    app.setApplicationName("marac-desk")
    app.setApplicationDisplayName("MARAC Desk")
    load_first_fonts()
    return app


def make_window(appearance: Appearance) -> MainWindow:
    """The window, dressed, with the ring around what has the focus."""
    appearance.apply()
    FocusRing(QApplication.instance())  # type: ignore[arg-type]  # there is one by now
    window = MainWindow(appearance, _utc_now)
    SetAside(window)
    return window


def show_fitting(window: MainWindow) -> None:
    """Shows the window, over the whole of a small screen: else its foot would lie below the edge."""
    room = window.screen().availableSize()
    if room.width() <= window.width() or room.height() <= window.height() + TITLE_BAR:
        window.showMaximized()
    else:
        window.show()


def _load_the_rest(window: MainWindow) -> None:
    load_other_fonts()
    window.watchman.listen(watch_for_leaving(window))
    _answer_a_second_start(window)
    window.jobs.run("Getting ready", _load_the_vault, lambda _: None, owner=window, cancellable=False)


def _answer_a_second_start(window: MainWindow) -> None:
    """From now on the window comes to the front when the program is started once more with its vault."""
    single = SingleWindow(window)
    single.asked.connect(window.come_to_front)

    def follow() -> None:
        path = window.desk.vault.folder.path if window.desk else window.appearance.settings.vault
        if path:
            single.follow(Path(path))

    window.appearance.changed.connect(follow)
    follow()


def _load_the_vault(job: Job) -> None:
    """The database library takes longer to load than the window: while the person types, it does so."""
    import storage.vault  # noqa: F401
    from ui.unlock.samples import tidy

    tidy(data_folder(), _utc_now())


def _utc_now() -> datetime:
    return datetime.now(UTC)
