"""The sheet of shortcuts: every action that has a key, from the one registry, by where it works. It is only read."""

from __future__ import annotations

from PySide6.QtCore import Qt

from ui.shell.actions import Action
from ui.shell.desk import Desk
from ui.shell.page import Page
from ui.widgets.card import Card
from ui.widgets.keycap import key_text
from ui.widgets.table import Column, Table


class ShortcutsPage(Page):
    """One table."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Shortcuts")
        self.table: Table[Action] = Table(
            "Shortcuts",
            (
                Column("Key", lambda action: key_text(action.shortcut)),
                Column("Does", lambda action: action.text, wide=True),
                Column("Where", lambda action: action.group),
            ),
        )
        card = Card()
        card.body.addWidget(self.table, 1)
        self.body.addWidget(card, 1)

    def arrive(self, place: str) -> None:
        """What there is now."""
        keyed = [action for action in self.desk.actions.all() if action.shortcut]
        self.table.show_rows(sorted(keyed, key=lambda action: (action.group, action.text)))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
