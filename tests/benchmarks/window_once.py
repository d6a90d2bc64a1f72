"""The window at work in a process of its own: prints, as JSON, how soon keys show, pages turn and events are heard."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from sqlalchemy import select

from marac_desk.agencies import Agency
from marac_desk.discussion import Step
from marac_desk.maracs import Marac
from marac_desk.meetings import Attendance, Listing, Meeting, Presence
from storage.tables_people import case_file, marac
from storage.vault import Vault
from tests.benchmarks.export_once import CASES, fullest_meeting, most_memory
from tests.benchmarks.vaults import NOW, opened
from ui.app import application, make_window
from ui.meeting_room.room_page import RoomPage
from ui.meeting_room.route import Stop
from ui.papers.papers_page import PapersPage
from ui.preferences import SettingsFile
from ui.shell.main_window import MainWindow
from ui.theme.appearance import Appearance

TYPED = "refer to the idva and ring her on the safe number before noon on friday; tell the school who may collect "
KEYS = 200
APART = 0.04
"""Seconds between two keys: faster than anybody types for long."""
BEAT_MS = 2
LOCKS = 7
VISITED = 12
"""So many cases are gone through, each from its first step to its last and back."""

HEARD = 2.0
"""Seconds for which somebody listens to the referrer before the next step."""


class Shown(QObject):
    """Whether an editor has been painted since it was asked last."""

    def __init__(self, editor: QWidget) -> None:
        super().__init__(editor)
        self.painted = False
        (editor.viewport() if isinstance(editor, QPlainTextEdit) else editor).installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802  # as Qt has it
        self.painted = self.painted or event.type() == QEvent.Type.Paint
        return False


def planned(vault: Vault) -> tuple[UUID, list[UUID]]:
    """A meeting of this morning, with an agency at every seat and 25 cases on its agenda."""
    with vault.edit("Plan meeting") as edit:
        area = edit.get(Marac, edit.session.scalars(select(marac.c.id).order_by(marac.c.id).limit(1)).one())
        asked = select(case_file.c.id).where(case_file.c.marac_id == area.id).order_by(case_file.c.reference.desc())
        cases = list(edit.session.scalars(asked.limit(CASES)))
        meeting = Meeting(area.id, area.next_meeting_reference(NOW.year), NOW - timedelta(hours=1), chair=area.chair)
        for case_id in cases:
            meeting.list_case(case_id, Listing.REPEAT)
        meeting.attendance += [_at_table(agency) for agency in area.agencies]
        meeting.open(NOW)
        edit.add(meeting)
    return meeting.id, cases


def _at_table(agency: Agency) -> Attendance:
    return Attendance(agency.representatives[0].name, Presence.PRESENT, agency.id, signed=True)


def wait(until: Callable[[], bool], seconds: float = 60) -> None:
    """Lets events come until something is so. Raises TimeoutError."""
    end = time.perf_counter() + seconds
    while not until():
        if time.perf_counter() > end:
            raise TimeoutError
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # as a loop of events does, and this is none


def pause(seconds: float) -> None:
    """Lets events come for so long."""
    end = time.perf_counter() + seconds
    wait(lambda: time.perf_counter() > end)


def typed(editor: QWidget, begin: Callable[[], None] = lambda: None) -> list[float]:
    """Types on time, whatever the program is at; for each key the milliseconds from then until it was painted."""
    editor.setFocus()
    pause(0.3)
    begin()
    shown, times, due = Shown(editor), [], time.perf_counter()
    for at in range(KEYS):
        wait(lambda moment=due: time.perf_counter() >= moment)  # type: ignore[misc]
        shown.painted = False
        QTest.keyClicks(editor, TYPED[at % len(TYPED)])
        wait(lambda: shown.painted)
        times.append((time.perf_counter() - due) * 1000)
        due += APART
    return times


def bare(editor: QWidget) -> list[float]:
    """The same in a window with nothing else in it."""
    editor.show()
    editor.activateWindow()
    times = typed(editor)
    editor.hide()
    return times


class Drafts:
    """Notes when each text was on the disk, and tells how long its keys had waited for that."""

    def __init__(self, vault: Vault) -> None:
        self._draft, self._kept = vault.draft, [time.perf_counter()]
        self.waits: list[float] = []
        vault.draft = self._note  # type: ignore[method-assign]

    def _note(self, field: str, text: str) -> None:
        self._draft(field, text)
        if not field.startswith("window/"):
            self._kept.append(time.perf_counter())

    def waited(self) -> float:
        """The longest that a key had waited, in milliseconds: never longer than from one writing to the next."""
        return max((after - before) * 1000 for before, after in zip(self._kept, self._kept[1:], strict=False))

    def begin(self) -> None:
        """Somebody begins to type now."""
        self._kept = [time.perf_counter()]


def timed(work: Callable[[], object]) -> float:
    """How long something takes until it is painted, in milliseconds."""
    start = time.perf_counter()
    work()
    QApplication.processEvents()
    return (time.perf_counter() - start) * 1000


def turned(page: RoomPage, cases: Sequence[UUID]) -> dict[str, list[float]]:
    """The times of each turn, as somebody takes it who holds the meeting: pause, case, step by step, and back.

    Every other case is gone through at once, before anything could be made ahead.
    """
    frame = page.frame
    assert frame is not None
    times: dict[str, list[float]] = {"pauses": [], "cases": [], "first steps": [], "rushed steps": [], "steps": []}
    for at, case_id in enumerate(cases):
        times["pauses"].append(timed(lambda case_id=case_id: frame.go(Stop(case_id=case_id))))  # type: ignore[misc]
        pause(0.5)
        times["cases"].append(timed(frame.between.begin.click))
        rushed = bool(at % 2)
        pause(0.05 if rushed else HEARD)
        for turn, name in (
            (frame.room.next_step, "rushed steps" if rushed else "first steps"),
            (frame.room.previous_step, "steps"),
            (frame.room.next_step, "steps"),
        ):
            for _ in range(len(Step) - 1):
                times[name].append(timed(turn))
                pause(0.05)
    return times


class Pulse(QTimer):
    """Beats in the window's own loop of events; each beat notes how long after the last one it came."""

    def __init__(self, until: Callable[[], bool]) -> None:
        super().__init__(interval=BEAT_MS)
        self.longest, self._before, self._until = 0.0, time.perf_counter(), until
        self.loop = QEventLoop()
        self.timeout.connect(self._beat)

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest, self._before = max(self.longest, now - self._before), now
        if self._until():
            self.loop.quit()


