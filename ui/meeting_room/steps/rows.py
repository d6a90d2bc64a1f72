"""Rows of what has been recorded, to go through with the arrow keys, to open with Enter, to answer with one letter.

Tab comes in once, to the current row. Rows stay in place while their words change, so the focus never
jumps. A screen reader hears the whole row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.guarded import guarded
from ui.widgets.elided import ElidedLabel
from ui.widgets.mark import SPOKEN, Mark, MarkState, Pill, Tone, restyle
from ui.widgets.tab_order import follow_in_tab_order

MARGINS = (8, 4, 8, 4)
GAP = 8
_USUAL = 80
SHARES = 0
"""In place of a width: the cell and the text share what is left."""
_LEFT = Qt.AlignmentFlag.AlignLeft
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


@dataclass(frozen=True)
class Line:
    """One row: `lead` and `before` stand before the text, `cells` behind it, a `note` and a `remark` under it."""

    key: str
    text: str
    lead: str = ""
    before: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    remark: str = ""
    note: str = ""
    mark: MarkState | None = None
    tone: Tone | None = None

    @property
    def spoken(self) -> str:
        """The row as it is heard."""
        state = SPOKEN[self.mark] if self.mark else ""
        parts = (self.lead, *self.before, self.text, self.note, *self.cells, state, self.remark)
        return ", ".join(part for part in parts if part)


class Row(QPushButton):
    """One of them. `widths` are those of the lead and of each cell, before and behind, in letters of usual size."""

    def __init__(self, line: Line, widths: tuple[int, ...], *, one_line: bool) -> None:
        super().__init__()
        self.setObjectName("row")
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.key = line.key
        self._mark = Mark(line.mark) if line.mark else None
        self._lead = [_label("small")] if line.lead else []
        self._before = [_label("small", wraps=True) for _ in line.before]
        self._text = _elided() if one_line else _label("small", wraps=True)
        self._cells = [_label("small", wraps=True) for _ in line.cells]
        self._below: dict[str, QLabel] = {}
        self._lay_out(widths)
        self.say(line)

    def sizeHint(self) -> QSize:
        """As wide as a page: from this width it is reckoned how high the rows are."""
        return QSize(_USUAL * self.fontMetrics().averageCharWidth(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """It never widens the page."""
        return QSize(0, super().sizeHint().height())

    def say(self, line: Line) -> None:
        """Shows other words in the same row."""
        if self._mark is not None and line.mark is not None:
            self._mark.show_state(line.mark)
        for label, text in zip((*self._before, *self._cells), (*line.before, *line.cells), strict=True):
            label.setText(text)
        for label in self._lead:
            label.setText(line.lead)
        if isinstance(self._text, ElidedLabel):
            self._text.say(line.text)
        else:
            self._text.setText(line.text)
        self._say_below("pill", line.note)
        self._say_below("remark", line.remark)
        self.setAccessibleName(line.spoken)
        tone = line.tone.value if line.tone else ""
        if (self.property("tone") or "") != tone:
            self.setProperty("tone", tone)
            restyle(self)

    def _say_below(self, name: str, text: str) -> None:
        """What few rows have is made when it is first needed."""
        if text and name not in self._below:
            self._below[name] = Pill("", Tone.ACCENT) if name == "pill" else _label(name, wraps=True)
            self._words.addWidget(self._below[name], 0, _LEFT if name == "pill" else Qt.AlignmentFlag(0))
        if name in self._below:
            self._below[name].setText(text)
            self._below[name].setVisible(bool(text))

    def _lay_out(self, widths: tuple[int, ...]) -> None:
        across = QHBoxLayout(self)
        across.setContentsMargins(*MARGINS)
        across.setSpacing(GAP)
        self._words = QVBoxLayout()
        self._words.setSpacing(2)
        self._words.addWidget(self._text)
        if self._mark is not None:
            across.addWidget(self._mark)
        for label in (*self._lead, *self._before):
            across.addWidget(label)
        across.addLayout(self._words, 1)
        sized = dict(zip((*self._lead, *self._before, *self._cells), widths, strict=False))
        for cell in self._cells:
            across.addWidget(cell, int(sized.get(cell) == SHARES))
        for label, width in sized.items():
            if width != SHARES:
                label.setFixedWidth(width * self.fontMetrics().averageCharWidth())


class Head(QWidget):
    """The names of the columns, for the eye. `wide` is the column that takes the room that is left."""

    def __init__(self, titles: tuple[str, ...], widths: tuple[int, ...], wide: int) -> None:
        super().__init__()
        across = QHBoxLayout(self)
        across.setContentsMargins(*MARGINS)
        across.setSpacing(GAP)
        left = list(widths)
        for at, title in enumerate(titles):
            label = _label("group")
            label.setText(title)
            across.addWidget(label, int(at == wide))
            if at != wide:
                label.setFixedWidth(left.pop(0) * self.fontMetrics().averageCharWidth())


PAUSE_MS = 1000
"""Without a letter for so long, what was typed into the rows by mistake is over."""


class Rows(QWidget):
    """The rows. `opened` and `chosen` bring the key of a row; letters do what `on_key` says.

    A letter that does nothing here is the sign that somebody types a sentence and looks elsewhere: `written_to` says
    so, and until a pause no letter does anything, or the sentence would answer for one agency after the other.
    """

    opened = Signal(str)
    chosen = Signal(str)
    written_to = Signal()

    def __init__(self, name: str, widths: tuple[int, ...] = (), *, one_line: bool = False) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._one_line = one_line
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._widths = widths
        self._rows: list[Row] = []
        self._letters: dict[str, Callable[[str], object]] = {}
        self._current = ""
        self._resting = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def on_key(self, letter: str, do: Callable[[str], object]) -> None:
        """What a letter does with the row that has the focus; `Space` is a letter too."""
        self._letters[" " if letter == "Space" else letter.casefold()] = do

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Shows these, and stays where it was."""
        if [line.key for line in lines] != [row.key for row in self._rows]:
            self._rebuild(lines)
        for row, line in zip(self._rows, lines, strict=True):
            row.say(line)
        self.setVisible(bool(lines))

    def current(self) -> str:
        """The key of the current row, "" when there is none."""
        return self._current

    def widgets(self) -> tuple[QWidget, ...]:
        """The rows themselves, in order."""
        return tuple(self._rows)

    def keys(self) -> tuple[str, ...]:
        """The keys of all rows, in order."""
        return tuple(row.key for row in self._rows)

    def holds(self, key: str) -> bool:
        """Whether there is such a row."""
        return key in self.keys()

    def go_to(self, key: str, focus: bool = True) -> None:
        """Makes a row the current one."""
        for row in self._rows:
            here = row.key == key
            row.setChecked(here)
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)
            if here:
                self._current = key
            if here and focus:
                row.show()  # at once: what is not shown yet can't take the focus
                row.setFocus(Qt.FocusReason.OtherFocusReason)
                _bring_into_sight(row)

    def focus(self) -> None:
        """Puts the focus on the current row."""
        self.go_to(self._current)

    @guarded
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys in a row."""
        if isinstance(watched, Row) and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(watched, event)
        return super().eventFilter(watched, event)

    def _key(self, row: Row, event: QKeyEvent) -> bool:
        if event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier):
            return False
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            at = self._rows.index(row) + step
            if 0 <= at < len(self._rows):
                self._choose(self._rows[at].key)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(row.key)
            return True
        do = self._letters.get(event.text().casefold())
        if event.text() and (self._resting.isActive() or (do is None and self._letters and event.text().isalpha())):
            self._resting.start()
            self.written_to.emit()
            return True
        if do is None or not event.text():
            return False
        do(row.key)
        return True

    def _choose(self, key: str) -> None:
        self.go_to(key)
        self.chosen.emit(key)

    def _rebuild(self, lines: Sequence[Line]) -> None:
        had_focus = any(row.hasFocus() for row in self._rows)
        kept = self._current if any(line.key == self._current for line in lines) else ""
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [self._row(line) for line in lines]
        follow_in_tab_order(self, self._rows)
        self._current = kept or (lines[0].key if lines else "")
        for row in self._rows if had_focus else ():
            row.show()
        self.go_to(self._current, focus=had_focus)

    def _row(self, line: Line) -> Row:
        row = Row(line, self._widths, one_line=self._one_line)
        row.installEventFilter(self)
        row.clicked.connect(lambda: self._clicked(row.key))
        self._column.addWidget(row)
        return row

    def _clicked(self, key: str) -> None:
        self._choose(key)
        self.opened.emit(key)


def _bring_into_sight(row: Row) -> None:
    """Scrolls whatever the rows lie in, so that the current one is seen."""
    step = row.parentWidget()
    while step is not None:
        if isinstance(step, QScrollArea):
            step.ensureWidgetVisible(row, 0, 8)
        step = step.parentWidget()


def _elided() -> ElidedLabel:
    label = ElidedLabel()
    label.setObjectName("small")
    label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return label


def _label(object_name: str, *, wraps: bool = False) -> QLabel:
    label = QLabel()
    label.setObjectName(object_name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wraps)
    label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return label
