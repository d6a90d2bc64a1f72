"""The steps of a case in a row: each with its number, a tick or a `!`, and its name. Free to visit in any order."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ui.widgets.elided import ElidedLabel
from ui.widgets.mark import SPOKEN, Mark, MarkState, restyle


class StepButton(QPushButton):
    """One step."""

    def __init__(self, number: int, label: str) -> None:
        super().__init__()
        self.setObjectName("step")
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._number = number
        self._label = label
        self.mark = Mark(MarkState.OPEN, str(number))
        self.words = ElidedLabel(label)
        self.words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 6, 0)
        row.setSpacing(6)
        row.addWidget(self.mark)
        row.addWidget(self.words, 1)
        self.show_state(MarkState.OPEN, "")

    def show_state(self, state: MarkState, detail: str) -> None:
        """Where the step stands; `detail` is a word or a figure, `12/14`."""
        shown = state if state is not MarkState.CURRENT else MarkState.OPEN
        self.mark.show_state(shown, str(self._number))
        self.words.say(f"{self._label} {detail}".strip())
        self.setAccessibleName(f"Step {self._number}, {self.words.whole}, {SPOKEN[state]}")

    def show_current(self, current: bool) -> None:
        """A style sheet does not look at the state of what is around a label, so its labels are told."""
        for part in (self.mark, self.words):
            if part.property("current") != current:
                part.setProperty("current", current)
                restyle(part)

    def sizeHint(self) -> QSize:
        """Room for the mark and the words."""
        inner = self._row.sizeHint()
        return QSize(inner.width(), max(inner.height() + 8, super().sizeHint().height()))

    def minimumSizeHint(self) -> QSize:
        """The words may be cut."""
        return QSize(self._row.minimumSize().width(), self.sizeHint().height())


class Stepper(QWidget):
    """The whole row. `chosen` tells which step (from 0) the person wants."""

    chosen = Signal(int)

    def __init__(self, name: str, labels: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._group = QButtonGroup(self)
        self.buttons = tuple(StepButton(at + 1, label) for at, label in enumerate(labels))
        for at, button in enumerate(self.buttons):
            self._group.addButton(button, at)
            row.addWidget(button)
        self._group.idClicked.connect(self.chosen)

    def go_to(self, step: int) -> None:
        """Shows which step (from 0) is current."""
        self.buttons[step].setChecked(True)
        for at, button in enumerate(self.buttons):
            button.show_current(at == step)

    def show_states(self, states: Sequence[tuple[MarkState, str]]) -> None:
        """Shows where every step stands, each with its detail."""
        for button, (state, detail) in zip(self.buttons, states, strict=True):
            button.show_state(state, detail)
