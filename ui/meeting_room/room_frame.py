"""The meeting room laid out: running order, the middle, what was recorded; and the way from place to place."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from marac_desk.discussion import Step
from marac_desk.errors import Refused
from marac_desk.meetings import Meeting
from marac_desk.opening import Earlier
from marac_desk.reasons import Question
from storage.door import Changes
from storage.earlier_rows import to_hear
from storage.queries import Hearing
from storage.room_cases import discussion_at, passed_since
from ui.guarded import guarded
from ui.meeting_room.centre import Centre
from ui.meeting_room.folding import fold, panels
from ui.meeting_room.gaps_page import REASONS
from ui.meeting_room.helping import between_help, gaps_help, line_help, step_help
from ui.meeting_room.order_lines import IN_ORDER, MeetingNow, meeting_now
from ui.meeting_room.recorded_panel import RecordedPanel
from ui.meeting_room.room import Room
from ui.meeting_room.room_bar import RoomBar
from ui.meeting_room.route import CLOSING, OPENING, Stop, beside, route
from ui.meeting_room.running_order import RunningOrder
from ui.meeting_room.side_panel import read_recorded
from ui.meeting_room.there_and_back import ThereAndBack
from ui.shell.page import Help

PAUSE = 0
"""In place of a step: between cases."""


class RoomFrame(QWidget):
    """One meeting. `moved` says that the place has changed; `covered` whether only "Between cases" may be seen."""

    moved = Signal()
    _laid_out = False

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room = room
        self.here = Stop(OPENING[0])
        self.covered = False
        self._moving = False
        self._swapped = False
        self._going_to: Stop | None = None
        self.bar = RoomBar(room.desk.clock, self)
        self.order, self.recorded = RunningOrder(), RecordedPanel()
        self.centre = Centre(room)
        self._side = ThereAndBack(self.order, self.centre)
        self.case_area, self.gaps, self.between = self.centre.case_area, self.centre.gaps, self.centre.between
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.order)
        row.addWidget(self.centre, 1)
        row.addWidget(self.recorded)
        self._connect()
        self._read_slow()
        self.now = self._read_now()
        self._laid_out = True

    def begin(self, key: str = "", step: int = PAUSE, part: str = "") -> None:
        """Comes in at a place; without one at the case under way, else at the beginning.

        A case is shown at its step; at `PAUSE` only once the chair has confirmed who stays.
        """
        stop = Stop.of(key) if key else self._under_way()
        if stop not in self.stops():
            stop = Stop(OPENING[0])
        if stop.case_id is None:
            self._arrive(stop)
        elif step == PAUSE:
            self.go(stop)
        else:
            self._hear(stop.case_id, Step(step))
            self.case_area.go_to_part(part)

    def step_here(self) -> int:
        """The step that a place is kept with."""
        return PAUSE if self.covered or self.room.case is None else int(self.room.step)

    def help(self) -> Help:
        """What is done here, and what the chair may say in the words of the aide memoire."""
        memoire = self.room.reference.aide_memoire
        step, line = self.case_area.page(), self.centre.line(self.here.line)
        if self.covered:
            return between_help(memoire)
        if self.centre.currentWidget() is self.gaps:
            return gaps_help()
        if self.room.case is not None and step is not None:
            return step_help(step, memoire)
        return line_help(line, self.here.line) if line is not None else Help("Meeting room", ())

    def stops(self) -> tuple[Stop, ...]:
        """Every place there is, in order."""
        return route(self.now.to_hear())

    def next(self) -> None:
        """The next place that is not done. Leaving an open case closes it, and asks once when there are gaps."""
        target = self._ahead()
        if target is None:
            return
        if self.room.case is None or not self.room.is_open():
            self.go(target)
            return
        self.room.desk.savers.flush()
        missing = self.room.missing()
        if missing:
            self._going_to = target
            self.gaps.show_questions(missing)
            self._show(self.gaps)
            self.gaps.focus_first()
        else:
            self.room.close_case()
            self.go(target)

    def previous(self) -> None:
        """The place before. A case that is left so stays open."""
        target = beside(self.stops(), self.here, -1)
        if target is not None:
            self.go(target)

    def go(self, stop: Stop) -> None:
        """Another place; before a case comes the pause between cases."""
        if stop == self.here and not self.covered and self.centre.currentWidget() is not self.gaps:
            return
        self.room.leave_case()
        if stop.case_id is None:
            self._arrive(stop)
            return
        row = self.now.row(stop.case_id)
        self.here, self.covered = stop, True
        self.case_area.expect(stop.case_id)
        self.between.show_next(
            stop.case_id, row.reference if row else "", asks_who_stays=row is None or row.asks_who_stays
        )
        self._show(self.between)
        self.between.focus_first()
        self._moved()

    def _ahead(self) -> Stop | None:
        """The next place: a case that is closed or put off is passed over; the running order leads to it all the same.

        Nothing at the end, or when `here` is not on the way.
        """
        everything, to_come = route([row.case_id for row in self.now.rows]), route(self.now.to_come())
        if self.here not in everything:
            return None
        after = everything[everything.index(self.here) + 1 :]
        return next((stop for stop in after if stop in to_come), None)

    def refresh(self, changes: Changes) -> None:
        """Something was committed: only what shows it is read again."""
        self.room.afresh(changes)
        if self._moving:
            return
        if changes.touch("discussion") and self._begun_no_more():
            self._back_to_pause()
            return
        if changes.touch("progress_entry") or changes.touch("meeting"):
            self._read_slow()
        with self.room.reading():
            self.room.refresh(changes)
            page = self.centre.line(self.here.line)
            if page is not None:
                page.refresh(changes)
            self._show_all(order=any(map(changes.touch, IN_ORDER)))

    def swap_panels(self) -> None:
        """F6: to the running order and back. A panel that has no room beside the middle comes in place of another."""
        if self.order.isVisible() and not self._swapped:
            self._side.go()
            return
        self._swapped = not self._swapped
        self._fold()
        if self.order.isVisible():
            self._side.go()
        else:
            self.centre.focus_first()

    def minimumSizeHint(self) -> QSize:
        """The middle alone is enough: panels go where there is no room for them, so they hold no window open."""
        return QSize(self.centre.minimumSizeHint().width(), super().minimumSizeHint().height())

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may have room for one panel more or less."""
        super().resizeEvent(event)
        self._fold()

    @guarded
    def changeEvent(self, event: QEvent) -> None:
        """So has another size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._laid_out:
            self._fold()

    def _connect(self) -> None:
        self.order.chosen.connect(self._chosen)
        self.between.confirmed.connect(self._hear)
        self.between.put_off.connect(self._put_off)
        self.gaps.answered.connect(self._answered)
        self.gaps.left_open.connect(self._leave_open)
        self.gaps.back.connect(self.to_case)
        self.room.step_changed.connect(self._step_moved)
        self.room.onward_wanted.connect(self.next)
        self.room.case_wanted.connect(lambda case_id: self.go(Stop(case_id=case_id)))

    def _read_slow(self) -> None:
        """What reaches back over years is read when it may have changed, and not at every key."""
        with self.room.desk.vault.read() as read:
            rows = to_hear(read.session, self.room.meeting_id)
            self._passed = len(passed_since(read.session, self.room.meeting_id))
            meeting = read.get(Meeting, self.room.meeting_id)
            begun = meeting.opened_at or meeting.starts_at
        self._earlier = Earlier(sum(row.answered_since(begun) for row in rows), len(rows))

    def _read_now(self) -> MeetingNow:
        with self.room.reading() as read:
            return meeting_now(read, self.room.meeting_id, self._earlier, self._passed)

    def _begun_no_more(self) -> bool:
        """Whether it was undone that the case in the room was begun."""
        case = self.room.case
        if case is None:
            return False
        with self.room.desk.vault.read() as read:
            found = discussion_at(read.session, self.room.meeting_id, case.case_id)
        return found is None or found[1] is None

    def _back_to_pause(self) -> None:
        """Nothing of a case that is not begun is seen."""
        stop, self.here = self.here, Stop()
        self.go(stop)

    def _arrive(self, stop: Stop) -> None:
        self.here, self.covered = stop, False
        page = self.centre.show_line(stop.line)
        self._swapped = False
        self._fold()
        page.focus_first()
        self._moved()

    def _hear(self, case_id: UUID, step: Step = Step.REFERRER) -> None:
        self.here, self.covered = Stop(case_id=case_id), False
        self._moving = True
        try:
            discussion_id = self.room.begin(case_id)
        except Refused as refused:  # its minutes are signed, and this case was never heard
            self.room.desk.messages.told(refused.say)
            self._arrive(Stop(CLOSING[0]))
            return
        finally:
            self._moving = False
        with self.room.reading():
            self.room.enter(discussion_id, step)
            self._show_all()
        self._show(self.case_area)  # once it is filled, so that it is laid out once
        self._focus_page()
        self.moved.emit()

    def _put_off(self) -> None:
        target = self._ahead() or Stop(CLOSING[0])
        self.here = Stop()
        self.go(target)

    def _answered(self, reasons: Iterable[tuple[Question, str]]) -> None:
        if self.room.close_case(tuple(reasons), self.room.field(REASONS)):
            self.gaps.forget()
        self._leave_open()

    def _leave_open(self) -> None:
        if self._going_to is not None:
            self.go(self._going_to)
        self._going_to = None

    def to_case(self) -> None:
        """Back from the questions into the case; anywhere else it does nothing."""
        if self.centre.currentWidget() is self.gaps:
            self._going_to = None
            self._show(self.case_area)
            self._focus_page()

    def _focus_page(self) -> None:
        page = self.case_area.page()
        if page is not None:
            page.focus_first()

    def _under_way(self) -> Stop:
        under_way = (row.case_id for row in self.now.rows if row.state is Hearing.UNDER_WAY)
        case_id = next(under_way, None)
        return Stop(OPENING[0]) if case_id is None else Stop(case_id=case_id)

    def _chosen(self, key: str) -> None:
        self.go(Stop.of(key))

    def _show(self, part: QWidget) -> None:
        self._swapped = False
        if part is self.case_area:
            self._fold(in_case=True)  # first, so that the case is laid out once, in the room that it has
        self.centre.show_part(part)
        self._fold()

    def _moved(self, *, order: bool = True) -> None:
        with self.room.reading():
            self._show_all(order=order)
        self._fold()
        self.moved.emit()

    def _step_moved(self) -> None:
        """Another step of the same case changes nothing in the running order."""
        self._moved(order=False)

    def _show_all(self, *, order: bool = True) -> None:
        if order:
            self.now = self._read_now()
        case = self.room.case
        self.order.show_groups(self.now.groups, self.here.key)
        self.bar.show_meeting(self.now, self.now.times(case.case_id) if case else None)
        if case is not None:
            self.recorded.show_case(*read_recorded(self.room))

    def _fold(self, *, in_case: bool = False) -> None:
        letter = self.fontMetrics().horizontalAdvance("M")
        in_case = in_case or self.centre.in_case()
        shown = panels(self.width() // letter, in_case, self.covered, self.room.step, self._swapped)
        fold(shown, letter, self.width(), self.order, self.centre, self.recorded)
