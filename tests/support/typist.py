"""The real program with somebody at its keyboard, to be killed: `python -m tests.support.typist VAULT NUMBER`.

It goes through the doorway as anybody does, types the passphrase, tells where it came back to, and then types
made-up words into the fields of the meeting room without end. Each key is told on its output with the moment, so
that whoever kills it knows what must be there afterwards.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from random import Random

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from marac_desk.cli import main as program
from marac_desk.discussion import Step
from storage.queries import meetings
from storage.room_rows import running_order
from storage.vault import Vault
from tests.support.vaults import PASSPHRASE, rows_now
from ui.app import application
from ui.meeting_room.which_meeting import meeting_to_hold
from ui.shell.main_window import MainWindow

EVERY_MS = 15
LETTERS = (8, 70)
TYPED = re.compile(r"k\d{4}w\d*")
FIELDS = (
    (Step.REFERRER, "What the referrer presents"),
    (Step.REFERRER, "What is set for it"),
    (Step.VOICE, "In the victim’s or the child’s own words"),
    (Step.VOICE, "Told to"),
    (Step.AGENCIES, "Fact"),
    (Step.AGENCIES, "Professional view"),
    (Step.RISKS, "Already in place"),
    (Step.ACTIONS, "Action"),
    (Step.SUMMARY, "Outcome"),
    (Step.SUMMARY, "Who tells the victim"),
    (Step.SUMMARY, "How the victim is told"),
)


class Typist:
    """One key every few milliseconds, in one field after the other; which ones, the number decides."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._chance = Random(number)
        self._words = 0
        self._doing = self._sit_down()

    def go_on(self) -> None:
        """The next thing that somebody does."""
        next(self._doing)

    def _sit_down(self) -> Iterator[None]:
        yield from _until(lambda: isinstance(_focus(), QLineEdit))
        for letter in PASSPHRASE:
            QTest.keyClicks(_focus(), letter)
        QTest.keyClick(_focus(), Qt.Key.Key_Return)
        yield from _until(lambda: _window().desk is not None)
        yield
        window = _window()
        assert window.desk is not None
        vault = window.desk.vault
        found = " ".join((*vault.drafts().values(), *(str(row) for rows in rows_now(vault).values() for row in rows)))
        _tell(back=_here(), text=_text(_focus()), said=window.messages.shown(), kept=TYPED.findall(found))
        if _here()[0] == "room" and _text(_focus()) and self._chance.random() < 0.3:
            yield from self._type()
        while True:
            yield from self._turn_to_another(window, vault)
            yield from self._type()

    def _turn_to_another(self, window: MainWindow, vault: Vault) -> Iterator[None]:
        step, name = self._chance.choice(FIELDS)
        with vault.read() as read:
            meeting = meeting_to_hold(meetings(read.session), read.today)
            assert meeting is not None
            case = self._chance.choice(running_order(read.session, meeting)).case_id
        window.open_page("room", f"{meeting}|case {case}|{int(step)}")
        _tell(typed="", here=_here(), at=time.monotonic())
        yield
        page = window.page()
        assert page is not None
        fields: list[QWidget] = [*page.findChildren(QLineEdit), *page.findChildren(QPlainTextEdit)]
        field = next((each for each in fields if each.accessibleName() == name and each.isVisible()), None)
        assert field is not None, f"no field is called “{name}”"
        field.setFocus()
        _tell(typed="", here=_here(), at=time.monotonic())
        yield

    def _type(self) -> Iterator[None]:
        """New words at the end of what stands there."""
        QTest.keySequence(_focus(), QKeySequence("Ctrl+End" if isinstance(_focus(), QPlainTextEdit) else "End"))
        typed, letters = "", self._chance.randint(*LETTERS)
        while len(typed) < letters:
            self._words += 1
            for letter in f" k{self._number:04}w{self._words:04}":
                QTest.keyClicks(_focus(), letter)
                typed += letter
                _tell(typed=typed, here=_here(), at=time.monotonic())
                yield


def _until(there: Callable[[], bool]) -> Iterator[None]:
    while not there():
        yield


def _window() -> MainWindow:
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow))


def _focus() -> QWidget:
    focus = QApplication.focusWidget()
    return focus if focus is not None else QWidget()


def _here() -> list[str]:
    """The page, its place, and the field."""
    pages = _window().pages
    assert pages is not None
    return [*pages.here(), _focus().accessibleName()]


def _text(field: QWidget) -> str:
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    return field.text() if isinstance(field, QLineEdit) else ""


def _tell(**said: object) -> None:
    print(json.dumps(said), flush=True)  # noqa: T201  # whoever kills the program reads it


def main(vault: str, number: str) -> int:
    """Puts somebody at the keyboard, and starts the program."""
    application()
    typist = Typist(int(number))
    timer = QTimer()
    timer.timeout.connect(typist.go_on)
    timer.start(EVERY_MS)
    return program([vault])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
