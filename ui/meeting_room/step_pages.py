"""The pages of the six steps of one case: made when first wanted or ahead of that, brought up to date when seen.

They belong to one case alone. What is hidden is brought up to date in a quiet moment, or when it is shown.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QStackedWidget

from marac_desk.discussion import Step
from storage.door import Changes
from ui.meeting_room.room import Room
from ui.meeting_room.step_page import StepPage
from ui.meeting_room.steps.pages import STEP_PAGES
from ui.widgets.scroll import InSight


class StepPages(QStackedWidget):
    """Made with the case and gone with it."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        self._pages: dict[Step, StepPage] = {}
        self._frames: dict[Step, QScrollArea] = {}
        self._behind: dict[Step, Changes] = {}
        self._begun: tuple[Step, StepPage, QScrollArea | None] | None = None
        self._shown: Step | None = None

    def page(self, step: Step) -> StepPage | None:
        """The page of a step, if it is there."""
        return self._pages.get(step)

    def are_blank(self) -> bool:
        """Whether they belong to no case yet."""
        return not self._pages

    def settle(self) -> None:
        """The step that is seen is left."""
        if self._shown is not None:
            self._pages[self._shown].settle()

    def show_step(self, step: Step) -> StepPage:
        """Shows a step as the record stands."""
        self.settle()
        while step not in self._pages:
            self._make_on(step)
        self._bring_up_to_date(step)
        self._shown = step
        self.setCurrentWidget(self._frames[step])
        return self._pages[step]

    def refresh(self, changes: Changes) -> None:
        """What is seen is brought up to date now, what is hidden later."""
        self._drop_begun()
        for step, page in tuple(self._pages.items()):
            if step is self._shown:
                page.refresh(changes)
            else:
                self._behind[step] = changes.with_those(self._behind.get(step, Changes()))

    def begin_ahead(self) -> bool:
        """Between cases: a piece of the first page, with nothing on it. Says whether there is more."""
        if self._begun is None or self._begun[2] is None:
            self._make_on(Step.REFERRER)
        return self._begun is not None and self._begun[2] is None

    def do_ahead(self) -> bool:
        """A piece of what will be wanted: what is behind, then pages that are not there. Says whether there is more."""
        if self._behind:
            self._bring_up_to_date(next(iter(self._behind)))
        elif missing := [step for step in _from(self._shown) if step not in self._pages]:
            self._make_on(missing[0])
        return bool(self._behind) or len(self._pages) < len(Step)

    def _bring_up_to_date(self, step: Step) -> None:
        changes = self._behind.pop(step, None)
        if changes is not None:
            self._pages[step].refresh(changes)

    def _make_on(self, step: Step) -> None:
        """One of three pieces: the page, its place in the window with all that dresses it, what it shows."""
        if self._begun is None or self._begun[0] is not step:
            self._drop_begun()
            page = STEP_PAGES[step](self._room)
            page.setParent(self)  # so that it goes with the case, also half made
            self._begun = (step, page, None)
            return
        _, page, frame = self._begun
        if frame is None:
            self._begun = (step, page, self._framed(page))
            return
        self._begun = None
        self._pages[step], self._frames[step] = page, frame
        page.show_case()

    def _framed(self, page: StepPage) -> QScrollArea:
        frame = QScrollArea()
        frame.setObjectName("scroll")
        frame.setWidgetResizable(True)
        frame.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        frame.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page.setObjectName("scrolled")
        frame.setWidget(page)
        InSight(frame)
        self.addWidget(frame)
        return frame

    def _drop_begun(self) -> None:
        """A page that is half made goes: what it began with may be changed."""
        if self._begun is not None:
            _, page, frame = self._begun
            self._begun = None
            if frame is not None:
                self.removeWidget(frame)
            (frame or page).deleteLater()


def _from(shown: Step | None) -> tuple[Step, ...]:
    """All steps, those that come next first."""
    at = shown.value if shown is not None else 0
    return tuple(sorted(Step, key=lambda step: (step.value <= at, step.value)))
