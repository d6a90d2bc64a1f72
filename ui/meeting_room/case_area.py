"""The middle of the room while a case is heard: its head, its six steps, and the page of the step."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from marac_desk.cases import Case
from marac_desk.discussion import Step
from marac_desk.step_states import LineState, StepMark, step_marks
from storage.door import Changes
from ui.meeting_room.ahead import Ahead
from ui.meeting_room.case_head import CaseHead
from ui.meeting_room.case_in_room import head_of
from ui.meeting_room.head_lines import head_lines
from ui.meeting_room.prompt import Prompt
from ui.meeting_room.room import Room
from ui.meeting_room.step_page import StepPage
from ui.meeting_room.step_pages import StepPages
from ui.widgets.mark import MarkState
from ui.widgets.stepper import Stepper

STEP_NAMES = ("Referrer", "Voice", "Agencies", "Risks", "Actions", "Summary")
MARKS = {
    LineState.DONE: MarkState.DONE,
    LineState.MISSING: MarkState.MISSING,
    LineState.OPEN: MarkState.OPEN,
    LineState.TO_COME: MarkState.OPEN,
}
_OF_THE_HEAD = ("case_file", "party", "person", "referral", "dash_answer", "must_not_be_told", "must_not_receive")


class CaseArea(QWidget):
    """It follows the room: another case, another step, something committed."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        self.head, self.prompt = CaseHead(), Prompt()
        self.stepper = Stepper("Steps of the case", STEP_NAMES)
        self._steps = StepPages(room)
        self._ahead = Ahead(self._do_ahead, self)
        self._at_rest = False
        self._marks: tuple[StepMark, ...] = ()
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(18, 10, 18, 10)
        column.setSpacing(8)
        for part in (self.head, self.stepper, self.prompt):
            column.addWidget(part)
        column.addWidget(self._steps, 1)
        self.stepper.chosen.connect(self._step_chosen)
        room.case_changed.connect(self._case_changed)
        room.step_changed.connect(self._show_step)
        room.record_changed.connect(self._refresh)
        room.entry_wanted.connect(self._focus_entry)

    def page(self) -> StepPage | None:
        """The page of the current step."""
        return self._steps.page(self._room.step)

    def part(self) -> str:
        """What the step is at, such as the agency that speaks."""
        page = self.page()
        return page.part() if page is not None else ""

    def expect(self, case_id: UUID) -> None:
        """Between cases: makes ready for this one, in quiet moments and without showing anything of it."""
        self._room.expect(case_id)
        self._at_rest = False
        self._ahead.wanted()

    def rest(self) -> None:
        """The room is left, or the vault locks: nothing more is done ahead."""
        self._at_rest = True
        self._ahead.stop()

    def go_to_part(self, part: str) -> None:
        """Comes back to it."""
        page = self.page()
        if page is not None and part:
            page.go_to_part(part)

    def _case_changed(self) -> None:
        if not self._steps.are_blank():
            self._forget_pages()
        if self._room.case is not None:
            self._show_head()
            self._show_marks()
            self._show_step()

    def _forget_pages(self) -> None:
        """All at once, so that no page of the case that is left comes to be seen on the way.

        What was typed is saved by now. What a rule refused stays a draft of that case, and is not tried in the next.
        """
        before, self._steps = self._steps, StepPages(self._room)
        self._room.desk.savers.let_go(before)
        before.hide()
        self._column.replaceWidget(before, self._steps)
        self._steps.show()  # now, and not when the events come round: a page of it is about to take the focus
        before.deleteLater()

    def _show_step(self) -> None:
        step = self._room.step
        page = self._steps.show_step(step)
        self.stepper.go_to(step - 1)
        self.prompt.say(page.prompt())
        self._say_missing()
        page.focus_first()
        self._at_rest = False
        self._ahead.wanted()

    def _do_ahead(self) -> bool:
        if self._room.case is not None:
            return self._steps.do_ahead()
        more = self._steps.begin_ahead()
        if not more:
            self._room.read_ahead()
        return more

    def _refresh(self, changes: Changes) -> None:
        if self._room.case is None:
            return
        if any(map(changes.touch, _OF_THE_HEAD)):
            self._show_head()
        self._show_marks()
        self._steps.refresh(changes)
        if not self._at_rest:  # what is saved on the way to the lock asks for nothing more
            self._ahead.wanted()

    def _show_head(self) -> None:
        heard = self._room.heard
        with self._room.reading() as read:
            head = head_of(read, self._room.meeting_id, heard.case_id)
        self.head.show_lines(head_lines(head))

    def _show_marks(self) -> None:
        with self._room.look() as (read, discussion):
            marks = step_marks(discussion, read.get(Case, discussion.case_id), self._room.heard.at_table)
        self._marks = marks
        self.stepper.show_states([_state(mark) for mark in marks])
        for button, mark in zip(self.stepper.buttons, marks, strict=True):
            button.setToolTip("\n".join(mark.missing))
            button.setAccessibleDescription(" ".join(mark.missing))
        self._say_missing()

    def _say_missing(self) -> None:
        """Under the prompt, once people have gone on without it, where the page of the step does not list it itself."""
        mark = self._marks[self._room.step - 1]
        passed_over = mark.state is LineState.MISSING and mark.step not in (Step.AGENCIES, Step.ACTIONS)
        self.prompt.say_missing(mark.missing if passed_over else ())

    def _step_chosen(self, at: int) -> None:
        self._room.go_to_step(Step(at + 1))

    def _focus_entry(self, step: Step) -> None:
        page = self._steps.page(step)
        if page is not None:
            page.focus_entry()


def _state(mark: StepMark) -> tuple[MarkState, str]:
    return MARKS[mark.state], mark.count
