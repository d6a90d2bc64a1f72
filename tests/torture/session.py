"""A whole session with the real program, a word of its own in every field: `… tests.torture.session VAULT OUT 99`.

It goes through the doorway as anybody does. Whoever starts it traces it; the words it types all begin with `Zq` and end
with `leftover`. It ends in a crash, of the kind that leaves a core file where the system is allowed to.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count, islice
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QWidget

from marac_desk.backups import Why
from marac_desk.cli import main as program
from marac_desk.discussion import Step
from storage.backup import back_up
from storage.queries import meetings
from storage.room_rows import running_order
from tests.torture.sample import PASSPHRASE
from ui.app import application
from ui.pages import PAGES
from ui.papers.papers_page import PapersPage
from ui.shell.main_window import MainWindow

EVERY_MS = 5


class Person:
    """Somebody who uses everything once."""

    def __init__(self, out: Path, most_places: int) -> None:
        self._out = out
        self._most_places = most_places
        self._numbers = count(1)
        self._doing = self._work()

    def go_on(self) -> None:
        """The next thing that somebody does."""
        next(self._doing)

    def _work(self) -> Iterator[None]:
        yield from self._unlock()
        sys.excepthook = _give_up
        _tell("typing")
        for key, place in islice(self._places(), self._most_places):
            self._window.open_page(key, place)
            yield from _turns(5)
            yield from self._type_everywhere()
        _tell("looking for something")
        yield from self._look_for_something()
        _tell("previewing and exporting")
        yield from self._preview_and_export()
        _tell("backing up")
        yield from self._back_up()
        _tell("locking")
        QTest.keySequence(self._window, "Ctrl+L")
        yield from _until(lambda: self._window.desk is None)
        yield from self._unlock()
        yield from self._see_a_bug()
        _tell("crash")
        os.abort()

    @property
    def _window(self) -> MainWindow:
        return next(each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow))

    def _unlock(self) -> Iterator[None]:
        yield from _turns(100)  # the window is there
        self._window.activateWindow()
        yield from _until(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
        QTest.keyClicks(_focus(), PASSPHRASE)
        QTest.keyClick(_focus(), Qt.Key.Key_Return)
        yield from _until(lambda: self._window.desk is not None)
        yield from _turns(20)

    def _places(self) -> Iterator[tuple[str, str]]:
        assert self._window.desk is not None
        with self._window.desk.vault.read() as read:
            meeting = max(meetings(read.session), key=lambda row: row.starts_at).id
            case = running_order(read.session, meeting)[0].case_id
        yield from ((page.key, "") for page in PAGES if page.key not in ("room", "papers"))
        yield from ((page, str(case)) for page in ("case", "ahead"))
        yield "room", str(meeting)
        yield from (("room", f"{meeting}|case {case}|{int(step)}") for step in Step)

    def _type_everywhere(self) -> Iterator[None]:
        for number in range(200):
            fields = self._fields()
            if number >= len(fields):
                break
            fields[number].setFocus()
            QTest.keyClicks(fields[number], f" Zq{next(self._numbers):04}leftover")
            if number % 3 == 0:
                QTest.keySequence(fields[number], "Ctrl+A")
                QTest.keySequence(fields[number], "Ctrl+C")
            yield from _turns(2)

    def _fields(self) -> list[QWidget]:
        page = self._window.page()
        there: list[QLineEdit | QPlainTextEdit] = []
        if page is not None:
            there = [*page.findChildren(QLineEdit), *page.findChildren(QPlainTextEdit)]
        return [each for each in there if each.isVisible() and each.isEnabled() and not each.isReadOnly()]

    def _look_for_something(self) -> Iterator[None]:
        for typed in (f"Zq{next(self._numbers):04}leftover", "marta invented", "wisniewska"):
            QTest.keySequence(self._window, "Ctrl+K")
            yield from _turns(10)
            QTest.keyClicks(_focus(), typed)
            yield from _turns(60)
            QTest.keyClick(_focus(), Qt.Key.Key_Escape)
            yield from _turns(10)

    def _preview_and_export(self) -> Iterator[None]:
        self._window.dialogs.choose_folder = lambda *_: self._out  # type: ignore[method-assign]
        self._window.open_page("papers")
        page = self._window.page()
        assert isinstance(page, PapersPage)
        yield from _until(lambda: bool(page._papers) and not self._window.jobs.running())
        yield from _turns(100)  # the preview is painted
        QTest.keySequence(page, "Ctrl+E")
        yield from _until(lambda: self._out.exists() and len(list(self._out.glob("*.pdf"))) >= len(page._papers))
        yield from _until(lambda: not self._window.jobs.running())

    def _back_up(self) -> Iterator[None]:
        assert self._window.desk is not None
        back_up(self._window.desk.vault, Why.BY_HAND, datetime.now(UTC))
        yield

    def _see_a_bug(self) -> Iterator[None]:
        """An error that nobody expected, with a word in it; its report is copied."""

        def answer() -> None:
            for dialog in QApplication.topLevelWidgets():
                if isinstance(dialog, QDialog) and dialog.isVisible():
                    dialog.accept()

        QTimer.singleShot(500, answer)
        self._window.tell_error(ValueError(f"Zq{next(self._numbers):04}leftover"))
        yield from _turns(5)


def _give_up(kind: type[BaseException], error: BaseException, at: TracebackType | None) -> None:
    """Whatever nobody expected ends the session."""
    sys.__excepthook__(kind, error, at)
    os._exit(3)


def _tell(doing: str) -> None:
    print(doing, flush=True)


def _focus() -> QWidget:
    return QApplication.focusWidget() or QWidget()


def _turns(how_many: int) -> Iterator[None]:
    for _ in range(how_many):
        yield


def _until(there: Callable[[], bool]) -> Iterator[None]:
    while not there():
        yield


def main(vault: str, out: str, most_places: str) -> int:
    """Puts somebody at the keyboard, and starts the program."""
    application()
    person = Person(Path(out), int(most_places))
    timer = QTimer()
    timer.timeout.connect(person.go_on)
    timer.start(EVERY_MS)
    sys.argv[1:] = [vault]  # as the program itself, which forbids core files
    return program()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
