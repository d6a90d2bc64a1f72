"""The guard that looks for what a test leaves of Qt: windows, timers, threads and jobs.

It says where a timer or a thread was started, since at the end of the test only that helps.
"""

from __future__ import annotations

import sys
import weakref
from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QThread, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication, QWidget

# Weakly: a timer that nobody holds any more is to go, not to be kept alive by its guard.
Started = list[tuple[weakref.ref[QTimer | QThread], str]]


@pytest.fixture(autouse=True)
def no_qt_left_over(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fails a test that leaves a window, a running timer, a running thread or a job in the pool."""
    started: Started = []
    for kind in (QTimer, QThread):
        monkeypatch.setattr(kind, "start", _noting(kind.start, started))
    before = set(_windows())
    yield
    if QCoreApplication.instance() is None:
        return
    _finish_deletions()
    left = [f"window {type(window).__name__}" for window in _windows() if window not in before]
    left += [f"{type(it).__name__} started at {where}" for it, where in _running(started)]
    if not QThreadPool.globalInstance().waitForDone(1000):
        left.append("a job in the thread pool")
    assert not left, f"left over from Qt: {left}"


def _noting(start: Callable[..., None], started: Started) -> Callable[..., None]:
    """`start`, which also notes what was started and by which line."""

    def noted(it: QTimer | QThread, *arguments: object) -> None:
        caller = sys._getframe(1)
        started.append((weakref.ref(it), f"{caller.f_code.co_filename}:{caller.f_lineno}"))
        start(it, *arguments)

    return noted


def _windows() -> list[QWidget]:
    return QApplication.topLevelWidgets() if QApplication.instance() else []


def _finish_deletions() -> None:
    """What was asked to go by `deleteLater` goes now."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QCoreApplication.processEvents()


def _running(started: Started) -> list[tuple[QTimer | QThread, str]]:
    return [(it, where) for reference, where in started if (it := reference()) is not None and _still_runs(it)]


def _still_runs(it: QTimer | QThread) -> bool:
    """A thread gets a second to finish, as a person closing the window would give it."""
    if not shiboken6.isValid(it):
        return False
    if isinstance(it, QThread):
        return it.isRunning() and not it.wait(1000)
    return it.isActive()
