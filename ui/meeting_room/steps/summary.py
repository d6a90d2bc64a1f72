"""Step 6: the actions are read back; who tells the victim, how and by when; the flag, other processes, the outcome."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from marac_desk.cases import Case
from marac_desk.dates import short_date
from marac_desk.discussion import Discussion, Step
from marac_desk.errors import Told
from marac_desk.maracs import RepeatClock
from marac_desk.read_back import read_back
from marac_desk.referrals import Referral
from marac_desk.repeats import months_after
from storage.door import Changes, Edit, Read
from ui.guarded import guarded
from ui.meeting_room.room import Room
from ui.meeting_room.step_page import StepPage
from ui.meeting_room.steps.pickers import labelled
from ui.meeting_room.steps.reading import Reading
from ui.meeting_room.steps.risks_view import case_of, names_of_agencies
from ui.meeting_room.steps.telling import Telling, VictimTold
from ui.widgets.card import Card
from ui.widgets.chips import Chips, Option
from ui.widgets.draft import Draft
from ui.widgets.entry_draft import EntryDraft, follow
from ui.widgets.form import Field

_PROCESSES = (
    Option("Child protection", "Child protection", "C"),
    Option("MAPPA", "MAPPA", "M"),
    Option("Adult safeguarding", "Adult safeguarding", "A"),
    Option("Disclosure scheme", "Disclosure scheme", "D"),
)
_BETWEEN = "; "


@dataclass(frozen=True)
class SummaryNow:
    """The step as it stands. `composed` is what the actions give to read; `flag` the day until which one flags."""

    read_back: str
    composed: str
    told: VictimTold
    links: str
    outcome: str
    flag_until: date | None
    flag: date
    how: str


class SummaryPage(StepPage):
    """The step Summary."""

    step = Step.SUMMARY
    title = "Summary"

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.reading = Reading()
        self.telling = Telling(room)
        self._telling_draft = EntryDraft(self.telling, self.desk, room.field("telling"), self.telling.parts)
        self.flag = Chips("Flag")
        self.processes = Chips("Other processes", _PROCESSES, several=True)
        self.links, self.outcome = QLineEdit(), QLineEdit()
        self._flag_offered: date | None = None
        self._lay_out()
        self._connect()

    def show_case(self) -> None:
        """Reads the case and shows it."""
        now = self._read()
        self._text_draft = self._kept(self.reading.text, "read_back", now.read_back, "Read back")
        self._link_draft = self._kept(self.links, "links", now.links, "Write links")
        self._outcome_draft = self._kept(self.outcome, "outcome", now.outcome, "Write outcome")
        self.telling.suggest(now.how, self.room.calendar.next(self.room.today()))
        self.desk.savers.add(self._tell, self.telling)
        self._show(now)
        self.telling.restore(self._telling_draft.kept())

    def refresh(self, changes: Changes) -> None:
        """Reads again what it shows."""
        if changes.touch("attendance"):
            self.telling.agency.set_seats(self.room.heard.seats)
        if any(map(changes.touch, ("discussion", "action", "case_file"))):
            now = self._read()
            self.telling.suggest(now.how, self.room.calendar.next(self.room.today()))
            follow(self.reading.text, self._text_draft, now.read_back)
            follow(self.links, self._link_draft, now.links)
            follow(self.outcome, self._outcome_draft, now.outcome)
            self._show(now)

    def settle(self) -> None:
        """The step is left."""
        self._tell()

    def focus_first(self) -> None:
        """What is to be read back; once it is, who tells the victim."""
        if self.reading.is_read():
            self.telling.begin()
        else:
            self.reading.read.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to_part(self, part: str) -> None:
        """One of its texts."""
        fields: dict[str, QWidget] = {
            "read back": self.reading.text,
            "links": self.links,
            "outcome": self.outcome,
            "who": self.telling.teller,
            "how": self.telling.how,
        }
        if part in fields:
            fields[part].setFocus(Qt.FocusReason.OtherFocusReason)

    def keys(self) -> tuple[tuple[str, str], ...]:
        """The page's own keys."""
        return (
            ("Ctrl+Enter", "read back aloud"),
            ("F", "at the flag: flag for twelve months"),
            ("Enter", "at who tells the victim: on to the flag"),
        )

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a line goes to the next."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif self.outcome.hasFocus():
            self._outcome_draft.settle()
        else:
            self.focusNextChild()

    def _read(self) -> SummaryNow:
        with self.room.look() as (read, talk):
            case = case_of(read, self.room)
            return SummaryNow(
                talk.read_back,
                read_back(talk, names_of_agencies(self.room)),
                VictimTold(talk.teller_agency_id, talk.teller, talk.tell_how, talk.tell_by),
                talk.links,
                talk.outcome,
                talk.flag_until,
                self._flag_day(read, talk),
                case.contact.only,
            )

    def _flag_day(self, read: Read, talk: Discussion) -> date:
        """Counted as the area counts a repeat: from the referral, or from the meeting."""
        begins = self.room.today()
        if self.room.practice.repeat_clock is RepeatClock.REFERRAL and talk.referral_id is not None:
            begins = read.get(Referral, talk.referral_id).received_on
        return months_after(begins, self.room.practice.repeat_months)

    def _show(self, now: SummaryNow) -> None:
        self.reading.show_text(now.composed, read=bool(now.read_back))
        self.telling.show_told(now.told)
        until = now.flag_until or now.flag
        if until != self._flag_offered:
            self._flag_offered = until
            offer = Option(until.isoformat(), f"Until {short_date(until)}", "F")
            self.flag.set_options([offer, Option("", "No flag", "N")])
        self.flag.choose(*([until.isoformat()] if now.flag_until else []))
        self.processes.choose(*(each.key for each in _PROCESSES if each.key in _named(now.links)))

    # What is said

    def _read_back(self) -> None:
        """The chair has read it aloud: it stands, and can be edited."""
        composed = self.reading.composed
        if self.room.try_edit("Read back", lambda _, talk: setattr(talk, "read_back", composed)):
            self.telling.begin()

    def _tell(self) -> bool:
        """Keeps who tells the victim; false where a rule refuses it, which is told."""
        try:
            if not self.telling.is_changed():
                self.desk.messages.right(self.telling)
                return True
            told = self.telling.entered()
            self.room.edit(
                "Say who tells the victim",
                lambda _, talk: talk.tell(told.agency_id, told.teller, told.how, told.by),
                self._telling_draft.field,
            )
            self._telling_draft.added()
            self.desk.messages.right(self.telling)
        except Told as error:
            self.desk.messages.told(error.say, self.telling)
            return False
        return True

    def _told(self) -> None:
        if self._tell():
            self.flag.buttons()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _flag(self) -> None:
        chosen = self.flag.chosen()
        until = date.fromisoformat(chosen) if chosen else None
        self.room.try_edit("Flag case", lambda edit, talk: _flag_until(edit, talk, until))
        self.outcome.setFocus(Qt.FocusReason.OtherFocusReason)

    def _link(self) -> None:
        """A chip adds its process to the line, or takes it out; words of one's own stay."""
        chosen = self.processes.all_chosen()
        offered = {each.key for each in _PROCESSES}
        own = [each for each in _named(self.links.text()) if each not in offered]
        self.links.setText(_BETWEEN.join([*chosen, *own]))
        self._link_draft.settle()

    def _kept(self, editor: QLineEdit | QPlainTextEdit, name: str, stored: str, label: str) -> Draft:
        field = self.room.field(name)

        def settle(text: str) -> None:
            self.room.edit(label, lambda _, talk: setattr(talk, name, text.strip()), field)

        return self.desk.drafted(editor, field=field, stored=stored, settle=settle)

    # Laying out

    def _lay_out(self) -> None:
        rest = Card()
        rest.setAccessibleName("Flag, links and outcome")
        rest.body.addWidget(labelled("Flag", self.flag))
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(Field("Outcome", self.outcome), 1)
        row.addWidget(Field("Links to other processes", self.links), 1)
        rest.body.addLayout(row)
        rest.body.addWidget(labelled("Links", self.processes))
        for part in (self.reading, self.telling, rest):
            self.body.addWidget(part)
        self.body.addStretch()

    def _connect(self) -> None:
        self.reading.was_read.connect(self._read_back)
        self.telling.left.connect(self._tell)
        self.telling.touched.connect(self._telling_draft.touched)
        self.telling.done.connect(self._told)
        self.flag.changed.connect(self._flag)
        self.processes.changed.connect(self._link)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._read_back)


def _named(links: str) -> list[str]:
    return [part.strip() for part in links.split(";") if part.strip()]


def _flag_until(edit: Edit, talk: Discussion, until: date | None) -> None:
    talk.flag_until = until
    edit.get(Case, talk.case_id).flagged_until = until
