"""Walks a window as somebody does who has no mouse and cannot see: by Tab and back, hearing a name at every stop."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from tests.support.screens import called, press_here
from ui.meeting_room.room_frame import RoomFrame
from ui.shell.main_window import MainWindow

AT_MOST = 200


def walked(keys: str) -> Iterator[QWidget]:
    """Everything that the focus comes to by one key, once around."""
    first = QApplication.focusWidget()
    assert first is not None
    here = first
    for _ in range(AT_MOST):
        yield here
        press_here(keys)
        now = QApplication.focusWidget()
        assert now is not None, f"after {called(here)} the focus is nowhere"
        assert now is not here, f"{called(here)} is a keyboard trap"
        here = now
        if here is first:
            return
    raise AssertionError(f"{keys} does not come around")


def stops(window: QWidget) -> set[QWidget]:
    """Everything that is to be reached by Tab."""
    return {
        each
        for each in window.findChildren(QWidget)
        if each.isVisible()
        and each.isEnabled()
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.focusProxy() is None
    }


def check(window: QWidget) -> None:
    """No stop without a name, no trap, the same way back, and an order that the eye follows."""
    nameless = [type(each).__name__ for each in stops(window) if not called(each).strip()]
    assert nameless == []
    forwards, backwards = list(walked("Tab")), list(walked("Shift+Tab"))
    missed = {called(each) for each in stops(window) - set(forwards)}
    assert missed == set(), missed
    assert {called(each) for each in forwards} == {called(each) for each in backwards}
    follows_the_eye(window, forwards)


def columns(window: QWidget) -> Iterator[QWidget]:
    """What the eye reads from top to bottom: a page, a sheet, each panel of the meeting room, or a dialog."""
    if not isinstance(window, MainWindow):
        yield window
    elif window.door.isVisible():
        yield window.door
    else:
        page = window.page()
        frames = page.findChildren(RoomFrame) if page else []
        yield from (part for frame in frames for part in (frame.order, frame.centre))
        if page is not None and not frames:
            yield page


def follows_the_eye(window: QWidget, walk: list[QWidget]) -> None:
    """Within one column, the focus never goes up and then down again: at most one step back, at the turn."""
    for area in window.findChildren(QScrollArea):
        area.verticalScrollBar().setValue(0)  # the walk has scrolled; the eye begins at the top
    for part in columns(window):
        inside = [each for each in walk if part.isAncestorOf(each)]
        if not inside:
            continue
        start = min(range(len(inside)), key=lambda at: place(inside[at], part))
        places = [place(each, part) for each in inside[start:] + inside[:start]]
        ups = [
            (called(inside[at]), called(inside[at + 1]))
            for at, (here, there) in enumerate(pairwise(places))
            if there[0] < here[0] and there[1] <= here[1]
        ]
        assert ups == [], ups


def place(widget: QWidget, part: QWidget) -> tuple[int, int]:
    """Its row and its place in the row; what differs by a few pixels stands in one row.

    What is scrolled out at the foot of an area still stands above whatever lies below the area.
    """
    at = widget.mapTo(part, QPoint())
    return min([at.y(), *(foot(area, part) for area in areas_around(widget, part))]) // 12, at.x()


def areas_around(widget: QWidget, part: QWidget) -> Iterator[QScrollArea]:
    """The scroll areas within the part that it lies in."""
    step = widget.parentWidget()
    while step is not None and step is not part:
        if isinstance(step, QScrollArea):
            yield step
        step = step.parentWidget()


def foot(area: QScrollArea, part: QWidget) -> int:
    """Where the area ends."""
    return area.mapTo(part, QPoint(0, area.height())).y() - 1
