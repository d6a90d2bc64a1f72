"""A group of chips to choose from, by mouse or by keyboard.

Tab comes into the group once; the arrow keys go from chip to chip; Space chooses, and so does Enter where the person
has moved to a chip that is not chosen. Any other Enter goes on to the form. Where a chip has a key of its own, that
letter chooses it while the group has the focus.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.guarded import guarded
from ui.widgets.flow import FlowLayout
from ui.widgets.keycap import KeyButton
from ui.widgets.tab_order import follow_in_tab_order

_ON = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
_BY_KEYBOARD = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


@dataclass(frozen=True)
class Option:
    """One choice: what the program calls it, what the person reads, and perhaps a letter."""

    key: str
    text: str
    letter: str = ""


class Chips(QWidget):
    """One choice out of several, or with `several` any number of them."""

    changed = Signal()

    def __init__(self, name: str, options: Sequence[Option] = (), *, several: bool = False) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._several = several
        self._moved_to = False
        self._flow = FlowLayout(self)
        self._chips: dict[str, KeyButton] = {}
        self._options: tuple[Option, ...] = ()
        self.set_options(options)

    def set_options(self, options: Sequence[Option]) -> None:
        """Offers these; what was chosen and is still offered stays so."""
        kept, had_focus = self.all_chosen(), any(chip.hasFocus() for chip in self._chips.values())
        for chip in self._chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._options = tuple(options)
        self._chips = {option.key: self._chip(option) for option in options}
        follow_in_tab_order(self, self.buttons())
        self.choose(*(key for key in kept if key in self._chips))
        if had_focus and self._chips:
            first = self.buttons()[0]
            first.show()  # at once: what is not shown yet can't take the focus
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def chosen(self) -> str:
        """The key of what is chosen, "" for nothing."""
        return next(iter(self.all_chosen()), "")

    def all_chosen(self) -> tuple[str, ...]:
        """The keys of all that is chosen."""
        return tuple(key for key, chip in self._chips.items() if chip.isChecked())

    def choose(self, *keys: str) -> None:
        """Chooses these and nothing else, without telling anybody."""
        for key, chip in self._chips.items():
            chip.setChecked(key in keys)
        self._let_tab_in(keys[:1])

    def buttons(self) -> tuple[KeyButton, ...]:
        """The chips themselves, in order."""
        return tuple(self._chips.values())

    @guarded
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow keys, letters and Enter, whichever chip has the focus."""
        if event.type() == QEvent.Type.FocusIn and isinstance(event, QFocusEvent):
            self._focused(event.reason())
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(watched, event)
        return super().eventFilter(watched, event)

    def _chip(self, option: Option) -> KeyButton:
        chip = KeyButton(option.text, option.letter)
        if option.letter:
            chip.setToolTip(f"{option.text} ({option.letter})")
        chip.setObjectName("chip")
        chip.setCheckable(True)
        chip.setAccessibleDescription(self.accessibleName())
        chip.setProperty("ring", 10)
        chip.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        chip.installEventFilter(self)
        chip.clicked.connect(self._clicked)
        self._flow.addWidget(chip)
        return chip

    def _clicked(self) -> None:
        chip = self.sender()
        key = next(key for key, each in self._chips.items() if each is chip)
        self._take(key)

    def _take(self, key: str) -> None:
        """One of an exclusive group can't be taken back by choosing it again."""
        self._moved_to = False
        if not self._several:
            self.choose(key)
        else:
            self._let_tab_in((key,))
        self.changed.emit()

    def _key(self, watched: QObject, event: QKeyEvent) -> bool:
        chips = self.buttons()
        at = next(index for index, chip in enumerate(chips) if chip is watched)
        step = _ON.get(Qt.Key(event.key()))
        if step is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            chips[(at + step) % len(chips)].setFocus(Qt.FocusReason.OtherFocusReason)
            self._let_tab_in((self._options[(at + step) % len(chips)].key,))
            self._moved_to = True
            return True
        if self._moved_to and _is_enter(event) and not chips[at].isChecked():
            chips[at].click()
            return True
        for option in self._options:
            if option.letter and event.text().casefold() == option.letter.casefold():
                self._chips[option.key].setFocus(Qt.FocusReason.OtherFocusReason)
                self._chips[option.key].click()
                return True
        return False

    def _focused(self, reason: Qt.FocusReason) -> None:
        """Where the program put the focus nobody has pointed at a chip, so Enter there chooses nothing."""
        if reason in _BY_KEYBOARD:
            self._moved_to = True
        elif reason is Qt.FocusReason.OtherFocusReason:
            self._moved_to = False

    def _let_tab_in(self, keys: Iterable[str]) -> None:
        """Tab stops at one chip only: the one last used, or else the first."""
        here = next(iter(keys), None) or next(iter(self._chips), None)
        for key, chip in self._chips.items():
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if key == here else Qt.FocusPolicy.ClickFocus)


def _is_enter(event: QKeyEvent) -> bool:
    """Enter by itself, on either part of the keyboard."""
    alone = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return alone and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
