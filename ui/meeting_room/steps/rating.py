"""Who is at risk, how likely it is, how bad it would be, and who raised it: one key each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from marac_desk.discussion import Discussion, Impact, Likelihood, RiskTo, Subject
from ui.guarded import guarded
from ui.meeting_room.case_in_room import PersonInCase
from ui.meeting_room.room import Room
from ui.meeting_room.steps.pickers import AgencyLine, NumberedChips, labelled
from ui.meeting_room.steps.risks_view import RiskNow, risk_to
from ui.widgets.card import Card
from ui.widgets.chips import Chips, Option

LIKELIHOOD = {
    Likelihood.POSSIBLE: "P",
    Likelihood.LIKELY: "L",
    Likelihood.VERY_LIKELY: "V",
    Likelihood.CERTAIN: "C",
}
LETTERS_RATE = "On a risk in the list P, L, V or C says how likely it is; then M, S or V how serious."
_IMPACT = {Impact.MODERATE: "M", Impact.SERIOUS: "S", Impact.VERY_SERIOUS: "V"}
_OTHERS = {Subject.OTHER: "others", Subject.STAFF: "staff"}
"""Those who may be at risk without being in the case by name."""


class Rating(Card):
    """Rates one risk at a time; each key is an edit of its own. `done`: the last question was answered."""

    done = Signal()

    def __init__(self, room: Room) -> None:
        super().__init__(" ")
        self.setAccessibleName("Rating of the risk")
        self._room = room
        self._risk_id: UUID | None = None
        self._people = (*room.heard.people, *_not_named(room.heard.people))
        names = [Option(str(at), f"{at + 1} {person.name}") for at, person in enumerate(self._people)]
        self.to = NumberedChips("To whom", names, several=True)
        self.likelihood = Chips("Likelihood", _options(LIKELIHOOD))
        self.impact = Chips("Impact", _options(_IMPACT))
        self.raised_by = AgencyLine("Raised by")
        self.raised_by.set_seats(room.heard.seats)
        for label, control in (
            ("To whom", self.to),
            ("Likelihood", self.likelihood),
            ("Impact", self.impact),
            ("Raised by", self.raised_by),
        ):
            self.body.addWidget(labelled(label, control))
        self.to.changed.connect(self._say_to_whom)
        self.likelihood.changed.connect(self._say_likelihood)
        self.impact.changed.connect(self._say_impact)
        self.raised_by.chosen.connect(self._say_who_raised)
        self.raised_by.editingFinished.connect(self._say_who_raised)

    def rate(self, risk: RiskNow | None) -> None:
        """Shows another risk, or the same as it stands now."""
        self._risk_id = risk.id if risk else None
        if risk is None:
            return
        self.title.setText(f"{risk.label}  {risk.text}")
        self.to.choose(*map(str, risk.to))
        self.likelihood.choose(*([risk.likelihood.name] if risk.likelihood else []))
        self.impact.choose(*([risk.impact.name] if risk.impact else []))
        if not self.raised_by.hasFocus():
            self.raised_by.choose(risk.raised_by)

    def begin(self) -> None:
        """Asks how likely it is."""
        _focus(self.likelihood)

    def say_likelihood(self, likelihood: Likelihood) -> None:
        """As though its letter had been pressed here."""
        self.likelihood.choose(likelihood.name)
        self._say_likelihood()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Escape leave it as it is."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.done.emit()
        else:
            super().keyPressEvent(event)

    def _say_to_whom(self) -> None:
        chosen = [risk_to(self._people[int(key)]) for key in self.to.all_chosen()]
        self._edit(lambda talk, risk_id: _put_at_risk(talk, risk_id, chosen))

    def _say_likelihood(self) -> None:
        likelihood = Likelihood[self.likelihood.chosen()]
        self._edit(lambda talk, risk_id: setattr(talk.risk(risk_id), "likelihood", likelihood))
        _focus(self.impact)

    def _say_impact(self) -> None:
        impact = Impact[self.impact.chosen()]
        self._edit(lambda talk, risk_id: setattr(talk.risk(risk_id), "impact", impact))
        self.done.emit()

    def _say_who_raised(self) -> None:
        agency_id = self.raised_by.agency_id()
        self._edit(lambda talk, risk_id: setattr(talk.risk(risk_id), "raised_by", agency_id))

    def _edit(self, change: Callable[[Discussion, UUID], None]) -> None:
        risk_id = self._risk_id
        if risk_id is not None:
            self._room.try_edit("Rate risk", lambda _, talk: change(talk, risk_id))


def _options(letters: dict[Likelihood, str] | dict[Impact, str]) -> list[Option]:
    return [Option(each.name, each.value, letter) for each, letter in letters.items()]


def _not_named(people: Sequence[PersonInCase]) -> list[PersonInCase]:
    there = {person.subject for person in people}
    return [PersonInCase(each, None, name, name) for each, name in _OTHERS.items() if each not in there]


def _put_at_risk(talk: Discussion, risk_id: UUID, chosen: list[RiskTo]) -> None:
    talk.risk(risk_id).to = chosen


def _focus(chips: Chips) -> None:
    """Goes to what is chosen, or else to the first chip."""
    buttons = chips.buttons()
    target: QWidget = next((chip for chip in buttons if chip.isChecked()), buttons[0])
    target.setFocus(Qt.FocusReason.OtherFocusReason)
