"""Work that takes longer than a blink, done beside the window: with progress, and a way to stop it.

The runner owns the threads; a page only says what is to be done and what to do with the result. The
result, or the error, comes back in the window's own thread, and not at all when the page has gone.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

Result = TypeVar("Result")

AT_ONCE = 4
"""Two that nobody asked for, such as a backup and a look through the history, do not keep a paper waiting."""

REST_S, MOST_RESTS = 0.05, 200
"""So long a quiet job rests at a time, and so often at most: what it holds might be what the other one waits for."""


class Job(QObject):
    """One piece of work, as both sides see it."""

    progressed = Signal(int, int)
    finished = Signal(object, object)

    def __init__(self, label: str, cancellable: bool, quiet: bool = False, free: Event | None = None) -> None:
        super().__init__()
        self.label = label
        self.cancellable = cancellable
        self.quiet = quiet
        self._stop = Event()
        self._free = free
        self._rests = 0

    def progress(self, done: int, total: int) -> None:
        """Says from the worker how far it is."""
        self.progressed.emit(done, total)

    def cancelled(self) -> bool:
        """Whether the work is to end early. A quiet one rests here while one is under way that somebody waits for."""
        while self.quiet and self._is_in_the_way() and self._rests < MOST_RESTS:
            self._rests += 1
            self._stop.wait(REST_S)
        return self._stop.is_set()

    def _is_in_the_way(self) -> bool:
        return self._free is not None and not (self._free.is_set() or self._stop.is_set())

    def cancel(self) -> None:
        """Asks it to end early."""
        self._stop.set()

    def do(self, work: Callable[[Job], Any]) -> None:
        """Does the work, in whichever thread this is called, and hands over what came of it."""
        result, error = None, None
        try:
            result = work(self)
        except BaseException as raised:  # noqa: BLE001  whatever it is, it is raised or told in the window's thread
            error = raised
        self.finished.emit(result, error)


class Jobs(QObject):
    """Runs jobs. `failed` tells of errors that nobody else took."""

    started = Signal(object)
    ended = Signal(object)

    def __init__(self, failed: Callable[[BaseException], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._failed = failed
        self._running: dict[Job, _Ending] = {}
        self._spent: list[_Ending] = []
        self._free = Event()
        self._free.set()
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(AT_ONCE)

    def run(
        self,
        label: str,
        work: Callable[[Job], Result],
        done: Callable[[Result], None],
        *,
        owner: QObject,
        failed: Callable[[BaseException], None] | None = None,
        cancellable: bool = True,
        quiet: bool = False,
    ) -> Job:
        """Begins `work`; `done` or `failed` is called in this thread at its end, unless `owner` has gone by then.

        A `quiet` one is not shown: nobody asked for it, and nobody waits for it.
        """
        if not self._pool.activeThreadCount():
            self._spent.clear()
        job = Job(label, cancellable, quiet, self._free)
        ending = _Ending(self, job, owner, done, failed or self._failed)
        self._running[job] = ending
        self._look_who_waits()
        job.finished.connect(ending.end)
        self.started.emit(job)
        self._begin(job, work)
        return job

    def running(self) -> tuple[Job, ...]:
        """What is under way."""
        return tuple(self._running)

    def stop(self, within_ms: int = -1) -> None:
        """Asks every job to end, and drops its result. Waits until the threads have ended, but no longer than it may.

        What belongs to a job that still runs then is kept until it has ended, as `forget` says.
        """
        for job, ending in self._running.items():
            job.finished.disconnect(ending.end)
            job.cancel()
        gone, self._running = self._running, {}
        self._look_who_waits()
        self._spent += gone.values()
        self._pool.waitForDone(within_ms)
        for job in gone:
            self.ended.emit(job)

    def forget(self, job: Job) -> None:
        """A job has ended. What belongs to it is kept until its thread has let go of it as well.

        PySide breaks when a thread frees an object of the window, or an object is freed within its own call.
        """
        ending = self._running.pop(job, None)
        if ending is not None:
            self._spent.append(ending)
        self._look_who_waits()
        self.ended.emit(job)

    def _look_who_waits(self) -> None:
        """Two that compute at once hold up the window: so the quiet ones rest while there is another."""
        if all(job.quiet for job in self._running):
            self._free.set()
        else:
            self._free.clear()

    def _begin(self, job: Job, work: Callable[[Job], Any]) -> None:
        self._running[job].work = runnable = _Work(job, work)
        self._pool.start(runnable)


class JobsAtOnce(Jobs):
    """The twin that does everything at once in the same thread, for tests that are about something else."""

    def _begin(self, job: Job, work: Callable[[Job], Any]) -> None:
        job.do(work)


class _Work(QRunnable):
    """What a thread does. Qt frees it when that is done, and PySide hears of it, as it is a class of ours.

    Of what `QRunnable.create` makes it does not hear: whatever came to lie in its place was then taken for a runnable,
    such as the words of a paste. What it held is kept with the end of its job, and goes in the window's thread.
    """

    def __init__(self, job: Job, work: Callable[[Job], Any]) -> None:
        super().__init__()
        self._job = job
        self._work = work

    def run(self) -> None:
        """Called in the thread."""
        self._job.do(self._work)


class _Ending(QObject):
    """What happens at the end of a job. It lives in the window's thread, so Qt brings the call there."""

    def __init__(
        self,
        jobs: Jobs,
        job: Job,
        owner: QObject,
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        super().__init__()
        self._jobs = jobs
        self._job = job
        self._owner = owner
        self._done = done
        self._failed = failed
        self.work: QRunnable | None = None

    def end(self, result: object, error: BaseException | None) -> None:
        """Hands over, if whoever asked is still there, and the job was not stopped while its end was under way."""
        if self._job not in self._jobs.running():
            return
        self._job.finished.disconnect(self.end)
        self._jobs.forget(self._job)
        if not shiboken6.isValid(self._owner):
            return
        if error is None:
            self._done(result)
        else:
            self._failed(error)
