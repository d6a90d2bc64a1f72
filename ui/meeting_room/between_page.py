"""Between two cases: nothing of either is seen until the chair confirms who has left and who may stay."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from marac_desk.attendance import seat_for
from marac_desk.errors import Told
from marac_desk.maracs import Marac
from marac_desk.meetings import Meeting, Presence
from marac_desk.opening import quorum_warning
from ui.guarded import guarded
from ui.meeting_room.line_page import LinePage
from ui.meeting_room.prompt import Prompt
from ui.meeting_room.room import Room
from ui.widgets.card import Card
from ui.widgets.chips import Option
from ui.widgets.form import Form
from ui.widgets.keycap import KeyButton
from ui.widgets.mark import Tone
from ui.widgets.notice import Notice
from ui.widgets.readable import keep_readable
from ui.widgets.scroll import Scrolled

BETWEEN = "Between cases"
RESTRICTED = "The next case is restricted: some of those here may have to leave before it begins."
LOOKED_AT = "Looked at: only those who may hear it stay"
LOOK_FIRST = "Say first who leaves, and that it was looked at: Space chooses. The case has not begun."


class BetweenPage(QWidget):
    """`confirmed` tells the case that may begin, `put_off` the one that was deferred."""

    confirmed = Signal(object)
    put_off = Signal()

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        self._case_id: UUID | None = None
        self._as_kept: set[UUID] | None = None
        self._asks = False
        self.setAccessibleName(BETWEEN)
        title, self._next = QLabel(BETWEEN), QLabel()
        title.setObjectName("between")
        self._next.setObjectName("soft")
        prompt = Prompt()
        prompt.say(" ".join(room.reference.aide_memoire.between_cases))
        self._restricted, self._quorum = Notice(RESTRICTED, Tone.WARN), Notice("", Tone.WARN)
        self._form = form = Form()
        self.leaving = form.choice("Leaves the room for this case", (), several=True)
        self.looked_at = form.choice("Before it begins", (Option("looked at", LOOKED_AT),))
        self.looked_at.changed.connect(self._looked_at)
        self.begin = KeyButton("Everyone else may stay: begin", "Return")
        self.begin.setObjectName("primary")
        self.begin.setAutoDefault(True)
        self.begin.clicked.connect(self._confirm)
        later = Form()
        self.because: QLineEdit = later.line(
            "Or put the case off, because", "Enter puts it off; it stays on the record."
        )
        self.because.returnPressed.connect(self._defer)
        sheet, around = Scrolled(), QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(sheet)
        self._column = column = sheet.column
        column.setContentsMargins(18, 24, 18, 12)
        column.setSpacing(12)
        card = Card()
        for part in (self._restricted, self._quorum, form):
            card.body.addWidget(part)
        card.body.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignRight)
        for widget in (title, self._next, prompt, card, later):
            column.addWidget(widget)
        column.addStretch()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width."""
        super().resizeEvent(event)
        keep_readable(self, self._column, LinePage.widest)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter that came with nobody's choice begins no restricted case, and says what is wanted first."""
        if self._asks and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._form.field(self.looked_at).fail("" if self.looked_at.chosen() else LOOK_FIRST)
        else:
            super().keyPressEvent(event)

    def show_next(self, case_id: UUID, reference: str, *, asks_who_stays: bool) -> None:
        """Asks for this case; where it `asks_who_stays`, that comes before it begins."""
        self._case_id, self._asks = case_id, asks_who_stays
        self.because.clear()
        self._next.setText(f"Next: {reference}")
        with self._room.desk.vault.read() as read:
            meeting = read.get(Meeting, self._room.meeting_id)
            marac = read.get(Marac, meeting.marac_id)
            here = [each for each in meeting.attendance if each.presence is not Presence.APOLOGIES]
            names = {agency.id: agency.name for agency in marac.agencies}
            options = [
                Option(str(each.id), f"{each.name} · {names.get(each.agency_id, each.organisation)}")  # type: ignore[arg-type]
                for each in here
            ]
            leaving = [str(each.id) for each in here if not each.stayed_for(case_id)]
            warning = quorum_warning(meeting, marac.agencies, case_id)
            under_way = meeting.opened_at is not None and meeting.signed_off_at is None
        self._as_kept = {UUID(key) for key in leaving} if under_way else None
        self.leaving.set_options(options)
        self.leaving.choose(*leaving)
        self.looked_at.choose()
        form = self._form
        form.clear_errors()
        form.field(self.leaving).setVisible(bool(options))
        form.field(self.looked_at).setVisible(self._asks)
        form.setVisible(bool(options) or self._asks)
        self._restricted.setVisible(self._asks)
        self._quorum.say(warning)
        self._quorum.setVisible(bool(warning))

    def focus_first(self) -> None:
        """Enter is enough when nobody leaves. Where some may have to, that comes first."""
        leaving = self.leaving.buttons()
        first = self.begin if not self._asks else next(iter((*leaving, *self.looked_at.buttons())))
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _confirm(self) -> None:
        case_id = self._case_id
        if case_id is None:
            return
        if self._asks and not self.looked_at.chosen():
            self._form.field(self.looked_at).fail(LOOK_FIRST)
            self.looked_at.buttons()[0].setFocus(Qt.FocusReason.TabFocusReason)  # so that Enter says it
            return
        leaving = {UUID(key) for key in self.leaving.all_chosen()}
        if leaving != self._as_kept and not self._seat(case_id, leaving):
            return
        self.confirmed.emit(case_id)

    def _looked_at(self) -> None:
        """Now it may begin."""
        self._form.clear_errors()
        self.begin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _seat(self, case_id: UUID, leaving: set[UUID]) -> bool:
        """Keeps who stays, where that is not what the meeting says already."""
        try:
            with self._room.desk.vault.edit("Confirm who stays") as edit:
                meeting = edit.get(Meeting, self._room.meeting_id)
                if meeting.opened_at is None:
                    meeting.open(edit.now)  # the first case is heard, whether or not the statement was read
                seat_for(meeting, case_id, leaving)
        except Told as told:
            self._room.desk.messages.told(told.say)
            return False
        return True

    def _defer(self) -> None:
        if self._case_id is None:
            return
        try:
            with self._room.desk.vault.edit("Put case off") as edit:
                edit.get(Meeting, self._room.meeting_id).defer(self._case_id, self.because.text())
        except Told as told:
            self._room.desk.messages.told(told.say)
            return
        self.put_off.emit()
