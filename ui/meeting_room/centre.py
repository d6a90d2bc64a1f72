"""The middle of the room: one of its pages at a time. The opening's and closing's are made when first visited."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from ui.meeting_room.between_page import BetweenPage
from ui.meeting_room.case_area import CaseArea
from ui.meeting_room.gaps_page import GapsPage
from ui.meeting_room.line_page import LinePage
from ui.meeting_room.opening.pages import LINE_PAGES
from ui.meeting_room.room import Room
from ui.widgets.scroll import InSight


class Centre(QStackedWidget):
    """The case, the questions before it closes, the pause between cases, and a page for each line."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.setObjectName("roomCentre")
        self._room = room
        self._lines: dict[str, LinePage] = {}
        self._frames: dict[str, QScrollArea] = {}
        self.case_area, self.gaps, self.between = CaseArea(room), GapsPage(room), BetweenPage(room)
        for part in (self.case_area, self.gaps, self.between):
            self.addWidget(part)

    def line(self, key: str) -> LinePage | None:
        """The page of a line, if it was visited."""
        return self._lines.get(key)

    def in_case(self) -> bool:
        """Whether a case is seen."""
        return self.currentWidget() in (self.case_area, self.gaps)

    def show_line(self, key: str) -> LinePage:
        """Shows the page of a line as the record stands."""
        page = self._lines.get(key) or self._make(key)
        page.show_meeting()
        self.setCurrentWidget(self._frames[key])
        return page

    def show_part(self, part: QWidget) -> None:
        """Shows the case, the questions or the pause."""
        self.setCurrentWidget(part)

    def focus_first(self) -> None:
        """Puts the focus where work begins in what is shown."""
        here = self.currentWidget()
        if here is self.gaps:
            self.gaps.focus_first()
        elif here is self.between:
            self.between.focus_first()
        elif here is self.case_area and (step := self.case_area.page()) is not None:
            step.focus_first()
        else:
            next(page for key, page in self._lines.items() if self._frames[key] is here).focus_first()

    def _make(self, key: str) -> LinePage:
        page, frame = LINE_PAGES[key](self._room), QScrollArea()
        page.setObjectName("scrolled")
        frame.setObjectName("scroll")
        frame.setWidgetResizable(True)
        frame.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        frame.setWidget(page)
        InSight(frame)
        self._lines[key], self._frames[key] = page, frame
        self.addWidget(frame)
        return page
