"""A recovery code: shown, printed if somebody wishes, and typed back in part so that it surely is on paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from random import SystemRandom

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from marac_desk.errors import Told
from ui.unlock import code_printing
from ui.widgets.announce import announce
from ui.widgets.chips import Chips, Option
from ui.widgets.form import Form
from ui.widgets.rows import words

PRINTING = (
    "Printing leaves the vault's protection: the page goes through this computer's print queue, and some printers "
    "keep what they print. Use a printer that you trust, or write the code by hand."
)
NO_PRINTER = "No printer is set up on this computer. Write the code on paper by hand."
PRINTED = "The page was sent to the printer. Fetch it at once."
_READ_AS = str.maketrans("OIL", "011")  # letters that no code has
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh")

GROUPS = 7
ASKED = 2


class CodePanel(QWidget):
    """`written` says that the person has it. `go_on` is the button that asks; put it where buttons stand."""

    written = Signal()

    def __init__(self, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._clock = clock
        self._groups: list[str] = []
        self.asked = list(range(ASKED))
        self.code = QLabel()
        self.code.setObjectName("code")
        self.code.setWordWrap(True)
        self.code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.code.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.printers = Chips("Printer")
        self.print = QPushButton("Print it")
        self.about_printing = words("", "side")
        self._form = Form()
        self.typed = [self._form.line("Group") for _ in range(ASKED)]
        self.go_on = QPushButton("It is on paper")
        self._lay_out()
        self.print.clicked.connect(self._print)
        self.go_on.clicked.connect(self._check)
        self.typed[0].returnPressed.connect(self.typed[1].setFocus)
        self.typed[1].returnPressed.connect(self._check)

    def begin(self, code: str) -> None:
        """Shows a code, such as `7KQ2M-...` in seven groups; which of them are typed back is left to chance."""
        self._groups = code.split("-")
        self.asked = sorted(SystemRandom().sample(range(GROUPS), ASKED))
        self.code.setText("\n".join("  ".join(part) for part in (self._groups[:4], self._groups[4:])))
        self.code.setAccessibleName("Recovery code: " + ", ".join(" ".join(group) for group in self._groups))
        for at, line in zip(self.asked, self.typed, strict=True):
            line.clear()
            self._form.field(line).call_it(f"Type the {_ORDINALS[at]} group from your paper")
        self._form.clear_errors()
        self._offer_printers()
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """It is never shown again."""
        self._groups = []
        self.code.clear()
        self.code.setAccessibleName("")
        for line in self.typed:
            line.clear()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        across = QHBoxLayout()
        across.addWidget(self.print)
        across.addWidget(self.printers, 1)
        column.addWidget(self.code)
        column.addLayout(across)
        column.addWidget(self.about_printing)
        column.addWidget(self._form)

    def _offer_printers(self) -> None:
        names = code_printing.printer_names()
        self.printers.set_options([Option(name, name) for name in names])
        if names:
            self.printers.choose(names[0])
        self.print.setVisible(bool(names))
        self.printers.setVisible(len(names) > 1)
        self.about_printing.setText(PRINTING if names else NO_PRINTER)

    def _print(self) -> None:
        try:
            code_printing.print_code("-".join(self._groups), self._clock().astimezone().date(), self.printers.chosen())
        except Told as told:
            self._say(told.say)
        else:
            self._say(PRINTED)
            self.typed[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, sentence: str) -> None:
        self.about_printing.setText(sentence)
        announce(self.about_printing, sentence)

    def _check(self) -> None:
        self._form.clear_errors()
        for at, line in zip(self.asked, self.typed, strict=True):
            if line.text().strip().upper().translate(_READ_AS) != self._groups[at]:
                self._form.fail(line, f"This is not the {_ORDINALS[at]} group. Please look at your paper again.")
                return
        self.written.emit()
