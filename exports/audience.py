"""Who may have what: asked while a paper is composed, so that nothing has to be hidden afterwards.

A paper is the copy of one agency, or of the chair and the coordinator. What stands on no paper at
all (safe contacts, protected places, third parties' secrets, who must not receive a case) is never
asked for here, because nothing that composes reads it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from exports.likeness import folded
from marac_desk.agencies import Agency, WorksWith
from marac_desk.cases import Case
from marac_desk.discussion import Discussion, MayKnow, VoiceLine
from marac_desk.meetings import Presence
from marac_desk.record import MeetingRecord


@dataclass(frozen=True)
class Audience:
    """Whose copy a paper is. Without an agency it is the copy of the chair and the coordinator."""

    agency: Agency | None = None
    conflicted: frozenset[UUID] = frozenset()
    """The cases that everybody of the agency who was there left the room for, with a conflict of interest."""

    @classmethod
    def of(cls, agency: Agency, record: MeetingRecord) -> Audience:
        """The agency's copy of the papers of this meeting."""
        meeting = record.meeting
        own = [each for each in meeting.attendance if each.agency_id == agency.id and each.presence is Presence.PRESENT]
        declared = {(each.attendance_id, each.case_id) for each in meeting.conflicts}
        cases = {heard.case.id for heard in record.cases} if own else set()
        gone = {
            case_id
            for case_id in cases
            if all((each.id, case_id) in declared and not each.stayed_for(case_id) for each in own)
        }
        return cls(agency, frozenset(gone))

    @property
    def copy_for(self) -> str:
        """Whose copy it is, as the foot of each page says."""
        return self.agency.name if self.agency else "the chair and the coordinator"

    def may_have(self, case: Case) -> bool:
        """Whether the case stands in this copy at all."""
        if self.agency is None:
            return True
        return case.may_receive(self.agency.id) and case.id not in self.conflicted and not self._barred_by_name(case)

    def _barred_by_name(self, case: Case) -> bool:
        """Whether somebody who must not receive the case speaks for the agency, and so would get its papers."""
        barred = [f" {folded(each.who)} " for each in case.must_not_receive if each.agency_id is None]
        speakers = (f" {folded(each.name)} " for each in self.agency.representatives) if self.agency else ()
        return any(speaker.strip() and speaker in who for speaker in speakers for who in barred)

    def works_with(self, case: Case) -> WorksWith | None:
        """Whom the agency works with in this case; nothing for the chair and the coordinator."""
        return case.works_with(self.agency.id, self.agency.works_with) if self.agency else None

    def works_with_perpetrator(self, case: Case) -> bool:
        """Whether the person causing harm could learn from this reader what the victim said."""
        return self.works_with(case) is WorksWith.PERPETRATOR

    def may_read(self, case: Case, may_know: MayKnow) -> bool:
        """Whether this copy holds what was said under that restriction.

        The room keeps its own. What is known only from the victim goes to those who work with the
        victim or a child, and to the chair and the coordinator.
        """
        if may_know is MayKnow.SHAREABLE:
            return True
        near = (None, WorksWith.VICTIM, WorksWith.CHILD)
        return may_know is MayKnow.ONLY_FROM_VICTIM and self.works_with(case) in near

    def voice_lines(self, case: Case, discussion: Discussion) -> list[VoiceLine]:
        """The lines of the victim's and the children's voice that this copy holds, in order.

        None at all where the agency works with the person causing harm.
        """
        if self.works_with_perpetrator(case):
            return []
        lines = sorted(discussion.voice, key=lambda line: line.position)
        return [line for line in lines if self.may_read(case, line.may_know)]

    def may_read_notes(self, record: MeetingRecord) -> bool:
        """Whether this copy of signed minutes holds their dated notes.

        A note does not tell which case it is about. So it goes only to who has all of them, and to nobody who
        works with a person causing harm.
        """
        cases = [heard.case for heard in record.cases]
        return all(self.may_have(case) and not self.works_with_perpetrator(case) for case in cases)

    def kept_words(self, case: Case, discussion: Discussion, *, voice_wanted: bool = True) -> Iterable[str]:
        """What was said in this case and is not in this copy, so that it is not repeated there by another hand.

        In a paper that wants no voice, such as a plan, only its shareable lines may be repeated.
        """
        held = {line.id for line in self.voice_lines(case, discussion)}
        for line in discussion.voice:
            if line.id not in held or (not voice_wanted and line.may_know is not MayKnow.SHAREABLE):
                yield line.text
        for each in discussion.contributions:
            if not self.may_read(case, each.may_know):
                yield from (each.fact, each.view)
