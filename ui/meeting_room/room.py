"""The meeting as it is being held: which case, which step, who is there, and the one way to change a discussion.

Pages of the room ask it and listen to it; none of them knows another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from marac_desk.cases import Case
from marac_desk.discussion import Discussion, Step
from marac_desk.errors import Refused, Told
from marac_desk.gaps import open_gaps
from marac_desk.maracs import Marac
from marac_desk.meetings import Meeting
from marac_desk.reasons import Question, questions, record
from marac_desk.reference import Reference, load
from marac_desk.timetable import WorkingDays
from storage.case_rows import prepared
from storage.door import Changes, Edit
from storage.room_cases import discussion_at
from ui.meeting_room.bookmark import Bookmark
from ui.meeting_room.case_in_room import CaseInRoom, case_in_room, everybody_in, head_of
from ui.meeting_room.kept_read import NOTHING, KeptRead, Known
from ui.shell.desk import Desk

NO_CASE = (
    "This case is not being heard any more. What was typed is kept with it, and is there when you come back to it."
)

Change = Callable[[Edit, Discussion], object]
MeetingChange = Callable[[Edit, Meeting], object]


class Room(QObject):
    """One meeting in session. `case` is the case being heard, nothing at the opening, between cases and at the end.

    `case_changed`: another case, or none. `step_changed`: another step of the same case.
    `record_changed`: something was committed (Changes). `entry_wanted`: somebody asked from anywhere
    for the entry line of a step (Risks or Actions); the page of that step puts the cursor there.
    `onward_wanted`: this place of the running order is done. `sending_wanted`: an action is to be sent at once.
    `case_wanted`: this case of the running order is to be looked at (its UUID).
    """

    case_changed = Signal()
    step_changed = Signal()
    record_changed = Signal(object)
    entry_wanted = Signal(object)
    onward_wanted = Signal()
    sending_wanted = Signal()
    case_wanted = Signal(object)

    def __init__(self, desk: Desk, meeting_id: UUID, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.meeting_id = meeting_id
        self.case: CaseInRoom | None = None
        self.step = Step.REFERRER
        self._bookmark: Bookmark | None = None
        self._read: KeptRead | None = None
        self._expected: UUID | None = None
        self._known: Known = NOTHING
        with desk.vault.read() as read:
            meeting = read.get(Meeting, meeting_id)
            marac = read.get(Marac, meeting.marac_id)
            self.marac_id, self.practice = marac.id, marac.practice
            self.next_meeting: date | None = meeting.next_meeting

    @cached_property
    def reference(self) -> Reference:
        """The reference tables: catalogue, risk headings, aide memoire."""
        return load()

    @cached_property
    def calendar(self) -> WorkingDays:
        """The working days of this MARAC."""
        return WorkingDays(self.practice.nation)

    @property
    def heard(self) -> CaseInRoom:
        """The case being heard. A RuntimeError when there is none: a page of a step was shown without a case."""
        if self.case is None:
            raise RuntimeError("no case is being heard")
        return self.case

    def today(self) -> date:
        """The date where the meeting is held."""
        return self.desk.clock().astimezone().date()

    # The record

    @contextmanager
    def look(self) -> Iterator[tuple[KeptRead, Discussion]]:
        """The discussion of the current case as it stands; use what is read within the block only.

        A look within a look is the same one, so that what is shown at once is read once.
        """
        with self.reading() as read:
            yield read, read.get(Discussion, self.heard.discussion_id)

    @contextmanager
    def reading(self) -> Iterator[KeptRead]:
        """A read of the vault, or the one that is open. Nothing is edited within it."""
        if self._read is not None:
            yield self._read
            return
        with self.desk.vault.read() as read:
            self._read = KeptRead(read, self._known)
            try:
                yield self._read
            finally:
                self._read = None

    def afresh(self, changes: Changes) -> None:
        """Something was committed: neither a read that is open nor what was read ahead shall show what stood before."""
        if changes.kinds.keys() - {"discussion"}:
            self._known = NOTHING
        if self._read is not None:
            self._read.afresh()

    def edit(self, label: str, change: Change, settles: str | None = None) -> None:
        """One edit of the current discussion. Raises Told when a rule refuses it: right for settling a draft.

        `label` is fixed words; `settles` is the field whose draft the edit makes superfluous.
        """
        if self.case is None:
            raise Refused(NO_CASE)
        with self.desk.vault.edit(label, settles=settles) as edit:
            change(edit, edit.get(Discussion, self.heard.discussion_id))

    def try_edit(self, label: str, change: Change, settles: str | None = None) -> bool:
        """The same for a key or a button: what is refused is told in the message bar. Says whether it was done."""
        try:
            self.edit(label, change, settles)
        except Told as told:
            self.desk.messages.told(told.say)
            return False
        return True

    def missing(self) -> tuple[Question, ...]:
        """What is to be asked before this case closes; nothing when there are no gaps left."""
        with self.look() as (read, discussion):
            gaps = open_gaps(discussion, read.get(Case, discussion.case_id), self.heard.at_table)
            head = head_of(read, self.meeting_id, discussion.case_id)
        return questions(gaps, self.reference, heard_before=head.last_heard is not None)

    def close_case(self, reasons: Iterable[tuple[Question, str]] = (), settles: str | None = None) -> bool:
        """Closes this case: its clock stops, and each reason is minuted. Closed once, it stays so. Says whether it is.

        `settles` is the field of the draft in which the reasons were typed.
        """

        def close(edit: Edit, discussion: Discussion) -> None:
            for question, reason in reasons:
                record(discussion, question, reason)
            discussion.ended_at = discussion.ended_at or edit.now

        self.desk.savers.flush()
        return self.try_edit("Close case", close, settles)

    def is_open(self) -> bool:
        """Whether the case being heard has not been closed yet."""
        with self.look() as (_, discussion):
            return discussion.ended_at is None

    def field(self, name: str) -> str:
        """The name of a draft of this discussion: `discussion/<its id>/presented`."""
        return f"discussion/{self.heard.discussion_id}/{name}"

    # Where the meeting is

    def begin(self, case_id: UUID) -> UUID:
        """Begins the discussion of a case, or finds the one that was begun. The first time its clock starts."""
        self.leave_case()
        with self.desk.vault.read() as read:
            found = discussion_at(read.session, self.meeting_id, case_id)
        if found is not None and found[1] is not None:
            return found[0]
        with self.desk.vault.edit("Begin case") as edit:
            discussion = prepared(edit.session, self.meeting_id, case_id)
            discussion.started_at = edit.now
            return discussion.id

    def expect(self, case_id: UUID) -> None:
        """Between cases: the one that is likely to be next. Nothing of it is shown."""
        self._expected, self._known = case_id, NOTHING

    def read_ahead(self) -> None:
        """Reads of the case that is expected what does not depend on its discussion, so that it opens sooner."""
        if self._expected is None or self._known:
            return
        with self.desk.vault.read() as read:
            ahead = KeptRead(read)
            meeting = ahead.get(Meeting, self.meeting_id)
            ahead.get(Marac, meeting.marac_id)
            head_of(ahead, self.meeting_id, self._expected)
            everybody_in(ahead, ahead.get(Case, self._expected))
            self._known = ahead.known

    def enter(self, discussion_id: UUID, step: Step = Step.REFERRER) -> None:
        """Goes into a discussion at a step."""
        with self.reading() as read:
            found = read.get(Discussion, discussion_id)
            self.case = case_in_room(read, read.get(Meeting, self.meeting_id), found)
            self.step = step
            self.case_changed.emit()
        self._expected, self._known = None, NOTHING

    def leave_case(self) -> None:
        """No case is heard from now on; what was typed is saved first."""
        self.desk.savers.flush()
        self._bookmark = None
        if self.case is not None:
            self.case = None
            self.case_changed.emit()

    def go_to_step(self, step: Step) -> None:
        """Another step of this case; what was typed is saved first. Nobody is led back who has gone on."""
        if self.case is not None and step is not self.step:
            self._bookmark = None
            self.desk.savers.flush()
            self.step = step
            with self.reading():
                self.step_changed.emit()

    def next_step(self) -> None:
        """The next one; after the last it stays."""
        self.go_to_step(Step(min(self.step + 1, Step.SUMMARY)))

    def previous_step(self) -> None:
        """The one before; before the first it stays."""
        self.go_to_step(Step(max(self.step - 1, Step.REFERRER)))

    # From anywhere and back

    def add_risk(self) -> None:
        """Alt+R: a risk from wherever one is."""
        self._call(Step.RISKS)

    def add_action(self) -> None:
        """Alt+A: an action from wherever one is."""
        self._call(Step.ACTIONS)

    def send_at_once(self) -> None:
        """Alt+S: an action that is due today goes to its agency now, and the cursor comes back."""
        if self.case is not None:
            self._go_and_mark(Step.ACTIONS)
            self.sending_wanted.emit()

    def return_to(self) -> bool:
        """Goes back to the cursor from which Alt+R or Alt+A was pressed; false when nobody came from elsewhere.

        The page of the step calls it once the risk or the action stands, or with Escape.
        """
        bookmark, self._bookmark = self._bookmark, None
        if bookmark is None:
            return False
        self.go_to_step(bookmark.step)
        bookmark.restore()
        return True

    def refresh(self, changes: Changes) -> None:
        """The frame of the room tells of a commit."""
        if self.case is not None and any(map(changes.touch, ("attendance", "left_for", "party", "person"))):
            with self.look() as (read, discussion):
                self.case = case_in_room(read, read.get(Meeting, self.meeting_id), discussion)
        self.record_changed.emit(changes)

    def _call(self, step: Step) -> None:
        if self.case is None:
            return
        self._go_and_mark(step)
        self.entry_wanted.emit(step)

    def _go_and_mark(self, step: Step) -> None:
        mark = Bookmark.here(self.step) if self.step is not step else self._bookmark
        self.go_to_step(step)
        self._bookmark = mark
