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
        self._way("Open a vault", "One that is on this computer or on a drive of yours already.", self.open)
        self._way("Restore a backup", "From a stick, for instance, when a computer was lost or broke.", self.restore)
        self.sample, self._about_sample = self._described(*_SAMPLE, self.look_around)

    def begin(self, *, sample_there: bool = False) -> None:
        """Puts the focus where one begins. `sample_there`: today's sample was looked around in already."""
        self.error.hide()
        text, about = _BACK if sample_there else _SAMPLE
        self.sample.setText(text)
        self.sample.setAccessibleDescription(about)
        self._about_sample.setText(about)
        self.sample.setEnabled(True)
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def busy(self) -> None:
        """The sample is being made."""
        self.error.hide()
        self.sample.setEnabled(False)

    def fail(self, sentence: str) -> None:
        """The sample could not be opened."""
        self.sample.setEnabled(True)
        self.error.say(sentence)
        self.error.show()

    def _way(self, text: str, about: str, chosen: SignalInstance) -> QPushButton:
        return self._described(text, about, chosen)[0]

    def _described(self, text: str, about: str, chosen: SignalInstance) -> tuple[QPushButton, QLabel]:
        button = QPushButton(text)
        button.setAccessibleDescription(about)
        button.clicked.connect(chosen)
        words = QLabel(about)
        words.setObjectName("side")
        words.setWordWrap(True)
        self.body.addSpacing(4)
        self.body.addWidget(button)
        self.body.addWidget(words)
        return button, words
