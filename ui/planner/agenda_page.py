"""The agenda of one meeting: which cases, in which order, how each is listed, and at what time it comes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from marac_desk.agenda import capacity_warning, default_order, give_slots, touching
from marac_desk.dates import long_date
from marac_desk.errors import Told
from marac_desk.maracs import LocalPractice, Marac
from marac_desk.meetings import Listing, Meeting
from storage.door import Changes
from storage.planner_rows import AgendaLine, agenda_lines
from ui.pages import PAGES
from ui.planner.add_cases import AddCases, CaseToAdd
from ui.planner.agenda_list import AgendaList
from ui.planner.item_card import ItemCard
from ui.shell.actions import Action
from ui.shell.desk import Desk
from ui.shell.page import Help, Page
from ui.widgets.card import Card
from ui.widgets.keycap import KeyButton
from ui.widgets.mark import Tone
from ui.widgets.notice import Notice
from ui.widgets.rows import words
from ui.widgets.scroll import Scrolled

CHILDREN_KEY, ROOM_KEY, ADD_KEY = "Alt+C", "Ctrl+Return", "Alt+N"
UP_KEY, DOWN_KEY, OFF_KEY, HISTORY_KEY = "Alt+Up", "Alt+Down", "Ctrl+Delete", "Alt+H"
ROOM = "room"
HELP = Help(
    "Agenda",
    (
        "Cases that wait since their referral are offered at the right; Enter adds the one you are at.",
        "Alt Up and Alt Down move a case, or drag it. Alt C puts cases with children first.",
        "A case that is put off stays on the agenda with its reason, and waits for the next meeting.",
        "Times follow from the minutes that your MARAC gives each case.",
    ),
)


@dataclass(frozen=True)
class Held:
    """What the page needs of the meeting besides its cases."""

    reference: str
    day: str
    venue: str
    practice: LocalPractice
    begun: bool


class AgendaPage(Page):
    """The running order at the left; what can be done with a case, and the cases that wait, at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Agenda")
        self._meeting_id: UUID | None = None
        self._held: Held | None = None
        self.sub = words("", "soft")
        self.warning = Notice("", Tone.WARN)
        self.list = AgendaList()
        self.nothing = words("No case is on this agenda yet. Add the first one at the right.", "soft")
        self.item, self.adding = ItemCard(), AddCases(desk)
        self.first = KeyButton("Children first", CHILDREN_KEY)
        self.room = KeyButton("Open the meeting room", ROOM_KEY)
        self.room.setObjectName("primary")
        self.history = KeyButton("History", HISTORY_KEY)
        self.body.addWidget(self.sub)
        self.body.addWidget(self.warning)
        self.body.addLayout(self._laid_out(), 1)
        self.room.setVisible(_room())
        self._connect()
        self.for_editors(self.first, self.room, self.item, self.adding)
        self.list.setDragEnabled(desk.can_edit)

    def arrive(self, place: str) -> None:
        """The agenda of the meeting; the focus is in the running order, or where the first case is added."""
        self._meeting_id = UUID(place) if place else self._meeting_id
        if self._meeting_id is None:
            self.desk.open_page("meetings")
            return
        self._read()
        (self.list if self.list.lines() else self.adding.line).setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self) -> str:
        """Which meeting."""
        return str(self._meeting_id or "")

    def refresh(self, changes: Changes) -> None:
        """The agenda, or a case on it."""
        if any(map(changes.touch, ("meeting", "agenda_item", "case_file", "person", "party", "referral"))):
            self._read()

    def leave(self) -> None:
        """Nothing is looked for any more."""
        self.adding.stop()

    def help(self) -> Help:
        """How an agenda is put together."""
        return HELP

    def offers(self) -> tuple[Action, ...]:
        """Everything that the keys do."""
        return (
            Action(
                "agenda.up",
                "Move case up",
                lambda: self._move(-1),
                UP_KEY,
                ("order", "earlier"),
                "Agenda",
                changes=True,
            ),
            Action(
                "agenda.down",
                "Move case down",
                lambda: self._move(1),
                DOWN_KEY,
                ("order", "later"),
                "Agenda",
                changes=True,
            ),
            Action(
                "agenda.children",
                "Children first",
                self._children_first,
                CHILDREN_KEY,
                ("order",),
                "Agenda",
                changes=True,
            ),
            Action(
                "agenda.add", "Add a case", self._begin_adding, ADD_KEY, ("list", "referral"), "Agenda", changes=True
            ),
            Action(
                "agenda.off", "Take case off the agenda", self._take_off, OFF_KEY, ("remove",), "Agenda", changes=True
            ),
            Action("agenda.history", "History of this meeting", self._open_history, HISTORY_KEY, ("who",), "Agenda"),
            Action(
                "agenda.room",
                "Open the meeting room",
                self._open_room,
                ROOM_KEY,
                ("hold",),
                "Agenda",
                when=_room,
                changes=True,
            ),
        )

    def hints(self) -> tuple[str, ...]:
        """What moves a case."""
        return ("agenda.up", "agenda.down", "agenda.add")

    def _laid_out(self) -> QHBoxLayout:
        order = Card("Running order")
        order.corner.addWidget(self.first)
        order.body.addWidget(self.nothing)
        order.body.addWidget(self.list, 1)
        left = QVBoxLayout()
        left.addWidget(order, 1)
        row = QHBoxLayout()
        row.addWidget(self.room)
        row.addWidget(self.history)
        row.addStretch()
        left.addLayout(row)
        right = Scrolled()
        right.column.addWidget(self.item)
        right.column.addWidget(self.adding, 1)
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addLayout(left, 3)
        across.addWidget(right, 2)
        return across

    def _connect(self) -> None:
        self.first.clicked.connect(self._children_first)
        self.room.clicked.connect(self._open_room)
        self.history.clicked.connect(self._open_history)
        self.list.reordered.connect(self._reorder)
        self.list.chosen.connect(self.item.show_line)
        self.list.opened.connect(lambda line: self.desk.open_page("case", str(line.case.case_id)))
        self.item.listed.connect(lambda case_id, listing: self._edit("List case", _listing(case_id, listing)))
        self.item.deferred.connect(
            lambda case_id, why: self._edit("Defer case", lambda meeting: meeting.defer(case_id, why))
        )
        self.item.restored.connect(
            lambda case_id: self._edit("Hear case after all", lambda meeting: meeting.hear_after_all(case_id))
        )
        self.adding.added.connect(self._add)

    def _read(self) -> None:
        if self._meeting_id is None:
            return
        with self.desk.vault.read() as read:
            meeting = read.get(Meeting, self._meeting_id)
            at = meeting.starts_at.astimezone()
            practice = read.get(Marac, meeting.marac_id).practice
            self._held = Held(
                meeting.reference,
                f"{long_date(at.date())}, {at:%H:%M}",
                meeting.venue,
                practice,
                meeting.opened_at is not None,
            )
            lines = agenda_lines(read.session, self._meeting_id)
        self._show(self._held, lines)
        self.adding.show_meeting(self._meeting_id, frozenset(line.case.case_id for line in lines), practice)

    def _show(self, held: Held, lines: tuple[AgendaLine, ...]) -> None:
        self.title.setText(f"Agenda of {held.reference}")
        heard = sum(not line.case.deferred for line in lines)
        of = f"{heard} of {held.practice.capacity} cases"
        self.sub.setText(" · ".join(part for part in (held.day, held.venue, of) if part))
        cases = [line.case for line in lines]
        said = [capacity_warning(cases, held.practice.capacity), *(each.say for each in touching(cases))]
        self.warning.say("\n".join(each for each in said if each))
        self.warning.setVisible(any(said))
        self.nothing.setVisible(not lines)
        self.list.setVisible(bool(lines))
        self.item.setVisible(bool(lines))
        self.list.show_lines(lines)

    def _edit(self, label: str, change: Callable[[Meeting], object]) -> None:
        """One edit of the meeting; the times follow. A refusal is told."""
        if self._meeting_id is None or self._held is None:
            return
        try:
            with self.desk.vault.edit(label) as edit:
                meeting = edit.get(Meeting, self._meeting_id)
                change(meeting)
                give_slots(meeting, self._held.practice.minutes_per_case, _zone(meeting.starts_at))
        except Told as told:
            self.desk.messages.told(told.say)
            self._read()

    def _defer(self, case_id: UUID, why: str) -> None:
        self._edit("Defer case", lambda meeting: meeting.defer(case_id, why))

    def _reorder(self, case_ids: list[UUID]) -> None:
        self._edit("Order agenda", lambda meeting: meeting.reorder(case_ids))

    def _children_first(self) -> None:
        order = list(default_order(line.case for line in self.list.lines()))
        if order != [line.case.case_id for line in self.list.lines()]:
            self._reorder(order)

    def _move(self, by: int) -> None:
        line = self.list.line()
        order = [each.case.case_id for each in self.list.lines()]
        if line is None:
            return
        at = order.index(line.case.case_id)
        if 0 <= at + by < len(order):
            order.insert(at + by, order.pop(at))
            self._reorder(order)

    def _add(self, case: CaseToAdd) -> None:
        self._edit("Add case to agenda", lambda meeting: meeting.list_case(case.case_id, case.listing))
        self.list.go_to(case.case_id)

    def _take_off(self) -> None:
        if (line := self.list.line()) is not None:
            self._edit("Take case off agenda", lambda meeting: meeting.take_off(line.case.case_id))

    def _begin_adding(self) -> None:
        self.adding.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _open_history(self) -> None:
        if self._meeting_id is not None:
            self.desk.open_page("history", f"meeting/{self._meeting_id}")

    def _open_room(self) -> None:
        self.desk.open_page(ROOM, self.place())


def _room() -> bool:
    """Whether there is a meeting room to open."""
    return any(entry.key == ROOM for entry in PAGES)


def _zone(at: datetime) -> tzinfo:
    """The time of the place on that day: summer time or winter time."""
    return at.astimezone().tzinfo or UTC


def _listing(case_id: UUID, listing: str) -> Callable[[Meeting], object]:
    return lambda meeting: meeting.list_as(case_id, Listing(listing))
