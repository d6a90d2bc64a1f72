"""The backups of the vault: when they were made, what they hold, and where they are."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from marac_desk.errors import VaultDamaged
from storage.door import Changes
from ui.backups.listing import Line, check, choosing, lines
from ui.backups.minder import make
from ui.backups.wording import day, moment, sentence, size, stands
from ui.shell.actions import Action
from ui.shell.desk import Desk
from ui.shell.page import Help, Page
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.mark import Pill, Tone
from ui.widgets.notice import Notice
from ui.widgets.rows import empty, line, words
from ui.widgets.scroll import Scrolled
from ui.widgets.table import Column, Table

ABOUT = (
    "A backup is made by itself after each day with a change, and checked. It is encrypted like the vault, "
    "and opens with the passphrases and the recovery code of its day."
)
NOTHING = "There is no backup yet. The first is made by itself an hour after the vault was."
CHECKED, OPENED, UNREADABLE, UNCHANGED = "when made", "now", "! damaged", "now, unchanged"
STRANGE = "! not this vault’s"
MADE = "The backup is made and checked."
KEPT = (
    "This backup is what it was when it was made. Only a passphrase of its day opens it, as the key was changed since."
)
HELP = Help(
    "Backups",
    (
        "You need not think of them: one is made after each day with a change, while you work, and checked.",
        "The last three stay, and the newest of each of the last seven days, five weeks and twelve months.",
        "When they take too much room, the oldest go first: so the disk is never filled with backups.",
        "What you make by hand stays for a week; what is made before an update or a restore stays for a month.",
        "A second place, such as a stick kept in a safe, gets a copy of the newest backup when it is plugged in.",
        "Somebody who was removed can still open the backups from before, with their passphrase of then.",
        "To restore one, lock the vault and choose “Restore a backup”. What is there now is kept first.",
    ),
)


class BackupsPage(Page):
    """How the two places stand, and a table of every backup."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Backups")
        self._checked: dict[Path, str] = {}
        self.notice = Notice("", Tone.WARN)
        self.notice.hide()
        self.make, self.check = QPushButton("Make a backup now"), QPushButton("Check this backup")
        self.choose, self.without = QPushButton("Choose a second place"), QPushButton("Do without a second place")
        self.table: Table[Line] = Table("Backups", self._columns())
        self.make.setObjectName("primary")
        for button, do in (
            (self.make, self._make),
            (self.check, self._check),
            (self.choose, self._choose),
            (self.without, self._without),
        ):
            button.clicked.connect(do)
        self.table.opened.connect(self._check)
        self.nothing = words(NOTHING, "soft")
        sheet = Scrolled()
        for part in (words(ABOUT, "soft"), self.notice, self._places(), self._list()):
            sheet.column.addWidget(part)
        sheet.column.addStretch()
        self.body.addWidget(sheet, 1)
        desk.backups.changed.connect(self._stand_changed)

    def arrive(self, place: str) -> None:
        """Everything is read anew."""
        self.show_state()
        self.make.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, changes: Changes) -> None:
        """Another second place is the one thing in the vault that matters here."""
        if changes.touch("setting"):
            self._read()

    def help(self) -> Help:
        """What is kept, and how one is restored."""
        return HELP

    def offers(self) -> tuple[Action, ...]:
        """Making one."""
        return (Action("backups.make", "Make a backup now", self._make, "", ("copy", "safe", "stick"), "Vault"),)

    def _places(self) -> Card:
        card = Card("Where they are")
        self._stands = QVBoxLayout()
        self._stands.setSpacing(0)
        card.body.addLayout(self._stands)
        buttons = QWidget()
        row = FlowLayout(buttons)
        for button in (self.make, self.choose, self.without):
            row.addWidget(button)
        card.body.addWidget(buttons)
        return card

    def _list(self) -> Card:
        card = Card("All backups")
        card.corner.addWidget(self.check)
        card.body.addWidget(self.nothing)
        card.body.addWidget(self.table)
        return card

    def _columns(self) -> tuple[Column[Line], ...]:
        return (
            Column("Made", lambda row: moment(row.backup.note.made_at) if row.backup.note else row.backup.path.name),
            Column("Why", lambda row: row.backup.note.why.value.capitalize() if row.backup.note else "", wide=True),
            Column("Changes", lambda row: f"{row.backup.note.sequence:,}" if row.backup.note else "", number=True),
            Column("Last change", lambda row: day(row.backup.note.changed_at) if row.backup.note else ""),
            Column("Size", lambda row: size(row.backup.size) if row.backup.note else "", number=True),
            Column("Where", lambda row: row.where),
            Column("Checked", self._state),
        )

    def _state(self, row: Line) -> str:
        if row.backup.note is None:
            return UNREADABLE
        return self._checked.get(row.backup.path, CHECKED) if row.own else STRANGE

    def _stand_changed(self) -> None:
        if self.isVisible():
            self.show_state()

    def show_state(self) -> None:
        """How the places stand, as far as it is known; the table follows."""
        state, now = self.desk.backups.state, self.desk.clock()
        said = sentence(state, now) if state else ""
        self.notice.say(said)
        self.notice.setVisible(bool(said))
        empty(self._stands)
        for stand in stands(state, now):
            self._stands.addWidget(line(stand.what, Pill(stand.how, stand.tone)))
        if state and state.second:
            self._stands.addWidget(line("Folder of the second place", str(state.second.path)))
        self.without.setVisible(bool(state and state.second))
        self._read()

    def _read(self) -> None:
        vault = self.desk.vault
        self.desk.jobs.run("Looking for backups", lambda _: lines(vault), self.show_lines, owner=self, quiet=True)

    def show_lines(self, found: tuple[Line, ...]) -> None:
        """Every backup that was found, newest first."""
        self.table.show_rows(found)
        self.table.show_whole()
        self.table.setVisible(bool(found))
        self.nothing.setVisible(not found)
        self.check.setEnabled(bool(found))

    def _make(self) -> None:
        self.desk.backups.run("Backing up", make, lambda: self.desk.messages.done(MADE))

    def _check(self) -> None:
        row, vault = self.table.row(), self.desk.vault
        if row is None:
            return
        path = row.backup.path
        self.desk.jobs.run(
            "Checking the backup",
            lambda job: check(vault, path, job),
            partial(self._is_checked, path),
            owner=self,
            failed=partial(self._is_not, path),
        )

    def _is_checked(self, path: Path, opened: bool) -> None:
        self._checked[path] = OPENED if opened else UNCHANGED
        self.desk.messages.done("The backup is whole." if opened else KEPT)
        self._read()

    def _is_not(self, path: Path, error: BaseException) -> None:
        if isinstance(error, VaultDamaged):
            self._checked[path] = UNREADABLE
            self._read()
        self.desk.backups.tell(error)

    def _choose(self) -> None:
        title = "Where is the second place for backups?"
        if (place := self.desk.dialogs.choose_folder(title, Path.home())) is not None:
            self.desk.backups.run("Copying to the second place", choosing(place))

    def _without(self) -> None:
        self.desk.backups.run("Doing without a second place", choosing(None))
