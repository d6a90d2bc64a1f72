"""One case file: who is in it, how to keep them safe, what was referred, heard and agreed. Opening it is recorded."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from marac_desk.dates import short_date
from marac_desk.errors import Refused
from marac_desk.reference import load
from storage.case_rows import HearingRow
from storage.door import Changes
from ui.case_file.case_view import CaseView, case_view
from ui.case_file.record_cards import what_came_of_it, what_was_heard
from ui.guarded import guarded
from ui.shell.actions import Action
from ui.shell.desk import Desk
from ui.shell.page import Help, Page
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.keycap import KeyButton
from ui.widgets.mark import Pill, Tone
from ui.widgets.notice import Notice
from ui.widgets.rows import empty, fact, words
from ui.widgets.scroll import Scrolled

WIDE = 170
"""From how many letters across the cards stand in two columns."""
AHEAD_KEY, AGAIN_KEY, HISTORY_KEY = "Alt+T", "Alt+N", "Alt+H"
HELP = Help(
    "Case file",
    (
        "Everything held about the case, to read. That you opened it is recorded.",
        "How to reach the victim safely is shown when you ask for it, and stands on no paper.",
        "Up, Down, Page Up, Page Down, Home and End go through it.",
        "“Before the meeting” takes what agencies and the IDVA send in; in the meeting it is taken as read.",
        "“Refer again” is for further abuse in the same case: a new referral, with everything else kept.",
    ),
)


class CasePage(Page):
    """The head, and cards in a column that scrolls: two of them on a wide screen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Case file")
        self._case_id: UUID | None = None
        self._dash = {item.number: item.label for item in load().dash}
        self.sub = words("", "soft")
        self.body.addWidget(self.sub)
        self.ahead = self._button("Before the meeting", AHEAD_KEY, self._open_ahead)
        self.again = self._button("Refer again", AGAIN_KEY, self._refer_again)
        self.history = self._button("History", HISTORY_KEY, self._open_history)
        self.ahead.setObjectName("primary")
        self.for_editors(self.ahead, self.again)
        row = QHBoxLayout()
        for button in (self.ahead, self.again, self.history):
            row.addWidget(button)
        row.addStretch()
        self.body.addLayout(row)
        self.sheet = Scrolled()
        self.sheet.to_read("Case file")
        self._people_cards: list[QWidget] = []
        self._meeting_cards: list[QWidget] = []
        self._heard_cards: list[QWidget] = []
        self._to_come: CaseView | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._show_heard)
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        self._across = QHBoxLayout()
        self._across.setSpacing(16)
        for column in (self._left, self._right):
            column.setSpacing(16)
            self._across.addLayout(column)
        self._across.setStretch(0, 1)
        self.sheet.column.addLayout(self._across)
        self.body.addWidget(self.sheet, 1)

    def arrive(self, place: str) -> None:
        """Shows the case, and notes that it was looked at."""
        case_id = UUID(place) if place else self._case_id
        if case_id is None:
            self.desk.open_page("cases")
            return
        self._case_id = None
        not_noted = self.desk.vault.note_view(case_id)
        self._case_id = case_id
        if not self._show():
            return
        if not_noted:
            self.desk.messages.told(not_noted)
        self.sheet.verticalScrollBar().setValue(0)
        self.sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self) -> str:
        """Which case."""
        return str(self._case_id or "")

    def refresh(self, changes: Changes) -> None:
        """Whatever of it changed; that somebody looked at it is no change."""
        if any(map(changes.touch, _SHOWN)):
            self._show()

    def help(self) -> Help:
        """What the file is for."""
        return HELP

    def offers(self) -> tuple[Action, ...]:
        """Where the case goes from here."""
        return (
            Action(
                "case.ahead",
                "Before the meeting",
                self._open_ahead,
                AHEAD_KEY,
                ("return", "voice", "research"),
                "Case",
                changes=True,
            ),
            Action(
                "case.again", "Refer again", self._refer_again, AGAIN_KEY, ("repeat", "referral"), "Case", changes=True
            ),
            Action("case.history", "History of this case", self._open_history, HISTORY_KEY, ("audit", "who"), "Case"),
            Action("case.list", "All cases", lambda: self.desk.open_page("cases"), "Alt+Up", ("back",), "Case"),
        )

    def hints(self) -> tuple[str, ...]:
        """The way back."""
        return ("case.list",)

    def _button(self, text: str, key: str, do: object) -> KeyButton:
        button = KeyButton(text, key)
        button.clicked.connect(do)
        return button

    def _show(self) -> bool:
        """Whether there is such a case to show."""
        if self._case_id is None:
            return False
        try:
            with self.desk.vault.read() as read:
                view = case_view(read, self._case_id)
        except Refused as refused:  # what added it was undone
            self._case_id = None
            self.desk.open_page("cases")
            self.desk.messages.told(refused.say)
            return False
        self.title.setText(view.victim)
        listed = next((each for each in reversed(view.hearings) if each.to_come), None)
        self.sub.setText(_subtitle(view, listed))
        self.ahead.setVisible(listed is not None)
        for column in (self._left, self._right):
            empty(column)
        self._people_cards, self._meeting_cards = self._people(view), what_came_of_it(view, self._dash)
        self._heard_cards, self._to_come = [], view
        self._soon.start()
        self._place_cards(two=self._is_wide())
        return True

    def _show_heard(self) -> None:
        """The long part of the file, below what is seen first, so that a case is there at once."""
        if self._to_come is not None:
            self._heard_cards = what_was_heard(self._to_come, self._dash)
            self._to_come = None
            self._place_cards(two=self._is_wide())

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where there is room, so that no line is longer than one likes to read."""
        super().resizeEvent(event)
        self._place_cards(two=self._is_wide())

    def _is_wide(self) -> bool:
        return self.width() > WIDE * self.fontMetrics().averageCharWidth()

    def _place_cards(self, *, two: bool) -> None:
        for column in (self._left, self._right):
            while column.takeAt(0) is not None:
                pass
        for card in self._people_cards:
            self._left.addWidget(card)
        for card in self._meeting_cards:
            (self._right if two else self._left).addWidget(card)
        for card in self._heard_cards:
            self._left.addWidget(card)
        for column in (self._left, self._right):
            column.addStretch(1)  # a card with a table would take the room that is left
        self._across.setStretch(1, int(two))

    def _people(self, view: CaseView) -> list[QWidget]:
        safety = self._safety(view)
        people = Card("People")
        for label, said in view.people:
            people.body.addWidget(fact(label, said))
        cards: list[QWidget] = [safety, people]
        if view.key_dates:
            dates = Card("Key dates")
            for label, said in view.key_dates:
                dates.body.addWidget(fact(label, said))
            cards.append(dates)
        return cards

    def _safety(self, view: CaseView) -> Card:
        card = Card("Safety")
        if view.chips:
            chips = QWidget()
            flow = FlowLayout(chips)
            for chip in view.chips:
                flow.addWidget(Pill(chip))
            card.body.addWidget(chips)
        if view.never:
            card.body.addWidget(Notice(f"Contact: {view.never}", Tone.DANGER))
        if view.only:
            card.body.addWidget(fact("The one safe way", view.only))
        for who in view.must_not_be_told:
            card.body.addWidget(Notice(f"Must not be told: {who}", Tone.DANGER))
        for who in view.must_not_receive:
            card.body.addWidget(Notice(f"Must not receive papers: {who}", Tone.WARN))
        if not (view.never or view.only):
            card.body.addWidget(Notice("Nothing is recorded on how the victim must not be contacted.", Tone.WARN))
        card.body.addWidget(_shown_when_asked(view.how_to_reach))
        return card

    def _open_ahead(self) -> None:
        self.desk.open_page("ahead", self.place())

    def _refer_again(self) -> None:
        self.desk.open_page("referral", self.place())

    def _open_history(self) -> None:
        self.desk.open_page("history", self.place())


def _subtitle(view: CaseView, listed: HearingRow | None) -> str:
    if listed is None:
        heard = next((each for each in view.hearings if not (each.to_come or each.deferred_because)), None)
        if heard is None:
            return f"{view.reference} · not on the agenda of a meeting"
        return f"{view.reference} · heard on {short_date(heard.starts_at.astimezone().date())} at {heard.reference}"
    day = short_date(listed.starts_at.astimezone().date())
    return f"{view.reference} · on the agenda of {listed.reference}, {day}, as {listed.listing.value}"


def _shown_when_asked(how: str) -> QWidget:
    """How to reach the victim: behind a button, since somebody may look over one's shoulder."""
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    button = QPushButton("Show how to reach the victim safely")
    said = words(how or "No safe contact is recorded.")
    said.hide()

    def toggle() -> None:
        said.setVisible(said.isHidden())
        button.setText(f"{'Show' if said.isHidden() else 'Hide'} how to reach the victim safely")

    button.clicked.connect(toggle)
    column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
    column.addWidget(said)
    return part


_SHOWN = (
    *("dash_answer", "referring_agency", "voice_line", "contribution", "risk", "risk_to", "gap_reason"),
    *("case_file", "party", "person", "address", "alias", "referral", "key_date", "must_not_be_told"),
    *("must_not_receive", "agenda_item", "discussion", "action", "progress_entry", "meeting"),
)
