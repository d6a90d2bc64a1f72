"""Proves that each guard bites: a file of tests that misbehave is run under the real configuration."""

from __future__ import annotations

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

MISBEHAVING = """
import logging, os, socket, tempfile, threading, time, warnings
from pathlib import Path
import pytest
from PySide6.QtCore import QThread, QThreadPool, QTimer, qWarning
from PySide6.QtWidgets import QApplication, QLabel

kept = []
release = threading.Event()

class Sleeper(QThread):
    def run(self):
        release.wait(20)

def test_connects():
    with socket.socket() as out:
        out.connect(("127.0.0.1", 9))

def test_connects_and_swallows_the_refusal():
    try:
        socket.create_connection(("127.0.0.1", 9))
    except BaseException:
        pass

def test_looks_up_a_host():
    socket.getaddrinfo("example.invalid", 80)

def test_listens():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))

def test_warns():
    warnings.warn("old")

def test_forgets_to_close_a_file(tmp_path):
    (tmp_path / "paper").write_text("")
    open(tmp_path / "paper")

def test_makes_qt_warn(qapp):
    qWarning("something is wrong")

def test_logs_a_warning():
    logging.getLogger("desk").warning("odd")

def test_leaves_a_thread():
    threading.Thread(target=release.wait, args=(20,), daemon=True).start()

def test_leaves_a_window(qapp):
    kept.append(QLabel("left"))
    kept[-1].show()

def test_leaves_a_timer(qapp):
    kept.append(QTimer())
    kept[-1].start(50)

def test_leaves_a_qt_thread(qapp):
    kept.append(Sleeper())
    kept[-1].start()

@pytest.mark.xfail
def test_passes_against_its_mark():
    pass

@pytest.mark.parametrize("name", ["XDG_CONFIG_HOME", "HOME", "TMPDIR"])
def test_is_at_home_elsewhere(name, tmp_path_factory):
    assert Path(os.environ[name]).is_relative_to(tmp_path_factory.getbasetemp())
    assert Path(tempfile.gettempdir()).is_relative_to(tmp_path_factory.getbasetemp())

@pytest.fixture(scope="module")
def made_once():
    return Path.home()

def test_is_at_home_elsewhere_for_what_is_made_once(made_once, tmp_path_factory):
    assert made_once.is_relative_to(tmp_path_factory.getbasetemp())
    assert made_once != Path.home()

def test_speaks_to_itself_over_a_local_socket(tmp_path):
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(tmp_path / "s"))

def test_cleans_up(qapp, qtbot):
    label = QLabel("gone")
    qtbot.addWidget(label)
    label.show()
    timer = QTimer()
    timer.start(1000)
    timer.stop()
    worker = threading.Thread(target=time.sleep, args=(0.05,))
    worker.start()

@pytest.mark.may_log_warnings
def test_says_that_it_logs():
    logging.getLogger("desk").error("as expected")

def test_shows_no_screen(qapp):
    assert qapp.platformName() == "offscreen"

def test_leaves_a_job_in_the_pool(qapp):
    QThreadPool.globalInstance().start(lambda: release.wait(20))

def test_lets_the_others_end(qapp):
    release.set()
"""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What became of each misbehaving test, and why: one run for all, in the order of the file."""
    folder = tmp_path_factory.mktemp("misbehaving")
    (folder / "conftest.py").write_text((ROOT / "tests" / "conftest.py").read_text())
    (folder / "test_misbehaving.py").write_text(MISBEHAVING)
    run_pytest(folder, "--randomly-dont-reorganize")
    found: dict[str, str] = {}
    for case in cases(folder):  # a test that fails, and at its end fails once more, is there twice
        name = case.attrib["name"]
        found[name] = found.get(name, "") + complaints(case)
    return found


def run_pytest(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Runs the tests in a folder as ours are run, and writes `report.xml` there."""
    real = ["-c", str(ROOT / "pyproject.toml"), "--rootdir", str(ROOT), "-p", "no:cacheprovider"]
    places = [f"--basetemp={folder / 'base'}", f"--junit-xml={folder / 'report.xml'}", str(folder)]
    command = [sys.executable, "-m", "pytest", *real, *options, *places]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment)


def cases(folder: Path) -> list[ET.Element]:
    return list(ET.parse(folder / "report.xml").iter("testcase"))


def complaints(case: ET.Element) -> str:
    return " ".join(f"{what.attrib['message']} {what.text}" for what in case if what.tag in {"failure", "error"})


@pytest.mark.parametrize(
    ("misbehaviour", "complaint"),
    [
        ("test_connects", "No network code at all"),
        ("test_connects_and_swallows_the_refusal", "reached for the network"),
        ("test_looks_up_a_host", "No network code at all"),
        ("test_listens", "No network code at all"),
        ("test_warns", "UserWarning: old"),
        ("test_forgets_to_close_a_file", "PytestUnraisableExceptionWarning"),
        ("test_makes_qt_warn", "Qt messages with level WARNING"),
        ("test_logs_a_warning", "logged without being expected: ['desk: odd']"),
        ("test_leaves_a_thread", "left running"),
        ("test_leaves_a_window", "window QLabel"),
        ("test_leaves_a_timer", "QTimer started at"),
        ("test_leaves_a_qt_thread", "Sleeper started at"),
        ("test_leaves_a_job_in_the_pool", "a job in the thread pool"),
        ("test_passes_against_its_mark", "XPASS(strict)"),
    ],
)
def test_a_misbehaving_test_fails_and_is_told_why(outcomes: dict[str, str], misbehaviour: str, complaint: str) -> None:
    assert complaint in outcomes[misbehaviour]


@pytest.mark.parametrize(
    "behaviour",
    [
        "test_is_at_home_elsewhere[XDG_CONFIG_HOME]",
        "test_is_at_home_elsewhere[HOME]",
        "test_is_at_home_elsewhere[TMPDIR]",
        "test_is_at_home_elsewhere_for_what_is_made_once",
        "test_speaks_to_itself_over_a_local_socket",
        "test_cleans_up",
        "test_says_that_it_logs",
        "test_shows_no_screen",
        "test_lets_the_others_end",
    ],
)
def test_a_well_behaved_test_is_left_in_peace(outcomes: dict[str, str], behaviour: str) -> None:
    assert outcomes[behaviour] == ""


def test_an_unknown_mark_stops_the_run(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text("import pytest\n@pytest.mark.slwo\ndef test_it(): pass\n")
    result = run_pytest(tmp_path)
    assert result.returncode != 0
    assert "'slwo' not found in `markers`" in result.stdout


def test_tests_run_in_an_order_of_chance(tmp_path: Path) -> None:
    many = "import pytest\n@pytest.mark.parametrize('n', range(30))\ndef test_it(n): pass\n"
    (tmp_path / "test_it.py").write_text(many)
    run_pytest(tmp_path)
    order = [case.attrib["name"] for case in cases(tmp_path)]
    in_order = [f"test_it[{n}]" for n in range(30)]
    assert sorted(order) == sorted(in_order)
    assert order != in_order
