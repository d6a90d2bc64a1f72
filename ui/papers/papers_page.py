"""The papers of a meeting: choose one and see it as it will be printed; write them all into a folder."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from exports.pack import Pack, Paper
from marac_desk.dates import short_date
from marac_desk.errors import Told
from marac_desk.findings import StoppedSentence
from marac_desk.progress import Stopped
from storage.door import Changes
from storage.queries import MeetingRow, meetings
from ui.papers.making import WRITTEN, compose, export, render
from ui.papers.places import page_of
from ui.papers.preview import Preview
from ui.papers.stopped import StoppedList
from ui.shell.actions import Action
from ui.shell.desk import Desk
from ui.shell.jobs import Job
from ui.shell.page import Help, Page
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.keycap import KeyButton
from ui.widgets.mark import Tone
from ui.widgets.notice import Notice
from ui.widgets.scroll import Scrolled
from ui.widgets.table import Column, Table

EXPORT_KEY, STOPPED_KEY = "Ctrl+E", "Alt+S"
ABOUT = "The minutes, and for each agency its own action plan. What you see is what is written, as Word and as PDF."
EMPTY = "After a meeting is closed, its minutes and the action plan of each agency are here."
HELP = Help(
    "Papers",
    (
        "Choose a meeting and then a paper; the preview is never written to the disk.",
        "Each agency's plan holds only its own actions, and always how the victim must not be contacted.",
        "“Export all” writes every paper as Word and PDF into a folder of your choice, and records each file.",
        "A secret, a postcode, a phone number or a refuge in a sentence stops the papers: Alt S decides about it.",
        "A file outside the vault is not encrypted. Send it by secure e-mail only, and delete it afterwards.",
    ),
)


class PapersPage(Page):
    """Meetings and papers at the left, the preview at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Papers")
        self._papers: tuple[Paper, ...] = ()
        self._pack = Pack((), ())
        self._shown: UUID | None = None
        self._rendering: Job | None = None
        self.meetings: Table[MeetingRow] = Table("Meetings", _MEETINGS)
        self.papers: Table[Paper] = Table("Papers of this meeting", _PAPERS)
        self.preview = Preview()
        self.stopped = StoppedList(desk, "papers/why it may stand")
        self.stopped_button = KeyButton("Stopped sentences", STOPPED_KEY)
        self.stopped_button.clicked.connect(self._show_stopped)
        self.refused = Notice("", Tone.WARN)
        self.refused.hide()
        self.export_button = KeyButton("Export all", EXPORT_KEY)
        self.export_button.setObjectName("primary")
        self.export_button.clicked.connect(self._export)
        self._rooms = QStackedWidget()
        self._rooms.addWidget(EmptyState("No papers yet", EMPTY))
        self._rooms.addWidget(self._laid_out())
        self.body.addWidget(self._rooms, 1)
        self.for_editors(self.stopped)
        self.meetings.chosen.connect(self._choose_meeting)
        self.papers.chosen.connect(self._choose_paper)
        self.papers.opened.connect(self.preview.setFocus)
        self.stopped.wanted.connect(self._go_to)
        self.stopped.given_up.connect(self.meetings.setFocus)
        self.stopped.settled.connect(self._settled)

    def arrive(self, place: str) -> None:
        """The meetings that were closed; the newest first, or the one where the person was.

        The papers are composed anew, since something may have been changed on another page meanwhile.
        """
        self._read_meetings(place or self.place())
        self.meetings.setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self) -> str:
        """Which meeting."""
        return str(self._shown or "")

    def refresh(self, changes: Changes) -> None:
        """Anything but an export may stand in a paper; a decision, made or undone, is about this list alone."""
        if set(changes.kinds) == {"decision"}:
            self.stopped.read_again()
            self._drop_papers_that_stop()
        elif set(changes.kinds) - {"export_record"}:
            self._read_meetings(self.place())

    def leave(self) -> None:
        """The preview is given up."""
        if self._rendering is not None:
            self._rendering.cancel()

    def help(self) -> Help:
        """What the page is for."""
        return HELP

    def offers(self) -> tuple[Action, ...]:
        """Writing them all."""
        return (
            Action(
                "papers.export",
                "Export all papers",
                self._export,
                EXPORT_KEY,
                ("send", "write", "word", "pdf", "minutes", "plans"),
                "Papers",
                when=lambda: bool(self._papers),
                changes=True,
            ),
            Action(
                "papers.stopped",
                "Stopped sentences",
                self._show_stopped,
                STOPPED_KEY,
                ("secret", "decide", "postcode", "phone", "refuge"),
                "Papers",
                when=lambda: bool(self._pack.findings),
            ),
        )

    def hints(self) -> tuple[str, ...]:
        """The export, and what stops it."""
        return ("papers.export", "papers.stopped")

    def _laid_out(self) -> QWidget:
        inside = QWidget()
        about = QLabel(ABOUT)
        about.setObjectName("soft")
        about.setWordWrap(True)
        left = QVBoxLayout()
        for title, table in (("Meetings", self.meetings), ("Papers", self.papers)):
            card = Card(title)
            card.body.addWidget(table, 1)
            left.addWidget(card, 1)
        card.body.insertWidget(1, self.stopped_button, 0, Qt.AlignmentFlag.AlignLeft)  # the title has room for one
        card.corner.addWidget(self.export_button)
        left.insertWidget(1, self.refused)
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addLayout(left, 5)
        self._right, scrolled = QStackedWidget(), Scrolled()
        scrolled.column.addWidget(self.stopped)
        scrolled.column.addStretch()
        self._right.addWidget(self.preview)
        self._right.addWidget(scrolled)
        across.addWidget(self._right, 6)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(about)
        column.addLayout(across, 1)
        return inside

    def _read_meetings(self, place: str) -> None:
        self._shown = None
        with self.desk.vault.read() as read:
            closed = [row for row in meetings(read.session) if row.state.value in _CLOSED]
        self._rooms.setCurrentIndex(1 if closed else 0)
        self.meetings.show_rows(closed)
        for at, row in enumerate(closed):
            if str(row.id) == place:
                self.meetings.selectRow(at)

    def _choose_meeting(self, row: MeetingRow) -> None:
        if row.id == self._shown:
            return
        self._shown = row.id
        self._show_pack(Pack((), ()))
        self._compose()

    def _compose(self) -> None:
        if self._shown is None:
            return
        vault, meeting_id = self.desk.vault, self._shown
        self.desk.jobs.run(
            "Putting the papers together",
            lambda _: compose(vault, meeting_id),
            partial(self._composed, meeting_id),
            owner=self,
            failed=self._not_composed,
            cancellable=False,
        )

    def _composed(self, meeting_id: UUID, pack: Pack) -> None:
        if meeting_id == self._shown:
            self._show_pack(pack)

    def _not_composed(self, error: BaseException) -> None:
        if not isinstance(error, Told):
            raise error
        self.refused.say(error.say)
        self.refused.show()

    def _show_pack(self, pack: Pack) -> None:
        """The papers; while a sentence stops them, that sentence and its like in place of the preview."""
        self._pack = pack
        self.refused.hide()
        self.stopped_button.setVisible(bool(pack.findings))
        if pack.findings and self._shown is not None:
            self.stopped.show_pack(self._shown, pack)
        self._right.setCurrentIndex(1 if pack.findings and not pack.papers else 0)
        self._show_papers(pack.papers)

    def _show_stopped(self) -> None:
        """To the list, and back to the papers when it is shown already and stops nothing."""
        if self._right.currentIndex() and self._papers:
            self._right.setCurrentIndex(0)
            self.papers.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._pack.findings:
            self._right.setCurrentIndex(1)
            self.stopped.focus_first()

    def _settled(self) -> None:
        """The last sentence was decided on: on with the papers."""
        self.papers.setFocus(Qt.FocusReason.OtherFocusReason)
        self._compose()

    def _drop_papers_that_stop(self) -> None:
        if self._papers and self.stopped.undecided():
            self._show_pack(replace(self._pack, papers=()))

    def _go_to(self, stopped: StoppedSentence) -> None:
        if self._shown is not None:
            self.desk.open_page(*page_of(self.desk.vault, self._shown, stopped))

    def _show_papers(self, papers: tuple[Paper, ...]) -> None:
        self._papers = papers
        self.preview.clear()
        self.export_button.setEnabled(bool(papers) and self.desk.can_edit)
        self.papers.show_rows(papers)

    def _choose_paper(self, paper: Paper) -> None:
        self.leave()
        self.preview.clear()
        self._rendering = self.desk.jobs.run(
            "Preparing the preview",
            lambda job: render(paper.document, job),
            partial(self._rendered, paper),
            owner=self,
            failed=self._not_rendered,
        )

    def _rendered(self, paper: Paper, pdf: bytes) -> None:
        if paper is self.papers.row():
            self.preview.show_paper(_named(paper), pdf)

    def _not_rendered(self, error: BaseException) -> None:
        """Stopped, since another paper was chosen meanwhile: nothing to tell."""
        if isinstance(error, Told):
            self.desk.messages.told(error.say)
        elif not isinstance(error, Stopped):
            raise error

    def _export(self) -> None:
        if not self._papers or self._shown is None:
            return
        folder = self.desk.dialogs.choose_folder("Into which folder are the papers to be written?", Path.home())
        if folder is None:
            return
        work = partial(export, self.desk.vault, self._shown, self._papers, folder, self.desk.clock)
        self.desk.jobs.run("Writing the papers", work, self._exported, owner=self)

    def _exported(self, files: int) -> None:
        self.desk.messages.done(f"{files} {WRITTEN}")


def _named(paper: Paper) -> str:
    return paper.kind.value.capitalize() + (f" for {paper.recipient}" if paper.recipient else "")


_CLOSED = ("draft minutes", "signed off")
_MEETINGS = (
    Column[MeetingRow]("Reference", lambda row: row.reference),
    Column[MeetingRow]("Date", lambda row: short_date(row.starts_at.astimezone().date())),
    Column[MeetingRow](
        "Minutes", lambda row: "signed" if row.state.value == "signed off" else "draft", wide=True, spare=True
    ),
    Column[MeetingRow]("Cases", lambda row: str(row.cases), number=True, spare=True),
)
_PAPERS = (
    Column[Paper]("Paper", lambda paper: paper.kind.value.capitalize()),
    Column[Paper]("For", lambda paper: paper.recipient, wide=True),
)
