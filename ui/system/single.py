"""A second start of the program with the same vault brings the window that is there to the front, and ends.

The two meet at a local socket that is named after the person and the vault, and nothing is said through it. It is no
lock: who may write to a vault is decided by the lock in its folder, also between two that start in the same moment.
"""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCryptographicHash, QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

ANSWERS_WITHIN_MS = 1000


def socket_name(vault: Path) -> str:
    """Where windows of this person on this vault meet: a file on POSIX systems, a pipe on Windows."""
    whose = f"{_person()}\0{vault.resolve()}".encode(errors="surrogatepass")
    digest = QCryptographicHash.hash(whose, QCryptographicHash.Algorithm.Sha256)  # is there; hashlib would be loaded
    name = "marac-desk-" + digest.toHex().toStdString()[:32]
    if os.name == "nt":
        return name
    return str(Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()) / name)


def _person() -> str:
    if os.name != "nt":
        return str(os.getuid())
    import getpass

    return getpass.getuser()


def raise_other(vault: Path) -> bool:
    """Asks the window that has this vault to come to the front; whether there is one."""
    name = socket_name(vault)
    if os.name != "nt" and not _is_our_socket(Path(name)):
        return False  # without loading what talks to sockets: the window is there sooner
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(name)
    answered = socket.waitForConnected(ANSWERS_WITHIN_MS)
    socket.abort()
    return answered


def _is_our_socket(path: Path) -> bool:
    """Whether there is a socket that this person made.

    Without a folder for the session it lies where everybody may put one: nobody else is to answer in our place, as
    whoever is answered does not start.
    """
    try:
        found = path.lstat()
    except OSError:
        return False
    return stat.S_ISSOCK(found.st_mode) and found.st_uid == os.getuid()


class SingleWindow(QObject):
    """`asked` says that the program was started once more with the vault that this window is about."""

    asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server: QLocalServer | None = None
        self._name = ""

    def follow(self, vault: Path) -> None:
        """The window is about this vault now."""
        name = socket_name(vault)
        if name == self._name:
            return
        self.stop()
        if raise_other(vault):  # another window has it already, and comes to the front
            return
        from PySide6.QtNetwork import QLocalServer

        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._come)
        if server.listen(name) or _freed(server, name):
            self._server, self._name = server, name
        else:  # there is no place for a socket: two windows then, which harms nothing
            server.deleteLater()

    def stop(self) -> None:
        """Nobody is answered any more."""
        if self._server is not None:
            self._server.close()
            self._server.deleteLater()
        self._server, self._name = None, ""

    def _come(self) -> None:
        while self._server is not None and (other := self._server.nextPendingConnection()) is not None:
            other.disconnected.connect(other.deleteLater)
            other.disconnectFromServer()
            self.asked.emit()


def _freed(server: QLocalServer, name: str) -> bool:
    """Takes the place of a program that ended without clearing up, as after a crash."""
    server.removeServer(name)
    return bool(server.listen(name))
