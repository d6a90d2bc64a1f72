"""The papers of a meeting: choose one and see it as it will be printed; write them all into a folder."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from exports.pack import Pack, Paper
from marac_desk.errors import Told
from marac_desk.findings import StoppedSentence
from storage.door import Changes
from storage.queries import MeetingRow, meetings
from ui.papers.beside import Beside, Side
from ui.papers.making import compose, export, folder_of, written
from ui.papers.offers import EXPORT_KEY, HINTS, NOTES_KEY, SIGN_KEY, STOPPED_KEY, Can, offers
from ui.papers.places import note_in, page_of
from ui.papers.wording import ABOUT, CLOSED, EMPTY, HELP, MEETING_CLOSED, MEETINGS, PAPERS, READY, WHERE, is_signed
from ui.shell.actions import Action
from ui.shell.desk import Desk
from ui.shell.page import Help, Page
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.keycap import KeyButton
from ui.widgets.mark import Tone
from ui.widgets.notice import Notice
from ui.widgets.tab_order import follow_in_tab_order
from ui.widgets.table import Table

BESIDE = "|"


class PapersPage(Page):
    """Meetings and papers at the left, the preview at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Papers")
        self._papers: tuple[Paper, ...] = ()
        self._pack = Pack((), ())
        self._shown: UUID | None = None
        self._filling = False
        self.meetings: Table[MeetingRow] = Table("Meetings", MEETINGS)
        self.papers: Table[Paper] = Table("Papers of this meeting", PAPERS)
        self.beside = Beside(desk)
        self.preview, self.stopped, self.minutes = self.beside.preview, self.beside.stopped, self.beside.minutes
        self.stopped_button = KeyButton("Stopped sentences", STOPPED_KEY)
        self.stopped_button.clicked.connect(self._show_stopped)
        self.sign_button = KeyButton("Sign off the minutes", SIGN_KEY)
        self.notes_button = KeyButton("Signature and notes", NOTES_KEY)
        for button in (self.sign_button, self.notes_button):
            button.clicked.connect(self._show_minutes)
        self.refused = Notice("", Tone.WARN)
        self.refused.hide()
        self.export_button = KeyButton("Export all", EXPORT_KEY)
        self.export_button.setObjectName("primary")
        self.export_button.clicked.connect(self._export)
        self._rooms = QStackedWidget()
        self._rooms.addWidget(EmptyState("No papers yet", EMPTY))
        self._rooms.addWidget(self._laid_out())
        self.body.addWidget(self._rooms, 1)
        follow_in_tab_order(self.sign_button, (self.notes_button, self.meetings))
        self.for_editors(self.stopped)
        self.meetings.chosen.connect(self._choose_meeting)
        self.papers.chosen.connect(self._choose_paper)
        self.papers.opened.connect(self._look)
        self.stopped.wanted.connect(self._go_to)
        self.stopped.given_up.connect(self.meetings.setFocus)
        self.stopped.settled.connect(self._settled)
        self.minutes.given_up.connect(self._back_to_papers)
        self.minutes.sign.signed.connect(self.papers.setFocus)

    def arrive(self, place: str) -> None:
        """The meetings that were closed; the newest first, or the one where the person was.

        The papers are composed anew, since something may have been changed on another page meanwhile.
        """
        meeting, _, beside = (place or self.place()).partition(BESIDE)
        self._read_meetings(meeting)
        if beside:
            self._turn_to_minutes()
        self.meetings.setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self) -> str:
        """Which meeting, and whether its signature is seen."""
        signature = f"{BESIDE}{Side.MINUTES.name}" if self.beside.shows(Side.MINUTES) else ""
        return f"{self._shown or ''}{signature}"

    def refresh(self, changes: Changes) -> None:
        """Anything but an export may stand in a paper; a decision, made or undone, is about this list alone."""
        if set(changes.kinds) == {"decision"}:
            self.stopped.read_again()
            self._drop_papers_that_stop()
            self._read_minutes()
        elif set(changes.kinds) - {"export_record"}:
            self._read_meetings(str(self._shown or ""))

    def leave(self) -> None:
        """The preview is given up."""
        self.beside.give_up()

    def help(self) -> Help:
        """What the page is for."""
        return HELP

    def offers(self) -> tuple[Action, ...]:
        """Writing them all, what stops them, and the signature."""
        can = Can(lambda: bool(self._papers), lambda: bool(self._pack.findings), self._is_signed)
        return offers(can, self._export, self._show_stopped, self._show_minutes)

    def hints(self) -> tuple[str, ...]:
        """The keys of the same."""
        return HINTS

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
            if table is self.meetings:
                card.corner.addWidget(self.sign_button)
                card.corner.addWidget(self.notes_button)
        card.body.insertWidget(1, self.stopped_button, 0, Qt.AlignmentFlag.AlignLeft)  # the title has room for one
        card.corner.addWidget(self.export_button)
        left.insertWidget(1, self.refused)
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addLayout(left, 5)
        across.addWidget(self.beside, 6)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(about)
        column.addLayout(across, 1)
        return inside

    def _read_meetings(self, place: str) -> None:
        self._shown = None
        with self.desk.vault.read() as read:
            closed = [row for row in meetings(read.session) if row.state in CLOSED]
        self._rooms.setCurrentIndex(1 if closed else 0)
        self.meetings.show_rows(closed)
        for at, row in enumerate(closed):
            if str(row.id) == place:
                self.meetings.selectRow(at)

    def _choose_meeting(self, row: MeetingRow) -> None:
        if row.id == self._shown:
            return
        self._shown = row.id
        self.sign_button.setVisible(not is_signed(row))
        self.notes_button.setVisible(is_signed(row))
        if row.id != self.minutes.meeting_id:
            self.beside.turn_to(Side.PREVIEW)
        self._show_pack(Pack((), ()))
        self._read_minutes()
        self.turned.emit()
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
            self._read_minutes()
            if pack.papers and self.desk.messages.shown() == MEETING_CLOSED:
                self.desk.messages.done(READY)

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
        if pack.findings and not pack.papers:
            self.beside.turn_to_what_stops()
        elif self.beside.shows(Side.STOPPED):
            self.beside.turn_to(Side.PREVIEW)
        self._show_papers(pack.papers)

    def _show_minutes(self) -> None:
        """To the signature, or to the notes on signed minutes, and from there back."""
        if self.beside.holds_focus():
            self._back_to_papers()
        elif self._shown is not None:
            self._turn_to_minutes()
            self.minutes.focus_first()

    def _turn_to_minutes(self) -> None:
        if not self.beside.shows(Side.MINUTES):
            self.beside.turn_to(Side.MINUTES)
            self._read_minutes()

    def _read_minutes(self) -> None:
        row = self.meetings.row()
        if self.beside.shows(Side.MINUTES) and row is not None and row.id == self._shown:
            self.minutes.show_meeting(row, self._pack)

    def _back_to_papers(self) -> None:
        self.beside.turn_to(Side.STOPPED if self._pack.findings and not self._papers else Side.PREVIEW)
        self.papers.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look(self) -> None:
        """Into the paper."""
        self.beside.turn_to(Side.PREVIEW)
        self.preview.setFocus()

    def _is_signed(self) -> bool | None:
        """Whether the minutes of this meeting are; nothing where there is none."""
        row = self.meetings.row()
        return is_signed(row) if row is not None and row.id == self._shown else None

    def _show_stopped(self) -> None:
        """To the list, and back to the papers when it is shown already and stops nothing."""
        if self.beside.shows(Side.STOPPED) and self._papers:
            self._back_to_papers()
        elif self._pack.findings:
            self.beside.turn_to(Side.STOPPED)
            self.stopped.focus_first()

    def _settled(self) -> None:
        """The last sentence was decided on: on with the papers."""
        self.papers.setFocus(Qt.FocusReason.OtherFocusReason)
        self._compose()

    def _drop_papers_that_stop(self) -> None:
        if self._papers and self.stopped.undecided():
            self._show_pack(replace(self._pack, papers=()))

    def _go_to(self, stopped: StoppedSentence) -> None:
        if self._shown is None:
            return
        if (number := note_in(stopped)) is not None:
            self._turn_to_minutes()
            self.minutes.signed.go_to_note(number)
        else:
            self.desk.open_page(*page_of(self.desk.vault, self._shown, stopped))

    def _show_papers(self, papers: tuple[Paper, ...]) -> None:
        self._papers = papers
        self.beside.clear()
        self.export_button.setEnabled(bool(papers) and self.desk.can_edit)
        self._filling = True
        self.papers.show_rows(papers)
        self._filling = False
        self.turned.emit()  # other keys help now

    def _choose_paper(self, paper: Paper) -> None:
        if not self._filling and self.beside.shows(Side.MINUTES):
            self.beside.turn_to(Side.PREVIEW)
        self.beside.show_paper(paper)

    def _export(self) -> None:
        if not self._papers or self._shown is None:
            return
        folder = self.desk.dialogs.choose_for_files(WHERE, folder_of(self.desk.vault, self._shown))
        if folder is None:
            return
        work = partial(export, self.desk.vault, self._shown, self._papers, folder, self.desk.clock)
        done = partial(self._exported, folder)
        self.beside.give_way_to(self.desk.jobs.run("Writing the papers", work, done, owner=self))

    def _exported(self, folder: Path, files: int) -> None:
        self.desk.messages.done(written(files, folder))
