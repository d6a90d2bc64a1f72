"""Leaving the computer locks the real window: on Linux with real signals on a real bus, elsewhere against fakes."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import ExitStack
from ctypes import wintypes
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtDBus import QDBusConnection
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from storage.vault import Vault
from tests.support.buses import OUR_SESSION, Logind, joined, needs_a_bus, private_bus, signal
from tests.support.screens import SHELL_PAGES, open_desk, open_window
from tests.support.vaults import kept_vault, vault, vault_path
from ui.shell.main_window import MainWindow
from ui.shell.watchman import LOCKED_AWAY
from ui.system.away import Away, AwayWatch, watch_for_leaving
from ui.system.linux import LinuxWatch
from ui.system.macos import NOTICES, MacWatch
from ui.system.windows import (
    PBT_APMSUSPEND,
    WM_POWERBROADCAST,
    WM_WTSSESSION_CHANGE,
    WTS_CONSOLE_DISCONNECT,
    WTS_SESSION_LOCK,
    WindowsWatch,
)

__all__ = ["kept_vault", "vault", "vault_path"]

MANAGER = "org.freedesktop.login1.Manager"
SESSION = "org.freedesktop.login1.Session"
PROPERTIES = "org.freedesktop.DBus.Properties"
LOGIND = "/org/freedesktop/login1"


class Desktop:
    """The other side of both buses, and what the watch heard."""

    def __init__(self, session: QDBusConnection, system: QDBusConnection, logind: Logind, watch: LinuxWatch) -> None:
        self.session, self.system, self.logind, self.watch = session, system, logind, watch
        self.heard: list[Away] = []
        watch.away.connect(self.heard.append)


@pytest.fixture
def desktop(qtbot: QtBot, tmp_path: Path) -> Iterator[Desktop]:
    with ExitStack() as stack:
        (tmp_path / "s").mkdir()
        (tmp_path / "m").mkdir()
        session, system = (stack.enter_context(private_bus(tmp_path / each)) for each in ("s", "m"))
        others = [stack.enter_context(joined(address)) for address in (session, system)]
        logind = Logind(others[1])
        stack.callback(logind.close)
        ours = [stack.enter_context(joined(address)) for address in (session, system)]
        watch = LinuxWatch(ours[0], ours[1])
        stack.callback(watch.stop)
        qtbot.waitUntil(lambda: {"GetSession", "Inhibit"} <= set(logind.asked) and logind.holds() == 1)
        yield Desktop(others[0], others[1], logind, watch)


def guarded_window(qtbot: QtBot, vault: Vault, watch: AwayWatch) -> MainWindow:
    window = open_desk(qtbot, vault, entries=SHELL_PAGES)
    window.watchman.listen(watch)
    return window


@needs_a_bus
@pytest.mark.parametrize("saver", ["org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"])
def test_a_locked_screen_locks_the_vault(qtbot: QtBot, vault: Vault, desktop: Desktop, saver: str) -> None:
    window = guarded_window(qtbot, vault, desktop.watch)
    path = "/" + saver.replace(".", "/")
    signal(desktop.session, path, saver, "ActiveChanged", False)
    signal(desktop.session, path, saver, "ActiveChanged", True)
    qtbot.waitUntil(lambda: not window.is_open())
    assert window.messages.shown() == LOCKED_AWAY[Away.SCREEN]
    assert desktop.heard == [Away.SCREEN]


@needs_a_bus
def test_sleep_waits_until_the_vault_is_locked(qtbot: QtBot, vault: Vault, desktop: Desktop) -> None:
    window = guarded_window(qtbot, vault, desktop.watch)
    signal(desktop.system, LOGIND, MANAGER, "PrepareForSleep", True)
    qtbot.waitUntil(lambda: desktop.logind.holds() == 0)
    assert not window.is_open()
    assert window.messages.shown() == LOCKED_AWAY[Away.SLEEP]
    signal(desktop.system, LOGIND, MANAGER, "PrepareForSleep", False)
    qtbot.waitUntil(lambda: desktop.logind.holds() == 1)


@needs_a_bus
def test_a_session_that_is_told_to_lock_locks_the_vault(qtbot: QtBot, vault: Vault, desktop: Desktop) -> None:
    window = guarded_window(qtbot, vault, desktop.watch)
    signal(desktop.system, "/org/freedesktop/login1/session/_39", SESSION, "Lock")
    signal(desktop.system, OUR_SESSION, SESSION, "Lock")
    qtbot.waitUntil(lambda: not window.is_open())
    assert desktop.heard == [Away.SCREEN], "another person's session is no matter of ours"


@needs_a_bus
def test_another_person_who_signs_in_locks_the_vault(qtbot: QtBot, vault: Vault, desktop: Desktop) -> None:
    window = guarded_window(qtbot, vault, desktop.watch)
    changed: tuple[object, ...] = (SESSION, {"IdleHint": True}, [])
    signal(desktop.system, OUR_SESSION, PROPERTIES, "PropertiesChanged", *changed)
    qtbot.waitUntil(lambda: "Get" in desktop.logind.asked)
    desktop.logind.active = False
    signal(desktop.system, OUR_SESSION, PROPERTIES, "PropertiesChanged", SESSION, {"Active": False}, [])
    qtbot.waitUntil(lambda: not window.is_open())
    assert desktop.heard == [Away.SWITCH]
    assert window.messages.shown() == LOCKED_AWAY[Away.SWITCH]


def test_a_machine_without_a_bus_is_no_trouble(qtbot: QtBot) -> None:
    nobody = QDBusConnection.connectToBus("unix:path=/nowhere/at/all", "nobody")
    watch = LinuxWatch(nobody, nobody)
    watch.stop()
    QDBusConnection.disconnectFromBus("nobody")


def test_a_system_that_we_know_nothing_of_has_a_watch_that_says_nothing(qtbot: QtBot) -> None:
    window = open_window(qtbot)
    assert type(watch_for_leaving(window, "plan9")) is AwayWatch


class FakeLibrary:
    """Notes every call of the system's library."""

    def __init__(self) -> None:
        self.called: list[tuple[object, ...]] = []

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  as a library of the system
        def call(*arguments: object) -> int:
            self.called.append((name, *(getattr(each, "value", each) for each in arguments)))
            return 7

        return call


