"""One action sent at once: its paper is made beside the window, looked at as every paper is, and written.

Where a sentence stops it, that sentence is asked about first, in a list that the page has room for.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from exports.pack import Pack, Paper
from marac_desk.findings import StoppedSentence
from ui.papers.making import compose_urgent, export, folder_of, written
from ui.papers.places import page_of
from ui.papers.stopped import StoppedList
from ui.shell.desk import Desk

STOPS = "The paper was not made, and nothing was written. Decide about the sentence, or change it."


class SendAtOnce(QObject):
    """Sends for one page. `done`: it was sent or given up, and the focus goes back to the page's own."""

    done = Signal()

    def __init__(
        self,
        desk: Desk,
        page: QWidget,
        place: Callable[[StoppedList], object],
        change: Callable[[UUID], object] | None = None,
    ) -> None:
        """`place` puts the list of stopped sentences into the page; it is made when it is first needed.

        `change` puts the cursor into an action, where the page is the one on which it is changed.
        """
        super().__init__(page)
        self._desk, self._place, self._change = desk, place, change
        self._sending: tuple[UUID, UUID] | None = None
        self._list: StoppedList | None = None

    def send(self, meeting_id: UUID, action_id: UUID) -> None:
        """Makes the paper of this action. What was typed is saved first, so that the paper has it."""
        self._desk.savers.flush()
        self._sending = (meeting_id, action_id)
        vault = self._desk.vault
        self._desk.jobs.run(
            "Making the paper",
            lambda _: compose_urgent(vault, meeting_id, action_id),
            partial(self._made, meeting_id),
            owner=self,
            cancellable=False,
        )

    def _made(self, meeting_id: UUID, pack: Pack) -> None:
        if pack.papers:
            self._give_up()
            self._write(meeting_id, pack.papers)
            return
        self._desk.messages.told(STOPS)
        stopped = self._list or self._make()
        stopped.show_pack(meeting_id, pack)
        stopped.show()
        stopped.focus_first()

    def _make(self) -> StoppedList:
        self._list = made = StoppedList(self._desk, "urgent/why it may stand")
        self._place(made)
        made.settled.connect(self._again)
        made.wanted.connect(self._go_to)
        made.given_up.connect(self._give_up)
        return made

    def _write(self, meeting_id: UUID, papers: tuple[Paper, ...]) -> None:
        own = folder_of(self._desk.vault, meeting_id)
        folder = self._desk.dialogs.choose_for_files("Into which folder is the paper to be written?", own)
        if folder is not None:
            work = partial(export, self._desk.vault, meeting_id, papers, folder, self._desk.clock)
            self._desk.jobs.run("Writing the paper", work, partial(self._written, folder), owner=self)

    def _written(self, folder: Path, files: int) -> None:
        self._desk.messages.done(written(files, folder))

    def _again(self) -> None:
        if self._sending is not None:
            self.send(*self._sending)

    def _go_to(self, stopped: StoppedSentence) -> None:
        if self._sending is not None:
            meeting_id, action_id = self._sending
            if self._change is not None and stopped.where.startswith("action"):
                self._put_away()
                self._change(action_id)
                return
            page = page_of(self._desk.vault, meeting_id, stopped)
            self._give_up()
            self._desk.open_page(*page)

    def _give_up(self) -> None:
        """Ends the asking. The focus goes first: a list that is hidden with it would leave it nowhere."""
        self.done.emit()
        self._put_away()

    def _put_away(self) -> None:
        if self._list is not None:
            self._list.hide()
        if self._desk.messages.shown() == STOPS:
            self._desk.messages.clear()
        self._sending = None
