"""What stands beside the papers while somebody signs the minutes off, or adds a note to signed ones."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal

from exports.pack import Pack
from storage.queries import MeetingRow
from ui.papers.sign_card import SignCard
from ui.papers.signed_card import SignedCard
from ui.papers.wording import is_signed
from ui.shell.desk import Desk
from ui.widgets.scroll import Scrolled


class MinutesPanel(Scrolled):
    """Before the signature one card, after it the other. `given_up`: back to the papers."""

    given_up = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.meeting_id: UUID | None = None
        self.sign, self.signed = SignCard(desk), SignedCard(desk)
        for card in (self.sign, self.signed):
            self.column.addWidget(card)
            card.given_up.connect(self.given_up)
        self.signed.hide()
        self.column.addStretch()

    def show_meeting(self, meeting: MeetingRow, pack: Pack) -> None:
        """Reads the meeting; `pack` are its papers, and what was found in them."""
        self.meeting_id = meeting.id
        self.sign.setVisible(not is_signed(meeting))
        self.signed.setVisible(is_signed(meeting))
        if is_signed(meeting):
            self.signed.show_meeting(meeting.id)
        else:
            self.sign.show_meeting(meeting.id, meeting.reference, pack)

    def focus_first(self) -> None:
        """Where work begins."""
        (self.sign if self.signed.isHidden() else self.signed).focus_first()
