"""What is copied out of the window: marked private for whatever collects clipboards, and cleared after a while.

It is cleared only while it is still ours. The same holds for the text that X11 hands on as soon as it is selected.
"""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

CLEARED_AFTER_MS = 45_000
MARKS = {
    "x-kde-passwordManagerHint": b"secret",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"\x01\x00\x00\x00",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': b"\x00\x00\x00\x00",
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': b"\x00\x00\x00\x00",
}
"""What clipboard managers of KDE and Windows agree to look for. One that does not look is not stopped by it.

macOS has such a mark too, but Qt for Python has no way there to set it under its own name.
"""
_MODES = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)


class CopiedText(QObject):
    """Follows the clipboard of this program's own session."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._marking = False
        self._timers = {mode: self._timer_of(mode) for mode in _MODES}
        self._clipboard.changed.connect(self._look)

    def clear(self) -> None:
        """Clears what is still ours, as at a lock and at the end."""
        for mode in _MODES:
            self._clear(mode)

    def _timer_of(self, mode: QClipboard.Mode) -> QTimer:
        """Each has its own: who goes on selecting does not put off that what was copied is cleared."""
        timer = QTimer(self, singleShot=True, interval=CLEARED_AFTER_MS)
        timer.timeout.connect(lambda: self._clear(mode))
        return timer

    def _clear(self, mode: QClipboard.Mode) -> None:
        self._timers[mode].stop()
        if self._is_ours(mode):
            self._marking = True
            self._clipboard.clear(mode)
            self._marking = False

    def _look(self, mode: QClipboard.Mode) -> None:
        """Whatever field it was copied from, it comes by here."""
        if self._marking or not self._is_ours(mode):
            return
        text = self._clipboard.text(mode)
        if not text:
            return
        self._marking = True
        self._clipboard.setMimeData(_private(text), mode)
        self._marking = False
        self._timers[mode].start()

    def _is_ours(self, mode: QClipboard.Mode) -> bool:
        if mode is QClipboard.Mode.Selection:
            return self._clipboard.supportsSelection() and self._clipboard.ownsSelection()
        return mode is QClipboard.Mode.Clipboard and self._clipboard.ownsClipboard()


def _private(text: str) -> QMimeData:
    marked = QMimeData()
    marked.setText(text)
    for kind, value in MARKS.items():
        marked.setData(kind, value)
    return marked
