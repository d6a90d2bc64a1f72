"""Windows, written against fakes and never run: the session's messages, and windows kept out of capture.

`user32` and `wtsapi32` are the system's libraries, loaded by ctypes; tests hand in their own.
"""

from __future__ import annotations

import ctypes
from ctypes import wintypes
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication
from PySide6.QtWidgets import QWidget

from ui.system.away import Away, AwayWatch
from ui.system.capture import CaptureBlock

WM_POWERBROADCAST = 0x0218
WM_WTSSESSION_CHANGE = 0x02B1
PBT_APMSUSPEND = 0x0004
PBT_APMRESUMEAUTOMATIC = 0x0012
WTS_CONSOLE_DISCONNECT = 0x2
WTS_REMOTE_DISCONNECT = 0x4
WTS_SESSION_LOGOFF = 0x6
WTS_SESSION_LOCK = 0x7
NOTIFY_FOR_THIS_SESSION = 0
WDA_NONE = 0x00
WDA_EXCLUDEFROMCAPTURE = 0x11

_MEANS = {
    (WM_POWERBROADCAST, PBT_APMSUSPEND): Away.SLEEP,
    (WM_POWERBROADCAST, PBT_APMRESUMEAUTOMATIC): Away.SLEEP,
    (WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK): Away.SCREEN,
    (WM_WTSSESSION_CHANGE, WTS_CONSOLE_DISCONNECT): Away.SWITCH,
    (WM_WTSSESSION_CHANGE, WTS_REMOTE_DISCONNECT): Away.SWITCH,
    (WM_WTSSESSION_CHANGE, WTS_SESSION_LOGOFF): Away.SWITCH,
}


class _Messages(QAbstractNativeEventFilter):
    """Sees each message of the system before Qt does, and takes none away."""

    def __init__(self, watch: WindowsWatch) -> None:
        super().__init__()
        self._watch = watch

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: int) -> tuple[bool, int]:
        """A message, by its address."""
        if kind in (b"windows_generic_MSG", b"windows_dispatcher_MSG"):
            heard = wintypes.MSG.from_address(int(message))
            self._watch.hear(heard.message, heard.wParam)
        return False, 0


class WindowsWatch(AwayWatch):
    """Asks for the session's messages for its window."""

    def __init__(self, window: QWidget, wtsapi32: Any = None) -> None:  # noqa: ANN401  ctypes makes its functions up
        super().__init__(window)
        self._messages = _Messages(self)
        application = QCoreApplication.instance()
        if application is not None:
            application.installNativeEventFilter(self._messages)
        self._handle = int(window.winId())
        self._library = wtsapi32 or ctypes.WinDLL("wtsapi32")  # type: ignore[attr-defined,unused-ignore]
        self._library.WTSRegisterSessionNotification(wintypes.HWND(self._handle), NOTIFY_FOR_THIS_SESSION)

    def stop(self) -> None:
        """Before the window goes."""
        self._library.WTSUnRegisterSessionNotification(wintypes.HWND(self._handle))
        application = QCoreApplication.instance()
        if application is not None:
            application.removeNativeEventFilter(self._messages)

    def hear(self, message: int, parameter: int) -> None:
        """A message and its first parameter."""
        if (means := _MEANS.get((message, parameter))) is not None:
            self.away.emit(means)


class WindowsCapture(CaptureBlock):
    """Since Windows 10 version 2004 a window can stay out of shared screens and screenshots altogether."""

    possible = True

    def __init__(self, user32: Any = None) -> None:  # noqa: ANN401
        self._library = user32 or ctypes.WinDLL("user32")  # type: ignore[attr-defined,unused-ignore]

    def keep_out(self, window: QWidget, out: bool) -> None:
        """Refused by older systems, where the window is seen as before."""
        affinity = WDA_EXCLUDEFROMCAPTURE if out else WDA_NONE
        self._library.SetWindowDisplayAffinity(wintypes.HWND(int(window.winId())), wintypes.DWORD(affinity))
