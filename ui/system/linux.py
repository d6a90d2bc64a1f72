"""Linux: screen savers speak on the session bus; sleep, the session's lock and its switch come from logind.

The two buses are local sockets. What is not there is left out: a machine without a bus or without logind still has
the idle lock.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusPendingCallWatcher,
    QDBusUnixFileDescriptor,
    QDBusVariant,
)

from ui.system.away import Away, AwayWatch

SCREEN_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.kde.screensaver",
    "org.mate.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.xfce.ScreenSaver",
)
LOGIND = "org.freedesktop.login1"
MANAGER = "org.freedesktop.login1.Manager"
SESSION = "org.freedesktop.login1.Session"
PROPERTIES = "org.freedesktop.DBus.Properties"
_PLACE = "/org/freedesktop/login1"
_ANSWERS_WITHIN_MS = 2000


def session_bus() -> QDBusConnection:
    """The bus of this person's session."""
    return QDBusConnection.sessionBus()


def system_bus() -> QDBusConnection:
    """The bus of the machine."""
    return QDBusConnection.systemBus()


class LinuxWatch(AwayWatch):
    """Listens on both buses. Nothing waits for an answer, and while we lock, sleep waits for us."""

    def __init__(self, session: QDBusConnection, system: QDBusConnection, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._system = system
        self._hold: QDBusUnixFileDescriptor | None = None
        self._path = ""
        if session.isConnected():
            for name in SCREEN_SAVERS:
                session.connect("", "", name, "ActiveChanged", self, _slot("screen_changed(bool)"))
        if system.isConnected():
            system.connect(LOGIND, _PLACE, MANAGER, "PrepareForSleep", self, _slot("sleeps(bool)"))
            self._ask(_PLACE, MANAGER, "GetSession", [os.environ.get("XDG_SESSION_ID", "auto")], self._follow)
            self._hold_sleep()

    def stop(self) -> None:
        """Lets sleep come without us."""
        self._hold = None

    @Slot(bool)
    def screen_changed(self, locked: bool) -> None:
        """A screen saver begins or ends."""
        if locked:
            self.away.emit(Away.SCREEN)

    @Slot(bool)
    def sleeps(self, begins: bool) -> None:
        """The machine is about to sleep, or awake again. Whichever is heard first locks."""
        self.away.emit(Away.SLEEP)
        if begins:
            self._hold = None
        else:
            self._hold_sleep()

    @Slot()
    def session_locked(self) -> None:
        """Logind asks this session to lock."""
        self.away.emit(Away.SCREEN)

    @Slot(QDBusMessage)
    def session_changed(self, _: QDBusMessage) -> None:
        """Something about this session changed; whether it is still in front is asked."""
        self._ask(self._path, PROPERTIES, "Get", [SESSION, "Active"], self._look)

    def _follow(self, answer: Sequence[object]) -> None:
        """Which session is ours."""
        if answer and isinstance(answer[0], QDBusObjectPath):
            self._path = answer[0].path()
            listen = partial(self._system.connect, LOGIND, self._path)
            listen(SESSION, "Lock", self, _slot("session_locked()"))
            listen(PROPERTIES, "PropertiesChanged", self, _slot("session_changed(QDBusMessage)"))

    def _look(self, answer: Sequence[object]) -> None:
        if answer and isinstance(answer[0], QDBusVariant) and answer[0].variant() is False:
            self.away.emit(Away.SWITCH)

    def _hold_sleep(self) -> None:
        """Asks that sleep waits until we have locked; logind gives us some seconds at most."""
        wanted = ["sleep", "MARAC Desk", "Locks the vault", "delay"]
        self._ask(_PLACE, MANAGER, "Inhibit", wanted, self._held)

    def _held(self, answer: Sequence[object]) -> None:
        if answer and isinstance(answer[0], QDBusUnixFileDescriptor):
            self._hold = answer[0]

    def _ask(
        self, place: str, interface: str, member: str, arguments: list[str], then: Callable[[Sequence[object]], None]
    ) -> None:
        """Asks logind; the answer, empty where it refuses, comes later."""
        call = QDBusMessage.createMethodCall(LOGIND, place, interface, member)
        call.setArguments(arguments)
        waits = QDBusPendingCallWatcher(self._system.asyncCall(call, _ANSWERS_WITHIN_MS), self)
        waits.finished.connect(lambda: _answered(then, waits))


def _slot(signature: str) -> Any:  # noqa: ANN401  the stubs ask for bytes, the call for text
    return SLOT(signature)


def _answered(then: Callable[[Sequence[object]], None], waits: QDBusPendingCallWatcher) -> None:
    reply = waits.reply()
    failed = reply.type() is QDBusMessage.MessageType.ErrorMessage
    waits.deleteLater()
    then([] if failed else reply.arguments())
