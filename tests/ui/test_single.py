"""A second start with the same vault brings the window to the front; no socket but a local one is used."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.support.screens import open_window
from ui.preferences import Settings, SettingsFile
from ui.system.single import SingleWindow, raise_other, socket_name

ROOT = Path(__file__).resolve().parents[2]

ASK = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from ui.system.single import raise_other
app = QCoreApplication([])
print(raise_other(Path(sys.argv[1])))
"""

HOLD = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from ui.system.single import SingleWindow
app = QCoreApplication([])
single = SingleWindow()
single.follow(Path(sys.argv[1]))
print("there", flush=True)
app.exec()
"""


@pytest.fixture(autouse=True)
def short_place(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The path of a local socket may have a hundred letters or so."""
    place = tmp_path_factory.mktemp("run")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(place))
    return place


@pytest.fixture
def single(qtbot: QtBot) -> Iterator[SingleWindow]:
    made = SingleWindow()
    yield made
    made.stop()


def started(program: str, vault: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", program, str(vault)]
    return subprocess.Popen(command, cwd=ROOT, env=dict(os.environ), stdout=subprocess.PIPE, text=True)


def said(program: subprocess.Popen[str]) -> str:
    assert program.stdout is not None
    return program.stdout.readline().strip()


def test_another_start_asks_the_window_to_come_to_the_front(qtbot: QtBot, single: SingleWindow, tmp_path: Path) -> None:
    single.follow(tmp_path)
    with started(ASK, tmp_path) as second:
        with qtbot.waitSignal(single.asked, timeout=20_000):
            pass
        qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
        assert said(second) == "True"


def test_another_vault_is_no_matter_of_this_window(single: SingleWindow, tmp_path: Path) -> None:
    single.follow(tmp_path / "one")
    assert not raise_other(tmp_path / "another")


def test_a_window_that_goes_on_to_another_vault_answers_for_that(
    qtbot: QtBot, single: SingleWindow, tmp_path: Path
) -> None:
    single.follow(tmp_path / "one")
    single.follow(tmp_path / "another")
    assert not raise_other(tmp_path / "one")
    assert raise_other(tmp_path / "another")


def test_a_program_that_was_killed_is_in_nobodys_way(qtbot: QtBot, single: SingleWindow, tmp_path: Path) -> None:
    with started(HOLD, tmp_path) as killed:
        assert said(killed) == "there"
        killed.kill()
    assert not raise_other(tmp_path)
    single.follow(tmp_path)
    assert raise_other(tmp_path)


def test_of_two_windows_the_first_one_answers(qtbot: QtBot, single: SingleWindow, tmp_path: Path) -> None:
    with started(HOLD, tmp_path) as first:
        assert said(first) == "there"
        single.follow(tmp_path)
        asked: list[bool] = []
        single.asked.connect(lambda: asked.append(True))
        assert raise_other(tmp_path)
        qtbot.wait(50)
        first.kill()
    assert asked == []


def test_a_place_that_takes_no_socket_is_no_trouble(
    single: SingleWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "nowhere"))
    single.follow(tmp_path)
    assert not raise_other(tmp_path)


def test_the_sockets_name_tells_neither_person_nor_vault(tmp_path: Path) -> None:
    name = Path(socket_name(tmp_path / "Northvale")).name
    assert "Northvale" not in name
    assert name != Path(socket_name(tmp_path / "Southvale")).name
    assert name == Path(socket_name(tmp_path / "x" / ".." / "Northvale")).name


@pytest.mark.skipif(os.name != "posix", reason="on Windows it is a pipe")
def test_only_its_owner_may_speak_to_it(qtbot: QtBot, single: SingleWindow, tmp_path: Path) -> None:
    single.follow(tmp_path)
    assert Path(socket_name(tmp_path)).stat().st_mode & 0o077 == 0


@pytest.mark.skipif(os.name != "posix", reason="on Windows it is a pipe")
def test_a_socket_that_somebody_else_put_there_keeps_nobody_from_starting(
    qtbot: QtBot, single: SingleWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there is no folder for the session the socket is in one that everybody may write to."""
    monkeypatch.setenv("LOGNAME", "anna")
    single.follow(tmp_path)
    assert raise_other(tmp_path)
    another = os.getuid() + 1
    monkeypatch.setattr("os.getuid", lambda: another)
    assert not raise_other(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="on Windows it is a pipe")
def test_a_link_to_a_socket_is_none(qtbot: QtBot, single: SingleWindow, tmp_path: Path) -> None:
    single.follow(tmp_path / "one")
    Path(socket_name(tmp_path / "another")).symlink_to(socket_name(tmp_path / "one"))
    assert not raise_other(tmp_path / "another")


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_window_is_shown_again_when_it_is_asked_for(qtbot: QtBot) -> None:
    SettingsFile().write(Settings(vault="somewhere"))
    window = open_window(qtbot)
    window.showMinimized()
    window.come_to_front()
    assert window.isVisible()
    assert not window.isMinimized()


def test_nothing_but_local_sockets_is_taken_from_what_talks_to_networks() -> None:
    taken = {
        name.name
        for path in (ROOT / "ui").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "PySide6.QtNetwork"
        for name in node.names
    }
    assert taken == {"QLocalServer", "QLocalSocket"}
    whole = [path for path in (ROOT / "ui").rglob("*.py") if "import QtNetwork" in path.read_text(encoding="utf-8")]
    assert whole == []
