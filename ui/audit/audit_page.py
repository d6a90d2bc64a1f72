"""The history of the whole vault: every change, every look at a case file, every paper that left, newest first."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from marac_desk.errors import Refused
from marac_desk.keyholders import Right
from storage.audit_rows import (
    AuditFilter,
    AuditPage,
    AuditRow,
    audit_page,
    entry_detail,
    people_in_history,
)
from storage.door import Changes
from ui.audit.filters import AuditFilters, in_words
from ui.audit.lines import done, when
from ui.audit.log_export import export_log
from ui.audit.opening import history_of
from ui.shell.actions import Action
from ui.shell.desk import Desk
from ui.shell.jobs import Job
from ui.shell.page import Help, Page
from ui.widgets.card import Card
from ui.widgets.keycap import KeyButton
from ui.widgets.rows import words
from ui.widgets.scroll import Scrolled
from ui.widgets.table import Column, Table

OLDER_KEY, EXPORT_KEY = "Alt+O", "Alt+E"
NOTHING = "No entry matches what you have chosen."
NOTHING_MORE = "it changed no record, or what it changed was erased"
NO_RECORD = "This entry is about no record, so there is no more to see of it."
HELP = Help(
    "History",
    (
        "Every change, every look at a case file, every paper that left and every failed attempt to unlock is here.",
        "Choose what, by whom and from when; type a case's reference to see only what is about it.",
        "Enter opens the history of the record that an entry is about, field by field.",
        "Alt E writes what you have chosen as Word and PDF: labels, references, who and when, no word of a record.",
        "Each entry is sealed to the one before it. The seal is checked each time the vault is opened.",
    ),
)


class AuditPageView(Page):
    """Filters, a table, and how many lines there are."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "History")
        self._wanted = AuditFilter()
        self._asked = 0
        self.filters = AuditFilters()
        self.state, self.count, self.detail = words("", "soft"), words("", "soft"), words("")
        self.table: Table[AuditRow] = Table("Entries of the history", _COLUMNS)
        self.older = KeyButton("Show older", OLDER_KEY)
        self.export = KeyButton("Write as Word and PDF", EXPORT_KEY)
        card, row = Card(), QHBoxLayout()
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self.detail)
        row.addWidget(self.count, 1)
        for button, do in ((self.older, self._show_older), (self.export, self._export)):
            button.clicked.connect(do)
            row.addWidget(button)
        card.body.addLayout(row)
        sheet = Scrolled()  # with large text the filters alone are as high as a small screen
        sheet.column.addWidget(self.filters)
        sheet.column.addWidget(card, 1)
        self.body.addWidget(self.state)
        self.body.addWidget(sheet, 1)
        self.table.setMinimumHeight(200)
        self.table.opened.connect(self._open)
        self.table.chosen.connect(self._ask_for_detail)
        self.filters.changed.connect(self._read)
        desk.history_watch.changed.connect(self._show_state)

    def arrive(self, place: str) -> None:
        """What was chosen last."""
        with self.desk.vault.read() as read:
            self.filters.offer_people(people_in_history(read.session))
        self._show_state()
        self._read()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, changes: Changes) -> None:
        """There is one more entry."""
        self._read()

    def leave(self) -> None:
        """Nothing is looked for any more."""
        self.filters.stop()

    def help(self) -> Help:
        """What is kept here."""
        return HELP

    def offers(self) -> tuple[Action, ...]:
        """Older entries, and the log as a paper."""
        return (
            Action("audit.older", "Show older entries", self._show_older, OLDER_KEY, ("more",), "History"),
            Action(
                "audit.export",
                "Write the history as Word and PDF",
                self._export,
                EXPORT_KEY,
                ("log", "export"),
                "History",
            ),
        )

    def hints(self) -> tuple[str, ...]:
        """The same."""
        return ("audit.older", "audit.export")

    def _read(self) -> None:
        self.filters.stop()
        try:
            self._wanted = self.filters.chosen(self.desk.clock().astimezone().date())
        except Refused as refused:
            self.desk.messages.told(refused.say)
            return
        self._ask(None)

    def _show_older(self) -> None:
        if self.table.rows() and self.older.isEnabled():
            self._ask(self.table.rows()[-1].line.sequence)

    def _ask(self, below: int | None) -> None:
        """Beside the window: a filter may have to look through the whole history. Only the newest question counts."""
        self._asked += 1
        wanted, asked = self._wanted, self._asked

        def work(_job: Job) -> AuditPage:
            with self.desk.vault.read() as read:
                return audit_page(read.session, wanted, below)

        def show(page: AuditPage) -> None:
            if asked == self._asked:
                self._show(page, below)

        self.desk.jobs.run("Reading the history", work, show, owner=self, cancellable=False)

    def _show(self, page: AuditPage, below: int | None) -> None:
        rows = page.rows if below is None else (*self.table.rows(), *page.rows)
        self.table.show_rows(rows)
        self.detail.setVisible(bool(rows))
        self.older.setEnabled(page.more)
        self.export.setEnabled(bool(rows) and self.desk.vault.may(Right.EXPORT))
        entries = f"{len(rows)} {'entry is' if len(rows) == 1 else 'entries are'} shown"
        self.count.setText(f"{entries}; there are older ones." if page.more else f"{entries}." if rows else NOTHING)

    def _ask_for_detail(self, row: AuditRow) -> None:
        """What the entry one is at changed."""
        vault, sequence = self.desk.vault, row.line.sequence

        def work(_job: Job) -> str:
            with vault.read() as read:
                return "; ".join(entry_detail(read.session, sequence))

        def show(told: str) -> None:
            now = self.table.row()
            if now is not None and now.line.sequence == sequence:
                self.detail.setText(f"Entry {sequence}: {told or NOTHING_MORE}.")

        self.desk.jobs.run("Reading the entry", work, show, owner=self, quiet=True)

    def _show_state(self) -> None:
        self.state.setText(self.desk.history_watch.said)

    def _open(self, row: AuditRow) -> None:
        """The history of the record."""
        place = history_of(self.desk.vault, row.record) if row.record else ""
        if place:
            self.desk.open_page("history", place)
        else:
            self.desk.messages.told(NO_RECORD)

    def _export(self) -> None:
        folder = self.desk.dialogs.choose_for_files("Into which folder is the history to be written?", "MARAC history")
        if folder is None:
            return
        person = next((name for key, name in self._people() if key == self._wanted.who), "")
        chosen = in_words(self._wanted, person)
        work = partial(export_log, self.desk.vault, self._wanted, chosen, folder, self.desk.clock())
        self.desk.jobs.run("Writing the history", work, self._exported, owner=self)

    def _people(self) -> tuple[tuple[object, str], ...]:
        with self.desk.vault.read() as read:
            return people_in_history(read.session)

    def _exported(self, entries: int) -> None:
        self.desk.messages.done(f"{entries} entries are written as Word and PDF. The files are not encrypted.")


_COLUMNS = (
    Column[AuditRow]("Entry", lambda row: str(row.line.sequence), number=True),
    Column[AuditRow]("When", lambda row: when(row.line.at)),
    Column[AuditRow]("Who", lambda row: row.line.who),
    Column[AuditRow]("What was done", lambda row: done(row.line.kind, row.line.label), wide=True),
    Column[AuditRow]("About", lambda row: row.about, wide=True),
)
