"""The message bar: one plain sentence at a time. Good news goes by itself; what went wrong stays until it is read."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton, QWidget

from ui.widgets.announce import announce
from ui.widgets.mark import Tone
from ui.widgets.notice import Notice

SHOWN_FOR_MS = 6000


class Messages(Notice):
    """The bar. It takes no focus; a screen reader hears each sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", Tone.OK, parent)
        self.setObjectName("bar")
        self.row.setContentsMargins(16, 8, 16, 8)
        self._close = QPushButton("Close")
        self._close.setObjectName("quiet")
        self._close.setAccessibleName("Close this message")
        self._close.clicked.connect(self.clear)
        self.add_button(self._close)
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_FOR_MS)
        self._timer.timeout.connect(self.clear)
        self.hide()

    def done(self, sentence: str) -> None:
        """Something went well."""
        self._show(sentence, Tone.OK)
        self._timer.start()

    def noted(self, sentence: str) -> None:
        """Something good to know; it stays until it is read."""
        self._timer.stop()
        self._show(sentence, Tone.OK)

    def told(self, sentence: str) -> None:
        """Something that a person must read; it stays."""
        self._timer.stop()
        self._show(sentence, Tone.WARN)

    def clear(self) -> None:
        """Takes the message away."""
        self._timer.stop()
        self.hide()

    def shown(self) -> str:
        """The sentence that is seen now, "" for none."""
        return "" if self.isHidden() else self.text.text()

    def _show(self, sentence: str, tone: Tone) -> None:
        self.say(sentence, tone)
        self.show()
        announce(self, sentence, at_once=tone is Tone.WARN)
