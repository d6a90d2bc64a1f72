"""How well a passphrase holds, as it is typed: a sign, a word, and one thing to do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from marac_desk.passphrases import Strength, strength
from ui.shell.jobs import Jobs
from ui.widgets.announce import announce
from ui.widgets.mark import Mark, MarkState
from ui.widgets.secret import SecretEdit

PAUSE_MS = 200
"""It is judged when the typing pauses, beside the window: now and then that takes half a second."""


class StrengthLine(QWidget):
    """Stands under a field; nothing is shown while that is empty. `words` are those that one would guess first."""

    def __init__(self, secret: SecretEdit, jobs: Jobs, words: Callable[[], Iterable[str]]) -> None:
        super().__init__()
        self._secret, self._jobs, self._words = secret, jobs, words
        self._judging = ""
        self.mark, self.said = Mark(MarkState.OPEN), QLabel()
        self.said.setObjectName("side")
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.said, 1)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._judge)
        secret.textChanged.connect(self._typed)
        self.hide()

    def _typed(self, text: str) -> None:
        if text:
            self._pause.start()
        else:
            self._pause.stop()
            self.hide()

    def _judge(self) -> None:
        """One at a time: what was typed meanwhile is judged next."""
        if self._judging:
            return
        text, words = self._secret.text(), tuple(self._words())
        self._judging = text
        self._jobs.run(
            "Judging the passphrase", lambda _: strength(text, words), self._show, owner=self, cancellable=False
        )

    def _show(self, judged: Strength) -> None:
        text, self._judging = self._judging, ""
        if self._secret.text() != text:
            self._typed(self._secret.text())
            return
        self.mark.show_state(MarkState.DONE if judged.enough else MarkState.MISSING)
        said = f"{judged.word.capitalize()}. {judged.suggestion}".strip()
        if said != self.said.text() or self.isHidden():
            announce(self._secret, said)
        self.said.setText(said)
        self.show()
