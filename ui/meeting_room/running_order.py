"""The running order at the left: opening, cases, closing. Finished cases fold into one line.

Tab comes into it once, the arrow keys go from line to line, Home and End to the ends, Enter goes there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.guarded import guarded
from ui.widgets.elided import ElidedLabel
from ui.widgets.mark import SPOKEN, Mark, MarkState, restyle
from ui.widgets.tab_order import follow_in_tab_order

_ON = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_ENDS = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}


@dataclass(frozen=True)
class OrderLine:
    """One line: where it leads, its words, where it stands, and a time, a count or a word at its end.

    Lines that are `finished` are folded into one; `minutes` is what they took.
    """

    key: str
    label: str
    state: MarkState
    detail: str = ""
    finished: bool = False
    minutes: int = 0


@dataclass(frozen=True)
class OrderGroup:
    """Lines under a heading."""

    title: str
    lines: tuple[OrderLine, ...]


class LineButton(QPushButton):
    """One line."""

    def __init__(self, line: OrderLine) -> None:
        super().__init__()
        self.setObjectName("orderLine")
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.key = line.key
        self.mark = Mark(line.state)
        self.words, self.detail = ElidedLabel(), QLabel()
        self.words.setObjectName("small")
        self.detail.setObjectName("side")
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(7, 3, 8, 3)
        row.setSpacing(8)
        row.addWidget(self.mark)
        row.addWidget(self.words, 1)
        row.addWidget(self.detail)
        for part in (self.words, self.detail):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.show_line(line, current=False)

    def show_line(self, line: OrderLine, *, current: bool) -> None:
        """Shows where it stands now."""
        state = MarkState.CURRENT if current else line.state
        self.mark.show_state(state)
        self.words.say(line.label)
        self.detail.setText(line.detail)
        self.setChecked(current)
        if self.words.property("current") != current:
            self.words.setProperty("current", current)
            restyle(self.words)
        self.setAccessibleName(", ".join(part for part in (line.label, line.detail, SPOKEN[state]) if part))

    def sizeHint(self) -> QSize:
        """Room for a mark and a line."""
        return QSize(self._row.sizeHint().width(), self._row.sizeHint().height() + 4)

    def minimumSizeHint(self) -> QSize:
        """The words may be cut."""
        return QSize(self._row.minimumSize().width(), self.sizeHint().height())


class RunningOrder(QScrollArea):
    """`chosen` tells the key of the line that the person wants."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAccessibleName("Running order")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._shape: tuple[tuple[str, tuple[str, ...]], ...] = ()
        self._unfolded: set[str] = set()
        self._groups: tuple[OrderGroup, ...] = ()
        self._current = ""
        self.buttons: dict[str, LineButton] = {}

    def show_groups(self, groups: Sequence[OrderGroup], current: str) -> None:
        """Shows where everything stands; `current` is the line where the meeting is."""
        self._groups, self._current = tuple(groups), current
        folded = tuple(OrderGroup(group.title, self._folded(group)) for group in groups)
        shape = tuple((group.title, tuple(line.key for line in group.lines)) for group in folded)
        if shape != self._shape:
            self._shape = shape
            self._build(folded)
        for group in folded:
            for line in group.lines:
                self.buttons[line.key].show_line(line, current=line.key == current)
        self._let_tab_in()
        if current in self.buttons:
            self.ensureWidgetVisible(self.buttons[current], 0, 40)

    @guarded
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrow keys, and Enter."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in _ON and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            lines = list(self.buttons.values())
            at = next(index for index, line in enumerate(lines) if line is watched)
            self._look_at(lines[(at + _ON[Qt.Key(event.key())]) % len(lines)])
            return True
        if event.key() in _ENDS:
            self._look_at(list(self.buttons.values())[_ENDS[Qt.Key(event.key())]])
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(watched, LineButton):
            self._go(watched.key)
            return True
        return False

    def take_focus(self) -> None:
        """The focus comes to the line where the meeting is."""
        button = self.buttons.get(self._current) or next(iter(self.buttons.values()), None)
        if button is not None:
            self._look_at(button)

    def _look_at(self, button: LineButton) -> None:
        button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(button, 0, 40)

    def _folded(self, group: OrderGroup) -> tuple[OrderLine, ...]:
        """Two or more finished lines as one, unless they were unfolded; the one where the meeting is stays out."""
        finished = [line for line in group.lines if line.finished and line.key != self._current]
        if len(finished) < 2:
            return group.lines
        fold = f"fold/{group.title}"
        minutes = sum(line.minutes for line in finished)
        head = OrderLine(fold, f"{len(finished)} cases finished", MarkState.DONE, f"{minutes} min" if minutes else "")
        if fold in self._unfolded:
            return (head, *group.lines)
        return (head, *(line for line in group.lines if line not in finished))

    def _build(self, groups: Sequence[OrderGroup]) -> None:
        inner = QWidget()
        inner.setObjectName("railInner")
        column = QVBoxLayout(inner)
        column.setContentsMargins(8, 10, 8, 10)
        column.setSpacing(0)
        self.buttons = {}
        for group in groups:
            title = QLabel(group.title.upper())
            title.setObjectName("group")
            title.setContentsMargins(8, 8, 0, 4)
            column.addWidget(title)
            for line in group.lines:
                column.addWidget(self._button(line))
        column.addStretch()
        self.setWidget(inner)
        follow_in_tab_order(self, tuple(self.buttons.values()))  # before the middle, as the eye goes

    def _button(self, line: OrderLine) -> LineButton:
        button = LineButton(line)
        button.installEventFilter(self)
        button.clicked.connect(self._clicked)
        self.buttons[line.key] = button
        return button

    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, LineButton):
            self._go(button.key)

    def _go(self, key: str) -> None:
        if key.startswith("fold/"):
            self._unfolded ^= {key}
            self.show_groups(self._groups, self._current)
            self.buttons[key].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.buttons[key].setChecked(key == self._current)
        self.chosen.emit(key)

    def _let_tab_in(self) -> None:
        stop = self._current if self._current in self.buttons else next(iter(self.buttons), "")
        for key, button in self.buttons.items():
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if key == stop else Qt.FocusPolicy.ClickFocus)
