"""The places of the meeting room that are pictured: the opening, the steps of a case, and what lies between."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtWidgets import QWidget

from marac_desk.discussion import Step
from marac_desk.sample import Sample
from storage.room_rows import RunningRow, running_order
from ui.meeting_room.opening.pages import LINE_PAGES
from ui.meeting_room.presentation import Presentation
from ui.meeting_room.room_frame import PAUSE, RoomFrame
from ui.meeting_room.room_page import RoomPage
from ui.shell.help import HelpSheet
from ui.shell.main_window import MainWindow

Scene = Callable[[], QWidget | None]
"""Shows something; what is pictured in place of the window, if anything."""


def room_scenes(window: MainWindow, sample: Sample) -> dict[str, Scene]:
    """By name: the next meeting, and the one that was held, whose cases are full."""
    scenes: dict[str, Scene] = {f"room-{line}": _at(window, f"{sample.next_id}|{line}|{PAUSE}") for line in LINE_PAGES}
    coming, held = first_case(window, sample.next_id), first_case(window, sample.finished_id)
    scenes["room-between"] = _before(window, sample.next_id, coming)
    restricted = next(row.case_id for row in _agenda(window, sample.next_id) if row.restricted)
    scenes["room-restricted"] = _before(window, sample.next_id, restricted)
    for step in Step:
        scenes[f"room-{step.value}"] = _at(window, f"{sample.next_id}|case {coming}|{step.value}")
        scenes[f"held-{step.value}"] = _at(window, f"{sample.finished_id}|case {held}|{step.value}")
    scenes["room-gaps"] = _gaps(window, f"{sample.next_id}|case {coming}|{Step.SUMMARY.value}")
    scenes["shared"] = _shared(window, f"{sample.finished_id}|case {held}|{Step.ACTIONS.value}")
    scenes["help"] = _help(window, f"{sample.next_id}|case {coming}|{Step.AGENCIES.value}")
    return scenes


def _at(window: MainWindow, place: str) -> Scene:
    return lambda: window.open_page("room", place)


def _before(window: MainWindow, meeting_id: UUID, case_id: UUID) -> Scene:
    """Between cases, come from elsewhere: whoever is in the case already stays in it."""

    def show() -> None:
        window.open_page("room", f"{meeting_id}|{next(iter(LINE_PAGES))}|{PAUSE}")
        window.open_page("room", f"{meeting_id}|case {case_id}|{PAUSE}")

    return show


def _gaps(window: MainWindow, place: str) -> Scene:
    def show() -> None:
        window.open_page("room", place)
        _frame(window).next()

    return show


def _shared(window: MainWindow, place: str) -> Scene:
    def show() -> QWidget:
        window.open_page("room", place)
        shared = Presentation(_frame(window))
        shared.show()
        return shared

    return show


def _help(window: MainWindow, place: str) -> Scene:
    def show() -> QWidget:
        window.open_page("room", place)
        sheet = HelpSheet(_frame(window).help(), window)
        sheet.show()
        return sheet

    return show


def _frame(window: MainWindow) -> RoomFrame:
    page = window.page()
    if not isinstance(page, RoomPage) or page.frame is None:
        raise RuntimeError("the meeting room is not shown")
    return page.frame


def first_case(window: MainWindow, meeting_id: UUID) -> UUID:
    """The first case on the agenda of a meeting."""
    return _agenda(window, meeting_id)[0].case_id


def _agenda(window: MainWindow, meeting_id: UUID) -> tuple[RunningRow, ...]:
    if window.desk is None:
        raise RuntimeError("no vault is open")
    with window.desk.vault.read() as read:
        return running_order(read.session, meeting_id)
