"""The one registry of what can be done: it feeds the menu, the sheet of shortcuts and the palette alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


def _always() -> bool:
    return True


def _nothing() -> str:
    return ""


@dataclass(frozen=True)
class Action:
    """Something that can be done, in fixed words without any word of the record.

    `words` are other words under which a person may look for it; `when` says whether it can be done
    now; `detail` says more where there is more to say, such as what would be undone. One that `changes` the record
    is not offered to somebody who may only read. `also` is a second
    shortcut, for those who know it from elsewhere.
    """

    id: str
    text: str
    do: Callable[[], object] = field(repr=False)
    shortcut: str = ""
    words: tuple[str, ...] = ()
    group: str = "Window"
    when: Callable[[], bool] = field(default=_always, repr=False)
    detail: Callable[[], str] = field(default=_nothing, repr=False)
    also: str = ""
    changes: bool = False

    def rests(self) -> bool:
        """Whether there is nothing for it just now: it would say so, and is no hint worth giving."""
        return self.detail is not _nothing and not self.detail()

    def is_called(self, typed: str) -> bool:
        """Whether each word typed begins a word of its text or of its other words."""
        own = " ".join((self.text, self.group, *self.words)).casefold().split()
        return all(any(word.startswith(part) for word in own) for part in typed.casefold().split())


class Actions(QObject):
    """All actions there are now. Those of a page belong to its key and live while it is the current page."""

    changed = Signal()
    EVERYWHERE = ""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._place = self.EVERYWHERE
        self._held: dict[str, tuple[str, Action, QAction]] = {}
        self._paused = False
        self.may_change: Callable[[], bool] = _always

    def add(self, action: Action, place: str = EVERYWHERE) -> None:
        """Adds an action. Raises ValueError for one without a text, or whose id or shortcut is taken where it lives."""
        self._must_fit(action, place)
        made = QAction(action.text, self._window)
        made.setShortcuts([QKeySequence(each) for each in (action.shortcut, action.also) if each])
        made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        made.triggered.connect(lambda: self.run(action.id))
        self._window.addAction(made)
        self._held[action.id] = (place, action, made)
        made.setEnabled(self._is_live(action.id))
        self.changed.emit()

    def withdraw(self, place: str) -> None:
        """Takes away what belongs to a page."""
        for action_id in [each for each, (home, _, _) in self._held.items() if home == place]:
            made = self._held.pop(action_id)[2]
            self._window.removeAction(made)
            made.deleteLater()
        self.changed.emit()

    def go_to(self, place: str) -> None:
        """Another page is current."""
        self._place = place
        self._enable()

    def pause(self, paused: bool) -> None:
        """While the window is hidden or a question is open, no shortcut works."""
        self._paused = paused
        self._enable()

    def run(self, action_id: str) -> None:
        """Does it, if it can be done now."""
        action = self.get(action_id)
        if action is not None and self._is_live(action_id) and self._can_be_done(action):
            action.do()

    def get(self, action_id: str) -> Action | None:
        """The action of this id, if there is one."""
        held = self._held.get(action_id)
        return held[1] if held else None

    def live(self) -> tuple[Action, ...]:
        """What can be done here and now, in the order in which it was added."""
        return tuple(each for each in self.here() if self._can_be_done(each))

    def here(self) -> tuple[Action, ...]:
        """What belongs to this page and to the whole window, whether or not it can be done now."""
        return tuple(action for key, (_, action, _) in self._held.items() if self._is_live(key))

    def all(self) -> tuple[Action, ...]:
        """Every action of every page that has been opened."""
        return tuple(action for _, action, _ in self._held.values())

    def _is_live(self, action_id: str) -> bool:
        return not self._paused and self._held[action_id][0] in (self.EVERYWHERE, self._place)

    def _can_be_done(self, action: Action) -> bool:
        return action.when() and (not action.changes or self.may_change())

    def _enable(self) -> None:
        for key, (_, _, made) in self._held.items():
            made.setEnabled(self._is_live(key))
        self.changed.emit()

    def _must_fit(self, action: Action, place: str) -> None:
        if not action.text.strip():
            raise ValueError(f"{action.id} has no text")
        if action.id in self._held:
            raise ValueError(f"there are two actions {action.id}")
        beside = [each for home, each, _ in self._held.values() if _meet(home, place)]
        taken = {_sequence(key): each.id for each in beside for key in _keys(each)}
        for key in _keys(action):
            if _sequence(key) in taken:
                raise ValueError(f"{action.id} and {taken[_sequence(key)]} share {key}")


def matching(actions: Iterable[Action], typed: str) -> tuple[Action, ...]:
    """Those that are called so, those whose own text begins so first."""
    found = [action for action in actions if action.is_called(typed)]
    return tuple(sorted(found, key=lambda action: not action.text.casefold().startswith(typed.casefold())))


def _keys(action: Action) -> tuple[str, ...]:
    return tuple(key for key in (action.shortcut, action.also) if key)


def _meet(one: str, other: str) -> bool:
    return Actions.EVERYWHERE in (one, other) or one == other


@cache
def _sequence(shortcut: str) -> str:
    return QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.PortableText)
