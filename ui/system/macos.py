"""macOS, written against fakes and never run: when the screen locks, and windows kept out of capture.

Screen lock comes as a distributed notification. Sleep and a switch of users lock the screen as macOS is set up at
first; where they don't, the idle lock sees on waking how much time has passed.
"""

from __future__ import annotations

import ctypes
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.system.away import Away, AwayWatch
from ui.system.capture import CaptureBlock

FOUNDATION = "/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation"
OBJECTIVE_C = "/usr/lib/libobjc.A.dylib"
NOTICES = ("com.apple.screenIsLocked", "com.apple.screensaver.didstart", "com.apple.sessionDidMoveOffConsole")
_UTF8 = 0x08000100
_AT_ONCE = 4
SHARING_NONE = 0
SHARING_READ_ONLY = 1

Callback = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)


class MacWatch(AwayWatch):
    """Listens to the notifications that macOS sends to every program of the session."""

    def __init__(self, window: QWidget, foundation: Any = None) -> None:  # noqa: ANN401  ctypes makes its functions up
        super().__init__(window)
        self._library = foundation or _typed(ctypes.CDLL(FOUNDATION))
        self.heard = Callback(self._hear)  # kept: the system holds only its address
        self._centre = self._library.CFNotificationCenterGetDistributedCenter()
        for notice in NOTICES:
            name = self._library.CFStringCreateWithCString(None, notice.encode(), _UTF8)
            self._library.CFNotificationCenterAddObserver(self._centre, id(self), self.heard, name, None, _AT_ONCE)

    def stop(self) -> None:
        """Listens no more."""
        self._library.CFNotificationCenterRemoveEveryObserver(self._centre, id(self))

    def _hear(self, *_: object) -> None:
        self.away.emit(Away.SCREEN)


class MacCapture(CaptureBlock):
    """A window that other programs may not read."""

    possible = True

    def __init__(self, objective_c: Any = None) -> None:  # noqa: ANN401
        self._library = objective_c or ctypes.CDLL(OBJECTIVE_C)
        self._library.sel_registerName.restype = ctypes.c_void_p
        self._library.objc_msgSend.restype = ctypes.c_void_p

    def keep_out(self, window: QWidget, out: bool) -> None:
        """Qt hands out the view; the sharing belongs to its window."""
        send = self._library.objc_msgSend
        send.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
        within = send(int(window.winId()), self._library.sel_registerName(b"window"))
        send.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong]
        send(within, self._library.sel_registerName(b"setSharingType:"), SHARING_NONE if out else SHARING_READ_ONLY)


def _typed(library: Any) -> Any:  # noqa: ANN401
    """Pointers are wider than the whole numbers that ctypes takes them for."""
    library.CFNotificationCenterGetDistributedCenter.restype = ctypes.c_void_p
    library.CFStringCreateWithCString.restype = ctypes.c_void_p
    library.CFStringCreateWithCString.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint32]
    library.CFNotificationCenterAddObserver.argtypes = [
        *(ctypes.c_void_p, ctypes.c_void_p, Callback),
        *(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_long),
    ]
    library.CFNotificationCenterRemoveEveryObserver.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
    return library
