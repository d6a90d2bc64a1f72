"""Restoring a backup: choose it, open it with a passphrase of its day, read what that means, and only then do it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from ui.backups.wording import moment, size
from ui.unlock.sheet import Sheet
from ui.widgets.announce import announce
from ui.widgets.form import Form
from ui.widgets.mark import Tone
from ui.widgets.notice import Notice
from ui.widgets.rows import words
from ui.widgets.table import Column, Table

if TYPE_CHECKING:
    from storage.backup_folder import Backup

TEXT = "A backup takes the place of the vault. What is there now is kept first."
NONE_HERE = "There are no backups in this folder. Look in another one, such as the stick."
HINT = "One that opened the vault on the day of the backup, or the recovery code."
_ROWS = 5
CHECK, RESTORE, KEYS = "Check this backup", "Restore this backup", "Put the key file back"


class RestorePage(Sheet):
    """`asked` brings backup, folder and passphrase: first to check them, and then, if `sure`, to restore."""

    asked = Signal(object, object, str, bool)
    elsewhere = Signal()
    back = Signal()

    def __init__(self) -> None:
        super().__init__("Restore a backup", TEXT)
        self.notice = Notice()
        self.notice.hide()
        self.place = words("", "side")
        self.table: Table[Backup] = Table("Backups", _COLUMNS)
        self.other = QPushButton("Look in another folder")
        self._form = form = Form()
        self.into = form.line("Folder of the vault", "Where the restored vault is to lie.")
        self.passphrase = form.secret("Passphrase", HINT)
        self.go_on, back = QPushButton(CHECK), QPushButton("Back")
        where = QHBoxLayout()
        where.setSpacing(12)
        where.addWidget(self.place, 1)
        where.addWidget(self.other)
        self.body.addLayout(where)
        for part in (self.table, form, self.notice):
            self.body.addWidget(part)
        self.add_buttons(self.go_on, back)
        self.go_on.clicked.connect(self._ask)
        self.passphrase.returnPressed.connect(self._ask)
        self.table.opened.connect(self.passphrase.setFocus)
        self.table.chosen.connect(self._unsure)
        self.into.textEdited.connect(self._unsure)
        self.passphrase.line.textEdited.connect(self._unsure)
        self.other.clicked.connect(self.elsewhere)
        QShortcut(Qt.Key.Key_Escape, back, back.click)
        back.clicked.connect(self.back)
        self._sure = False

    def begin(self, into: Path) -> None:
        """Which vault it is about."""
        self.into.setText(str(into))
        self.passphrase.clear()
        self.notice.hide()
        self._form.clear_errors()
        self._unsure()
        self.ready(True)

    def show_backups(self, place: Path, backups: Sequence[Backup]) -> None:
        """Those in a folder."""
        self.place.setText(f"Backups in {place}" if backups else NONE_HERE)
        self.table.show_rows(backups)
        self.table.setVisible(bool(backups))
        self.table.show_rows_at_once(_ROWS)
        (self.table if backups else self.other).setFocus(Qt.FocusReason.OtherFocusReason)

    def is_whole(self, summary: str, button: str, tone: Tone) -> None:
        """It was checked; what restoring means is read before it is done."""
        self.ready(True)
        self._sure = True
        self.go_on.setText(button)
        self._say(summary, tone)
        self.go_on.setFocus(Qt.FocusReason.OtherFocusReason)

    def fail(self, sentence: str) -> None:
        """It did not work, and why."""
        self.ready(True)
        self._unsure()
        self._say(sentence, Tone.WARN)
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def ready(self, ready: bool) -> None:
        """Whether something can be asked for."""
        self.go_on.setEnabled(ready)
        self.other.setEnabled(ready)
        self.passphrase.line.setReadOnly(not ready)

    def _say(self, sentence: str, tone: Tone) -> None:
        self.notice.say(sentence, tone)
        self.notice.show()
        announce(self.notice, sentence, at_once=True)
        QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(self.go_on))

    def _unsure(self) -> None:
        """Something else was chosen or typed: it is checked again first."""
        self._sure = False
        self.go_on.setText(CHECK)
        self.notice.hide()

    def _ask(self) -> None:
        backup = self.table.row()
        self._form.clear_errors()
        if not self.go_on.isEnabled():
            return
        if backup is None:
            self._say(NONE_HERE, Tone.WARN)
        elif not self.into.text().strip():
            self._form.fail(self.into, "Please say where the vault is to lie.")
        elif not self.passphrase.text():
            self._form.fail(self.passphrase, "Please type a passphrase.")
        else:
            into = Path(self.into.text().strip()).expanduser()
            self.asked.emit(backup.path, into, self.passphrase.text(), self._sure)


_COLUMNS = (
    Column["Backup"]("Made", lambda row: moment(row.note.made_at) if row.note else row.path.name),
    Column["Backup"]("Why", lambda row: row.note.why.value.capitalize() if row.note else "! damaged", wide=True),
    Column["Backup"]("Changes", lambda row: f"{row.note.sequence:,}" if row.note else "", number=True),
    Column["Backup"]("Size", lambda row: size(row.size) if row.note else "", number=True),
)
