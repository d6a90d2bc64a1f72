"""The four cards of the home page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from marac_desk.dates import short_date
from marac_desk.due import Due, Owed
from marac_desk.timetable import WorkingDays
from storage.home_rows import ChaseRow, NextMeeting
from ui.backups.wording import Stand
from ui.guarded import guarded
from ui.widgets.card import Card
from ui.widgets.form import name_control
from ui.widgets.keycap import KeyButton
from ui.widgets.mark import Pill, Tone
from ui.widgets.rows import empty, line, words
from ui.widgets.table import Column, Table

_SHOWN, _LATE = 6, 3
"""So many lines, and so many of them late at most: what is still to come is not pushed out of sight."""

_CHASED = 6
"""So many agencies: the day is seen at a glance, and the rest is a button away."""


class MeetingCard(Card):
    """The next meeting and how far it is prepared; or the offer to plan one. Who may only read holds and plans none."""

    def __init__(
        self, hold: Callable[[], None], agenda: Callable[[], None], plan: Callable[[], None], may_edit: bool
    ) -> None:
        super().__init__("Next meeting")
        self._may_edit = may_edit
        self.hold, self.plan = KeyButton("Open the meeting room"), QPushButton("Plan a meeting")
        self.agenda = QPushButton("Agenda")
        for button, do in ((self.hold, hold), (self.agenda, agenda), (self.plan, plan)):
            button.clicked.connect(do)
        for button in (self.hold, self.plan):
            button.setObjectName("primary")
        for button in (self.agenda, self.hold, self.plan):
            self.corner.addWidget(button)
        self.said = words("", "soft")
        self.body.addWidget(self.said)
        self.meters = QHBoxLayout()
        self.meters.setSpacing(16)
        self.body.addLayout(self.meters)
        self.body.addStretch()

    def first(self) -> QPushButton:
        """What one does next."""
        for button in (self.hold, self.agenda):
            if not button.isHidden():
                return button
        return self.plan

    def show_meeting(self, meeting: NextMeeting | None, room: bool) -> None:
        """`room` says whether there is a meeting room to open."""
        self.hold.setVisible(meeting is not None and room and self._may_edit)
        self.agenda.setVisible(meeting is not None)
        self.plan.setVisible(meeting is None and self._may_edit)
        empty(self.meters)
        if meeting is None:
            self.title.setText("Next meeting")
            self.said.setText("Once a meeting is planned, it is here, with everything that is to be ready for it.")
            return
        self.title.setText(meeting.marac)
        at = meeting.starts_at.astimezone()
        chair = f"chair {meeting.chair}" if meeting.chair else ""
        of = f"{meeting.cases} {'case' if meeting.cases == 1 else 'cases'}, room for {meeting.capacity}"
        parts = (f"{short_date(at.date())}, {at:%H:%M}", meeting.venue, chair, of, meeting.reference)
        self.said.setText(" · ".join(part for part in parts if part))
        for title, done, whole, unit in (
            ("Information sent in", meeting.returned, meeting.asked, "agencies"),
            ("Victim's voice, or why not", meeting.voices, meeting.cases, "cases"),
        ):
            self.meters.addWidget(_meter(title, done, whole, unit), 1)


class DueLine(QPushButton):
    """One thing that is due; pressed, it leads to where it is done."""

    def __init__(self, what: str, when: Pill, opened: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("row")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(f"{what}, {when.text()}")
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 3, 0, 4)
        across.setSpacing(12)
        said = words(what)
        across.addWidget(said, 1)
        across.addWidget(when)
        for part in (said, when):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.clicked.connect(opened)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens it too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)


class DueCard(Card):
    """What agencies owe, then what is due around the meetings, soonest first."""

    def __init__(self, opened: Callable[[Due], None], actions: Callable[[], None]) -> None:
        super().__init__("Due")
        self._opened, self._to_actions = opened, actions
        self._owed: Owed | None = None
        self._line: DueLine | None = None
        self._lines: list[DueLine] = []
        self._shown: tuple[tuple[Due, str], ...] | None = None
        lines, self.owed, self.rows = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        for part in (lines, self.owed, self.rows):
            part.setSpacing(0)
        lines.addLayout(self.owed)
        lines.addLayout(self.rows)
        self.body.addLayout(lines)
        self.nothing = words("Nothing is due in the next two weeks.", "soft")
        self.body.addWidget(self.nothing)
        self.body.addStretch()

    def show_due(self, due: Sequence[Due], owed: Owed, today: date) -> None:
        """The next few; they come in the order of their days. What stands there already stays, with the focus in it."""
        late = [each for each in due if each.late(today)]
        steps = (*late[-_LATE:], *due[len(late) :])[: _SHOWN - bool(owed.first)]
        self._show_actions(owed, today)
        self._show_steps(steps, today)
        self.nothing.setVisible(owed.first is None and not due)

    def lines(self) -> list[DueLine]:
        """What can be opened, from the top."""
        return [*([self._line] if self._line else []), *self._lines]

    def _show_actions(self, owed: Owed, today: date) -> None:
        if owed == self._owed:
            return
        self._owed = owed
        had_focus = self._line is not None and self._line.hasFocus()
        empty(self.owed)
        self._line = None
        if owed.first is not None:
            self._line = DueLine(owed.said(), _pill(owed.first, today), self._to_actions)
            self.owed.addWidget(self._line)
            if had_focus:
                self._line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_steps(self, steps: Sequence[Due], today: date) -> None:
        shown = tuple((each, _when(each.on, today)) for each in steps)
        if shown == self._shown:
            return
        self._shown = shown
        empty(self.rows)
        self._lines = [
            DueLine(f"{each.step.value}, {each.reference}", _pill(each.on, today), partial(self._opened, each))
            for each in steps
        ]
        for each_line in self._lines:
            self.rows.addWidget(each_line)


class ChaseCard(Card):
    """Agencies with something still to do, those with most overdue first."""

    def __init__(self, opened: Callable[[ChaseRow], None], all_of_them: Callable[[], None]) -> None:
        super().__init__("Actions to chase")
        self.all = QPushButton("All actions")
        self.all.clicked.connect(all_of_them)
        self.corner.addWidget(self.all)
        self._today, self._calendar = date.min, WorkingDays()
        self.nothing = words("No agency has anything open.", "soft")
        self.table: Table[ChaseRow] = Table(
            "Actions to chase",
            (
                Column("Agency", lambda row: row.agency, wide=True),
                Column("Open", lambda row: str(row.open), number=True),
                Column("Overdue", lambda row: str(row.overdue) if row.overdue else "–", number=True),
                Column("Oldest", self._oldest),
            ),
        )
        self.table.opened.connect(opened)
        self.more = words("", "side")
        for part in (self.nothing, self.table, self.more):
            self.body.addWidget(part)
        self.body.addStretch()

    def show_rows(self, rows: Sequence[ChaseRow], today: date, calendar: WorkingDays) -> None:
        """How long ago is counted in working days."""
        self._today, self._calendar = today, calendar
        self.table.show_rows(rows[:_CHASED])
        self.table.show_whole()
        self.table.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        left = len(rows) - _CHASED
        self.more.setText(f"and {left} more {'agency' if left == 1 else 'agencies'}")
        self.more.setVisible(left > 0)

    def _oldest(self, row: ChaseRow) -> str:
        if row.oldest is None:
            return ""
        days = self._calendar.between(row.oldest, self._today)
        return f"{days} working {'day' if days == 1 else 'days'}"


class VaultCard(Card):
    """What is known of the vault, and no more."""

    def __init__(self, backups: Callable[[], None]) -> None:
        super().__init__("The vault")
        self.backups = QPushButton("Backups")
        self.backups.clicked.connect(backups)
        self.corner.addWidget(self.backups)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(0)
        self.body.addLayout(self.rows)
        self.body.addStretch()

    def show_vault(self, person: str, findings: int, flags: int, cases: int, stand: Iterable[Stand]) -> None:
        """`findings` is how many things were remarked on when it was opened, `stand` how its backups stand."""
        empty(self.rows)
        checked = Pill("see the message", Tone.WARN) if findings else Pill("✓ in order", Tone.OK)
        rows: tuple[tuple[str, str | Pill], ...] = (
            ("Encryption and history, checked when it was unlocked", checked),
            *((each.what, Pill(each.how, each.tone)) for each in stand),
            ("Unlocked by", person),
            ("Cases", f"{cases:,}"),
            ("Flags that end this month", str(flags)),
        )
        for text, end in rows:
            self.rows.addWidget(line(text, end))


def _meter(title: str, done: int, whole: int, unit: str) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 4, 0, 0)
    column.setSpacing(4)
    bar = QProgressBar()
    bar.setRange(0, max(1, whole))
    bar.setValue(done)
    bar.setTextVisible(False)
    name_control(bar, title, f"{done} of {whole} {unit}")
    for widget in (words(title, "side"), bar, words(f"{done} of {whole} {unit}", "side")):
        column.addWidget(widget)
    return part


def _pill(day: date, today: date) -> Pill:
    return Pill(_when(day, today), Tone.WARN if day <= today else Tone.PLAIN)


def _when(day: date, today: date) -> str:
    days = (day - today).days
    if days in (0, 1, -1):
        return {0: "today", 1: "tomorrow", -1: "yesterday"}[days]
    return f"{day:%a} {day.day} {day:%b}" if days > 0 else f"since {day.day} {day:%b}"
