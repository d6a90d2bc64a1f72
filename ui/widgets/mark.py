"""Small marks of state: a shape and a letter first, a colour second. And pills, which carry a word or two."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class Tone(Enum):
    """What a colour means. `VOICE` is the victim's own words and nothing else; `DANGER` is danger to a person."""

    PLAIN = "plain"
    ACCENT = "accent"
    VOICE = "voice"
    OK = "ok"
    WARN = "warn"
    DANGER = "danger"


class MarkState(Enum):
    """Where something stands."""

    DONE = "done"
    CURRENT = "current"
    MISSING = "missing"
    OPEN = "open"


SPOKEN = {
    MarkState.DONE: "done",
    MarkState.CURRENT: "current",
    MarkState.MISSING: "something is missing",
    MarkState.OPEN: "not begun",
}
"""How a screen reader says it."""

_SIDES, _ABOVE, _NARROW = 28, 4, 120
"""What stands beside a pill's words, above and below them, and how narrow one may become, in pixels."""

_SHAPES = {MarkState.DONE: "✓", MarkState.MISSING: "!"}


class Mark(QLabel):
    """A small circle: a tick, a `!`, or what is written in it."""

    def __init__(self, state: MarkState, within: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("mark")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.show_state(state, within)

    def show_state(self, state: MarkState, within: str = "") -> None:
        """Shows another state; `within` stands in the circle where the state has no sign of its own."""
        self.setText(_SHAPES.get(state, within))
        self.setAccessibleName(SPOKEN[state])
        if self.property("state") != state.value:
            self.setProperty("state", state.value)
            restyle(self)


class Pill(QLabel):
    """A word or two in a tone."""

    def __init__(self, text: str, tone: Tone = Tone.PLAIN, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setObjectName("pill")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("tone", tone.value)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)


class LongPill(Pill):
    """A pill whose words go on in a second line where there is no room for them in one."""

    def __init__(self, text: str, tone: Tone = Tone.PLAIN, parent: QWidget | None = None) -> None:
        super().__init__(text, tone, parent)
        self.setProperty("long", True)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """All in one line."""
        self.ensurePolished()
        words = self.fontMetrics().size(0, self.text())
        return QSize(words.width() + _SIDES, words.height() + _ABOVE)

    def heightForWidth(self, width: int) -> int:
        """One line as long as that fits."""
        hint = self.sizeHint()
        return hint.height() if width >= hint.width() else super().heightForWidth(width)

    def minimumSizeHint(self) -> QSize:
        """Words may go below each other."""
        return QSize(min(_NARROW, self.sizeHint().width()), super().minimumSizeHint().height())


def restyle(widget: QWidget) -> None:
    """Looks the style up again after a property that it asks for has changed. At first it is looked up anyway."""
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return
    widget.style().unpolish(widget)
    widget.style().polish(widget)
