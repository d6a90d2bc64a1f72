"""Step 5: what is agreed. On a repeat last time's actions come first; then who, what, by when, for which risk."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from marac_desk.dates import short_date
from marac_desk.discussion import Discussion, Step
from marac_desk.errors import Told
from storage.door import Changes
from ui.meeting_room.room import Room
from ui.meeting_room.step_page import StepPage
from ui.meeting_room.steps.action_entry import ActionEntry, Entered, must_say_why
from ui.meeting_room.steps.actions_view import ActionNow, ActionsView, read_actions
from ui.meeting_room.steps.earlier import EarlierActions
from ui.meeting_room.steps.rows import Head, Line, Rows
from ui.meeting_room.steps.sources import SourceQuestion
from ui.papers.urgent import SendAtOnce
from ui.widgets.card import Card
from ui.widgets.entry_draft import EntryDraft
from ui.widgets.mark import Tone
from ui.widgets.notice import Notice
from ui.widgets.tab_order import follow_in_tab_order

_SHOWN = (
    *("action", "action_risk", "risk", "risk_to", "voice_line", "contribution", "gap_reason"),
    *("key_date", "party", "attendance", "left_for", "export_record"),
)

NOT_DUE = "No action here is due today and waits for its agency. The others go with the action plans."
_COLUMNS = ("No.", "Agency and person", "Action", "Due", "Risk")
_WIDTHS = (3, 18, 7, 6)


class ActionsPage(StepPage):
    """The step Actions."""

    step = Step.ACTIONS
    title = "Actions"

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.earlier = EarlierActions(room)
        self.entry = ActionEntry(room)
        self.rows = Rows("Actions", _WIDTHS)
        self.open = Notice()
        self.source = SourceQuestion(self)
        self._view = ActionsView((), (), ())
        self.at_once = SendAtOnce(
            *(self.desk, self, lambda stopped: self.body.insertWidget(0, stopped)),
            change=lambda action_id: self._edit_again(str(action_id)),
        )
        self._draft = EntryDraft(self.entry, self.desk, room.field("action"), self.entry.parts)
        self._lay_out()
        self.entry.changed.connect(self._draft.touched)
        self.entry.entered.connect(self._enter)
        self.entry.given_up.connect(self._give_up)
        self.rows.opened.connect(self._edit_again)
        self.earlier.finished.connect(self._go_on)
        self.source.named.connect(self._name_source)
        self.source.reword.connect(self._reword)
        self.rows.on_key("s", lambda key: self._send(self._view.action(UUID(key))))
        self.at_once.done.connect(self._sent)
        room.sending_wanted.connect(self.send_at_once)

    def show_case(self) -> None:
        """Reads the case and shows it."""
        self.earlier.show_case()
        self._place_earlier()
        self._read()
        self.entry.restore(self._draft.kept())

    def refresh(self, changes: Changes) -> None:
        """Reads again what it shows."""
        if changes.touch("progress_entry"):
            self.earlier.show_case()
        if any(map(changes.touch, _SHOWN)):
            self.entry.agency.set_seats(self.room.heard.seats)
            self._read()

    def focus_first(self) -> None:
        """On a repeat, last time's actions that nobody has answered for; then the entry."""
        if self.earlier.waits():
            self.earlier.rows.focus()
        else:
            self.entry.begin()

    def focus_entry(self) -> None:
        """Alt+A: straight to the entry."""
        self.entry.begin()

    def go_to_part(self, part: str) -> None:
        """An action, to be changed unless one is half typed: `<action> text`; or one of last time: `action 142.3`."""
        key, _, field = part.partition(" ")
        if self.rows.holds(key):
            self.rows.go_to(key)
            if not self.entry.parts():
                self._edit_again(key)
                self.entry.go_to(field)
        elif key == "action":
            self.earlier.go_to(field)

    def keys(self) -> tuple[tuple[str, str], ...]:
        """The page's own keys."""
        return (
            ("Enter", "add the action, or take what is offered"),
            ("Ctrl+1…9", "the risk it answers"),
            ("Ctrl+D", "protected detail"),
            ("Ctrl+O", "other source"),
            ("Ctrl+N", "asked and declined"),
            ("F2 F3 F4", "the other source: police record, an agency’s own record, none"),
            ("Alt+S", "send an action that is due today to its agency at once"),
            ("D X N P I", "last time’s action: done, done without effect, not done, not possible, in progress"),
        )

    def _lay_out(self) -> None:
        self.none = QLabel("No action yet. Type an agency, then what it does: the catalogue helps.")
        self.none.setObjectName("soft")
        self.none.setWordWrap(True)
        self.table = Card()
        self.table.setAccessibleName("Actions agreed")
        self.table.body.setContentsMargins(8, 4, 8, 8)
        self.head = Head(_COLUMNS, _WIDTHS, wide=2)
        self.table.body.addWidget(self.head)
        self.table.body.addWidget(self.rows)
        self.table.body.addWidget(self.none)
        for part in (self.earlier, self.entry, self.source, self.table, self.open):
            self.body.addWidget(part)
        self.body.addStretch()

    def _place_earlier(self) -> None:
        """First while anything of last time waits, below the actions once all is answered."""
        first = self.earlier.waits()
        self.body.removeWidget(self.earlier)
        self.body.insertWidget(0 if first else self.body.indexOf(self.open) + 1, self.earlier)
        mine = (self.rows, *self.rows.widgets())
        theirs = (self.earlier.rows, *self.earlier.rows.widgets(), self.earlier.why, self.earlier.others)
        follow_in_tab_order(self if first else self.entry.add, theirs if first else (*mine, *theirs))

    def _go_on(self) -> None:
        self._place_earlier()
        self.entry.begin()

    def _read(self) -> None:
        self._view = view = read_actions(self.room, self.earlier.texts())
        self.entry.show_risks(view.risks)
        self.rows.show_lines([_line(action) for action in view.actions])
        self.none.setVisible(not view.actions)
        self.head.setVisible(bool(view.actions))
        self.source.show_question(view.asks_source, view.sources)
        self.open.setVisible(bool(view.still_open))
        self.open.say(f"Still open. {' · '.join(view.still_open)}" if view.still_open else "", Tone.WARN)

    def _enter(self) -> None:
        if self.entry.is_empty():
            return
        before = {action.id for action in self._view.actions}
        try:
            entered = self.entry.entered_now()
            must_say_why(entered)
            label = "Change action" if entered.action_id else "Add action"
            self.room.edit(label, lambda _, talk: _record(talk, entered), self._draft.field)
        except Told as told:
            self.desk.messages.told(told.say, self.entry)
            return
        self.desk.messages.right(self.entry)
        self._draft.added()
        new = next((each for each in self._view.actions if each.id not in before), None)
        self.entry.say_added(f"{self.room.heard.number}.{new.number}" if new else "")
        self._next()

    def _give_up(self) -> None:
        if self._draft.may_go():
            self._next()

    def _next(self) -> None:
        """Ready for the next action, or back where somebody came from."""
        self.entry.clear()
        if not self.room.return_to():
            self.entry.agency.setFocus(Qt.FocusReason.OtherFocusReason)

    def _name_source(self, action_id: UUID, source: str) -> None:
        on_button = any(button.hasFocus() for button in self.source.buttons)
        self.room.try_edit("Name other source", lambda _, talk: talk.name_source(action_id, source))
        if on_button:
            self.entry.begin()

    def _reword(self, action_id: UUID) -> None:
        """There is no other source: its words must not show where they come from."""
        self._edit_again(str(action_id))
        self.entry.text.selectAll()

    def send_at_once(self) -> None:
        """Alt+S: the action one is at; else the newest that is due today and was not sent yet."""
        current = self.rows.current()
        here = self._view.action(UUID(current)) if any(row.hasFocus() for row in self.rows.widgets()) else None
        self._send(here or next((each for each in reversed(self._view.actions) if each.waits_to_be_sent), None))

    def _send(self, action: ActionNow | None) -> None:
        if action is None or not action.cannot_wait:
            self.desk.messages.told(NOT_DUE)
            self.room.return_to()
            return
        self.at_once.send(self.room.meeting_id, action.id)

    def _sent(self) -> None:
        if not self.room.return_to():
            self.entry.begin()

    def _edit_again(self, key: str) -> None:
        action = self._view.action(UUID(key))
        if action is not None:
            self.entry.show_action(action)
            self.entry.text.setFocus(Qt.FocusReason.OtherFocusReason)


