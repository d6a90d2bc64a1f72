"""What stands at the right of the papers: the preview, the sentences that stop them, or the signature and its notes."""

from __future__ import annotations

from enum import Enum
from functools import partial

from PySide6.QtWidgets import QApplication, QStackedWidget

from exports.pack import Paper
from marac_desk.errors import Told
from marac_desk.progress import Stopped
from ui.papers.making import render
from ui.papers.minutes_panel import MinutesPanel
from ui.papers.preview import Preview
from ui.papers.stopped import StoppedList
from ui.papers.wording import named
from ui.shell.desk import Desk
from ui.shell.jobs import Job
from ui.widgets.scroll import Scrolled


class Side(Enum):
    """Which of them."""

    PREVIEW = 0
    STOPPED = 1
    MINUTES = 2


class Beside(QStackedWidget):
    """One of them at a time."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._wanted: Paper | None = None
        self._rendering: Job | None = None
        self._gives_way_to: Job | None = None
        desk.jobs.ended.connect(self._ended)
        self.preview, self.minutes = Preview(), MinutesPanel(desk)
        self.stopped = StoppedList(desk, "papers/why it may stand")
        scrolled = Scrolled()
        scrolled.column.addWidget(self.stopped)
        scrolled.column.addStretch()
        for part in (self.preview, scrolled, self.minutes):
            self.addWidget(part)

    def shows(self, side: Side) -> bool:
        """Whether it is this one."""
        return self.currentIndex() == side.value

    def turn_to(self, side: Side) -> None:
        """Shows it."""
        self.setCurrentIndex(side.value)

    def holds_focus(self) -> bool:
        """Whether somebody is at the signature or the notes."""
        focus = QApplication.focusWidget()
        return focus is not None and self.minutes.isAncestorOf(focus)

    def turn_to_what_stops(self) -> None:
        """Whoever has just added a note is led to the sentence in it that stops the papers."""
        adding = self.holds_focus()
        self.turn_to(Side.STOPPED)
        if adding:
            self.stopped.focus_first()

    def show_paper(self, paper: Paper) -> None:
        """Prepares the preview of this paper beside the window; that of another one is given up."""
        self.clear()
        self._wanted = paper
        self._rendering = self._desk.jobs.run(
            "Preparing the preview",
            lambda job: render(paper.document, job),
            partial(self._rendered, paper),
            owner=self,
            failed=self._not_rendered,
        )

    def clear(self) -> None:
        """Shows no paper."""
        self.give_up()
        self._wanted = None
        self.preview.clear()

    def give_up(self) -> None:
        """What is being prepared is not waited for any longer."""
        if self._rendering is not None:
            self._rendering.cancel()

    def give_way_to(self, job: Job) -> None:
        """A preview that is being prepared waits for this job: two that set papers at once would hold up the window."""
        if self._rendering in self._desk.jobs.running():
            self.give_up()
            self._gives_way_to = job

    def _ended(self, job: Job) -> None:
        if job is self._gives_way_to:
            self._gives_way_to = None
            if self._wanted is not None:
                self.show_paper(self._wanted)

    def _rendered(self, paper: Paper, pdf: bytes) -> None:
        if paper is self._wanted:
            self.preview.show_paper(named(paper), pdf)

    def _not_rendered(self, error: BaseException) -> None:
        """Stopped, since another paper was chosen meanwhile: nothing to tell."""
        if isinstance(error, Told):
            self._desk.messages.told(error.say)
        elif not isinstance(error, Stopped):
            raise error