def windows_message(message: int, parameter: int) -> wintypes.MSG:
    made = wintypes.MSG()
    made.message, made.wParam = message, parameter
    return made


@pytest.mark.parametrize(
    ("message", "parameter", "how"),
    [
        (WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK, Away.SCREEN),
        (WM_WTSSESSION_CHANGE, WTS_CONSOLE_DISCONNECT, Away.SWITCH),
        (WM_POWERBROADCAST, PBT_APMSUSPEND, Away.SLEEP),
    ],
)
def test_windows_messages_lock_the_vault(qtbot: QtBot, vault: Vault, message: int, parameter: int, how: Away) -> None:
    window = open_desk(qtbot, vault, entries=SHELL_PAGES)
    library = FakeLibrary()
    watch = WindowsWatch(window, library)
    window.watchman.listen(watch)
    other, ours = windows_message(message, 0x99), windows_message(message, parameter)
    assert watch._messages.nativeEventFilter(b"windows_generic_MSG", ctypes.addressof(other)) == (False, 0)
    assert window.is_open()
    watch._messages.nativeEventFilter(b"windows_generic_MSG", ctypes.addressof(ours))
    assert not window.is_open()
    assert window.messages.shown() == LOCKED_AWAY[how]
    window.close()
    assert [name for name, *_ in library.called] == [
        "WTSRegisterSessionNotification",
        "WTSUnRegisterSessionNotification",
    ]


def test_a_notification_of_macos_locks_the_vault(qtbot: QtBot, vault: Vault) -> None:
    window = open_desk(qtbot, vault, entries=SHELL_PAGES)
    library = FakeLibrary()
    watch = MacWatch(window, library)
    window.watchman.listen(watch)
    added = [call for call in library.called if call[0] == "CFNotificationCenterAddObserver"]
    assert len(added) == len(NOTICES)
    watch.heard(None, None, None, None, None)
    assert not window.is_open()
    assert window.messages.shown() == LOCKED_AWAY[Away.SCREEN]
    window.close()
    assert library.called[-1][0] == "CFNotificationCenterRemoveEveryObserver"


def test_the_watch_of_each_system_is_the_one_for_it(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    library = FakeLibrary()
    monkeypatch.setattr(ctypes, "WinDLL", lambda _: library, raising=False)
    monkeypatch.setattr(ctypes, "CDLL", lambda _: SimpleNamespace(**dict.fromkeys(_MAC, library.any)))
    monkeypatch.setattr("ui.system.macos._typed", lambda loaded: loaded)
    window = QWidget()
    qtbot.addWidget(window)
    kinds = []
    for platform in ("win32", "darwin"):
        watch = watch_for_leaving(window, platform)
        kinds.append(type(watch))
        watch.stop()
    assert kinds == [WindowsWatch, MacWatch]


_MAC = (
    "CFNotificationCenterGetDistributedCenter",
    "CFStringCreateWithCString",
    "CFNotificationCenterAddObserver",
    "CFNotificationCenterRemoveEveryObserver",
)
