"""Guards that surround every test. Each has a test of its own that proves it bites.

They are fixtures that `tests/conftest.py` names; what they find fails the test at its end.
"""

from __future__ import annotations

import logging
import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

_attempts: list[str] = []
_CALLS_OUT = {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.bind"}
_LOOKS_UP = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}


class NetworkUsed(AssertionError):
    """Something opened an internet socket, or looked up a host."""


def _watch_sockets(event: str, arguments: tuple[object, ...]) -> None:
    """An audit hook, so that it sees every socket that Python opens, whichever library asked for it."""
    if event in _LOOKS_UP or (event in _CALLS_OUT and _is_internet(arguments[0])):
        _attempts.append(event)
        raise NetworkUsed(f"No network code at all: {event}")


def _is_internet(asked: object) -> bool:
    """Local sockets stay allowed: the display, the session bus and our own single instance use them."""
    return isinstance(asked, socket.socket) and asked.family in {socket.AF_INET, socket.AF_INET6}


sys.addaudithook(_watch_sockets)


@pytest.fixture(autouse=True)
def no_network() -> Iterator[None]:
    """Fails a test that reached for the network, also where the program swallowed the refusal."""
    _attempts.clear()
    yield
    assert not _attempts, f"the test reached for the network: {', '.join(_attempts)}"


@pytest.fixture(autouse=True, scope="session")
def nobodys_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Sends home elsewhere for what is made once for many tests."""
    with pytest.MonkeyPatch.context() as patch:
        _send_home_to(tmp_path_factory.mktemp("home"), patch)
        yield


@pytest.fixture(autouse=True)
def nowhere_personal(
    nobodys_home: None, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Gives each test a home, a settings folder and a temporary folder of its own."""
    _send_home_to(tmp_path_factory.mktemp("home"), monkeypatch)


def _send_home_to(home: Path, patch: pytest.MonkeyPatch) -> None:
    temporary = home / "temporary"
    temporary.mkdir()
    for name in ("HOME", "USERPROFILE"):
        patch.setenv(name, str(home))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA"):
        patch.setenv(name, str(home / name.lower()))
    for name in ("TMPDIR", "TEMP", "TMP"):
        patch.setenv(name, str(temporary))
    patch.setattr("tempfile.tempdir", str(temporary))


@pytest.fixture(autouse=True)
def nothing_unexpected_logged(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fails a test in which something logged a warning or worse, unless it is marked `may_log_warnings`."""
    yield
    if request.node.get_closest_marker("may_log_warnings"):
        return
    records = [record for when in ("setup", "call") for record in caplog.get_records(when)]
    loud = [f"{record.name}: {record.getMessage()}" for record in records if record.levelno >= logging.WARNING]
    assert not loud, f"logged without being expected: {loud}"


@pytest.fixture(autouse=True)
def nothing_left_running() -> Iterator[None]:
    """Fails a test that leaves a thread running a second after its end."""
    before = set(threading.enumerate())
    yield
    left = [thread for thread in threading.enumerate() if thread not in before and _is_ours(thread)]
    for thread in left:
        thread.join(timeout=1)
    running = [thread.name for thread in left if thread.is_alive()]
    assert not running, f"left running: {running}"


def _is_ours(thread: threading.Thread) -> bool:
    """Qt's pool keeps idle threads, which Python knows as dummies; `guards_qt` looks after them."""
    return not isinstance(thread, threading._DummyThread)


__all__ = ["no_network", "nothing_left_running", "nothing_unexpected_logged", "nowhere_personal"]
