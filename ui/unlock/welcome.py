"""The first thing that anybody sees: make a vault, open one, or look around in the sample."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QLabel, QPushButton

from ui.unlock.sheet import Sheet
from ui.widgets.notice import Notice

TEXT = (
    "Everything is kept in a vault: an encrypted folder on this computer, and nowhere else. "
    "Nothing is ever sent anywhere."
)

_SAMPLE = (
    "Look around in the sample",
    "Two meetings of an invented MARAC, to try everything out. Nobody in it is real. It is made afresh each day.",
)
_BACK = (
    "Go back to the sample",
    "It is as you left it today. It is made afresh each day.",
)


class Welcome(Sheet):
    """Four ways to begin."""

    make = Signal()
    open = Signal()
    restore = Signal()
    look_around = Signal()

    def __init__(self) -> None:
        super().__init__("Welcome to MARAC Desk", TEXT)
        self.error = Notice()
        self.error.hide()
        self.body.addWidget(self.error)
        self.first = self._way("Make a vault", "For a new MARAC, or to begin afresh. It takes two minutes.", self.make)
        self.first.setObjectName("primary")
        self._others = (
            self.first,
            self._way("Open a vault", "One that is on this computer or on a drive of yours already.", self.open),
            self._way(
                "Restore a backup", "From a stick, for instance, when a computer was lost or broke.", self.restore
            ),
        )
        self._busy = False
        self.sample, self._about_sample = self._described(*_SAMPLE)
        self.sample.clicked.connect(self._look_around)

    def begin(self, *, sample_there: bool = False) -> None:
        """Puts the focus where one begins. `sample_there`: today's sample was looked around in already."""
        self.error.hide()
        text, about = _BACK if sample_there else _SAMPLE
        self.sample.setText(text)
        self.sample.setAccessibleDescription(about)
        self._about_sample.setText(about)
        self._rest(False)
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def busy(self) -> None:
        """The sample is being made: nothing else is begun meanwhile, and the focus stays where it was."""
        self.error.hide()
        self._rest(True)
        self.sample.setFocus(Qt.FocusReason.OtherFocusReason)

    def fail(self, sentence: str) -> None:
        """The sample could not be opened."""
        self._rest(False)
        self.error.say(sentence)
        self.error.show()

    def _rest(self, busy: bool) -> None:
        self._busy = busy
        for button in self._others:
            button.setEnabled(not busy)

    def _look_around(self) -> None:
        """Once: an impatient second press does nothing."""
        if not self._busy:
            self.look_around.emit()

    def _way(self, text: str, about: str, chosen: SignalInstance) -> QPushButton:
        button = self._described(text, about)[0]
        button.clicked.connect(chosen)
        return button

    def _described(self, text: str, about: str) -> tuple[QPushButton, QLabel]:
        button = QPushButton(text)
        button.setAccessibleDescription(about)
        words = QLabel(about)
        words.setObjectName("side")
        words.setWordWrap(True)
        self.body.addSpacing(4)
        self.body.addWidget(button)
        self.body.addWidget(words)
        return button, words