def _record(talk: Discussion, entered: Entered) -> None:
    """Adds the action, or writes the one that was edited again anew."""
    if entered.action_id is None:
        action = talk.add_action(entered.text, owner=entered.agency_id, risks=entered.risk_ids)
    else:
        action = talk.action(entered.action_id)
        talk.reword_action(action.id, entered.text)
        talk.answers(action.id, *entered.risk_ids)
    action.agency_id, action.person = entered.agency_id, entered.person
    action.due, action.ongoing, action.faces = entered.due, entered.ongoing, entered.faces
    action.protected_detail, action.other_source = entered.detail, entered.source
    if entered.action_id is None:
        action.catalogue_code = entered.code
    if entered.declined_because:
        action.decline(entered.declined_because)
    else:
        action.asked_and_declined, action.declined_because = False, ""


def _line(action: ActionNow) -> Line:
    notes = [f"detail {action.detail_label}, owner only"] if action.detail else []
    notes += ["asked and declined"] if action.declined else []
    notes += ["due today: S sends it at once"] if action.waits_to_be_sent else []
    notes += ["sent at once"] if action.sent else []
    due = "ongoing" if action.ongoing else short_date(action.due).rsplit(" ", 1)[0] if action.due else "–"
    owner = " · ".join(part for part in (action.agency, action.person) if part) or "no agency"
    return Line(
        key=str(action.id),
        lead=str(action.number),
        text=action.text,
        before=(owner,),
        cells=(due, action.risks),
        note=" · ".join(notes),
        remark=_in_short(action),
        tone=Tone.WARN if action.remarks else None,
    )


def _in_short(action: ActionNow) -> str:
    """The first remark in a sentence, the others by their names: a row is read at a glance."""
    if not action.remarks:
        return f"Declined: {action.because}" if action.because else ""
    first, *others = action.remarks
    also = ", ".join(remark.kind.value for remark in others)
    return f"{first.say} Also: {also}." if also else first.say
