"""Unlocking: one field, one button, and for each thing that can go wrong a sentence of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from marac_desk.errors import EditsLost, MustWait, Told, VaultInUse, WrongPassphrase
from ui.shell.read_only_bar import since_when
from ui.unlock.sheet import Sheet
from ui.widgets.announce import announce
from ui.widgets.elided import ElidedLabel
from ui.widgets.flow import FlowLayout
from ui.widgets.form import Form
from ui.widgets.mark import Tone
from ui.widgets.notice import Notice

if TYPE_CHECKING:
    from marac_desk.keyholders import Holder

HINT = "Your own passphrase, or the printed recovery code."
WAIT = "After several failed attempts each further one waits a little. You can try again in {seconds} s."
AGAIN = "You can try again now."


class UnlockPage(Sheet):
    """`asked` and `asked_to_read` bring what was typed, `asked` also whether edits known to be lost are accepted."""

    asked = Signal(str, bool)
    asked_to_read = Signal(str)
    another = Signal()
    make = Signal()
    look_around = Signal()
    restore = Signal()

    def __init__(self) -> None:
        super().__init__("Unlock")
        self.path = ElidedLabel()
        self.path.setObjectName("side")
        self.error = Notice()
        self.error.hide()
        self.news = Notice("", Tone.OK)
        self.news.hide()
        form = Form()
        self.passphrase = form.secret("Passphrase", HINT)
        self._form = form
        self.unlock = QPushButton("Unlock")
        self.all_the_same = QPushButton("Open it all the same")
        self.all_the_same.hide()
        self.read_only = QPushButton("Open read only")
        self.read_only.hide()
        for part in (self.path, self.news, self.error, form):
            self.body.addWidget(part)
        self.add_buttons(self.unlock, self.all_the_same, self.read_only)
        self._add_other_ways()
        self.unlock.clicked.connect(self._ask)
        self.passphrase.returnPressed.connect(self._ask)
        self.all_the_same.clicked.connect(self._ask_all_the_same)
        self._left = 0
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._count_down)
        self.read_only.clicked.connect(lambda: self.asked_to_read.emit(self.passphrase.text()))

    def begin(self, vault: Path) -> None:
        """Which vault it is; the passphrase is next."""
        self.path.say(str(vault))
        self.news.hide()
        self.error.hide()
        self.all_the_same.hide()
        self.read_only.hide()
        self._form.clear_errors()
        self.passphrase.clear()
        self._second.stop()
        self._ready(True)

    def tell(self, sentence: str) -> None:
        """Good news about the vault, until it is opened."""
        self.news.say(sentence)
        self.news.show()
        announce(self.news, sentence)

    def busy(self) -> None:
        """A passphrase is being tried."""
        self._ready(False)
        self.error.hide()
        self._form.clear_errors()

    def fail(self, told: Told) -> None:
        """It did not open, and why. A wrong passphrase stays in the field, to be looked at or typed anew."""
        self._ready(True)
        self.all_the_same.setVisible(isinstance(told, EditsLost))
        self.read_only.setVisible(isinstance(told, VaultInUse) and told.holder is not None)
        if isinstance(told, WrongPassphrase):
            self._form.fail(self.passphrase, told.say)
            self.passphrase.line.selectAll()
        else:
            say = _who_has_it(told.holder) if isinstance(told, VaultInUse) and told.holder else told.say
            self.error.say(say)
            self.error.show()
            announce(self.error, say, at_once=True)
        if isinstance(told, WrongPassphrase | MustWait) and told.wait:
            self._wait(told.wait)

    def _ready(self, ready: bool) -> None:
        self.unlock.setText("Unlock" if ready else "Unlocking …")
        self.unlock.setEnabled(ready)
        self.passphrase.line.setReadOnly(not ready)
        if ready:
            self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def _wait(self, seconds: int) -> None:
        """Typing goes on; only the button waits. A screen reader hears how long once, and when it is over."""
        self._left = seconds
        self.unlock.setEnabled(False)
        self._second.start()
        self._show_wait()
        announce(self.error, self.error.text.text())

    def _count_down(self) -> None:
        self._left -= 1
        self._show_wait()
        if self._left <= 0:
            self._second.stop()
            self.unlock.setEnabled(True)
            announce(self.error, AGAIN)

    def _show_wait(self) -> None:
        self.error.say(WAIT.format(seconds=self._left) if self._left > 0 else AGAIN)
        self.error.show()

    def _ask(self) -> None:
        if not self.unlock.isEnabled():
            return
        if self.passphrase.text():
            self.asked.emit(self.passphrase.text(), False)
        else:
            self._form.fail(self.passphrase, "Please type your passphrase.")

    def _ask_all_the_same(self) -> None:
        self.asked.emit(self.passphrase.text(), True)

    def _add_other_ways(self) -> None:
        ways = QWidget()
        row = FlowLayout(ways)
        for text, chosen in (
            ("Another vault", self.another),
            ("Restore a backup", self.restore),
            ("Make a vault", self.make),
            ("Look around in the sample", self.look_around),
        ):
            button = QPushButton(text)
            button.setObjectName("quiet")
            button.clicked.connect(chosen)
            row.addWidget(button)
        self.body.addWidget(ways)


def _who_has_it(holder: Holder) -> str:
    who = holder.name or "Somebody else"
    return f"{who} has the vault open{since_when(holder)}. Close it there first, or open it read only beside them."
