from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from threading import Event, current_thread, main_thread

import pytest
import shiboken6
from PySide6.QtCore import QObject, QRunnable
from pytestqt.qtbot import QtBot

from tests.support.screens import settle_deletions
from ui.shell.jobs import Job, Jobs, JobsAtOnce
from ui.shell.progress import ProgressPanel


@pytest.fixture
def untold() -> list[BaseException]:
    """Errors that nobody else took."""
    return []


@pytest.fixture
def jobs(qtbot: QtBot, untold: list[BaseException]) -> Iterator[Jobs]:
    made = Jobs(untold.append)
    yield made
    made.stop(5000)


def test_work_is_done_beside_the_window_and_its_result_comes_back_in_the_windows_thread(
    jobs: Jobs, qtbot: QtBot
) -> None:
    threads: list[bool] = []

    def work(job: Job) -> int:
        threads.append(current_thread() is main_thread())
        return 42

    results: list[tuple[int, bool]] = []
    owner = QObject()
    jobs.run("Counting", work, lambda n: results.append((n, current_thread() is main_thread())), owner=owner)
    qtbot.waitUntil(lambda: bool(results))
    assert threads == [False]
    assert results == [(42, True)]
    assert jobs.running() == ()


def test_an_error_comes_back_too(jobs: Jobs, qtbot: QtBot, untold: list[BaseException]) -> None:
    def work(job: Job) -> None:
        raise ZeroDivisionError

    owner = QObject()
    jobs.run("Dividing", work, lambda _: None, owner=owner)
    qtbot.waitUntil(lambda: bool(untold))
    assert isinstance(untold[0], ZeroDivisionError)


def test_a_page_that_went_meanwhile_is_not_called(jobs: Jobs, qtbot: QtBot) -> None:
    go = Event()
    called: list[bool] = []
    owner = QObject()
    jobs.run("Waiting", lambda _: go.wait(5), called.append, owner=owner)
    owner.deleteLater()
    settle_deletions()
    go.set()
    qtbot.waitUntil(lambda: not jobs.running())
    assert called == []


def test_a_job_can_be_asked_to_end(jobs: Jobs, qtbot: QtBot) -> None:
    begun = Event()

    def work(job: Job) -> str:
        begun.set()
        while not job.cancelled():
            pass
        return "ended early"

    results: list[str] = []
    owner = QObject()
    job = jobs.run("Waiting", work, results.append, owner=owner)
    assert begun.wait(5)
    job.cancel()
    qtbot.waitUntil(lambda: results == ["ended early"])


def counting(turns: list[int], enough: Event) -> Callable[[Job], None]:
    """Work that notes each time that it was let go on."""

    def work(job: Job) -> None:
        while not job.cancelled() and not enough.is_set():
            turns.append(1)

    return work


def test_a_quiet_job_rests_while_somebody_waits_for_another_one(jobs: Jobs, qtbot: QtBot) -> None:
    turns: list[int] = []
    go, enough, owner = Event(), Event(), QObject()
    jobs.run("Keeping up", counting(turns, enough), lambda _: None, owner=owner, quiet=True)
    qtbot.waitUntil(lambda: bool(turns))
    jobs.run("Writing", lambda _: go.wait(5), lambda _: None, owner=owner)
    qtbot.wait(100)
    before = len(turns)
    qtbot.wait(100)
    assert len(turns) == before
    go.set()
    qtbot.waitUntil(lambda: len(turns) > before)
    enough.set()
    qtbot.waitUntil(lambda: not jobs.running())


def test_a_quiet_job_does_not_rest_for_ever_as_it_may_hold_what_the_other_one_waits_for(
    jobs: Jobs, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.shell.jobs.MOST_RESTS", 2)
    held, owner, results = Event(), QObject(), list[object]()

    def keep_up(job: Job) -> None:
        for _ in range(50):
            job.cancelled()
        held.set()

    jobs.run("Writing", lambda _: held.wait(5), results.append, owner=owner)
    jobs.run("Keeping up", keep_up, lambda _: None, owner=owner, quiet=True)
    qtbot.waitUntil(lambda: results == [True])
    qtbot.waitUntil(lambda: not jobs.running())


def test_a_quiet_job_that_rests_can_be_stopped(jobs: Jobs, qtbot: QtBot) -> None:
    go, owner = Event(), QObject()
    jobs.run("Writing", lambda _: go.wait(5), lambda _: None, owner=owner)
    jobs.run("Keeping up", counting([], Event()), lambda _: None, owner=owner, quiet=True)
    qtbot.wait(100)
    begun = time.monotonic()
    go.set()
    jobs.stop(2000)
    assert time.monotonic() - begun < 1


def test_stopping_waits_for_the_work_and_drops_its_result(jobs: Jobs, qtbot: QtBot) -> None:
    ended = Event()
    results: list[None] = []

    def work(job: Job) -> None:
        while not job.cancelled():
            pass
        ended.set()

    owner = QObject()
    jobs.run("Waiting", work, results.append, owner=owner)
    jobs.stop()
    assert ended.is_set()
    settle_deletions()
    assert results == []
    assert jobs.running() == ()


def test_an_end_that_was_on_its_way_when_everything_stopped_is_dropped(jobs: Jobs, qtbot: QtBot) -> None:
    owner, told = QObject(), list[str]()
    jobs.run("Work", lambda _: "done", told.append, owner=owner)
    assert jobs._pool.waitForDone(5000)
    jobs.stop()
    settle_deletions()
    assert told == []


def runnables() -> int:
    """How many PySide still takes to be there. Whatever lies in the place of one that is not is taken for it."""
    return sum(isinstance(each, QRunnable) for each in shiboken6.getAllValidWrappers())


def test_nothing_is_taken_for_work_that_was_done_once_that_is_gone(jobs: Jobs, qtbot: QtBot) -> None:
    before, owner, told = runnables(), QObject(), list[int]()
    for number in range(3):
        jobs.run("Work", lambda _, number=number: number, told.append, owner=owner)  # type: ignore[misc]
        qtbot.waitUntil(lambda number=number: told[-1:] == [number])  # type: ignore[misc]
        assert jobs._pool.waitForDone(5000)
    assert runnables() == before


def test_quick_work_shows_no_progress_and_slow_work_does(jobs: Jobs, qtbot: QtBot) -> None:
    panel = ProgressPanel(jobs)
    qtbot.addWidget(panel)
    owner, go = QObject(), Event()
    JobsAtOnce.run(jobs, "Quick", lambda _: None, lambda _: None, owner=owner)
    qtbot.waitUntil(lambda: not jobs.running())
    assert panel.isHidden()

    def slow(job: Job) -> None:
        job.progress(1, 4)
        go.wait(5)

    jobs.run("Writing the papers", slow, lambda _: None, owner=owner)
    assert panel.isHidden()
    qtbot.waitUntil(panel.isVisible)
    assert panel.label.text() == "Writing the papers …"
    qtbot.waitUntil(lambda: panel.bar.value() == 1)
    go.set()
    qtbot.waitUntil(panel.isHidden)


def test_the_twin_for_tests_does_it_at_once(qtbot: QtBot) -> None:
    results: list[int] = []
    owner = QObject()
    JobsAtOnce(lambda _: None).run("Counting", lambda _: 7, results.append, owner=owner)
    assert results == [7]
