"""Who in the vault may be the victim of a referral that is being typed: pointed out, and asked about when it is added.

Nothing is merged. A second case of the same people would hide from each meeting what the other one knows.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal

from storage.case_rows import NamesakeRow
from ui.shell.dialogs import Choice
from ui.widgets.card import Card
from ui.widgets.keycap import KeyButton
from ui.widgets.rows import words

OPEN_KEY = "Alt+O"
LOOK = "Look before you add: if it is the same victim, and the same person causes harm, open the case and refer again."
TITLE = "Is it the same victim?"
STILL_THERE = (
    "What you typed about the people is not in this referral: it still stands in the form for a new case."
    " Compare it with the case, then clear that form."
)
AGAIN, ADD, BACK = "again", "add", "back"


class HeldCard(Card):
    """The finds, and a way to the first case among them. `opened` tells which case somebody wants to see."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__("Held already")
        self.found: tuple[NamesakeRow, ...] = ()
        self.said = words("")
        self.open = KeyButton("Open the case", OPEN_KEY)
        self.open.clicked.connect(self.go)
        self.body.addWidget(self.said)
        self.body.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)

    def show_found(self, found: tuple[NamesakeRow, ...]) -> None:
        """Shows these; the card is away while there are none."""
        self.found = found
        self.said.setText("\n\n".join([*map(told, found), LOOK]))
        self.open.setVisible(self.case_id() is not None)
        self.setVisible(bool(found))

    def case_id(self) -> UUID | None:
        """The first case among the finds."""
        return next((row.case_id for row in self.found if row.case_id is not None), None)

    def has_case(self) -> bool:
        """Whether there is one to open."""
        return self.isVisible() and self.case_id() is not None

    def go(self) -> None:
        """Opens it."""
        if (case_id := self.case_id()) is not None:
            self.opened.emit(case_id)


def told(row: NamesakeRow) -> str:
    """`Marta Invented, born 2 Mar 1995, NV-2026-0001`."""
    return f"{row.name}, born {row.born or '?'}, {row.case_reference or 'in another role'}"


def question(row: NamesakeRow) -> tuple[str, str, Sequence[Choice]]:
    """What is asked before somebody who is the victim of a case gets a second one; going back is the last answer."""
    text = (
        f"{told(row)}, is held already. If it is the same victim, and the same person causes harm, it is the same"
        " case: what you typed becomes another referral of it. Nothing is added yet."
    )
    choices = (
        Choice(AGAIN, f"Refer {row.case_reference} again"),
        Choice(ADD, "Add a new case all the same"),
        Choice(BACK, "Back to the form"),
    )
    return TITLE, text, choices
