"""The list of actions: by agency, by where they stand; and what an agency reports on one of them."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from marac_desk.dates import short_date
from marac_desk.discussion import Discussion
from storage.door import Changes
from storage.home_rows import ChaseRow, to_chase
from storage.list_rows import ActionFilter, ActionListRow, Standing, action_list
from ui.actions.report import ReportCard
from ui.papers.urgent import SendAtOnce
from ui.shell.actions import Action
from ui.shell.desk import Desk
from ui.shell.page import Help, Page
from ui.widgets.card import Card
from ui.widgets.chips import Chips, Option
from ui.widgets.empty import EmptyState
from ui.widgets.form import Field
from ui.widgets.keycap import KeyButton
from ui.widgets.rows import words
from ui.widgets.scroll import Scrolled
from ui.widgets.table import Column, Table

REPORT_KEY, SEND_KEY, HISTORY_KEY = "Alt+R", "Alt+S", "Alt+H"
NOT_DUE = "Only an action that is due today or overdue, and that an agency has taken on, is sent by itself."
EMPTY = "What agencies take on at a meeting is here, with its day and what became of it."
HELP = Help(
    "Actions",
    (
        "Choose an agency to see only its actions; choose which ones by the chips above the list.",
        "Alt R reports on the action you are at: say where it stands, and Ctrl Enter records it.",
        "Two kinds of “not done” are kept apart, and both need a reason: circumstances changed, or the agency did not.",
        "Alt S makes the paper of an action that is due today or overdue, for its agency alone.",
        "Done after its day is recorded as complete late by itself.",
    ),
)


class ActionsPage(Page):
    """Agencies at the left, actions at the right, the report below them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Actions")
        self._agency_id: UUID | None = None
        self.agencies: Table[ChaseRow | None] = Table("Agencies with open actions", _AGENCIES)
        self.standing = Chips("Which actions", [Option(each.value, each.value.capitalize()) for each in Standing])
        self.standing.choose(Standing.OPEN.value)
        self.table: Table[ActionListRow] = Table("Actions", _ACTIONS)
        self.whole, self.count = words(""), words("", "soft")
        self.report = ReportCard(desk)
        self.report.hide()
        self.at_once = SendAtOnce(desk, self, lambda stopped: self._right.column.insertWidget(0, stopped))
        self.at_once.done.connect(self._end)
        self.open_report = KeyButton("Report on this action", REPORT_KEY)
        self.open_report.clicked.connect(self._begin)
        self.history = KeyButton("History", HISTORY_KEY)
        self.history.clicked.connect(self._open_history)
        self._rooms = QStackedWidget()
        self._rooms.addWidget(EmptyState("No actions yet", EMPTY))
        self._rooms.addWidget(self._laid_out())
        self.body.addWidget(self._rooms, 1)
        self.agencies.chosen.connect(self._choose_agency)
        self.standing.changed.connect(self._read_actions)
        self.table.chosen.connect(self._show_whole)
        self.table.opened.connect(lambda row: desk.open_page("case", str(row.case_id)))
        self.report.reported.connect(self._end)

    def arrive(self, place: str) -> None:
        """All agencies, or the one that was asked for."""
        self._agency_id = UUID(place) if place else None
        self._read()
        if self._rooms.currentIndex():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self) -> str:
        """Which agency."""
        return str(self._agency_id or "")

    def refresh(self, changes: Changes) -> None:
        """An action, or what was reported on it."""
        if any(map(changes.touch, ("action", "progress_entry", "agency"))):
            self._read()

    def help(self) -> Help:
        """How reports are made."""
        return HELP

    def offers(self) -> tuple[Action, ...]:
        """A report."""
        report, record = self._begin, self.report.record
        return (
            Action(
                "actions.report",
                "Report on this action",
                report,
                REPORT_KEY,
                ("done",),
                "Actions",
                self._at_one,
                changes=True,
            ),
            Action(
                "actions.send",
                "Send this action at once",
                self._send,
                SEND_KEY,
                ("urgent",),
                "Actions",
                self._at_one,
                changes=True,
            ),
            Action(
                *("actions.history", "History of this action", self._open_history, HISTORY_KEY, ("who",), "Actions"),
                when=self._at_one,
            ),
            Action("actions.record", "Record the report", record, "Ctrl+Return", ("save",), "Actions", self._reporting),
        )

    def hints(self) -> tuple[str, ...]:
        """The same, and sending."""
        return ("actions.report", "actions.record", "actions.send")

    def _show_whole(self, row: ActionListRow) -> None:
        """All words of the action one is at, which the list may cut short, its case and whose it is."""
        whose = " · ".join(part for part in (row.case, row.agency or "no owner", row.person) if part)
        self.whole.setText(f"{row.label}  {row.text} ({whose})")
        self.report.show_action(row)

    def _begin(self) -> None:
        if self._at_one():
            self.report.show()
            self.report.begin()

    def _send(self) -> None:
        if (row := self.table.row()) is None:
            return
        with self.desk.vault.read() as read:
            discussion = read.get(Discussion, row.discussion_id)
            meeting_id, cannot_wait = discussion.meeting_id, discussion.action(row.id).cannot_wait(read.today)
        if cannot_wait:
            self.at_once.send(meeting_id, row.id)
        else:
            self.desk.messages.told(NOT_DUE)

    def _open_history(self) -> None:
        if (row := self.table.row()) is not None:
            self.desk.open_page("history", f"action/{row.id}")

    def _end(self) -> None:
        self.report.hide()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _at_one(self) -> bool:
        return self.table.row() is not None

    def _reporting(self) -> bool:
        return self.report.isVisible()

    def _laid_out(self) -> QWidget:
        inside = QWidget()
        by_agency, self._right = Card("By agency"), Scrolled()
        by_agency.body.addWidget(self.agencies)
        listed = Card("Actions")
        listed.body.addWidget(Field("Which actions", self.standing))
        listed.body.addWidget(self.table, 1)
        listed.body.addWidget(self.whole)
        listed.body.addWidget(self.count)
        self.table.setMinimumHeight(170)
        listed.corner.addWidget(self.open_report)
        listed.corner.addWidget(self.history)
        self._right.column.addWidget(listed, 1)
        self._right.column.addWidget(self.report)
        across = QHBoxLayout(inside)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(16)
        across.addWidget(by_agency, 3)
        across.addWidget(self._right, 8)
        return inside

    def _read(self) -> None:
        with self.desk.vault.read() as read:
            chase = to_chase(read.session, read.today)
            any_at_all = action_list(read.session, read.today, ActionFilter(Standing.ALL)).of
        self._rooms.setCurrentIndex(1 if any_at_all else 0)
        wanted = self._agency_id
        self.agencies.blockSignals(True)
        self.agencies.show_rows((None, *chase))
        rows = [None, *(row.agency_id for row in chase)]
        self.agencies.selectRow(rows.index(wanted) if wanted in rows else 0)
        self.agencies.blockSignals(False)
        self._read_actions()

    def _choose_agency(self, row: ChaseRow | None) -> None:
        self._agency_id = row.agency_id if row else None
        self._read_actions()

    def _read_actions(self) -> None:
        wanted = ActionFilter(Standing(self.standing.chosen()), agency_id=self._agency_id)
        with self.desk.vault.read() as read:
            page = action_list(read.session, read.today, wanted)
        self.table.show_rows(page.rows)
        self.open_report.setEnabled(bool(page.rows) and self.desk.can_edit)
        self.whole.setVisible(bool(page.rows))
        self.report.setVisible(bool(page.rows) and self.report.isVisible())
        more = f" The first {len(page.rows)} are shown." if len(page.rows) < page.of else ""
        self.count.setText(f"{page.of} {'action' if page.of == 1 else 'actions'}.{more}")


def _due(row: ActionListRow) -> str:
    if row.due is None:
        return "ongoing" if row.ongoing else ""
    return short_date(row.due)


_AGENCIES = (
    Column["ChaseRow | None"]("Agency", lambda row: row.agency if row else "All agencies", wide=True),
    Column["ChaseRow | None"]("Overdue", lambda row: f"{row.overdue} of {row.open}" if row else "", number=True),
)
_ACTIONS = (
    Column[ActionListRow]("No.", lambda row: row.label),
    Column[ActionListRow]("Case", lambda row: row.case, spare=True),
    Column[ActionListRow]("Action", lambda row: row.text, wide=True),
    Column[ActionListRow]("Agency", lambda row: row.agency or "no owner"),
    Column[ActionListRow]("Due", _due),
    Column[ActionListRow]("State", lambda row: "! overdue" if row.overdue else row.state.value),
)
