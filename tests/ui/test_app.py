from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QScreen
from pytestqt.qtbot import QtBot

from storage.vault import unlock_vault
from tests.support.screens import open_window
from tests.support.vaults import PASSPHRASE, kept_vault, vault_path
from ui.app import show_fitting
from ui.preferences import Settings, SettingsFile

__all__ = ["kept_vault", "vault_path"]

LOOK = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ui.app import application, run
app = application()

def shown():
    print("windows:", len(windows()), "slow:", sorted({"sqlalchemy", "reportlab", "docx"} & set(sys.modules)))
    QTimer.singleShot(0, loaded)

def loaded():
    if "storage.vault" not in sys.modules:
        QTimer.singleShot(20, loaded)
        return
    print("loaded")
    windows()[0].close()

def windows():
    return [each for each in QApplication.topLevelWidgets() if each.isVisible()]

QTimer.singleShot(0, shown)
raise SystemExit(run(Path(sys.argv[1])))
"""


def test_the_window_is_there_before_the_database_is_loaded(tmp_path: Path) -> None:
    command = [sys.executable, "-c", LOOK, str(tmp_path / "vault")]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert ran.stdout.splitlines() == ["windows: 1 slow: []", "loaded"]
    assert ran.returncode == 0
    assert SettingsFile().read().vault == str(tmp_path / "vault")


def test_an_open_vault_is_shown_at_once_and_locked_at_the_end(vault_path: Path) -> None:
    program = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from storage.vault import unlock_vault
from ui.app import application, run
app = application()
vault = unlock_vault(Path(sys.argv[1]), sys.argv[2])

def close():
    (window,) = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    print(window.is_open())
    window.close()

QTimer.singleShot(300, close)
raise SystemExit(run(opened=vault))
"""
    ran = subprocess.run(
        [sys.executable, "-c", program, str(vault_path), PASSPHRASE], capture_output=True, text=True, timeout=60
    )
    assert ran.stdout.splitlines() == ["True"]
    unlock_vault(vault_path, PASSPHRASE).lock()


@pytest.mark.parametrize(
    "kept", ["", "not json", "[]", '{"look": "pink", "text_size": 7, "vault": 3, "key_caps": "x"}']
)
def test_settings_that_make_no_sense_are_as_at_first(kept: str, tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(kept)
    assert SettingsFile(path).read() == Settings()


def test_settings_are_read_back_as_they_were_kept(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path / "new" / "settings.json")
    file.write(Settings("somewhere", "dark", 150, False))
    assert file.read() == Settings("somewhere", "dark", 150, False)


def test_text_grows_from_80_to_200_per_cent_and_no_further() -> None:
    assert Settings().larger(100).text_size == 200
    assert Settings().larger(-100).text_size == 80
    assert Settings().larger(1).text_size == 110


@pytest.mark.parametrize(("size", "whole"), [((1280, 720), True), ((1920, 1080), False)])
def test_the_window_takes_the_whole_of_a_small_screen(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], whole: bool
) -> None:
    window = open_window(qtbot)
    monkeypatch.setattr(QScreen, "availableSize", lambda _: QSize(*size))
    show_fitting(window)
    assert window.isMaximized() is whole
