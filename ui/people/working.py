"""What the cards of people have in common: work beside the window, with the card at rest until it is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QPushButton

from marac_desk.errors import Refused, Told, WrongPassphrase
from ui.shell.desk import Desk
from ui.widgets.card import Card

Result = TypeVar("Result")


class WorkingCard(Card):
    """A card that changes who can open the vault."""

    def __init__(self, desk: Desk, title: str) -> None:
        super().__init__(title)
        self.desk = desk
        self._buttons: list[QPushButton] = []

    def button(self, text: str, pressed: Callable[[], None], *, primary: bool = True) -> QPushButton:
        """A button that rests while something is under way."""
        made = QPushButton(text)
        made.setObjectName("primary" if primary else "")
        made.clicked.connect(pressed)
        self._buttons.append(made)
        return made

    def work(
        self,
        label: str,
        do: Callable[[], Result],
        done: Callable[[Result], None],
        refused: Callable[[Told], None] | None = None,
    ) -> None:
        """Does something beside the window; `done` gets what came of it.

        `refused` is told what a rule says to it, else the message bar is.
        """
        self._rest(True)

        def ended(result: Result) -> None:
            self._rest(False)
            done(result)

        def failed(error: BaseException) -> None:
            self._rest(False)
            if refused is not None and isinstance(error, Refused | WrongPassphrase):
                refused(error)
            elif isinstance(error, Told):
                self.desk.messages.told(error.say)
            else:
                raise error

        self.desk.jobs.run(label, lambda _: do(), ended, owner=self, failed=failed, cancellable=False)

    def _rest(self, resting: bool) -> None:
        for button in self._buttons:
            button.setEnabled(not resting)
