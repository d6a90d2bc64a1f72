"""Making a vault: who you are, where it lies, and your passphrase."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from marac_desk.keyholders import MANAGERS, Role
from ui.shell.jobs import Jobs
from ui.unlock.sheet import Sheet
from ui.widgets.chips import Option
from ui.widgets.form import Form
from ui.widgets.new_passphrase import NewPassphrase
from ui.widgets.notice import Notice

TEXT = "A vault is a folder of its own. Several people can open it, each with their own passphrase; you are the first."


@dataclass(frozen=True)
class Wanted:
    """The vault that is to be made."""

    path: Path
    name: str
    role: Role
    passphrase: str = field(repr=False)


class MakePage(Sheet):
    """`asked` brings a `Wanted`."""

    asked = Signal(object)
    back = Signal()
    choose = Signal()

    def __init__(self, jobs: Jobs) -> None:
        super().__init__("Make a vault", TEXT)
        self.error = Notice()
        self.error.hide()
        self._form = form = Form()
        self.name = form.line("Your name", "It stands beside each change that you make.")
        self.role = form.choice("Your role", [Option(role.value, role.value.capitalize()) for role in MANAGERS])
        self.role.choose(MANAGERS[0].value)
        self.path = form.line("Folder", "A new or an empty one, on this computer rather than on a shared drive.")
        self._new = NewPassphrase(form, jobs, lambda: [self.name.text()])
        self.passphrase, self.again = self._new.first, self._new.again
        self.make = QPushButton("Make the vault")
        choose, back = QPushButton("Choose the folder"), QPushButton("Back")
        for part in (self.error, form):
            self.body.addWidget(part)
        self._put_beside(self.path, choose)
        self.add_buttons(self.make, back)
        self.make.clicked.connect(self._ask)
        self.again.returnPressed.connect(self._ask)
        QShortcut(Qt.Key.Key_Escape, back, back.click)
        back.clicked.connect(self.back)
        choose.clicked.connect(self.choose)

    def begin(self, folder: Path) -> None:
        """An empty form."""
        self.path.setText(str(folder))
        self._new.clear()
        self.error.hide()
        self._form.clear_errors()
        self._ready(True)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def busy(self) -> None:
        """It is being made."""
        self.error.hide()
        self._ready(False)

    def fail(self, sentence: str) -> None:
        """It could not be made there."""
        self._ready(True)
        self.error.say(sentence)
        self.error.show()
        self.path.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ready(self, ready: bool) -> None:
        self.make.setText("Make the vault" if ready else "Making the vault …")
        self.make.setEnabled(ready)

    def _ask(self) -> None:
        if not self.make.isEnabled():
            return
        self._form.clear_errors()
        if self._is_filled() and (passphrase := self._new.given()):
            name, path = self.name.text().strip(), Path(self.path.text().strip()).expanduser()
            self.asked.emit(Wanted(path, name, Role(self.role.chosen()), passphrase))

    def _is_filled(self) -> bool:
        for control, sentence in (
            (self.name, "Please type your name."),
            (self.path, "Please say where the vault is to lie."),
        ):
            if not control.text().strip():
                self._form.fail(control, sentence)
                return False
        return True

    def _put_beside(self, control: QWidget, button: QPushButton) -> None:
        """A button at the right of a field's control."""
        column = self._form.field(control).column
        row = QHBoxLayout()
        row.setSpacing(8)
        column.replaceWidget(control, holder := QWidget())
        row.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(row)
        row.addWidget(control, 1)
        row.addWidget(button)
        QWidget.setTabOrder(control, button)
