"""The message bar: one plain sentence at a time. Good news goes by itself; what went wrong stays until it is read.

One key closes it, wherever one is: nobody leaves a field for that.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from ui.widgets.announce import announce
from ui.widgets.keycap import KeyButton
from ui.widgets.mark import Tone
from ui.widgets.notice import Notice

CLOSE_KEY = "Ctrl+M"
SHOWN_FOR_MS = 6000
NOTED_FOR_MS = 12000
"""A sentence that is good to know is read once."""
A_MOMENT_MS = 1500
"""How much longer it is seen once somebody has gone on to another page or step."""


class Messages(Notice):
    """The bar. It takes no focus; a screen reader hears each sentence. `where` says where the person is."""

    def __init__(self, where: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__("", Tone.OK, parent)
        self._where = where
        self._noted_at: object | None = None
        self._about: QObject | None = None
        self.setObjectName("bar")
        self.row.setContentsMargins(16, 8, 16, 8)
        self._close = KeyButton("Close", CLOSE_KEY)
        self._close.setObjectName("quiet")
        self._close.setAccessibleName("Close this message")
        self._close.clicked.connect(self.clear)
        self.add_button(self._close)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.clear)
        self.hide()

    def done(self, sentence: str) -> None:
        """Something went well."""
        self._show(sentence, Tone.OK)
        self._timer.start(SHOWN_FOR_MS)

    def noted(self, sentence: str) -> None:
        """Something good to know; it goes by itself, sooner where the person goes on."""
        self._show(sentence, Tone.OK)
        self._noted_at = self._where()
        self._timer.start(NOTED_FOR_MS)

    def told(self, sentence: str, about: QObject | None = None) -> None:
        """Something that a person must read; it stays, or until what it is `about` is right."""
        self._show(sentence, Tone.WARN)
        self._about = about

    def right(self, about: QObject) -> None:
        """What stands there is right now: a message about it goes."""
        if self._about is about:
            self.clear()

    def turned(self) -> None:
        """Perhaps another page or step is shown: what was only noted before goes a moment later."""
        if self._noted_at is not None and self._where() != self._noted_at:
            self._noted_at = None
            self._timer.start(min(self._timer.remainingTime(), A_MOMENT_MS))

    def clear(self) -> None:
        """Takes the message away."""
        self._forget()
        self.hide()

    def shown(self) -> str:
        """The sentence that is seen now, "" for none."""
        return "" if self.isHidden() else self.text.text()

    def _forget(self) -> None:
        self._timer.stop()
        self._noted_at, self._about = None, None

    def _show(self, sentence: str, tone: Tone) -> None:
        self._forget()
        self.say(sentence, tone)
        self.show()
        announce(self, sentence, at_once=tone is Tone.WARN)