def gap(until: Callable[[], bool]) -> float:
    """The longest that no event was heard, in milliseconds, until something is so."""
    pulse = Pulse(until)
    pulse.start()
    pulse.loop.exec()
    pulse.stop()
    return pulse.longest * 1000


def exported(window: MainWindow, vault: Vault, folder: Path) -> list[float]:
    """The longest gaps while nothing is done, while the papers are composed, and while they are written."""
    end = time.perf_counter() + 2
    idle = gap(lambda: time.perf_counter() > end)
    window.open_page("papers", str(fullest_meeting(vault)))
    page = window.page()
    assert isinstance(page, PapersPage)
    window.dialogs.choose_folder = lambda *_: folder  # type: ignore[method-assign]
    composing = gap(page.export_button.isEnabled)
    page.export_button.click()
    writing = gap(lambda: "files are written" in window.messages.shown())
    return [idle, composing, writing]


def locked(window: MainWindow, path: Path, place: str) -> list[float]:
    """The milliseconds from asking for the lock to a closed vault, each time with a sentence half typed."""
    times = []
    for _ in range(LOCKS):
        window.enter(opened(path))
        window.open_page("room", place)
        QTest.keyClicks(_field(window, "Fact"), TYPED)
        pause(0.3)
        start = time.perf_counter()
        window.lock()
        times.append((time.perf_counter() - start) * 1000)
    return times


def main(vault_path: str, folder: str) -> None:
    """Opens the room, types, turns pages, exports the papers of another meeting, and locks."""
    window = make_window(Appearance(application(), SettingsFile(Path(folder) / "settings.json")))
    window.show()
    bare_times = [*bare(QPlainTextEdit()), *bare(QLineEdit())]
    with opened(Path(vault_path)) as vault:
        meeting_id, cases = planned(vault)
        drafts = Drafts(vault)
        window.enter(vault)
        found = {"bare": bare_times}
        for name, step, field in (("fact", Step.AGENCIES, "Fact"), ("action", Step.ACTIONS, "Action")):
            window.open_page("room", f"{meeting_id}|case {cases[0]}|{int(step)}")
            found[name] = typed(_field(window, field), drafts.begin)
            found[f"{name} draft"] = [drafts.waited()]
        page = window.page()
        assert isinstance(page, RoomPage)
        found |= turned(page, cases[1 : 1 + VISITED])
        found["memory"] = [most_memory()]
        found["gaps"] = exported(window, vault, Path(folder))
        found["memory"].append(most_memory())
        window.lock()
    found["locks"] = locked(window, Path(vault_path), f"{meeting_id}|case {cases[0]}|{int(Step.AGENCIES)}")
    window.close()
    print(json.dumps(found))


def _field(window: MainWindow, name: str) -> QWidget:
    page = window.page()
    assert page is not None
    fields: list[QWidget] = [*page.findChildren(QLineEdit), *page.findChildren(QPlainTextEdit)]
    return next(each for each in fields if each.accessibleName() == name and each.isVisible())


if __name__ == "__main__":
    main(*sys.argv[1:])
