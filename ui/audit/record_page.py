"""The history of one record: what was changed, by whom, from what to what; an older value can be put back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent

from marac_desk.errors import Told
from storage.door import Changes
from storage.record_history import Older, ToldChange, record_history
from storage.told_values import Teller
from storage.told_words import table_word
from ui.audit.lines import done, when
from ui.audit.opening import note_look
from ui.guarded import guarded
from ui.shell.actions import Action
from ui.shell.desk import Desk
from ui.shell.jobs import Job
from ui.shell.page import Help, Page
from ui.widgets.card import Card
from ui.widgets.keycap import KeyButton
from ui.widgets.rows import fact, words
from ui.widgets.table import Column, Table

BACK_KEY, SHOW_KEY, RESTORE_KEY = "Alt+Up", "Alt+S", "Alt+R"
WIDE = 110
"""From how many letters across every column has room."""
_ALSO_BELOW = (4, 5)
"""The columns that the card below the table shows whole."""
CASE = "case_file"
ABOUT = "Each line is one field, from what to what. Nobody can alter this unnoticed."
COVERED = "•••"
NOTHING_YET = "Nothing is known of this record."
HELP = Help(
    "History",
    (
        "Each line is one change: who made it and when, what it was before and what it became.",
        "How to reach somebody safely, and other protected words, are covered until you press Alt S.",
        "Alt R puts the older value of the line you are at back. That is an edit of its own, and can be undone.",
        "What is under signed minutes stays as it was signed. A correction is added as a dated note.",
        "Each entry is sealed to the one before it, so nobody can alter this unnoticed.",
    ),
)
_BACK = {
    CASE: "case",
    "meeting": "agenda",
    "action": "actions",
    "agency": "agencies",
    "marac": "practice",
    "keyholder": "people",
}


class RecordPage(Page):
    """A table, and below it the line one is at in full. `place` is the record: `table/key`, or a case alone."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "History")
        self._record = ("", "")
        self._uncovered = False
        self._reading: Job | None = None
        self.about = words(ABOUT, "soft")
        self.body.addWidget(self.about)
        self.table: Table[ToldChange] = Table("History", self._columns())
        card = Card()
        card.body.addWidget(self.table)
        self.body.addWidget(card, 1)
        self.detail = Card("The line you are at")
        self.show_words = KeyButton("Show protected words", SHOW_KEY)
        self.restore = KeyButton("Put the older value back", RESTORE_KEY)
        for button, do in ((self.show_words, self._uncover), (self.restore, self._restore)):
            button.clicked.connect(do)
            self.detail.corner.addWidget(button)
        self.before, self.after = fact("Before", ""), fact("After", "")
        for part in (self.before, self.after):
            self.detail.body.addWidget(part)
        self.body.addWidget(self.detail)
        self.table.chosen.connect(self._show_line)

    def arrive(self, place: str) -> None:
        """Reads the record's history beside the window: it may be long."""
        if place:
            table, _, key = place.rpartition("/")
            self._record, self._uncovered = (table or CASE, key), False
        if self._record[0] == CASE and (not_noted := note_look(self.desk.vault, self._record[1])):
            self.desk.messages.told(not_noted)
        self._read()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self) -> str:
        """Which record."""
        return "/".join(self._record) if self._record[0] else ""

    def refresh(self, changes: Changes) -> None:
        """There is one more entry."""
        self._read()

    def leave(self) -> None:
        """What was uncovered is covered again."""
        self._uncovered = False

    def help(self) -> Help:
        """What it is."""
        return HELP

    def offers(self) -> tuple[Action, ...]:
        """The older value, the covered words, and the way back."""
        return (
            Action(
                *("history.restore", "Put the older value back", self._restore, RESTORE_KEY, ("restore",), "History"),
                when=lambda: self._older() is not None,
                changes=True,
            ),
            Action("history.show", "Show protected words", self._uncover, SHOW_KEY, ("secret", "safe"), "History"),
            Action("history.back", "Back to the record", self._back, BACK_KEY, ("back",), "History"),
        )

    def hints(self) -> tuple[str, ...]:
        """The same."""
        return ("history.back", "history.show", "history.restore")

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is little room, before and after are read below the table alone: cut they say nothing."""
        narrow = self.width() < WIDE * self.fontMetrics().averageCharWidth()
        for at in _ALSO_BELOW:
            self.table.setColumnHidden(at, narrow)

    def _read(self) -> None:
        record = self._record
        if not record[0]:
            return

        def work(_job: Job) -> tuple[str, tuple[ToldChange, ...]]:
            with self.desk.vault.read() as read:
                connection = read.session.connection()
                name = Teller(connection).name(*record)
                return name, record_history(connection, *record)

        self._reading = self.desk.jobs.run(
            "Reading the history", work, lambda found: self._show(record, *found), owner=self, cancellable=False
        )

    def _show(self, record: tuple[str, str], name: str, changes: tuple[ToldChange, ...]) -> None:
        if record != self._record:
            return
        self.title.setText(f"History of {table_word(record[0])} {name}")
        self.table.show_rows(changes)
        self._fit()
        self.about.setText(ABOUT if changes else NOTHING_YET)
        self.detail.setVisible(bool(changes))
        self._show_line()
        self.turned.emit()

    def _show_line(self) -> None:
        row = self.table.row()
        if row is None:
            return
        for part in (self.before, self.after):
            self.detail.body.removeWidget(part)
            part.hide()
            part.deleteLater()
        self.before = fact("Before", self._covered(row, row.before) or "nothing")
        self.after = fact("After", self._covered(row, row.after) or "nothing")
        for part in (self.before, self.after):
            self.detail.body.addWidget(part)
            part.setVisible(bool(row.before or row.after))
        self.detail.title.setText(f"{done(row.line.kind, row.line.label)}: {row.what}")
        self.restore.setEnabled(row.older is not None and self.desk.can_edit)

    def _covered(self, row: ToldChange, text: str) -> str:
        return COVERED if row.guarded and text and not self._uncovered else text

    def _uncover(self) -> None:
        self._uncovered = not self._uncovered
        self.show_words.setText("Cover protected words" if self._uncovered else "Show protected words")
        self.table.viewport().update()
        self._show_line()

    def _older(self) -> Older | None:
        row = self.table.row()
        return row.older if row else None

    def _restore(self) -> None:
        """Asks nothing, since it can be undone by one key."""
        from storage.older_values import restore

        if (older := self._older()) is None:
            return
        try:
            label = restore(self.desk.vault, older)
        except Told as told:
            self.desk.messages.told(told.say)
        else:
            self.desk.messages.done(f"{label}: done. Ctrl Z takes it back.")

    def _back(self) -> None:
        table, key = self._record
        page = _BACK.get(table, "audit")
        self.desk.open_page(page, key if table in (CASE, "meeting", "marac", "keyholder") else "")

    def _columns(self) -> tuple[Column[ToldChange], ...]:
        return (
            Column[ToldChange]("When", lambda row: when(row.line.at)),
            Column[ToldChange]("Who", lambda row: row.line.who),
            Column[ToldChange]("What was done", lambda row: done(row.line.kind, row.line.label)),
            Column[ToldChange]("Of what", lambda row: row.what, wide=True),
            Column[ToldChange]("Before", lambda row: self._covered(row, row.before), wide=True),
            Column[ToldChange]("After", lambda row: self._covered(row, row.after), wide=True),
        )
