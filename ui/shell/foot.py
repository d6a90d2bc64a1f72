"""The bar at the foot: the keys that help here, and at the right where what was typed is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ui.guarded import guarded
from ui.shell.actions import Action, Actions
from ui.widgets.elided import ElidedLabel
from ui.widgets.keycap import KeyCap
from ui.widgets.mark import Pill, Tone, restyle

SAVED, SAVED_SHORT = "Saved, encrypted, on this laptop only", "Saved"
LOCKED = "Locked"
READ_ONLY = "Read only"
SEEN = "Seen in shared screens"
NOT_SEEN = "Not in shared screens"
GAP = 18


class Hint(QWidget):
    """A key and what it does."""

    def __init__(self, shortcut: str, text: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        words = QLabel(text)
        words.setObjectName("side")
        words.setTextFormat(Qt.TextFormat.PlainText)
        row.addWidget(KeyCap(shortcut))
        row.addWidget(words)


class Foot(QWidget):
    """Shows as many hints as there is room for, the first ones first."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._wanted: tuple[tuple[str, str], ...] = ()
        self._said = ""
        self.setObjectName("footer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._hints = QHBoxLayout()
        self._hints.setSpacing(GAP)
        self._state = ElidedLabel()
        self._state.setObjectName("side")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(GAP)
        row.addLayout(self._hints)
        row.addStretch(1)
        self.seen = Pill("")
        self.seen.hide()
        row.addWidget(self.seen)
        row.addWidget(self._state)

    def say(self, state: str) -> None:
        """Where what was typed is."""
        self._said = state
        self._fit()

    def show_seen(self, seen: bool | None) -> None:
        """Whether others see this window in a shared screen; None where the system can't keep it out."""
        self.seen.setVisible(seen is not None)
        if seen is None:
            return
        self.seen.setText(SEEN if seen else NOT_SEEN)
        self.seen.setProperty("tone", (Tone.WARN if seen else Tone.PLAIN).value)
        restyle(self.seen)

    def show_hints(self, ids: Sequence[str], shown: bool) -> None:
        """The hints of these actions, or none where the person does not want key caps."""
        wanted = tuple(_hint(each) for each in map(self._actions.get, ids if shown else ()) if each and _helps(each))
        if wanted == self._wanted:
            return
        self._wanted = wanted
        while (item := self._hints.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for shortcut, text in wanted:
            self._hints.addWidget(Hint(shortcut, text))
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """It never widens the window."""
        return QSize(0, super().minimumSizeHint().height())

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The first hints, as many as there is room for beside the state, which is said in full where it fits then."""
        short = SAVED_SHORT if self._said == SAVED else self._said
        letters = self._state.fontMetrics()
        room = self.contentsRect().width() - 3 * GAP - letters.horizontalAdvance(short)
        if not self.seen.isHidden():
            room -= self.seen.sizeHint().width() + GAP
        fits = True
        for at in range(self._hints.count()):
            item = self._hints.itemAt(at)
            if item is not None and (hint := item.widget()) is not None:
                wide = hint.sizeHint().width() + GAP
                fits = fits and room >= wide
                hint.setVisible(fits)
                room -= wide if fits else 0
        self._state.say(self._said if room >= letters.horizontalAdvance(self._said[len(short) :]) else short)


def _helps(action: Action) -> bool:
    return bool(action.shortcut) and action.when() and not action.rests()


def _hint(action: Action) -> tuple[str, str]:
    """A key and what it does now."""
    detail = action.detail()
    return action.shortcut, f"{action.text} “{detail}”" if detail else action.text
