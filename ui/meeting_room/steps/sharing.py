"""What one agency shares: its answer by one key, fact apart from professional view, its source, and who may know it.

Leaving a field keeps what stands in it; nothing is asked. A remark on length comes only once a field has been
left, and only above eighty words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from textwrap import shorten
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from marac_desk.discussion import Contribution, Discussion, MayKnow, Said
from ui.guarded import guarded
from ui.meeting_room.case_in_room import Seat
from ui.meeting_room.steps.pickers import box, go_to_end, labelled
from ui.widgets.card import Card
from ui.widgets.chips import Chips, Option
from ui.widgets.elided import ElidedLabel
from ui.widgets.entry_draft import Parts
from ui.widgets.form import Field
from ui.widgets.keycap import KeyButton

_CHIP_LETTERS = 30
LONG = 80
"""From here on somebody who reads the minutes is helped by fewer words."""

SAID = {
    Said.SHARES: ("Shares", "S"),
    Said.NOT_KNOWN: ("Not known", "N"),
    Said.NOTHING_RELEVANT: ("Nothing relevant", "R"),
    Said.IN_WRITING: ("In writing", "W"),
    Said.NOT_PRESENT: ("Not present", "A"),
}
_MAY_KNOW = {
    MayKnow.SHAREABLE: "everyone",
    MayKnow.ROOM_ONLY: "room only",
    MayKnow.ONLY_FROM_VICTIM: "only from the victim",
}
WITH_WORDS = (Said.SHARES, Said.IN_WRITING)
_NAMES_WITH_WORDS = tuple(said.name for said in WITH_WORDS)


@dataclass(frozen=True)
class Shared:
    """What an agency brought, as it stands in the record or in the entry."""

    said: Said | None = None
    fact: str = ""
    view: str = ""
    source: str = ""
    may_know: MayKnow = MayKnow.SHAREABLE
    filed: bool = False
    heard: bool = False

    @classmethod
    def of(cls, contribution: Contribution | None) -> Shared:
        """As it is recorded."""
        if contribution is None:
            return cls()
        return cls(
            contribution.said,
            contribution.fact,
            contribution.view,
            contribution.source,
            contribution.may_know,
            contribution.filed,
            contribution.heard,
        )

    @property
    def words(self) -> bool:
        """Whether anything was written."""
        return bool(self.fact or self.view)

    def record(self, talk: Discussion, seat: Seat, *, in_room: bool) -> None:
        """Writes it into the discussion, as heard.

        Raises Refused when answer and words do not go together, or when nobody is there to have said it.
        """
        said = self.said or Said.SHARES
        more = {"source": self.source, "speaker": seat.speaker, "may_know": self.may_know, "filed": self.filed}
        talk.share(seat.agency_id, said, self.fact, self.view, heard=True, in_room=in_room, **more)


class Sharing(Card):
    """Aimed at one agency at a time. `left`: a field was left; `answered`: with a chip; `go_on`: Ctrl+Enter."""

    left = Signal()
    answered = Signal(str)
    touched = Signal()
    go_on = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("What the agency shares")
        self.seat: Seat | None = None
        self.stored = Shared()
        self.name = ElidedLabel()
        self.name.setObjectName("cardTitle")
        self.said = Chips("Answer", [Option(said.name, text, key) for said, (text, key) in SAID.items()])
        self.fact, self.view = box(3, most=9), box(2, most=6)
        self.source = QLineEdit()
        self.source.setPlaceholderText("case notes, a call, the research form")
        known = [Option(each.name, words) for each, words in _MAY_KNOW.items()]
        self.may_know = Chips("May be known to", known)
        self.bears_on = Chips("Bears on", several=True)
        self.remark = QLabel()
        self.remark.setObjectName("remark")
        self.remark.setProperty("tone", "warn")
        self.remark.setWordWrap(True)
        self.next = KeyButton("Next", "Ctrl+Return")
        self._lay_out()
        self._connect()

    def aim(self, seat: Seat, stored: Shared) -> None:
        """Shows another agency."""
        self.seat = seat
        self.name.say(" · ".join(part for part in (seat.name, seat.speaker) if part))
        self.show_stored(stored)

    def show_stored(self, stored: Shared) -> None:
        """Shows what is recorded for it now."""
        self.stored = stored
        self._say(stored)
        self._fact_field.label.setText("Fact · sent in before the meeting" if stored.filed else "Fact")
        self.remark.hide()

    def entered(self) -> Shared:
        """What stands in the entry. Words without an answer are shared."""
        fact, view = self.fact.toPlainText().strip(), self.view.toPlainText().strip()
        chosen = Said[self.said.chosen()] if self.said.chosen() else None
        if (fact or view) and chosen is None:
            chosen = Said.SHARES
        return Shared(
            chosen,
            fact,
            view,
            self.source.text().strip(),
            MayKnow[self.may_know.chosen()],
            self.stored.filed,
            self.stored.heard,
        )

    def is_changed(self) -> bool:
        """Whether what stands in it is something else than the record, and says something."""
        entered = self.entered()
        return entered != self.stored and (
            entered.words or self.stored.words or entered.said not in (None, *WITH_WORDS)
        )

    def begin(self, said: Said = Said.SHARES) -> None:
        """Goes to the fact."""
        if self.said.chosen() not in _NAMES_WITH_WORDS or said is Said.IN_WRITING:
            self.said.choose(said.name)
        go_to_end(self.fact)

    def go_to(self, field: str) -> None:
        """Into the fact, the view or the source."""
        {"view": self.view, "source": self.source}.get(field, self.fact).setFocus(Qt.FocusReason.OtherFocusReason)

    def offer_risks(self, raised: list[Option], proposed: list[Option]) -> None:
        """The risks that it raised, and those that its words propose."""
        short = [replace(option, text=shorten(option.text, _CHIP_LETTERS, placeholder="…")) for option in proposed]
        self.bears_on.set_options([*raised, *short])
        for chip, option in zip(self.bears_on.buttons(), (*raised, *proposed), strict=True):
            chip.setAccessibleName(option.text)
            chip.setToolTip(option.text)
        self.bears_on.choose(*(option.key for option in raised))
        self._bears_row.setVisible(bool(raised or proposed))

    def parts(self) -> Parts:
        """What is being typed, for the draft."""
        if self.seat is None or not self.is_changed():
            return {}
        entered = self.entered()
        return {
            "agency": str(self.seat.agency_id),
            "said": entered.said.name if entered.said else "",
            "fact": self.fact.toPlainText(),
            "view": self.view.toPlainText(),
            "source": self.source.text(),
            "may_know": entered.may_know.name,
        }

    def restore(self, parts: Parts) -> None:
        """Shows what was kept before a crash or a lock."""
        said = Said[parts["said"]] if parts["said"] else None
        self._say(Shared(said, parts["fact"], parts["view"], parts["source"], MayKnow[parts["may_know"]]))

    def agency_id(self) -> UUID | None:
        """Whose entry it is."""
        return self.seat.agency_id if self.seat else None

    @guarded
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A field was left: what stands in it is kept, and only now is its length looked at."""
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit()
            self._look_at_length()
        return super().eventFilter(watched, event)

    def _say(self, shared: Shared) -> None:
        self.said.choose(*([shared.said.name] if shared.said else []))
        for editor, text in ((self.fact, shared.fact), (self.view, shared.view)):
            if editor.toPlainText().strip() != text:
                editor.setPlainText(text)
        if self.source.text().strip() != shared.source:
            self.source.setText(shared.source)
        self.may_know.choose(shared.may_know.name)

    def _typed(self) -> None:
        """Somebody who goes on to write does share something."""
        typing = self.fact.hasFocus() or self.view.hasFocus()
        if typing and self.said.chosen() in (Said.NOT_KNOWN.name, Said.NOT_PRESENT.name):
            self.said.choose(Said.SHARES.name)
        self.touched.emit()

    def _look_at_length(self) -> None:
        words = max(len(editor.toPlainText().split()) for editor in (self.fact, self.view))
        self.remark.setVisible(words > LONG)
        self.remark.setText(f"{words} words. What of this does the risk need?" if words > LONG else "")

    def _lay_out(self) -> None:
        self.body.addWidget(self.name)
        self.body.addWidget(self.said)
        self._fact_field = Field("Fact", self.fact)
        self._bears_row = labelled("Bears on", self.bears_on)
        _keep_its_place(self._bears_row)
        for part, share in (
            (self._fact_field, 3),  # where there is room to write it is given
            (Field("Professional view", self.view), 2),
            (self.remark, 0),
            (labelled("May know", self.may_know), 0),
        ):
            self.body.addWidget(part, share)
        self.next.setObjectName("primary")
        foot = QHBoxLayout()
        foot.addWidget(labelled("Source", self.source), 1)
        foot.addWidget(self.next)
        self.body.addLayout(foot)
        self.body.addWidget(self._bears_row, 2)  # last: it comes while somebody types; nothing moves under the hand
        self.source.setAccessibleName("Source")
        self.remark.hide()

    def _connect(self) -> None:
        editors: tuple[QWidget, ...] = (self.fact, self.view, self.source)
        for editor in editors:
            editor.installEventFilter(self)
        for words in (self.fact, self.view):
            words.textChanged.connect(self._typed)
            words.textChanged.connect(self.remark.hide)
        self.source.textChanged.connect(self.touched)
        self.may_know.changed.connect(self.left)
        self.said.changed.connect(lambda: self.answered.emit(self.said.chosen()))
        self.next.clicked.connect(self.go_on)


def _keep_its_place(row: QWidget) -> None:
    """Nothing moves when it appears."""
    policy = row.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    row.setSizePolicy(policy)
