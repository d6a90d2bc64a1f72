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
from ui.widgets.rows import words
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
        self.card = card = Card("No further referral since")
        self.nothing = words("No case has passed its twelve months.", "soft")
        for part in (self.nothing, self.list):
            card.body.addWidget(part, int(part is self.list))
        card.body.addWidget(self.go_on, 0, Qt.AlignmentFlag.AlignRight)
        self.body.addWidget(card, 1)
        self.body.addStretch()
        self.show_meeting()

    def show_meeting(self) -> None:
        """The list by this meeting's day."""
        with self.desk.vault.read() as read:
            rows = passed_since(read.session, self.room.meeting_id)
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self.card.title.setVisible(bool(rows))
        self.go_on.setText("Read out: go on" if rows else "Go on")
        self.go_on.setAccessibleName(self.go_on.text())
        self.body.setStretchFactor(self.card, int(bool(rows)))

    def focus_first(self) -> None:
        """Enter is enough."""
        self.go_on.setFocus(Qt.FocusReason.OtherFocusReason)
