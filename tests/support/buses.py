"""A session bus and a system bus of a test's own, with a screen saver and a logind that a test plays."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusUnixFileDescriptor,
    QDBusVariant,
    QDBusVirtualObject,
)

DAEMON = shutil.which("dbus-daemon")
needs_a_bus = pytest.mark.skipif(DAEMON is None, reason="dbus-daemon is not installed, so there is no bus to listen on")
OUR_SESSION = "/org/freedesktop/login1/session/_32"
_numbers = count(1)


@contextmanager
def private_bus(folder: Path) -> Iterator[str]:
    """The address of a bus that nobody else is on."""
    assert DAEMON is not None
    command = [DAEMON, "--session", "--nofork", "--print-address", f"--address=unix:path={folder / 'bus'}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
        assert daemon.stdout is not None
        try:
            yield daemon.stdout.readline().strip()
        finally:
            daemon.terminate()


@contextmanager
def joined(address: str) -> Iterator[QDBusConnection]:
    """A connection of one's own."""
    name = f"test-{next(_numbers)}"
    connection = QDBusConnection.connectToBus(address, name)
    assert connection.isConnected(), connection.lastError().message()
    try:
        yield connection
    finally:
        QDBusConnection.disconnectFromBus(name)


def signal(connection: QDBusConnection, path: str, interface: str, member: str, *arguments: object) -> None:
    """Sends a signal, as the desktop does."""
    message = QDBusMessage.createSignal(path, interface, member)
    message.setArguments(list(arguments))
    assert connection.send(message)


class Logind(QDBusVirtualObject):
    """Answers as logind does: which session it is, whether it is in front, and a hold on sleep."""

    def __init__(self, connection: QDBusConnection) -> None:
        super().__init__()
        self._connection = connection
        self.active = True
        self.asked: list[str] = []
        self._reading: list[int] = []
        assert connection.registerService("org.freedesktop.login1")
        option = QDBusConnection.VirtualObjectRegisterOption.SubPath
        assert connection.registerVirtualObject("/org/freedesktop/login1", self, option)

    def introspect(self, path: str) -> str:  # noqa: ARG002  as Qt has it
        return ""

    def handleMessage(self, message: QDBusMessage, connection: QDBusConnection) -> bool:  # noqa: N802  as Qt has it
        self.asked.append(message.member())
        if message.member() == "GetSession":
            connection.send(message.createReply(QDBusObjectPath(OUR_SESSION)))
        elif message.member() == "Get":
            connection.send(message.createReply(QDBusVariant(self.active)))
        elif message.member() == "Inhibit":
            reading, writing = os.pipe()
            connection.send(message.createReply(QDBusUnixFileDescriptor(writing)))
            os.close(writing)
            os.set_blocking(reading, False)
            self._reading.append(reading)
        return True

    def holds(self) -> int:
        """How many holds on sleep are still kept: a closed one reads as ended."""
        return sum(map(_is_kept, self._reading))

    def close(self) -> None:
        """Takes it off the bus."""
        self._connection.unregisterObject("/org/freedesktop/login1")
        for each in self._reading:
            os.close(each)


def _is_kept(reading: int) -> bool:
    try:
        return os.read(reading, 1) != b""
    except BlockingIOError:
        return True
