"""Cases for which twelve months have passed without another referral: read out, for flags may come off (S3)."""

from __future__ import annotations

from PySide6.QtCore import Qt

from marac_desk.dates import short_date
from marac_desk.record import TwelveMonths
from storage.room_cases import passed_since
from ui.meeting_room.line_page import LinePage
from ui.meeting_room.room import Room
from ui.widgets.card import Card
from ui.widgets.keycap import KeyButton
from ui.widgets.table import Column, Table


class TwelveMonthsPage(LinePage):
    """The list to read out, by reference."""

    title = "Twelve months passed"
    prompts = slice(0, 1)
    closing = True

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.list: Table[TwelveMonths] = Table(
            "Twelve months passed",
            (
                Column("Case", lambda row: row.case_reference, wide=True),
                Column("Last heard", lambda row: short_date(row.last_heard)),
            ),
        )
        self.go_on = KeyButton("Read out: go on", "Return")
        self.go_on.setObjectName("primary")
        self.go_on.setAutoDefault(True)
        self.go_on.clicked.connect(self.on)
        card = Card("No further referral since")
        card.body.addWidget(self.list, 1)
        card.body.addWidget(self.go_on, 0, Qt.AlignmentFlag.AlignRight)
        self.body.addWidget(card, 1)
        self.show_meeting()

    def show_meeting(self) -> None:
        """The list by this meeting's day."""
        with self.desk.vault.read() as read:
            self.list.show_rows(passed_since(read.session, self.room.meeting_id))

    def focus_first(self) -> None:
        """Enter is enough."""
        self.go_on.setFocus(Qt.FocusReason.OtherFocusReason)
