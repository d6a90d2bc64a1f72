"""What the history is filtered by: what kind, by whom, from when until when, about which case, with which words."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from marac_desk.dates import short_date
from marac_desk.errors import Refused
from marac_desk.typed_dates import read_past_day
from storage.audit_rows import AuditFilter, Sort
from ui.widgets.card import Card
from ui.widgets.chips import Chips, Option
from ui.widgets.form import Field
from ui.widgets.rows import side_by_side

ALL = "all"
PAUSE_MS = 250


class AuditFilters(Card):
    """`changed`: another choice was made, or typing has paused."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.sort = Chips(
            "What", [Option(ALL, "Everything"), *(Option(each.name, each.value.capitalize()) for each in Sort)]
        )
        self.who = Chips("By whom")
        self.start, self.until, self.case, self.words = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        for line, hint in (
            (self.start, "1/9/2026"),
            (self.until, "30/9/2026"),
            (self.case, "NV-2026-0142"),
            (self.words, "action"),
        ):
            line.setPlaceholderText(hint)
        self.body.addWidget(Field("What", self.sort))
        self.body.addWidget(Field("By whom", self.who))
        self.lines = side_by_side(
            ("From", self.start, 2),
            ("Until", self.until, 2),
            ("About case", self.case, 3),
            ("What was done", self.words, 4),
        )
        self.body.addWidget(self.lines)
        self.sort.choose(ALL)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.changed)
        for chips in (self.sort, self.who):
            chips.changed.connect(self.changed)
        for each in self._typed():
            each.textChanged.connect(lambda _: self._pause.start())
            each.returnPressed.connect(self.now)

    def offer_people(self, people: tuple[tuple[UUID, str], ...]) -> None:
        """Everybody who could ever open the vault."""
        self.who.set_options([Option(ALL, "Anybody"), *(Option(str(key), name) for key, name in people)])
        if not self.who.chosen():
            self.who.choose(ALL)

    def chosen(self, today: date) -> AuditFilter:
        """What is chosen now. Raises Refused when what stands for a day is none."""
        sort, who = self.sort.chosen(), self.who.chosen()
        return AuditFilter(
            sort=Sort[sort] if sort and sort != ALL else None,
            who=UUID(who) if who and who != ALL else None,
            start=_day(self.start, today),
            until=_day(self.until, today),
            case=self.case.text().strip(),
            words=self.words.text().strip(),
        )

    def now(self) -> None:
        """Without waiting for a pause."""
        self._pause.stop()
        self.changed.emit()

    def stop(self) -> None:
        """Nothing is waited for any more."""
        self._pause.stop()

    def _typed(self) -> tuple[QLineEdit, ...]:
        return self.start, self.until, self.case, self.words

    def focus_part(self) -> QWidget:
        """Where choosing begins."""
        return next(chip for chip in self.sort.buttons() if chip.isChecked())


def in_words(wanted: AuditFilter, person: str) -> str:
    """What was chosen, as the paper says it."""
    told = [wanted.sort.value if wanted.sort else "everything"]
    if person:
        told.append(f"by {person}")
    if wanted.start:
        told.append(f"from {short_date(wanted.start)}")
    if wanted.until:
        told.append(f"until {short_date(wanted.until)}")
    if wanted.case:
        told.append(f"about cases called “{wanted.case}”")
    if wanted.words:
        told.append(f"with “{wanted.words}” in what was done")
    return ", ".join(told)


def _day(line: QLineEdit, today: date) -> date | None:
    typed = line.text().strip()
    if not typed:
        return None
    try:
        return read_past_day(typed, today)
    except Refused:
        raise Refused("Please give the day as day/month, or day/month/year.") from None
